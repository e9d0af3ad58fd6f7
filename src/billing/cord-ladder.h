/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-bill-row.h"
#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/**
 * CordPromotionEnd: what the first cycle costs after one or more discounts end, or from which offers have another
 * price or tax.
 * @ends: the day on which they end, or from which the price of @offers changes
 * @discounts: their names, sorted; none when the price of offers changes
 * @offers: the names of the offers, sorted; none when discounts end
 */
typedef struct
{
  CordDate ends;
  char **discounts;
  char **offers;
  CordBillRow row;
} CordPromotionEnd;

/**
 * CordLadder: what the customer pays from now on.
 * @this_bill: the lines now (its cycle is that of `now`)
 * @next: the next bill, with the lines now where the policy collects them with it
 * @first: the first bill on which the change is seen; only of the candidate, and only when @has_first
 * @steady: what a month costs in the end, without fees
 * @after: (element-type CordPromotionEnd)
 * @year: 12-month total, cycle unused
 */
typedef struct
{
  CordBillRow this_bill;
  CordBillRow next;
  gboolean has_first;
  CordBillRow first;
  CordBillRow steady;
  GPtrArray *after;
  CordBillRow year;
} CordLadder;

/* The rows of the ladder, in its order; CORD_LADDER_AFTER counts for each end of a promotion. */
typedef enum
{
  CORD_LADDER_THIS,
  CORD_LADDER_NEXT,
  CORD_LADDER_FIRST,
  CORD_LADDER_STEADY,
  CORD_LADDER_AFTER,
  CORD_LADDER_YEAR,
} CordLadderStep;

typedef struct _CordTimeline CordTimeline; /* cord-timeline.h, which those who only read a ladder do not need */

/* Computes the ladder of @timeline, with @lines, (element-type CordBillLine), as its bill now; @first needs both
 * ladders and is left to cord_first_bill_find. @out must be cleared, also after an error: INVALID with reason
 * "overflow". Source: docs/quote-format.md, "Output". */
gboolean cord_ladder_compute (CordTimeline *timeline, GPtrArray *lines, CordLadder *out, GError **error);
/* The last day on which a bill of the 12-month total may start. */
CordDate cord_ladder_year_end (const CordBillingInput *input);
/* Releases the ends of promotions. */
void cord_ladder_clear (CordLadder *self);

G_END_DECLS
