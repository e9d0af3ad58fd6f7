/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* The price that an offering refers to by id, or that it contains. NULL when it is nowhere, and for NULL. @prices:
 * JsonObject by id. Borrowed from one of them. */
JsonObject *cord_catalog_price_find (GHashTable *prices, JsonObject *reference);

/* The prices of an offering as members of its document (cord-offering.h): price, once, onceName, tax, currency,
 * suspension and promotions. @prices: JsonObject by id, of the productOfferingPrices that offerings refer to; @place:
 * of @offering. FALSE, INVALID with the member at fault, for prices that are nowhere; for one that is negative, without
 * an amount or in another currency than those before it; for taxes that cannot be read, are more than 8, or come to
 * more than 100 %; for prices that hold at different times, which are no sum; for one that is only charged by other
 * periods than months; and for a promotion that cannot be read. What was read before it may be in @out. */
gboolean cord_catalog_prices_read (GHashTable *prices, JsonObject *offering, const CordTmfPlace *place,
                                   CordBuilder *out, GError **error);

G_END_DECLS
