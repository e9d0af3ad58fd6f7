/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-timeline.h"

G_BEGIN_DECLS

/**
 * CordDue: what of a cycle is due.
 * @CORD_DUE_FEES: one-time and early termination fees
 * @CORD_DUE_BEGUN: what is billed when the cycle begins
 * @CORD_DUE_MONTH: what the cycle costs whenever it comes round
 */
typedef enum
{
  CORD_DUE_ADVANCE = 1 << 0,
  CORD_DUE_ARREARS = 1 << 1,
  CORD_DUE_FEES = 1 << 2,
  CORD_DUE_BEGUN = CORD_DUE_ADVANCE | CORD_DUE_FEES,
  CORD_DUE_MONTH = CORD_DUE_ADVANCE | CORD_DUE_ARREARS,
  CORD_DUE_ALL = CORD_DUE_MONTH | CORD_DUE_FEES,
} CordDue;

/**
 * CordPosition: what one line key comes to in one cycle, before the ledger. Source: docs/quote-format.md, "Positions
 * and lines".
 * @key: owned by the time line, or by the ledger for a row that no position matches
 * @unit: price of one unit, or what a fee was taken from
 * @taxes: those of the first segment that the key has in the cycle; owned by the input, or by the caller for a row of
 *   the ledger
 * @ticks: counted, each as often as there are units; -1 for fees
 * @amount: minor units; negative for a discount
 * @owner, @rate, @discount, @fee: where it comes from, to be explained: the product, its rate and discount or fee by
 *   index; @owner is NULL when no product has the key any more
 * @limited: a discount of which only a part was left to take from
 */
typedef struct
{
  CordLineKind kind;
  const char *key;
  const char *product;
  CordDecimal unit;
  const CordTaxes *taxes;
  gint64 ticks;
  gint64 amount;
  const CordTimelineProduct *owner;
  guint rate;
  guint discount;
  guint fee;
  gboolean limited;
} CordPosition;

/* A cycle by index, ready to count in. */
typedef struct
{
  gint64 index;
  CordTickCycle ticks;
} CordBillCycle;

/* Cycle @index of the calendar of @timeline. FALSE as cord_calendar_nth. */
gboolean cord_bill_cycle_nth (const CordTimeline *timeline, gint64 index, CordBillCycle *out, GError **error);

/* The segments of @product that touch @cycle, by index: from *first up to but without *last. */
void cord_segments_in_cycle (const CordTimelineProduct *product, const CordTickCycle *cycle, guint *first, guint *last);
/* The ticks of [from, to) in @cycle. */
gint64 cord_ticks_between (const CordTicks *ticks, const CordTickCycle *cycle, gint64 from, gint64 to);

/* Appends what is due of one product in @cycle to @positions, (element-type CordPosition). FALSE, INVALID with reason
 * "overflow" and the line key as the member. Not for two threads on one time line at once. */
gboolean cord_positions_of_product (CordTimeline *timeline, guint product, const CordBillCycle *cycle, CordDue due,
                                    GArray *positions, GError **error);
/* The same for all products. */
gboolean cord_positions_of_cycle (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, GArray *positions,
                                  GError **error);

G_END_DECLS
