/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-bill-names.h"

G_BEGIN_DECLS

/* The prices that an order carries: the desk writes them into the order that it sends, and the server into the one that
 * it keeps. */

/* One object a line that the change adds to the bill, of the product @product or, for NULL, of all of them, in the
 * quote's order: { text, kind "charge"|"credit", start, end, used?, unused? (of recurring lines and discounts), net,
 * gross, tax (percent), taxes [{name?, percent, amount}] }, the latter in the order of the bill and empty where nothing
 * is taxed. A line without any amount is left out. Then the fees of the change that fall due later, with "bill", the
 * day that theirs begins on. Full reference. */
GVariant *cord_order_price_lines (CordQuote *quote, const CordBillNames *names, const char *product);
/* What the ordered item costs in a whole cycle: { net, gross, tax, taxes }, rounded as on a bill. @price: as the
 * catalog or an agreement has it. @offering: the id of the offering, whose taxes are those of the quote; `tax` is the
 * percent of all of them. NULL when it is too large to be written. */
GVariant *cord_order_price_monthly (CordQuote *quote, CordMoney price, const char *offering);
/* The percent of the former; NULL where nothing is taxed. Owned by @monthly. */
const char *cord_order_price_get_tax (GVariant *monthly);
/* TRUE when nothing is charged and nothing given back. */
gboolean cord_order_price_is_zero (const CordBillLine *line);
/* The tax percent of a line. Full string. */
char *cord_order_price_dup_tax (const CordBillLine *line);

G_END_DECLS
