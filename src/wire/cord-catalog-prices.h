/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* The prices of an offering, each once: those it refers to by id, and those it contains. @prices: JsonObject by id;
 * @place: of @offering. (element-type JsonObject), borrowed from both. Free with g_ptr_array_unref. NULL, INVALID with
 * the member at fault, when it refers to prices that are nowhere. */
GPtrArray *cord_catalog_prices_find (GHashTable *prices, JsonObject *offering, const CordTmfPlace *place,
                                     GError **error);

/* Adds the validFor of an offering or a price to the list @periods of cord-offering.h. @place: of @object. FALSE,
 * INVALID with the member at fault, when it cannot be read. */
gboolean cord_catalog_period_read (JsonObject *object, const CordTmfPlace *place, CordBuilder *periods, GError **error);
/* These prices as members of the document of an offering (cord-offering.h): price, once, onceName, tax or taxes,
 * currency, suspension and promotions. @periods: the list to which the validFor of what is charged for a month and once
 * is added; *scale: decimals of the currency, the most there are without one. FALSE, INVALID with the member at fault,
 * for one that is negative, without an amount or in another currency than those before it; for taxes that
 * cord_catalog_taxes_read() refuses; for prices that hold at different times, which are no sum; for one that is only
 * charged by other periods than months; and for a promotion that cannot be read. What was read before it may be in
 * @out. */
gboolean cord_catalog_prices_read (GPtrArray *prices, CordBuilder *out, CordBuilder *periods, guint *scale,
                                   GError **error);

G_END_DECLS
