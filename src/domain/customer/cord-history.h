/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* A name as the quote format takes it (1 to 64 of A-Za-z0-9_-): @id itself when it is one, otherwise "x-" and
 * the first 32 hex digits of its SHA-256, so that any id of a foreign system can be billed. */
char *cord_history_name (const char *id);
/* "Welcome offer!" → "Welcome-offer": a discount's name; "discount" when nothing is left of it. */
char *cord_history_discount_name (const char *name);
/* The same, with "-2", "-3" … after it while the set @used (of texts it owns) has it already; and puts it there. */
char *cord_history_unique_discount_name (GHashTable *used, const char *name);

/* The billing history of the account: what the server keeps, otherwise what cord_history_derive makes of the products.
 * List of events of the quote format; full reference. */
GVariant *cord_history_dup_events (CordCustomer *customer);
/* Which version of it that is: of the history that is kept, of the account when none is, "0" when nobody says. Owned by
 * @customer. */
const char *cord_history_get_version (CordCustomer *customer);
/* The set of the names of all products that the customer has or had, as the history calls them. Full. */
GHashTable *cord_history_dup_names (CordCustomer *customer);

/* Billing events of what the customer has, for accounts of which nobody kept a history: one start event a product
 * with the price it is charged at, its term and discounts; in the order of recording, then of product id, so that
 * the order of the document does not matter. */
GVariant *cord_history_derive (CordCustomer *customer);

G_END_DECLS
