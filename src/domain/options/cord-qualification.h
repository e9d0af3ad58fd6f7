/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/* Qualification: may this customer have that offering? The desk ranks by it, and the server's TMF679 answers with it.
 * The answer is an object:
 *
 *   result      "qualified", "unqualified", or "alternate" when something else is sold in its place
 *   rule        the first rule that the change breaks: "not-sold", "wrong-kind", "already-held", "relies-on",
 *               "others-rely-on-it", "account-inactive", "no-price" or "in-commitment"; "" when it is qualified
 *   text        why, in the reader's language; "" when it is qualified
 *   alternate   the offering (id) to take instead; only with "alternate"
 */

/* Whether @change qualifies. @today in the account's zone. Returns the answer, a full reference. */
GVariant *cord_qualify (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today);

/* TRUE when the answer is "qualified". */
gboolean cord_qualification_is_qualified (GVariant *answer);
/* The rule that the change breaks, as above. Owned by @answer. */
const char *cord_qualification_get_rule (GVariant *answer);
/* Why, in the reader's language. Owned by @answer. */
const char *cord_qualification_get_text (GVariant *answer);

G_END_DECLS
