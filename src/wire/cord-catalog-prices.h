/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* These prices as members of the document of an offering (cord-offering.h): price, prices, once, fees, onceName, tax or
 * taxes, currency, suspension and promotions. @periods: the list to which the validFor of what is charged for a month
 * and once is added, where it is the same for all of them; *scale: decimals of the currency, the most there are without
 * one. FALSE, INVALID with the member at fault, for what cord_catalog_charge_add() refuses; for a priceType that says
 * nothing; for several currencies; for what suspending costs at different times; for an offering that is charged by
 * other periods than months; and for a promotion that cannot be read. What was read before it may be in @out. */
gboolean cord_catalog_prices_read (GPtrArray *prices, CordBuilder *out, CordBuilder *periods, guint *scale,
                                   GError **error);

G_END_DECLS
