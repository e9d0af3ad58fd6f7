/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-timeline.h"

G_BEGIN_DECLS

/**
 * CordPosition: what one line key comes to in one cycle, before the ledger. Source: the quote format, Positions.
 * @key: owned by the timeline
 * @unit: price of one unit, or what a fee was taken from
 * @ticks: counted, each as often as there are units; -1 for fees
 * @amount: minor units; negative for a discount
 */
typedef struct
{
  CordLineKind kind;
  const char *key;
  const char *product;
  CordDecimal unit;
  CordDecimal tax;
  gint64 ticks;
  gint64 amount;
} CordPosition;

/* A cycle by index, ready to count in. */
typedef struct
{
  gint64 index;
  CordTickCycle ticks;
} CordBillCycle;

gboolean cord_bill_cycle_nth (const CordBillingInput *input, gint64 index, CordBillCycle *out, GError **error);

/* Appends the positions of one product in @cycle to @positions (element-type CordPosition). */
gboolean cord_positions_of_product (CordTimeline *timeline, guint product, const CordBillCycle *cycle,
                                    GArray *positions, GError **error);
/* Empties @positions and fills it with those of all products. */
gboolean cord_positions_of_cycle (CordTimeline *timeline, const CordBillCycle *cycle, GArray *positions,
                                  GError **error);

G_END_DECLS
