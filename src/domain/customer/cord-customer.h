/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-zone.h"
#include "domain/customer/cord-candidate.h"
#include "domain/customer/cord-entry.h"
#include "domain/customer/cord-product.h"

G_BEGIN_DECLS

/* Who is calling, as released by the server for the verified level; a read-only view of its document:
 * { id, name, status, since "YYYY-MM-DD"?,
 *   party {id, givenName, familyName},
 *   contacts [{kind "mobile"|"phone"|"email"|"postal", value, preferred}],
 *   account {id, name, state, zone, anchor, months, first?, payment, format, balance?, currency, scale,
 *   taxRegion?, taxExemptions [{from?, until?}]?},
 *   products [product documents],
 *   history {events [events of the quote format], cycle {anchor, months, first?}?,
 *            offers {NAME: offer of the quote format}?, taxes {NAME: list of cord-tax-list.h}?},
 *   bills [{id, number?, date, due?, amount, currency, state}],
 *   interactions [{id, at, channel, summary, status}], orders [{id, at, state, summary}],
 *   followUps [{id, at, purpose, status}] }
 * The account is the customer's first active billing account. The history has a cycle, that of its beginning, where an
 * order has moved the billing day since; the account has the new day then. The lists are never NULL. */
#define CORD_TYPE_CUSTOMER (cord_customer_get_type ())
G_DECLARE_FINAL_TYPE (CordCustomer, cord_customer, CORD, CUSTOMER, GObject)

/* The view of @document. NULL, INVALID with the member at fault, when it is not a customer. Returns a full reference.
 */
CordCustomer *cord_customer_new (GVariant *document, GError **error);

/* Strings and lists are owned by @self unless it says otherwise. */

/* The id of the customer at the server. */
const char *cord_customer_get_id (CordCustomer *self);
const char *cord_customer_get_name (CordCustomer *self);       /* cleaned for the screen (cord-text) */
const char *cord_customer_get_since (CordCustomer *self);      /* "since March 2021" or "" */
const char *cord_customer_get_account_id (CordCustomer *self); /* or NULL */
const char *cord_customer_get_zone (CordCustomer *self);       /* IANA name, "UTC" when the account has none */
/* That zone; UTC for NULL, while no customer is known. Returns a full reference. */
CordZone *cord_customer_dup_time_zone (CordCustomer *self);
/* A month in which a cycle of cord_customer_get_grid() starts, "YYYY-MM", or NULL. */
const char *cord_customer_get_first_month (CordCustomer *self);
/* How the account pays, cleaned for the screen. */
const char *cord_customer_get_payment (CordCustomer *self);
/* The currency of the account, otherwise that of its products; "XXX" (none) when neither has one. */
const char *cord_customer_get_currency (CordCustomer *self);
/* The decimals of that currency. */
guint cord_customer_get_scale (CordCustomer *self);
/* The billing cycles with which the history of the account begins: months from its billing day on. */
CordCycleGrid cord_customer_get_grid (CordCustomer *self);
/* The billing cycle that contains @date, with the moves of the billing day in the history. */
CordCycle cord_customer_get_cycle (CordCustomer *self, CordDate date);
/* The day that the bill begins on which holds the cycle that contains @date. */
CordDate cord_customer_get_bill_start (CordCustomer *self, CordDate date);
/* TRUE when bills begin on the day @anchor of the month on @date and ever after, as far as the history says. */
gboolean cord_customer_has_billing_day (CordCustomer *self, int anchor, CordDate date);
/* The region whose taxes the account pays, as policy packs name it; NULL when it is not known. */
const char *cord_customer_get_tax_region (CordCustomer *self);
/* When the account pays none (cord-tax-list.h). Returns a full reference. */
GVariant *cord_customer_dup_tax_exemptions (CordCustomer *self);
/* TRUE when the customer and the account are both active. */
gboolean cord_customer_is_active (CordCustomer *self);

/* The address of record for a channel ("email", "sms", "post" or "letter"), the preferred one first; NULL when there is
 * none. */
const char *cord_customer_get_address (CordCustomer *self, const char *channel);
/* TRUE when a contact has exactly this address; FALSE for NULL. */
gboolean cord_customer_has_address (CordCustomer *self, const char *address);

/* The products that are not terminated. (element-type CordProduct) */
GListModel *cord_customer_get_products (CordCustomer *self);
/* The product of that list with this id; NULL when there is none. */
CordProduct *cord_customer_find_product (CordCustomer *self, const char *product_id);
/* The ids of all products, including terminated ones. Returns a new array of strings. */
char **cord_customer_dup_product_ids (CordCustomer *self);
/* TRUE when @product is on the account of this document; a customer may have others. */
gboolean cord_customer_owns (CordCustomer *self, CordProduct *product);
/* The first product on the account that cannot be read; NULL when all can. Owned by @self. */
CordProduct *cord_customer_find_unreadable (CordCustomer *self);
/* "without Insurance, TV": what no sum of prices has for that reason, in the reader's language; NULL for nothing. Full
 * string. */
char *cord_customer_dup_left_out (CordCustomer *self);
/* The sum of the prices of the active products. */
CordMoney cord_customer_get_monthly (CordCustomer *self);

/* The lists of the customer panel (cord-panel.h). (element-type CordEntry) */
GListModel *cord_customer_get_contacts (CordCustomer *self);
GListModel *cord_customer_get_bills (CordCustomer *self);
GListModel *cord_customer_get_interactions (CordCustomer *self);
GListModel *cord_customer_get_orders (CordCustomer *self);
GListModel *cord_customer_get_follow_ups (CordCustomer *self);

/* The billing history as the server keeps it; an empty list when it keeps none. cord-history.h has what an account is
 * billed by. Returns a full reference. */
GVariant *cord_customer_dup_kept_events (CordCustomer *self);
/* What the account is billed by since its newest order: the offers as the quote format has them, and the catalog's own
 * taxes of them (cord-tax-list.h), both by the name of the offer; empty objects when none is kept. Full references. */
GVariant *cord_customer_dup_kept_offers (CordCustomer *self);
GVariant *cord_customer_dup_kept_taxes (CordCustomer *self);

G_END_DECLS
