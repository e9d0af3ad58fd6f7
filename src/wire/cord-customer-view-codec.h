/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The customer with all that is theirs in one answer (docs/wire.md, "Cordboard's own resources"). Lists are members
 * named by their resources. */
#define CORD_CUSTOMER_VIEW_CUSTOMER "customer"
#define CORD_CUSTOMER_VIEW_PARTY "party"
#define CORD_CUSTOMER_VIEW_WITHHELD "withheld" /* resources that are not told, each with the reason */
#define CORD_CUSTOMER_VIEW_TOTAL "total"       /* lists of which only the newest are told, each with its length */

/* One resource of the view by its member, or NULL. Owned by @view. */
JsonNode *cord_customer_view_get_document (JsonNode *view, const char *member);
/* The list of a resource, or NULL. Owned by @view. */
JsonArray *cord_customer_view_get_list (JsonNode *view, const char *resource);
/* Whether the list of a resource is longer than what is told of it. */
gboolean cord_customer_view_is_cut (JsonNode *view, const char *resource);
/* The billing history of an account, or NULL. Owned by @view. */
JsonNode *cord_customer_view_find_history (JsonNode *view, const char *account);

G_END_DECLS
