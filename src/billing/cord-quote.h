/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-period.h"
#include "base/cord-rational.h"
#include "base/cord-value.h"
#include "billing/cord-term.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The entry of the billing engine: what a change does to the bill, line by line, and the seal by which the bill that
 * was shown and the bill that is made are the same. Pure: no I/O, no clock, no floating point. The desk, the server and
 * `cordboardctl quote` all use it. Input and output are described in docs/quote-format.md. */

/**
 * CordBillPart: a stretch of time [from, to) in which @quantity units counted @ticks each.
 * @from, @to: moments as the account's ticks count them: days, or seconds, since 1970
 */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 quantity;
  gint64 ticks;
} CordBillPart;

/**
 * CordBillLine: what one line key owes in one cycle, with the arithmetic it follows from.
 * Amounts are minor units in the quote's currency; a credit is negative. position − invoiced is the net before the
 * cap on credits, or the gross where prices include the tax; net + tax = gross.
 * @ticks, @cycle_ticks: counted (each as often as there are units) and whole; -1 for one-time lines (once, etf)
 * @kind: "recurring", "discount", "once" or "etf"
 * @unit: price of one unit for a whole cycle (for etf and once: the amount or fee it was taken from)
 * @tax_rate: percent
 * @is_percent, @discount: of a discount: the percent, or the amount for a whole cycle
 * @limited: a discount took only what was left of its price
 * @fee: of once and etf
 * @parts: (element-type CordBillPart) whose ticks × quantities make @ticks (× 1 for an amount); none for fees, and
 *   where nothing stands for the key any more
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
  gboolean is_percent;
  CordDecimal discount;
  gboolean limited;
  CordFeeArithmetic fee;
  GArray *parts;
  gint64 position;
  gint64 invoiced;
  gint64 net;
  gint64 tax;
  gint64 gross;
} CordBillLine;

/**
 * CordBillRow: a sum of lines, in minor units; net + tax = gross.
 * @cycle: the cycle that the bill is of
 */
typedef struct
{
  CordCycle cycle;
  gint64 net;
  gint64 tax;
  gint64 gross;
} CordBillRow;

/**
 * CordPromotionEnd: the bill of the first cycle after one or more discounts end.
 * @discounts: their names, sorted
 */
typedef struct
{
  CordDate ends;
  char **discounts;
  CordBillRow row;
} CordPromotionEnd;

/**
 * CordLadder: what the customer pays from here on.
 * @this_bill: the lines now (its cycle is that of `now`); @next, @steady: whole bills to come;
 * @after: (element-type CordPromotionEnd); @year: 12-month total, cycle unused
 */
typedef struct
{
  CordBillRow this_bill;
  CordBillRow next;
  CordBillRow steady;
  GPtrArray *after;
  CordBillRow year;
} CordLadder;

/**
 * CordEntitlement: an allowance of the changed product in the cycle of the change, in units of the operator's own,
 * without the change and with it.
 */
typedef struct
{
  char *product;
  char *allowance;
  CordCycle cycle;
  gint64 current;
  gint64 candidate;
} CordEntitlement;

/* The rows of the ladder, in its order; CORD_LADDER_AFTER counts for each end of a promotion. */
typedef enum
{
  CORD_LADDER_THIS,
  CORD_LADDER_NEXT,
  CORD_LADDER_STEADY,
  CORD_LADDER_AFTER,
  CORD_LADDER_YEAR,
} CordLadderStep;

#define CORD_TYPE_QUOTE (cord_quote_get_type ())
G_DECLARE_FINAL_TYPE (CordQuote, cord_quote, CORD, QUOTE, GObject)

/* Computes a quote from an input document, which cord_billing_input_draft_to_value writes. Unknown members are sealed
 * but not used; unknown values are refused: INVALID with the member at fault ("history.3.effective") and reason
 * "invalid", "overflow", "impossible", "currency", "zone" …; nothing is half done. Full reference. */
CordQuote *cord_quote_new (GVariant *input, GError **error);

GVariant *cord_quote_get_input (CordQuote *self); /* owned by self */
/* (element-type CordBillLine), in the format's order; owned by self */
GPtrArray *cord_quote_get_lines (CordQuote *self);
const CordLadder *cord_quote_get_current (CordQuote *self);   /* without the change */
const CordLadder *cord_quote_get_candidate (CordQuote *self); /* with it */
const char *cord_quote_get_currency (CordQuote *self);
guint cord_quote_get_scale (CordQuote *self);
CordDate cord_quote_get_now (CordQuote *self);
CordDate cord_quote_get_effective (CordQuote *self);   /* CORD_DATE_NONE for a reversal */
const char *cord_quote_get_replaced (CordQuote *self); /* negotiated unit price that ends, or NULL */
/* (element-type CordEntitlement) by name; empty when the catalog has no allowances; owned by self */
GPtrArray *cord_quote_get_entitlements (CordQuote *self);
const char *cord_quote_get_sha256 (CordQuote *self);        /* the seal, lower-case hex */
const char *cord_quote_get_letters (CordQuote *self);       /* its first 40 bits in Crockford base 32, said aloud */
CordMoney cord_quote_money (CordQuote *self, gint64 minor); /* @minor units in the currency of the quote */
/* The output object of the quote format (lines, ladder, replaced, seal), amounts as decimal strings. Full reference. */
GVariant *cord_quote_to_value (CordQuote *self);
/* The object {"lines":[…],"ladder":{…},"replaced":…,"seal":{…}} as JSON text, members in the order the quote format
 * prints them. */
char *cord_quote_to_json (CordQuote *self);

/* The lines that a row of the ladder is the sum of, so that every number opens into its arithmetic. Bills to come
 * stand against an empty ledger. @after: which of the promotions' ends, for CORD_LADDER_AFTER. (element-type
 * CordBillLine) */
GPtrArray *cord_quote_dup_row_lines (CordQuote *self, gboolean candidate, CordLadderStep step, guint after);
/* As cord_quote_to_value with a member "arithmetic": what each line, and each row of both ladders, follows from (price,
 * parts with dates, ticks and quantity, rounding, tax rate …) and the sentence that says it. Full reference. */
GVariant *cord_quote_to_explained_value (CordQuote *self);

/* Each line in words, in the reader's language: "14 of 30 days of €45.00 = €21.00". Full string. */
char *cord_bill_line_explain (CordQuote *quote, const CordBillLine *line);
/* "€21.00 + 19 % tax €3.99 = €24.99"; NULL when its rate is 0. Full string. */
char *cord_bill_line_explain_tax (CordQuote *quote, const CordBillLine *line);
/* Both, so that the lines sum to the bill in the reader's eyes: what stands beside a gross amount. Full string. */
char *cord_bill_line_explain_gross (CordQuote *quote, const CordBillLine *line);

/* One proration case of `cordboardctl prorate` (docs/billing.md, "Command lines"): always answers an object with "id" —
 * the result, or "error" {code, message} — and sets @failed when it is an error. */
GVariant *cord_prorate_case (GVariant *input, gboolean *failed);

G_END_DECLS
