/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* The taxes of a TMF620 price: its member "tax", one TaxItem or a list of them. An item may have validFor, which the
 * standard does not know. Several without dates, of which one has no taxCategory, are billed as one of their sum. */

/* *out: a list of cord-tax-list.h, a full reference; NULL when the price has no taxes. @place: of @price. FALSE,
 * INVALID with the member at fault, for a rate or a day that cannot be read, for more than 8 taxes at a time, for more
 * than 100 % together at any time, and for dated ones of the same time that have no names. */
gboolean cord_catalog_taxes_read (JsonObject *price, const CordTmfPlace *place, GVariant **out, GError **error);
/* Writes such a list, which may be NULL, as the member "tax" or "taxes" of cord-offering.h. */
void cord_catalog_taxes_write (GVariant *taxes, CordBuilder *out);

G_END_DECLS
