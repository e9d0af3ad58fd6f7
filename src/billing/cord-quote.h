/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-rational.h"
#include "base/cord-value.h"
#include "billing/cord-bill-line.h"
#include "billing/cord-entitlement.h"
#include "billing/cord-ladder.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The entry of the billing engine: what a change, or several, does to the bill, line by line, and the seal that proves
 * that the bill that was shown is the bill that is made. Pure: no I/O, no clock, no floating point. The desk, the
 * server and `cordboardctl quote` all use it. Input and output are described in docs/quote-format.md;
 * cord-quote-writer.h writes a quote as a document, cord-bill-explain.h puts a line into words. */

#define CORD_TYPE_QUOTE (cord_quote_get_type ())
G_DECLARE_FINAL_TYPE (CordQuote, cord_quote, CORD, QUOTE, GObject)

/**
 * CordQuoteChange: what a quote says of one change.
 * @effective: the local date on which it takes effect; CORD_DATE_NONE for a reversal
 * @replaced: the negotiated unit price that it ends or replaces, a decimal; NULL when there is none, or the change is
 * reversed or superseded by another one of the quote
 * @entitlements: (element-type CordEntitlement) by name, without the changes and with all of them; empty when the
 * catalog has no allowances
 */
typedef struct
{
  CordDate effective;
  char *replaced;
  GPtrArray *entitlements;
} CordQuoteChange;

/* Computes a quote from an input document, which cord_billing_input_draft_to_value writes. Unknown members are sealed
 * but not used; unknown values are refused: INVALID with the member at fault ("history.3.effective") and reason
 * "invalid", "overflow", "impossible", "currency", "zone" … Returns a full reference. */
CordQuote *cord_quote_new (GVariant *input, GError **error);
/* What an account pays as it is: the document proposes nothing, both ladders are the same, and there is no seal. What
 * is asked of the first change must not be asked of it. Otherwise as above. */
CordQuote *cord_quote_new_of_account (GVariant *input, GError **error);

/* The input document as it was given. Owned by @self. */
GVariant *cord_quote_get_input (CordQuote *self);
/* The lines of the bill now, with the change, in the order of the quote format. (element-type CordBillLine) Owned by
 * @self. */
GPtrArray *cord_quote_get_lines (CordQuote *self);
/* What the changes themselves add, for which the order charges: the lines less what the account owes already without
 * the changes and no bill holds yet. The same as the lines unless the input has a ledger. (element-type CordBillLine)
 * Owned by @self. */
GPtrArray *cord_quote_get_added_lines (CordQuote *self);
/* Their sum. Owned by @self. */
const CordBillRow *cord_quote_get_added (CordQuote *self);
/* The member "invoiced" of an account for which everything is on a bill that the history comes to: @self must be of
 * such an account with an empty ledger. Returns a full reference. */
GVariant *cord_quote_dup_ledger (CordQuote *self);
/* What the customer pays without the change. Owned by @self. */
const CordLadder *cord_quote_get_current (CordQuote *self);
/* What the customer pays with the change. Owned by @self. */
const CordLadder *cord_quote_get_candidate (CordQuote *self);
/* The changes in the order of the input, at least one. (element-type CordQuoteChange) Owned by @self. */
GPtrArray *cord_quote_get_changes (CordQuote *self);
/* TRUE when the input has them as a list, "changes"; the answer then lists what it says of each. */
gboolean cord_quote_lists_changes (CordQuote *self);
/* @replaced of the first change. Owned by @self. */
const char *cord_quote_get_replaced (CordQuote *self);

/* The currency of all amounts, three capital letters. Owned by @self. */
const char *cord_quote_get_currency (CordQuote *self);
/* Decimals of that currency: an amount is in units of 10^-scale. */
guint cord_quote_get_scale (CordQuote *self);
/* @minor units in the currency of the quote. */
CordMoney cord_quote_money (CordQuote *self, gint64 minor);
/* The local date of the input's "now". */
CordDate cord_quote_get_now (CordQuote *self);
/* @effective of the first change. */
CordDate cord_quote_get_effective (CordQuote *self);
/* Splits @minor, a price of @offer, as a line of the bill on the day that the change takes effect. @taxes: owned by
 * @self; NULL for an offer that the input does not have, which is not taxed. @parts: what each of them comes to. FALSE
 * when it does not fit. */
gboolean cord_quote_split_price (CordQuote *self, const char *offer, gint64 minor, gint64 *net, gint64 *gross,
                                 const CordTaxes **taxes, gint64 parts[CORD_TAXES_MAX]);
/* The first bill on the new billing day where the change moves it; otherwise CORD_DATE_NONE. */
CordDate cord_quote_get_billing_day (CordQuote *self);
/* TRUE when ticks are days, FALSE when they are seconds. */
gboolean cord_quote_counts_days (CordQuote *self);
/* TRUE when an offer of the catalog includes allowances. */
gboolean cord_quote_has_allowances (CordQuote *self);
/* TRUE when prices include the tax: amounts are gross, and the tax is taken out of them. */
gboolean cord_quote_includes_tax (CordQuote *self);
/* TRUE when event @number, counted from 1, is of the change, or comes with it. */
gboolean cord_quote_is_of_change (CordQuote *self, gint64 number);
/* The name of the offer that event @number brings; NULL when it brings none, or there is no such event. Owned by @self.
 */
const char *cord_quote_get_event_offer (CordQuote *self, gint64 number);
/* The name of the offer that the product of @line was on at the beginning of the line, or, where the changes leave
 * nothing of the line, without them; for a fee, of the one that it is for. Of a row of the ledger that nothing in the
 * history explains, the last one at its price. NULL when there was none. Owned by @self. */
const char *cord_quote_find_line_offer (CordQuote *self, const CordBillLine *line);
/* TRUE when the lines of now are collected with the next bill, FALSE when they are a bill of their own. */
gboolean cord_quote_collects_next (CordQuote *self);
/* How every amount was rounded, as the policy of the input says. */
CordRounding cord_quote_get_rounding (CordQuote *self);

/* The seal, a SHA-256 of input and lines in lower-case hex. Source: docs/billing.md, "The quote seal". */
const char *cord_quote_get_sha256 (CordQuote *self);
/* The first 40 bits of the seal in Crockford's base 32, to be read aloud. */
const char *cord_quote_get_letters (CordQuote *self);

/* Computes the lines again that a row of the ladder is the sum of. Bills to come stand against an empty ledger.
 * @candidate: of the ladder with the change
 * @after: which end of a promotion, for CORD_LADDER_AFTER
 * CORD_LADDER_FIRST only of a candidate that has such a row. Returns a new array. (element-type CordBillLine) */
GPtrArray *cord_quote_dup_row_lines (CordQuote *self, gboolean candidate, CordLadderStep step, guint after);

G_END_DECLS
