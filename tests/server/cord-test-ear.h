/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Another system that listens at a hub: a true HTTP server in the test's own thread, on a port of the system's
 * choosing. It hears only while the test waits for something. */
typedef struct
{
  SoupServer *soup;
  char *uri;         /* to be called at; with a path and a query of its own */
  GPtrArray *events; /* (element-type JsonNode): all that was heard, in order */
  guint status;      /* answered from now on */
  gboolean silent;   /* from now on nothing is answered at all */
  gboolean endless;  /* from now on answers never end */
  guint open;        /* requests it holds */
  guint open_max;
} TestEar;

TestEar *test_ear_new (void);
void test_ear_free (TestEar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestEar, test_ear_free)

/* Until so many events were heard in all; the last of them. */
JsonNode *test_ear_await (TestEar *self, guint count);
/* "ProductCreateEvent", of the event with this number. */
const char *test_ear_text (const TestEar *self, guint number, const char *path);
/* The types of all that was heard, one a word. */
char *test_ear_types (const TestEar *self);

/* Serves this thread until the function says so; gives up after a bound. */
typedef gboolean (*TestUntil) (gpointer data);
void test_await (TestUntil func, gpointer data);

G_END_DECLS
