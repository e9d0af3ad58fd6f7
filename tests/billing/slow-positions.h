/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-timeline.h"

G_BEGIN_DECLS

/**
 * SlowPosition: the total of a line key in a cycle.
 * @units: counted ticks; -1 for a fee
 * @arrears: billed when the cycle has ended
 */
typedef struct
{
  char *key;
  SlowAmount units;
  gint64 whole;
  SlowTax tax;
  SlowAmount amount;
  gboolean arrears;
} SlowPosition;

/* Called for each tick of a cycle that a product exists in, also while it is suspended: from @at, @ticks long. */
typedef void (*SlowCounter) (SlowTimeline *self, const SlowCycle *cycle, int product, const SlowState *state, gint64 at,
                             gint64 ticks, gpointer data);

/* Goes through a cycle tick by tick. Returns whether the product was in service in the last one. */
gboolean slow_walk (SlowTimeline *self, int product, const SlowCycle *cycle, SlowCounter counter, gpointer data);
gint64 slow_whole_ticks (const SlowTimeline *self, const SlowCycle *cycle);

/* (element-type SlowPosition) by key, of all products and fees; owned by @self. */
GPtrArray *slow_positions_of (SlowTimeline *self, int cycle);

G_END_DECLS
