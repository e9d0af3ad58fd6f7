/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "store/cord-hub-store.h"

G_BEGIN_DECLS

/* Brings the events that wait in the store to their listeners (docs/wire.md, "Hub"): in order, one request at a time
 * for each, at least once (who is told again sees the same eventId). 2xx is delivery; 410 lets the listener go;
 * anything else is tried again after 1, 2, 4 … 60 s of the server's clock, and after a day without success the listener
 * is let go. */
typedef struct _CordHub CordHub;

typedef struct
{
  gint64 listeners;  /* now */
  gint64 waiting;    /* events, counted once for each listener that has yet to take them */
  guint64 delivered; /* since the start, and so are the rest */
  guint64 failed;    /* attempts */
  guint64 dropped;   /* listeners that were let go of, not unregistered */
} CordHubCounts;

/* @allowed: comma list of hosts that may be called although their address is not public; NULL: none. In kit mode every
 * address may. Owned by @core, and freed with it; stop it before. */
CordHub *cord_hub_new (CordCore *core, const char *allowed);
CordHub *cord_hub_of (const CordCore *core); /* NULL: none was made */
/* Ends what is on its way, and waits for that in the calling thread's default context; the next server on this store
 * sends it again. Nothing is sent from then on. */
void cord_hub_stop (CordHub *self);

/* Whether this host may be called at a private address. */
gboolean cord_hub_permits_private (const CordHub *self, const char *host);
/* Sends what is due. Only while nothing in the store is unsettled: what is not durable is not told. */
void cord_hub_wake (CordHub *self);
gboolean cord_hub_count (CordHub *self, CordHubCounts *counts, GError **error);

G_END_DECLS
