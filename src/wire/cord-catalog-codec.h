/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The document of cord-catalog.h of TMF620 arrays of productOffering, productOfferingPrice, productSpecification and
 * category; each may be NULL. Full reference. An offering of which anything cannot be read is not sold: its member
 * "problem" says why. One without an id stands under its place in the list. Of several with one id only the first
 * stands, and is not sold either, unless they are equal. The currency is that of most offerings; one in another
 * currency has its own.
 *
 * Prices have the types "recurring" (a month), "oneTime" and "discount" (cord-promotion-codec.h). The characteristics
 * "customerStep" and "leadTimeDays" of a specification are not features: they say what the customer has to do and how
 * many days a change takes. Of the offerings with the relationship "reliesOn" those with the role "any" are
 * alternatives to each other; each of the others is needed. An early termination fee is the member "etf" of a
 * productOfferingTerm (docs/quote-format.md). */
GVariant *cord_catalog_from_tmf (const char *version, JsonArray *offerings, JsonArray *prices,
                                 JsonArray *specifications, JsonArray *categories);

G_END_DECLS
