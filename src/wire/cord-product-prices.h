/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-product-resource.h"

G_BEGIN_DECLS

/* The list productPrice of @product under the new offering: the monthly price of the catalog, the discounts that
 * @product keeps, and those of the offering. Full reference. */
JsonArray *cord_product_prices_to_tmf (const CordProductResource *self, JsonObject *product);

G_END_DECLS
