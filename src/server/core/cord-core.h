/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "billing/cord-quote.h"
#include "domain/customer/cord-policy.h"
#include "server/core/cord-commit.h"
#include "server/core/cord-metrics.h"
#include "server/core/cord-throttle.h"
#include "store/cord-database.h"
#include "store/cord-secret.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CordOrderPlan CordOrderPlan;
typedef struct _CordScans CordScans;

/* What every part of the server works with. One thread, one connection to the store. */
typedef struct
{
  CordDatabase *database;
  CordClock *clock;
  gboolean kit_mode;
  gint64 undo_window; /* microseconds */
  char *spool;        /* folder of outgoing messages, or NULL */
  char *zone;         /* IANA zone of the operator */
  char *policy_dir;
  char *policy; /* id of the pack where no interaction pins one */
  CordSecretCost cost;
  CordThrottle *throttle;
  GHashTable *policies; /* id → CordPolicy */
  CordOrderPlan *plan;  /* of the order placed last, when it is due at once, which cord_provision need not read again */
  CordScans *scans;     /* answers that are worked on while others are given */
  gint64 slice;         /* microseconds of that at a time */
  gint64 work_max;      /* and in all, for one list */
  gsize sorting;        /* rows that lists keep in memory now to sort them */
  gsize sorting_max;
  CordCommit *commit;
  guint hashing;   /* passwords being hashed now */
  GQueue *waiting; /* those that wait for their turn */
  CordMetrics *metrics;
  gint64 started;      /* when this was made */
  gboolean stopping;   /* what was asked is still answered, and /ready says no */
  guint64 space_floor; /* bytes free beside the store below which /ready says no */
  GArray *parts;       /* (element-type Part), see cord_core_add_part */
} CordCore;

CordCore *cord_core_new (CordDatabase *database, CordClock *clock);
void cord_core_free (CordCore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordCore, cord_core_free)

gint64 cord_core_now (CordCore *self);
/* Now as RFC 3339 in UTC with whole seconds, as the TM Forum resources carry it. */
char *cord_core_now_text (CordCore *self);
/* Counts it for /metrics, once the store has made durable what it stands for. */
void cord_core_count (CordCore *self, CordOutcome outcome);
/* The pack of this id (NULL: the server's own), loaded once. INVALID with member "policy" when there is none. Owned by
 * self. */
CordPolicy *cord_core_policy (CordCore *self, const char *id, GError **error);
/* The packs are read again when they are next needed. */
void cord_core_forget_policies (CordCore *self);

/* The objects of the other wings, which the core carries without knowing them. Each wing adds its own when the server
 * starts, under a static name, and finds it by that; its header wraps both. Freed with the core, the last added first.
 */
void cord_core_add_part (CordCore *self, const char *name, gpointer part, GDestroyNotify destroy);
gpointer cord_core_find_part (const CordCore *self, const char *name); /* NULL: there is none */

G_END_DECLS
