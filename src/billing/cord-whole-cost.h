/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-bill-row.h"
#include "billing/cord-tick.h"

G_BEGIN_DECLS

/* From one moment of a product, at which what is billed may change, to the next, every whole cycle costs the same
 * whatever its length. So it is computed once, for a year of bills and for both sides of a comparison. */

/**
 * CordKnownCost: a sum of lines that is computed when it is first needed.
 * @row: its cycle is unused
 */
typedef struct
{
  gboolean known;
  CordBillRow row;
} CordKnownCost;

/**
 * CordWholeCost: what a product costs without fees in each whole cycle between two of its moments.
 * @from: the first of the two; the second is that of the next element
 * @advance, @arrears: what is billed when the cycle begins, and when it has ended
 */
typedef struct
{
  gint64 from;
  CordKnownCost advance;
  CordKnownCost arrears;
} CordWholeCost;

/* (element-type CordWholeCost) in order, none computed. @moments: (element-type CordMoment) of a product, in any order;
 * @now: of the moments before it only the last counts, because no bill to come has cycles of that time. */
GArray *cord_whole_costs_new (const GArray *moments, gint64 now);
/* The cost that @cycle has with all others between the same moments. NULL when it is not counted whole, or something
 * may change within it. Owned by @self. */
CordWholeCost *cord_whole_costs_find (GArray *self, const CordTickCycle *cycle);

G_END_DECLS
