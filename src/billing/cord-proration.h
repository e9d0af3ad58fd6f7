/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-tick.h"

G_BEGIN_DECLS

/**
 * CordProration: one change of a price within one cycle. Source: docs/billing.md, "Command lines".
 * @ticks, @cycle: how time is counted, and the cycle; not owned
 * @at: the change, as asked for; within [start, end] of the cycle
 * @old_price, @new_price: full-cycle prices, each only when its has_ flag is set
 * @scale: decimals of the amounts, 0 to 9
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
 * CordProrated: what a change comes to; amounts are minor units, and 0 for a price that is absent.
 * @used, @unused, @whole: ticks before the change, after it, and of the cycle
 * @credit: of the old price, for what is unused; @charge: of the new price for the same ticks
 * @used_charge: of the old price, for what was used
 * @net: @charge − @credit
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

/* FALSE, INVALID, with reason "impossible" when the change lies outside the cycle, "overflow" when an amount does not
 * fit. Allocates nothing when it succeeds. */
gboolean cord_proration_compute (const CordProration *self, CordProrated *out, GError **error);

G_END_DECLS
