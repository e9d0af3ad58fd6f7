/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* The arithmetic of a line of @quote as a sentence in the language of the reader. Source: docs/billing.md, "The
 * bill ladder". */

/* "14 of 30 days of €45.00 = €21.00", and what was billed already. Returns a new string. */
char *cord_bill_line_explain (CordQuote *quote, const CordBillLine *line);
/* The same with another name for the discount than the key's, which is an id of the catalog. @discount: or NULL */
char *cord_bill_line_explain_named (CordQuote *quote, const CordBillLine *line, const char *discount);
/* What was billed for @line before, or is to be: "€30.00 already billed", "€12.50 already put on the bill of 1 December
 * 2026", or both. Returns a new string. */
char *cord_bill_line_dup_before (CordQuote *quote, const CordBillLine *line);
/* The name of the discount in the key of @line, which is of kind "discount". Returns a new string. */
char *cord_bill_line_dup_discount (const CordBillLine *line);
/* "€21.00 + 19 % tax €3.99 = €24.99", or with a list of taxes "€21.00 + 6 % state €1.26 + 2.5 % city €0.53 = €22.79".
 * NULL when the tax rate is 0. Returns a new string. */
char *cord_bill_line_explain_tax (CordQuote *quote, const CordBillLine *line);

G_END_DECLS
