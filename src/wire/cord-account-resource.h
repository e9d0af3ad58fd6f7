/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server asks of a stored TMF666 billingAccount without reading all of the customer. Everything is borrowed.
 */

/* The id of the account that any other resource, a product, an order or a bill, names as its own, or NULL. */
const char *cord_account_resource_of (JsonNode *resource);
/* The currency of its balance, or NULL. */
const char *cord_account_resource_currency (JsonObject *account);
/* The id of the one that cord_customer_from_tmf would open: the @wanted one, otherwise the first active one, otherwise
 * the first. NULL when there is none. */
const char *cord_account_resource_choose (JsonArray *accounts, const char *wanted);

G_END_DECLS
