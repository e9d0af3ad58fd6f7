/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* The prices of an offering, each once: those it refers to by id, those it contains, and the discounts that its
 * recurring prices name in popRelationship. In place of a price that consists of others (bundledPopRelationship) stand
 * these, with what they do not say themselves taken from it. Retired ones are left out where there are others of their
 * kind. @prices: JsonObject by id; @on_sale: whether the offering is sold; @place: of @offering. (element-type
 * JsonObject) Free with g_ptr_array_unref. NULL, INVALID with the member at fault, when one of them is nowhere, when
 * there are more than 200 or, while the offering is sold, retired ones only, when a price that consists of others has
 * an amount of its own, contains itself or is one of several, and for a discount of another price than a recurring one.
 */
GPtrArray *cord_catalog_price_list_find (GHashTable *prices, JsonObject *offering, gboolean on_sale,
                                         const CordTmfPlace *place, GError **error);

G_END_DECLS
