/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-money.h"
#include "base/cord-period.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* What the customer has. A read-only view of its document:
 * { id, offering, name, status ("active", "suspended", "terminated", …), account, start "YYYY-MM-DD", quantity,
 *   price "24.85" (recurring, as charged), currency, category,
 *   features [{name, value}], term {name, months, start, etf?}?, reliesOn [product id], discounts [{name, percent or
 * amount, until}], serviceId?, version (ETag at the server) } Properties, all read-only: id, offering, name, status,
 * price-text ("€24.85"), detail ("25 Mbit/s · one year"). */
#define CORD_TYPE_PRODUCT (cord_product_get_type ())
G_DECLARE_FINAL_TYPE (CordProduct, cord_product, CORD, PRODUCT, GObject)

CordProduct *cord_product_new (GVariant *document, GError **error);
GVariant *cord_product_get_document (CordProduct *self);
const char *cord_product_get_id (CordProduct *self);
const char *cord_product_get_offering (CordProduct *self);
const char *cord_product_get_name (CordProduct *self);
const char *cord_product_get_status (CordProduct *self);
const char *cord_product_get_account (CordProduct *self);
const char *cord_product_get_category (CordProduct *self); /* may be NULL */
CordMoney cord_product_get_price (CordProduct *self);      /* a month, at full quantity 1 */
CordDate cord_product_get_start (CordProduct *self);
const char *cord_product_get_feature (CordProduct *self, const char *name); /* or NULL */
/* The commitment still running on @today: months and end date; FALSE when there is none (or it is over). */
gboolean cord_product_get_commitment (CordProduct *self, CordDate today, int *months, CordDate *ends);
gboolean cord_product_relies_on (CordProduct *self, const char *product_id);
gboolean cord_product_is_active (CordProduct *self);
gboolean cord_product_is_held (CordProduct *self); /* not terminated, cancelled or aborted */
gint64 cord_product_get_quantity (CordProduct *self);
int cord_product_get_term_months (CordProduct *self);     /* 0 without a commitment; running or over */
CordDate cord_product_get_term_start (CordProduct *self); /* the product's start unless the term says otherwise */

G_END_DECLS
