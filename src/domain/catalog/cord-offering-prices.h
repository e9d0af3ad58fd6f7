/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-offering.h"

G_BEGIN_DECLS

/* What an offering costs on a day: prices and fees may hold at different times. */

/* Members of its document (cord-offering.h): those that hold at different times (cord-price-list.h). */
#define CORD_OFFERING_PRICES "prices"
#define CORD_OFFERING_FEES "fees"

/* The price of one unit for a month from @day on, rounded to the currency. FALSE when it has none. @zone: of the
 * account
 */
gboolean cord_offering_get_price_on (CordOffering *self, CordDate day, const CordZone *zone, CordMoney *price);
/* The same as the decimal from which bills are computed; CORD_DATE_NONE is before all days. Returns a new string; NULL
 * when it has none. */
char *cord_offering_dup_price_on (CordOffering *self, CordDate day, const CordZone *zone);
/* The one-time fee of one unit in both ways. */
gboolean cord_offering_get_once_on (CordOffering *self, CordDate day, const CordZone *zone, CordMoney *fee);
char *cord_offering_dup_once_on (CordOffering *self, CordDate day, const CordZone *zone);
/* What it costs otherwise from later days on, as `dated` rows of the quote format. Full reference; NULL when prices and
 * fees stay as they are. */
GVariant *cord_offering_dup_dated (CordOffering *self, const CordZone *zone);
/* The first day after @day on which its price is another, and that price; FALSE when it stays as it is. */
gboolean cord_offering_find_next_price (CordOffering *self, CordDate day, const CordZone *zone, CordDate *from,
                                        CordMoney *price);
/* TRUE when of the prices and fees that hold at different times one of each holds on @day; *later: otherwise, whether
 * one does on a later day. */
gboolean cord_offering_has_prices_on (CordOffering *self, CordDate day, const CordZone *zone, gboolean *later);

G_END_DECLS
