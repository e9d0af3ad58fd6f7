/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-ladder.h"

G_BEGIN_DECLS

/**
 * CordBillSide: the bills of the history alone, or with the change. All of it is borrowed.
 * @lines: (element-type CordBillLine) of the bill now
 * @ladder: computed, but for its first bill
 */
typedef struct
{
  CordTimeline *timeline;
  GPtrArray *lines;
  const CordLadder *ladder;
} CordBillSide;

/* Finds the first bill of @candidate on which the change is seen: the bill now, when it has lines and is one of its
 * own, or else the first bill to come whose lines are not those of the same bill of @current by key, net and tax.
 * *found is FALSE when there is none until both have come to their steady month. FALSE, INVALID with reason "overflow",
 * when an amount does not fit or a bill lies beyond the calendar. Source: docs/quote-format.md, "Output". */
gboolean cord_first_bill_find (const CordBillSide *current, const CordBillSide *candidate, gboolean *found,
                               CordBillRow *out, GError **error);

G_END_DECLS
