/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/**
 * CordCatalogCharge: what an offering charges of one kind, of one or several prices.
 * @sum: of all of them
 * @prices: (element-type JsonObject), borrowed; NULL before the first
 * @periods: when each of them holds, { from?, until? }, in the same order
 * @taxes: of the first price with any (cord-tax-list.h); or NULL
 *
 * Zero-initialised before the first price is added.
 */
typedef struct
{
  CordTmfSum sum;
  GPtrArray *prices;
  GPtrArray *periods;
  GVariant *taxes;
} CordCatalogCharge;

/* Adds @price, which stands at @place and must outlive @self. FALSE, INVALID with the member at fault, when its amount,
 * period or taxes cannot be read, when it ends after a number of cycles, when its taxes are others than those before
 * it, or when it is an alternative to one before it rather than a part of the sum. */
gboolean cord_catalog_charge_add (CordCatalogCharge *self, JsonObject *price, const CordTmfPlace *place,
                                  GError **error);
/* TRUE when its prices do not all hold at the same time. */
gboolean cord_catalog_charge_is_dated (const CordCatalogCharge *self);
/* The amount; of prices that hold at different times the first. Full string; NULL when nothing was added. */
char *cord_catalog_charge_dup_amount (const CordCatalogCharge *self);
/* Those prices (cord-price-list.h). Full reference; NULL when they all hold at the same time. */
GVariant *cord_catalog_charge_dup_list (const CordCatalogCharge *self);
/* Adds when they all hold to the list @periods of cord-offering.h; nothing when they hold at different times. */
void cord_catalog_charge_add_period (const CordCatalogCharge *self, CordBuilder *periods);
void cord_catalog_charge_clear (CordCatalogCharge *self); /* Releases what it owns. */

/* The validFor of an offering or a price as { from?, until? }. @place: of @object. Full reference; NULL, INVALID with
 * the member at fault, when it says no day or ends before it begins. */
GVariant *cord_catalog_period_read (JsonObject *object, const CordTmfPlace *place, GError **error);

G_END_DECLS
