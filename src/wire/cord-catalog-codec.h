/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF620 arrays of productOffering, productOfferingPrice, productSpecification, category (each may be NULL) → document
 * of cord-catalog.h. Prices: type "recurring" a month, "oneTime", "discount" (percentage, applicationDuration: the
 * months it lasts). Of a specification's characteristics "customerStep" and "leadTimeDays" are no features but what the
 * customer does and how long it takes. Offerings of relationship "reliesOn" with the role "any" are alternatives, each
 * other one is needed. Early termination fees are the member "etf" of a productOfferingTerm, in the words of the quote
 * format. INVALID also when prices are in more than one currency. */
GVariant *cord_catalog_from_tmf (const char *version, JsonArray *offerings, JsonArray *prices,
                                 JsonArray *specifications, JsonArray *categories, GError **error);

G_END_DECLS
