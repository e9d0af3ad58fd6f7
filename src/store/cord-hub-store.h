/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* The listeners at the hubs of the APIs, and the events that wait for them (docs/wire.md, "Hub"). An event is written
 * in the transaction of the change it tells of. An API is named by its base path. Times: microseconds since the epoch.
 */
#define CORD_HUB_QUEUE_MAX 100000 /* events that may wait for one listener */

typedef struct
{
  char *id;
  char *base;
  char *callback;
  char *query; /* as registered; NULL: every event */
  char *owner; /* the user or client that registered it, and in which role */
  char *role;
  gint64 position;      /* of the last event it has taken */
  gint64 attempts;      /* that failed since then */
  gint64 failing_since; /* the first of them; 0: none */
} CordHubListener;

/* Frees the listener and its strings. */
void cord_hub_listener_free (CordHubListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordHubListener, cord_hub_listener_free)

/* Registers the listener for the events that are queued from now on; the position in @listener and the members after it
 * are not read. @now: microseconds since the epoch. */
gboolean cord_hub_store_add (CordDatabase *database, const CordHubListener *listener, gint64 now, GError **error);
/* The listener of this id. NULL without error: there is none. */
CordHubListener *cord_hub_store_get (CordDatabase *database, const char *id, GError **error);
/* The listeners of one API in the order they were registered; (transfer full) (element-type CordHubListener). */
GPtrArray *cord_hub_store_list (CordDatabase *database, const char *base, GError **error);
/* Removes the listener; *found FALSE when there is none of this id. */
gboolean cord_hub_store_remove (CordDatabase *database, const char *id, gboolean *found, GError **error);
/* How many listeners there are, of all APIs, and how many events wait, once for each listener. */
gboolean cord_hub_store_count (CordDatabase *database, gint64 *listeners, gint64 *waiting, GError **error);

/* Whether the API has a listener, so that the event need not be made otherwise. */
gboolean cord_hub_store_is_heard (CordDatabase *database, const char *base, gboolean *heard, GError **error);
/* Queues an event for all listeners of the API; @document is the text that will be sent. A listener for which more than
 * @limit events wait then is removed; *dropped (may be NULL) is how many were. */
gboolean cord_hub_store_enqueue (CordDatabase *database, const char *base, const char *document, gint64 limit,
                                 guint *dropped, GError **error);

/* The listeners for which an event waits and whose next attempt is due, longest waiting first, without those whose
 * owner is disabled; (transfer full) (element-type CordHubListener). */
GPtrArray *cord_hub_store_find_due (CordDatabase *database, gint64 now, GError **error);
/* The text of the API's first event after @position; full string. NULL without error: there is none. */
char *cord_hub_store_next (CordDatabase *database, const char *base, gint64 position, GError **error);
/* The listener has taken all events up to @position: its failures are over. One that was removed meanwhile is no error.
 */
gboolean cord_hub_store_advance (CordDatabase *database, const char *id, gint64 position, GError **error);
/* An attempt at @now failed; the next one is not before @due. One that was removed meanwhile is no error. */
gboolean cord_hub_store_postpone (CordDatabase *database, const char *id, gint64 now, gint64 due, GError **error);

G_END_DECLS
