/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cord-test-server.h"

G_BEGIN_DECLS

/* A record as a desk writes it: events that are chained, as JSON. */
typedef struct
{
  guint64 seq;
  char *prev; /* the hash of the last event */
} TestRecord;

/* One without events; its @prev is that of a header. */
void test_record_init (TestRecord *self);
void test_record_clear (TestRecord *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestRecord, test_record_clear)
/* The next event; @body NULL: empty. The text is the caller's. */
char *test_record_next (TestRecord *self, const char *type, GVariant *body);
/* The body of an interaction.closed; full. */
GVariant *test_record_closing (void);
/* Sends @events, separated by commas, the first of which has the number @expect, to the open interaction. */
TestReply *test_record_upload (TestServer *server, guint64 expect, const char *events);

G_END_DECLS
