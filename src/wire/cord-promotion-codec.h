/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* Writes the member "promotions" of an offering (cord-promotion.h) of @discounts, its TMF620 prices of the type
 * "discount", which may be NULL: percentage, or a price in @currency; applicationDuration, the cycles that it lasts;
 * validFor, when it is given; the characteristics "repeatable" and "stacking". FALSE, INVALID with the price and the
 * member at fault. Source: docs/wire.md, "Promotions". */
gboolean cord_promotion_from_tmf (JsonArray *discounts, const char *currency, CordBuilder *out, GError **error);

G_END_DECLS
