/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "store/cord-hub-store.h"

G_BEGIN_DECLS

/* Brings the events that wait in the store to their listeners (docs/wire.md, "Hub"): in order, one request at a time
 * for each, at least once (an event that is sent again has the same eventId). 2xx is delivery; 410 removes the
 * listener; anything else is tried again after 1, 2, 4 … 60 s of the server's clock, and after a day without success
 * the listener is removed. */
typedef struct _CordHub CordHub;

typedef struct
{
  gint64 listeners;  /* now */
  gint64 waiting;    /* events, counted once for each listener that has yet to take them */
  guint64 delivered; /* since the start, and so are the rest */
  guint64 failed;    /* attempts */
  guint64 dropped;   /* listeners that were removed, not unregistered */
} CordHubCounts;

/* Makes the hub of @core, which owns it; stop it before the core is freed. @allowed: comma list of hosts that may be
 * called although their address is not public; NULL: none. In kit mode every address may. */
CordHub *cord_hub_new (CordCore *core, const char *allowed);
/* The hub of @core, owned by it; NULL before cord_hub_new. */
CordHub *cord_hub_of (const CordCore *core);
/* Ends what is on its way, and waits for that in the calling thread's default context; the next server on this store
 * sends it again. Nothing is sent from then on. */
void cord_hub_stop (CordHub *self);

/* Whether this host may be called at a private address. */
gboolean cord_hub_permits_private (const CordHub *self, const char *host);
/* Sends what is due. Only while nothing in the store is unsettled: what is not durable is not sent. */
void cord_hub_wake (CordHub *self);
/* Counts listeners and events into @counts. FALSE with an error of the store. */
gboolean cord_hub_count (CordHub *self, CordHubCounts *counts, GError **error);

G_END_DECLS
