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
  char *owner; /* who registered it, and in which role */
  char *role;
  gint64 position;      /* of the last event it has taken */
  gint64 attempts;      /* that failed since then */
  gint64 failing_since; /* the first of them; 0: none */
} CordHubListener;

void cord_hub_listener_free (CordHubListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordHubListener, cord_hub_listener_free)

/* It hears of what happens from now on; @listener's position and what follows it are not read. */
gboolean cord_hub_store_add (CordDatabase *database, const CordHubListener *listener, gint64 now, GError **error);
/* NULL without error: none. */
CordHubListener *cord_hub_store_get (CordDatabase *database, const char *id, GError **error);
/* In order of making; (element-type CordHubListener). */
GPtrArray *cord_hub_store_list (CordDatabase *database, const char *base, GError **error);
gboolean cord_hub_store_remove (CordDatabase *database, const char *id, gboolean *found, GError **error);
gboolean cord_hub_store_count (CordDatabase *database, gint64 *listeners, gint64 *waiting, GError **error);

/* Whether anybody listens to the API: what nobody hears need not be made. */
gboolean cord_hub_store_is_heard (CordDatabase *database, const char *base, gboolean *heard, GError **error);
/* @document: the event as it will be sent. A listener for which more than @limit events wait then is removed; *dropped
 * (may be NULL): how many. */
gboolean cord_hub_store_enqueue (CordDatabase *database, const char *base, const char *document, gint64 limit,
                                 guint *dropped, GError **error);

/* Those for whom something waits and whose time has come, longest waiting first; not those whose owner is disabled.
 * (element-type CordHubListener) */
GPtrArray *cord_hub_store_find_due (CordDatabase *database, gint64 now, GError **error);
/* The event after @position; NULL without error: none. */
char *cord_hub_store_next (CordDatabase *database, const char *base, gint64 position, GError **error);
/* It has taken everything up to @position. One that is gone meanwhile is no error, here and below. */
gboolean cord_hub_store_advance (CordDatabase *database, const char *id, gint64 position, GError **error);
/* An attempt at @now failed; the next is not before @due. */
gboolean cord_hub_store_postpone (CordDatabase *database, const char *id, gint64 now, gint64 due, GError **error);

G_END_DECLS
