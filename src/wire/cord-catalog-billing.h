/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* How the prices of a TMF620 offering are billed. The standard has no member for it: a recurring productOfferingPrice
 * with the extension cordboardBilled "arrears" is billed after its month has ended, and one whose priceType is
 * "allowance" says what a month includes: its name, unitOfMeasure {amount, units}, and cordboardPartial "prorate"
 * (default), "full" or "forfeit" for a part of a month. */

#define CORD_BILLED "cordboardBilled"
#define CORD_ALLOWANCE "allowance"
#define CORD_PARTIAL "cordboardPartial"

/* Writes "billed" and "allowances" of cord-offering.h into @out. @prices: of cord_catalog_prices_find(). FALSE, INVALID
 * with the price and its member at fault. */
gboolean cord_catalog_billing_read (GPtrArray *prices, CordBuilder *out, GError **error);

G_END_DECLS
