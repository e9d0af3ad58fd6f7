/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads of a stored TMF666 billingAccount without reading the whole customer, and what it writes into
 * one. Everything is borrowed. */

/* The id of the billing account that another resource (a product, an order, a bill) belongs to, or NULL. */
const char *cord_account_resource_of (JsonNode *resource);
/* The first value of a characteristic of an account, or NULL: TMF666 has none; other systems, and ours, add them. */
const char *cord_account_resource_characteristic (JsonObject *account, const char *name);
/* The name of the zone that an account is billed in; NULL where it names none, which is the operator's. */
const char *cord_account_resource_zone (JsonObject *account);
/* The currency of the balance of an account, or NULL. */
const char *cord_account_resource_currency (JsonObject *account);
/* The id of the account that cord_customer_from_tmf() would open: @wanted if it is among them, otherwise the first
 * active one, otherwise the first. NULL when there is none. */
const char *cord_account_resource_choose (JsonArray *accounts, const char *wanted);
/* The day of the month on which bills begin, 1 where the account names none. */
gint64 cord_account_resource_get_billing_day (JsonObject *account);
/* Sets the day of the month on which bills begin. @first: the instant of the first of them, RFC 3339; the cycle is
 * valid from then, and cycles of several months are counted from it. NULL leaves that as it is. */
void cord_account_resource_set_billing_day (JsonObject *account, gint64 day, const char *first);

G_END_DECLS
