/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-position.h"
#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* Lines and bills: positions against what is invoiced. Source: docs/quote-format.md, "Positions and lines" and
 * "Output". */

/* The line of @position against @row, which is never NULL; NULL when there is nothing to bill or give back, and, with
 * *error set, on overflow. In cord-bill-line.c, like the next three. */
CordBillLine *cord_bill_line_new (const CordTimeline *timeline, const CordPosition *position, const CordLedgerRow *row,
                                  const CordTickCycle *cycle, GError **error);
/* The line of a ledger row that nothing stands for any more: its position is 0, and all else is told by its key. */
CordBillLine *cord_bill_line_new_orphan (const CordTimeline *timeline, const CordLedgerRow *row,
                                         const CordTickCycle *cycle, GError **error);
void cord_bill_line_free (CordBillLine *self);

/* Adds what @amount comes to with its tax to @row. FALSE on overflow. */
gboolean cord_bill_row_add_amount (CordBillRow *row, const CordBillingInput *input, gint64 amount, CordDecimal tax_rate,
                                   GError **error);
/* Adds net, tax and gross to @row. FALSE on overflow. */
gboolean cord_bill_row_add (CordBillRow *row, gint64 net, gint64 tax, gint64 gross, GError **error);

/* What @timeline still owes for every cycle that has started, by cycle, then key: against the input's ledger, or
 * when that is left out against everything that @invoiced (the history alone) comes to. (element-type CordBillLine) */
GPtrArray *cord_bill_lines (CordTimeline *timeline, CordTimeline *invoiced, GError **error);

/* The sum of @lines, in the cycle of now. */
gboolean cord_bill_sum (const CordBillingInput *input, GPtrArray *lines, CordBillRow *out, GError **error);

/* What is called a bill to come: the whole bill that begins with cycle @index, or, as @whole_cycle, everything that
 * the cycle comes to whenever it is billed. @positions: scratch (element-type CordPosition). */
gboolean cord_bill_to_come (CordTimeline *timeline, gint64 index, gboolean whole_cycle, GArray *positions,
                            CordBillRow *out, GError **error);
/* The same, line by line. (element-type CordBillLine) */
GPtrArray *cord_bill_lines_to_come (CordTimeline *timeline, gint64 index, gboolean whole_cycle, GError **error);

G_END_DECLS
