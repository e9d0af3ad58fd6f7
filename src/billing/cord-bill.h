/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-bill-row.h"
#include "billing/cord-timeline.h"

G_BEGIN_DECLS

/* Bills: the lines of all cycles that a bill holds, and their sums. Source: docs/quote-format.md, "Positions and lines"
 * and "Output". An amount that does not fit is INVALID with reason "overflow" and the line's key, or "ladder", as the
 * member. */

/* What @timeline still owes for every cycle that has started, by cycle, then key: against the ledger of the input, or
 * without one against everything that @invoiced, the time line of the history, comes to.
 * (element-type CordBillLine) */
GPtrArray *cord_bill_lines (CordTimeline *timeline, CordTimeline *invoiced, GError **error);
/* As above, but always against everything that @history comes to: what the changes make of it, whatever of it is on a
 * bill. (element-type CordBillLine) */
GPtrArray *cord_bill_lines_since (CordTimeline *timeline, CordTimeline *history, GError **error);

/* The sum of @lines, (element-type CordBillLine), in the cycle of now. */
gboolean cord_bill_sum (const CordBillingInput *input, GPtrArray *lines, CordBillRow *out, GError **error);

/* The sum of the bill to come that begins with cycle @index, or with @month of what the cycle costs without fees,
 * whichever bill it is on. */
gboolean cord_bill_to_come (CordTimeline *timeline, gint64 index, gboolean month, CordBillRow *out, GError **error);
/* The positions of the bill to come that begins with cycle @index replace those in @positions, (element-type
 * CordPosition). */
gboolean cord_bill_positions_to_come (CordTimeline *timeline, gint64 index, GArray *positions, GError **error);
/* The lines of the same bill, or with @month of what the cycle costs without fees. (element-type CordBillLine) */
GPtrArray *cord_bill_lines_to_come (CordTimeline *timeline, gint64 index, gboolean month, GError **error);
/* The first cycle of the bill after the one that begins with, or holds, cycle @index. */
gint64 cord_bill_next (const CordTimeline *timeline, gint64 index);

G_END_DECLS
