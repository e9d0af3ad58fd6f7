/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/**
 * CordTaxSplit: an amount with its taxes, in minor units; net + tax = gross.
 * @parts: of @tax, what each tax comes to, in the order of the list
 */
typedef struct
{
  gint64 net;
  gint64 tax;
  gint64 gross;
  gint64 parts[CORD_TAXES_MAX];
} CordTaxSplit;

/* Splits @amount, minor units: each of @taxes is rounded and added to it, or all of them are taken out of it as one
 * rate where the prices of @input include the tax. FALSE, INVALID with reason "overflow" and @member as the member,
 * when that does not fit. Source: docs/quote-format.md, "Several taxes". */
gboolean cord_tax_split (const CordBillingInput *input, gint64 amount, const CordTaxes *taxes, const char *member,
                         CordTaxSplit *out, GError **error);

G_END_DECLS
