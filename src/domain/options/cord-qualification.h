/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/* Qualification: may this customer have that offering? The desk ranks by it, and the server's TMF679 answers with it.
 * The answer is an object:
 *
 *   result      "qualified", "unqualified", or "alternate" when something else is sold in its place
 *   rule        the first rule that the change breaks: "account-inactive", "product-unreadable", "not-sold",
 * "no-price", "not-active", "not-suspended", "nothing-changes", "wrong-kind", "already-held", "relies-on",
 * "others-rely-on-it" or "in-commitment"; "" when it is qualified text        why, in the reader's language; "" when it
 * is qualified alternate   the offering (id) to take instead; only with "alternate"
 */

/* Whether @change qualifies. @today in the account's zone. Returns the answer, a full reference. */
GVariant *cord_qualify (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today);
/* The same for a change that the customer agreed to while its offering was sold: it need not be sold any more. Returns
 * the answer, a full reference. */
GVariant *cord_qualify_agreed (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today);
/* Whether @offering, an id or NULL, is sold to anybody on @today in @zone. Returns the answer, a full reference. */
GVariant *cord_qualify_offering (const char *offering, CordCatalog *catalog, CordDate today, const CordZone *zone);
/* The answer "unqualified" for a rule that is not the domain's, such as the policy's timing. Returns a full reference.
 */
GVariant *cord_qualification_refuse (const char *rule, const char *text);

/* TRUE when the answer is "qualified". */
gboolean cord_qualification_is_qualified (GVariant *answer);
/* The rule that the change breaks, as above. Owned by @answer. */
const char *cord_qualification_get_rule (GVariant *answer);
/* Why, in the reader's language. Owned by @answer. */
const char *cord_qualification_get_text (GVariant *answer);

G_END_DECLS
