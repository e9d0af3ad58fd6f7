/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/* Splits @amount, minor units, at the rate @rate, percent: the tax is added to it, or taken out of it where the prices
 * of @input include the tax. *net + *tax = *gross. FALSE, INVALID with reason "overflow" and @member as the member,
 * when that does not fit. Source: docs/billing.md, "Fees, discounts and tax". */
gboolean cord_tax_split (const CordBillingInput *input, gint64 amount, CordDecimal rate, const char *member,
                         gint64 *net, gint64 *tax, gint64 *gross, GError **error);

G_END_DECLS
