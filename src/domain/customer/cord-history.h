/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* A name as the quote format takes it (1 to 64 of A-Za-z0-9_-): @id itself when it is one, otherwise "x-" and
 * the first 32 hex digits of its SHA-256, so that any id of a foreign system can be billed. Returns a new
 * string. */
char *cord_history_name (const char *id);
/* TRUE when @name is such a digest, so that the id cannot be told from it. */
gboolean cord_history_is_digest (const char *name);
/* The name of a discount: "Welcome offer!" → "Welcome-offer"; "discount" when nothing is left. Returns a new string. */
char *cord_history_discount_name (const char *name);
/* The same, with "-2", "-3" … appended while the set @used has it already; adds it to the set, which owns its texts.
 * Returns a new string. */
char *cord_history_unique_discount_name (GHashTable *used, const char *name);

/* The name of the discount of a promotion: that of its @id, or of "ID-2", "ID-3" … while the set @used has it already;
 * adds it to the set, which owns its texts. Returns a new string. */
char *cord_history_unique_promotion_name (GHashTable *used, const char *id);

/* The billing history of the account: what the server keeps, otherwise one derived from the products: for
 * each a start event with the price it is charged at, its term and discounts, in the order of recording, then of
 * product id, so that the order of the document does not matter. A list of events of the quote format; returns a full
 * reference. */
GVariant *cord_history_dup_events (CordCustomer *customer);
/* What is billed of @product alone from the day @start on: a start event, and events of its later term, its discounts
 * and its suspension, in that order and all dated as they take effect. @used: as in
 * cord_history_unique_discount_name(). A list as above; full reference. */
GVariant *cord_history_dup_product (CordProduct *product, CordDate start, GHashTable *used);
/* The event of one discount of @product from @start on; an empty list where there is nothing to bill. Likewise. */
GVariant *cord_history_dup_discount (CordProduct *product, const CordProductDiscount *discount, CordDate start,
                                     GHashTable *used);
/* The term of @product as the quote format has it: the months, and the fee where one is agreed. Full reference. */
GVariant *cord_history_dup_term (CordProduct *product);
/* The set of the names of all products that the customer has or had, as the history has them. Returns a new table. */
GHashTable *cord_history_dup_names (CordCustomer *customer);

G_END_DECLS
