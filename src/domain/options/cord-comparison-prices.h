/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-comparison-side.h"

G_BEGIN_DECLS

/* Adds the rows of the group "price": a month, all services, a negotiated price that ends, one-time fees, promotions.
 */
void cord_comparison_add_prices (CordComparisonSides *self);

G_END_DECLS
