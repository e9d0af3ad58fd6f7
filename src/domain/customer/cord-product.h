/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-money.h"
#include "base/cord-period.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/**
 * CordProduct: what the customer has, a read-only view of its document. Its members are named here and nowhere else in
 * the domain.
 *
 *   id, offering (id), name, account (id), category, currency
 *   status        "active", "suspended", "terminated", …
 *   start         "YYYY-MM-DD"
 *   quantity      units, 1 unless it says otherwise
 *   price         "24.85": a month, one unit, as it is charged; absent when it is free
 *   features      [{ name, value }]
 *   term          { name, months, start, etf? }; absent without a commitment
 *   reliesOn      [product id]
 *   laterPrices   [{ price, from }]: what is agreed to be paid from later days on, rising; may be absent
 *   otherPrices   [{ price, currency, months }]: what is charged by another period than the bill's, which is not billed
 * here; may be absent discounts     [{ name, percent or amount, from?, until, promotion? }] serviceId     may be absent
 *   version       its ETag at the server
 *   problem       the member of it that cannot be read; then it has neither a price nor a term, and its account no bill
 *
 * Properties, read-only: id, offering, name, status, price-text ("€24.85"), detail ("25 Mbit/s · one year").
 */
#define CORD_TYPE_PRODUCT (cord_product_get_type ())
G_DECLARE_FINAL_TYPE (CordProduct, cord_product, CORD, PRODUCT, GObject)

/**
 * CordProductDiscount: a discount that the product has. Texts are owned by the product; NULL where the document has
 * none.
 * @percent, @amount: decimals; @from: the date on which it begins, NULL with the product; @until: the date on which it
 * ends
 * @promotion: the catalog's price that it came from; it is then bound to the offering of the product
 */
typedef struct
{
  const char *name;
  const char *percent;
  const char *amount;
  const char *from;
  const char *until;
  const char *promotion;
} CordProductDiscount;

/* A price of one unit from the date @from on. Texts are owned by the product. */
typedef struct
{
  const char *price;
  const char *from;
} CordProductPrice;

/* The view of @document. NULL, INVALID with the member at fault, when it is not a product. Returns a full reference. */
CordProduct *cord_product_new (GVariant *document, GError **error);
/* A view of what can be read of @document, with @member as its problem. NULL when it has no id or no offering. Returns
 * a full reference. */
CordProduct *cord_product_new_unreadable (GVariant *document, const char *member);

/* Strings and documents are owned by @self unless it says otherwise. */

/* The id of the product at the server. */
const char *cord_product_get_id (CordProduct *self);
/* The id of the offering that it was bought as; the catalog may no longer have it. */
const char *cord_product_get_offering (CordProduct *self);
const char *cord_product_get_name (CordProduct *self);     /* cleaned for the screen; the offering when it has none */
const char *cord_product_get_status (CordProduct *self);   /* "active" when the document says nothing */
const char *cord_product_get_account (CordProduct *self);  /* or NULL */
const char *cord_product_get_category (CordProduct *self); /* or NULL */
CordMoney cord_product_get_price (CordProduct *self);      /* a month, one unit; nothing when it is free */
const char *cord_product_get_price_decimal (CordProduct *self); /* the same as the document has it, or NULL */
/* What is agreed to be paid from later days on, rising. (element-type CordProductPrice) Full. */
GArray *cord_product_dup_later_prices (CordProduct *self);
/* FALSE when it is free. */
gboolean cord_product_has_price (CordProduct *self);
/* What is charged by another period than the bill's: "€120.00 a year, €9.00 every 3 months". NULL without. Full. */
char *cord_product_dup_other_prices (CordProduct *self);
/* The member of its record that cannot be read; NULL when all of it can. */
const char *cord_product_get_problem (CordProduct *self);
/* Units, at least 1. */
gint64 cord_product_get_quantity (CordProduct *self);
CordDate cord_product_get_start (CordProduct *self);                        /* CORD_DATE_NONE when it is not known */
GVariant *cord_product_get_features (CordProduct *self);                    /* [{name, value}] */
const char *cord_product_get_feature (CordProduct *self, const char *name); /* or NULL */
GArray *cord_product_dup_discounts (CordProduct *self); /* (element-type CordProductDiscount), full */

int cord_product_get_term_months (CordProduct *self);     /* 0 without a commitment; running or over */
CordDate cord_product_get_term_start (CordProduct *self); /* the product's start unless the term says otherwise */
GVariant *cord_product_dup_etf (CordProduct *self); /* the fee for leaving early, quote format; NULL when none; full */
/* The commitment still running on @today: months and end date; FALSE when there is none (or it is over). */
gboolean cord_product_get_commitment (CordProduct *self, CordDate today, int *months, CordDate *ends);

/* TRUE when it needs the product with that id. */
gboolean cord_product_relies_on (CordProduct *self, const char *product_id);
/* TRUE when it is billed, even while its removal is under way. */
gboolean cord_product_is_active (CordProduct *self);
/* TRUE when it is held and not used for a time: billed nothing, or what the suspension costs. */
gboolean cord_product_is_suspended (CordProduct *self);
/* Not what is suspended, not there yet, or about to go. */
gboolean cord_product_may_be_suspended (CordProduct *self);
gboolean cord_product_is_held (CordProduct *self); /* not terminated, cancelled or aborted */

G_END_DECLS
