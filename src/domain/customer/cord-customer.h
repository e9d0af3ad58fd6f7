/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/customer/cord-candidate.h"
#include "domain/customer/cord-entry.h"
#include "domain/customer/cord-product.h"

G_BEGIN_DECLS

/* Who is calling, as released by the server for the verified level; a read-only view of its document:
 * { id, name, status, since "YYYY-MM-DD"?,
 *   party {id, givenName, familyName},
 *   contacts [{kind "mobile"|"phone"|"email"|"postal", value, preferred}],
 *   account {id, name, state, zone, anchor, months, first?, payment, format, balance?, currency, scale, version},
 *   products [product documents], history {version, events [events of the quote format]},
 *   bills [{id, number?, date, due?, amount, currency, state}],
 *   interactions [{id, at, channel, summary, status}], orders [{id, at, state, summary}],
 *   followUps [{id, at, purpose, status}] }
 * The account is the customer's first active billing account. Properties, read-only: id, name, initials-free plain
 * values as below; the lists are GListModels and never NULL. */
#define CORD_TYPE_CUSTOMER (cord_customer_get_type ())
G_DECLARE_FINAL_TYPE (CordCustomer, cord_customer, CORD, CUSTOMER, GObject)

CordCustomer *cord_customer_new (GVariant *document, GError **error);
GVariant *cord_customer_get_document (CordCustomer *self);
const char *cord_customer_get_id (CordCustomer *self);
const char *cord_customer_get_name (CordCustomer *self);       /* cleaned for the screen (cord-text) */
const char *cord_customer_get_since (CordCustomer *self);      /* "since March 2021" or "" */
const char *cord_customer_get_account_id (CordCustomer *self); /* or NULL */
const char *cord_customer_get_zone (CordCustomer *self);       /* IANA name, "UTC" when the account has none */
const char *cord_customer_get_payment (CordCustomer *self);
const char *cord_customer_get_currency (CordCustomer *self);
guint cord_customer_get_scale (CordCustomer *self);
CordCycleGrid cord_customer_get_grid (CordCustomer *self);
CordCycle cord_customer_get_cycle (CordCustomer *self, CordDate date);
/* Address of record for a channel ("email", "sms", "post" or "letter"); NULL when there is none. */
const char *cord_customer_get_address (CordCustomer *self, const char *channel);
GListModel *cord_customer_get_products (CordCustomer *self); /* CordProduct, without the terminated */
CordProduct *cord_customer_find_product (CordCustomer *self, const char *product_id); /* borrowed, or NULL */
GListModel *cord_customer_get_contacts (CordCustomer *self);                          /* CordEntry */
GListModel *cord_customer_get_bills (CordCustomer *self);                             /* CordEntry */
GListModel *cord_customer_get_interactions (CordCustomer *self);                      /* CordEntry */
GListModel *cord_customer_get_orders (CordCustomer *self);                            /* CordEntry */
GListModel *cord_customer_get_follow_ups (CordCustomer *self);                        /* CordEntry */
gboolean cord_customer_owns (CordCustomer *self, CordProduct *product); /* on the account that is open here */
gboolean cord_customer_is_active (CordCustomer *self);                  /* customer and account both are */
CordMoney cord_customer_get_monthly (CordCustomer *self);               /* sum of the active products' prices */
/* The billing history: from the account when the server keeps one, otherwise one start event a product
 * (with negotiated price where it differs from nothing at all: always given), its term and its discounts. */
GVariant *cord_customer_dup_history (CordCustomer *self); /* {version, events} */

G_END_DECLS
