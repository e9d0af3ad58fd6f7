/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What a tax is called of which nothing says more. */
#define CORD_TAX_CATEGORY "VAT"

/* What one tax comes to: {taxCategory, taxRate, taxAmount}, the TaxItem of TMF620 and TMF678 and the
 * AppliedBillingTaxRate of TMF678. @category: which tax it is, or NULL; @percent: decimal, or NULL. Full reference. */
JsonObject *cord_tax_item_to_tmf (const char *category, const char *percent, CordMoney amount);

/* The taxes of several charges together. */
typedef struct _CordTaxSums CordTaxSums;

/* Of no charge yet. */
CordTaxSums *cord_tax_sums_new (void);
/* Frees @self. */
void cord_tax_sums_free (CordTaxSums *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTaxSums, cord_tax_sums_free)
/* Adds the items of @list, which may be NULL: those of a category and rate are one. Items in another currency than
 * @currency, and what cannot be read, are left out. FALSE when a sum does not fit. */
gboolean cord_tax_sums_add (CordTaxSums *self, JsonArray *list, const char *currency);
/* One item for each category and rate, in the order in which they were first seen; none that comes to nothing. Full
 * reference. */
JsonArray *cord_tax_sums_to_tmf (const CordTaxSums *self);

G_END_DECLS
