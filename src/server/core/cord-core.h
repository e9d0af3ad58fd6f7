/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/customer/cord-policy.h"
#include "server/core/cord-commit.h"
#include "server/core/cord-metrics.h"
#include "server/core/cord-settings.h"
#include "server/core/cord-snapshots.h"
#include "store/cord-database.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CordScans CordScans;

/* What every wing of the server works with. One thread, one connection to the store. */
typedef struct _CordCore CordCore;

/* References @database and @clock, and copies @settings (NULL: the defaults). Free it with cord_core_free. */
CordCore *cord_core_new (CordDatabase *database, CordClock *clock, const CordSettings *settings);
/* Frees @self and its parts, the last added first. No answer may wait any more. */
void cord_core_free (CordCore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordCore, cord_core_free)

/* The store, owned by @self. */
CordDatabase *cord_core_get_database (const CordCore *self);
/* The only source of time, owned by @self. */
CordClock *cord_core_get_clock (const CordCore *self);
/* The group commit, owned by @self. */
CordCommit *cord_core_get_commit (const CordCore *self);
/* What is counted, owned by @self. */
CordMetrics *cord_core_get_metrics (const CordCore *self);
/* What such answers are read from that take longer than their request, owned by @self. */
CordSnapshots *cord_core_get_snapshots (const CordCore *self);
/* The answers that take long, owned by @self. */
CordScans *cord_core_get_scans (const CordCore *self);
/* The settings, owned by @self and valid until the next cord_core_set_settings. */
const CordSettings *cord_core_get_settings (const CordCore *self);
/* Whether requests without sign-in are answered, for the public test kits. */
gboolean cord_core_is_kit_mode (const CordCore *self);

/* Replaces the settings by a copy of @settings. Policy packs are read anew when they are next needed. */
void cord_core_set_settings (CordCore *self, const CordSettings *settings);

/* From now on the server says that it is not ready, and answers that take long are refused (cord_scans_close). Requests
 * are still answered. */
void cord_core_stop (CordCore *self);
/* Whether cord_core_stop was called. */
gboolean cord_core_is_stopping (const CordCore *self);

/* When this was made, in microseconds since 1970 by the core's clock. */
gint64 cord_core_get_started (const CordCore *self);
/* Now, in microseconds since 1970 by the core's clock. */
gint64 cord_core_now (const CordCore *self);
/* Now as RFC 3339 in UTC with whole seconds, as the TM Forum resources carry it; free it with g_free. */
char *cord_core_now_text (const CordCore *self);
/* Counts @outcome for /metrics, once the store has made it durable. */
void cord_core_count (CordCore *self, CordOutcome outcome);
/* The policy pack of @id (NULL: the server's own), loaded once and owned by @self. NULL with INVALID and member
 * "policy" when there is none. */
CordPolicy *cord_core_policy (CordCore *self, const char *id, GError **error);

/* The objects of the other wings, which the core carries without knowing them. Each wing adds its own when the server
 * starts, under a static @name, and finds it by that; its header wraps both. @destroy frees @part with the core. */
void cord_core_add_part (CordCore *self, const char *name, gpointer part, GDestroyNotify destroy);
/* The part added under @name, owned by @self; NULL when there is none. */
gpointer cord_core_find_part (const CordCore *self, const char *name);

G_END_DECLS
