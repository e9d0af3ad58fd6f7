/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "billing/cord-taxes.h"

G_BEGIN_DECLS

/**
 * CordDatedPrice: what an offer costs from a date on. Source: docs/quote-format.md, "Dated prices".
 * @from: the first day; the first row of an offer has none, and counts before all others
 * @price: of one unit for a full cycle; negotiated prices stand in the events
 * @taxes: on the price and the fee; a full reference
 * @once: one-time fee of one unit
 */
typedef struct
{
  CordDate from;
  CordDecimal price;
  CordTaxes *taxes;
  CordDecimal once;
} CordDatedPrice;

/* An empty list of (element-type CordDatedPrice), which releases the taxes of its rows. Returns a full reference. */
GArray *cord_dated_prices_new (void);
/* Appends the rows of @array, which stands at @list, to @prices, which has the row that is in force before them. What a
 * row leaves out goes on. @max_decimals: of a price. FALSE, INVALID with the member at fault, when a row is none or is
 * not after the one before it. */
gboolean cord_dated_prices_read (GArray *prices, const CordView *array, const CordPlace *list, guint max_decimals,
                                 GError **error);
/* A row as it is written into the input, of what changes on the day @from; what is NULL goes on. @price, @once:
 * decimals. @tax: a list, or a percent. Returns a full reference. */
GVariant *cord_dated_price_draft_to_value (CordDate from, const char *price, const char *once, GVariant *tax);
/* The rows of two such lists as one; rows of the same day become one row. Either may be NULL. Returns a full reference;
 * NULL when there are no rows. */
GVariant *cord_dated_price_drafts_merge (GVariant *first, GVariant *second);
/* Index of the row that is in force on @date. */
guint cord_dated_prices_find (const GArray *prices, CordDate date);
/* TRUE when row @index has another price or other percents than the row before it; the names of taxes do not count, nor
 * does the fee. */
gboolean cord_dated_prices_changes (const GArray *prices, guint index);

G_END_DECLS
