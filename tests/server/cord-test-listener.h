/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A system that listens to a hub: a real HTTP server in the test's own thread, on a port that the system chooses. It
 * reads requests only while the test waits for something. */
typedef struct
{
  SoupServer *soup;
  char *uri;         /* the callback; with a path and a query of its own */
  GPtrArray *events; /* (element-type JsonNode): all received events, in order */
  guint status;      /* the status of answers from now on */
  gboolean silent;   /* from now on nothing is answered */
  gboolean endless;  /* from now on answers never end */
  guint open;        /* requests it holds */
  guint open_max;
} TestListener;

TestListener *test_listener_new (void);
void test_listener_free (TestListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestListener, test_listener_free)

/* Waits until so many events were received in all; returns the last one. */
JsonNode *test_listener_await (TestListener *self, guint count);
/* "ProductCreateEvent", of the event with this number. */
const char *test_listener_text (const TestListener *self, guint number, const char *path);
/* The types of all received events, separated by spaces. */
char *test_listener_types (const TestListener *self);

/* Serves this thread until the function returns TRUE; gives up after a bound. */
typedef gboolean (*TestUntil) (gpointer data);
void test_await (TestUntil func, gpointer data);

G_END_DECLS
