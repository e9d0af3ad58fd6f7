/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-position.h"
#include "domain/change/cord-quote.h"

G_BEGIN_DECLS

/* Lines and bills: positions against what is invoiced. Source: the quote format, Positions and Output. */

CordBillLine *cord_bill_line_new (const CordPosition *position, const CordTickCycle *cycle);
void cord_bill_line_free (CordBillLine *self);

/* Adds net, tax and gross to @row. FALSE on overflow. */
gboolean cord_bill_row_add (CordBillRow *row, gint64 net, gint64 tax, gint64 gross, GError **error);

/* What @timeline still owes for every cycle that has started, by cycle, then key: against the input's ledger, or
 * when that is left out against everything that @invoiced (the history alone) comes to. (element-type CordBillLine) */
GPtrArray *cord_bill_lines (CordTimeline *timeline, CordTimeline *invoiced, GError **error);

/* The sum of @lines, in the cycle of now. */
gboolean cord_bill_sum (const CordBillingInput *input, GPtrArray *lines, CordBillRow *out, GError **error);

/* The whole bill of a cycle to come. @positions: scratch (element-type CordPosition). */
gboolean cord_bill_to_come (CordTimeline *timeline, gint64 index, GArray *positions, CordBillRow *out, GError **error);

G_END_DECLS
