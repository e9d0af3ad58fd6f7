/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-etf.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/**
 * CordBillPart: a stretch of time [from, to) in which @quantity units counted @ticks each.
 * @from, @to: moments as the account's ticks count them: days, or seconds, since 1970
 * @suspended: they were suspended, at a price of its own
 */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 quantity;
  gint64 ticks;
  gboolean suspended;
} CordBillPart;

/**
 * CordBillLine: what one line key owes in one cycle, with the arithmetic it follows from.
 * Amounts are minor units in the quote's currency; a credit is negative. position − invoiced is the net before the
 * cap on credits, or the gross where prices include the tax; net + tax = gross.
 * @ticks, @cycle_ticks: counted (each as often as there are units) and whole; -1 for one-time lines (once, etf)
 * @kind: "recurring", "discount", "once" or "etf"
 * @unit: price of one unit for a whole cycle (for etf and once: the amount or fee it was taken from)
 * @tax_rate: percent of all taxes together
 * @taxes: owned; @tax_parts: what each of them comes to, in the same order
 * @is_percent, @discount: of a discount: the percent, or the amount for a whole cycle
 * @limited: a discount took only what was left of its price
 * @fee: of once and etf
 * @offer: that the product was on at the beginning of @parts, or that the fee is for, as CordBillingInput.offers
 * numbers it; -1 where no product has the key any more
 * @waiting: what of @invoiced is on no bill yet and comes with the next one; only of lines that a change adds
 * @parts: (element-type CordBillPart) whose ticks × quantities make @ticks (× 1 for an amount); none for fees, and
 *   where no product has the key any more
 */
typedef struct
{
  char *key;
  const char *kind;
  char *product;
  CordCycle cycle;
  gint64 ticks;
  gint64 cycle_ticks;
  CordDecimal unit;
  CordDecimal tax_rate;
  CordTaxes *taxes;
  gint64 tax_parts[CORD_TAXES_MAX];
  gboolean is_percent;
  CordDecimal discount;
  gboolean limited;
  CordFeeArithmetic fee;
  int offer;
  GArray *parts;
  gint64 position;
  gint64 invoiced;
  gint64 waiting;
  gint64 net;
  gint64 tax;
  gint64 gross;
} CordBillLine;

/* The number of the event that brought the fee, as its key has it; 0 of lines that are no fee. */
gint64 cord_bill_line_get_event (const CordBillLine *self);
/* Frees @self with its key, product, taxes and parts. */
void cord_bill_line_free (CordBillLine *self);
/* Adds the member "taxes" to the object of @self that @builder makes: what each tax comes to. None when the input has a
 * single percent in the place of a list. @scale: decimals of the currency. */
void cord_bill_line_add_taxes (const CordBillLine *self, guint scale, CordBuilder *builder);
/* @lines, (element-type CordBillLine), as the output of a quote has them, which is also what its seal covers. @scale:
 * decimals of the currency. Returns a full reference. Source: docs/quote-format.md, "Output". */
GVariant *cord_bill_lines_to_value (GPtrArray *lines, guint scale);

G_END_DECLS
