/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-tick.h"

G_BEGIN_DECLS

/* One change in one cycle, as `prorate` answers it. Source: docs/billing.md, "Command lines". */

/**
 * CordProration:
 * @at: the change, as asked for; within [start, end] of the cycle
 * @old_price, @new_price: full-cycle prices, each only when its has_ flag is set
 * @scale: 0 to 9
 */
typedef struct
{
  const CordTicks *ticks;
  const CordTickCycle *cycle;
  CordMoment at;
  gboolean has_old;
  gboolean has_new;
  CordDecimal old_price;
  CordDecimal new_price;
  guint scale;
} CordProration;

/**
 * CordProrated: ticks, and minor units; amounts of an absent price are 0
 */
typedef struct
{
  gint64 used;
  gint64 unused;
  gint64 whole;
  gint64 credit;
  gint64 charge;
  gint64 used_charge;
  gint64 net;
} CordProrated;

/* INVALID: "impossible" outside the cycle, "overflow" above int64. Allocates nothing when it succeeds. */
gboolean cord_proration_compute (const CordProration *self, CordProrated *out, GError **error);

/* As cord_prorate_case for many cases in a row: the answer is appended to @out as JSON text, and @zones (string →
 * GTimeZone; see cord_prorate_zones_new) belongs to the caller and keeps each zone from being read again (NULL: none
 * kept). FALSE when the answer is an error. */
gboolean cord_prorate_case_append (GHashTable *zones, GVariant *input, GString *out);
GHashTable *cord_prorate_zones_new (void);

G_END_DECLS
