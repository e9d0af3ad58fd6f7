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
const char *cord_customer_get_name (CordCustomer *self);            /* cleaned for the screen (cord-text) */
const char *cord_customer_get_since (CordCustomer *self);           /* "since March 2021" or "" */
const char *cord_customer_get_account_id (CordCustomer *self);      /* or NULL */
const char *cord_customer_get_zone (CordCustomer *self);            /* IANA name, "UTC" when the account has none */
const char *cord_customer_get_account_version (CordCustomer *self); /* its ETag at the server, or NULL */
const char *cord_customer_get_first_month (CordCustomer *self);     /* "YYYY-MM" in which a cycle starts, or NULL */
const char *cord_customer_get_payment (CordCustomer *self);
const char *cord_customer_get_currency (CordCustomer *self);
guint cord_customer_get_scale (CordCustomer *self);
CordCycleGrid cord_customer_get_grid (CordCustomer *self);
CordCycle cord_customer_get_cycle (CordCustomer *self, CordDate date);
/* Address of record for a channel ("email", "sms", "post" or "letter"); NULL when there is none. */
const char *cord_customer_get_address (CordCustomer *self, const char *channel);
/* Whether any contact has exactly this address; FALSE for NULL. */
gboolean cord_customer_has_address (CordCustomer *self, const char *address);
GListModel *cord_customer_get_products (CordCustomer *self); /* CordProduct, without the terminated */
CordProduct *cord_customer_find_product (CordCustomer *self, const char *product_id); /* borrowed, or NULL */
/* Ids of all products, the terminated as well. Full. */
char **cord_customer_dup_product_ids (CordCustomer *self);
GListModel *cord_customer_get_contacts (CordCustomer *self);            /* CordEntry */
GListModel *cord_customer_get_bills (CordCustomer *self);               /* CordEntry */
GListModel *cord_customer_get_interactions (CordCustomer *self);        /* CordEntry */
GListModel *cord_customer_get_orders (CordCustomer *self);              /* CordEntry */
GListModel *cord_customer_get_follow_ups (CordCustomer *self);          /* CordEntry */
gboolean cord_customer_owns (CordCustomer *self, CordProduct *product); /* on the account that is open here */
gboolean cord_customer_is_active (CordCustomer *self);                  /* customer and account both are */
CordMoney cord_customer_get_monthly (CordCustomer *self);               /* sum of the active products' prices */
/* The billing history as the server keeps it, and its version: an empty list and NULL when it keeps none. See
 * cord-history.h for what an account is billed by. Full reference; version owned by self. */
GVariant *cord_customer_dup_kept_events (CordCustomer *self);
const char *cord_customer_get_history_version (CordCustomer *self);

G_END_DECLS
