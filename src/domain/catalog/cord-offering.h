/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CordOffering: what can be sold, a read-only view of its document. Its members are named here and nowhere else in the
 * domain.
 *
 *   id, name, description, category, categoryName, status ("Active", "Obsolete", …), sellable, bundle
 *   price         "50.00": a full month, one unit; absent when it has none
 *   currency      ISO 4217
 *   once          "9.90": one-time fee of a unit; may be absent
 *   tax           percent; may be absent
 *   promotion     { name, percent, cycles }; may be absent
 *   features      [{ name, value }]
 *   terms         [{ name, months, etf? }]
 *   reliesOn      [[offering id, … any one of these], … all of these]
 *   bundled       [offering id]
 *   steps         [what the customer must do, in words]
 *   leadDays      from the order until it works
 *   etf           early termination fee, in the quote format's words; may be absent
 *
 * Properties, read-only: id, name, description, category, price-text ("€50.00", "" when it has none).
 */
#define CORD_TYPE_OFFERING (cord_offering_get_type ())
G_DECLARE_FINAL_TYPE (CordOffering, cord_offering, CORD, OFFERING, GObject)

/* INVALID, with the member at fault, when @document cannot be sold or billed as it stands. Full reference. */
CordOffering *cord_offering_new (GVariant *document, GError **error);

/* Strings are owned by @self. */
GVariant *cord_offering_get_document (CordOffering *self); /* owned by self */
const char *cord_offering_get_id (CordOffering *self);
const char *cord_offering_get_name (CordOffering *self);          /* cleaned for the screen; the id when it has none */
const char *cord_offering_get_description (CordOffering *self);   /* "" when none */
const char *cord_offering_get_category (CordOffering *self);      /* "" when none */
const char *cord_offering_get_category_name (CordOffering *self); /* the category's id when it has no name */
gboolean cord_offering_is_sellable (CordOffering *self);
gboolean cord_offering_is_bundle (CordOffering *self);
const char *cord_offering_get_currency (CordOffering *self); /* or NULL */
const char *cord_offering_get_tax (CordOffering *self);      /* percent, or NULL */

/* FALSE when it has none. */
gboolean cord_offering_get_price (CordOffering *self, CordMoney *price); /* a month */
gboolean cord_offering_get_once (CordOffering *self, CordMoney *fee);
/* The same as decimals, as the catalog writes them; NULL when it has none. */
const char *cord_offering_get_price_decimal (CordOffering *self);
const char *cord_offering_get_once_decimal (CordOffering *self);

GVariant *cord_offering_get_features (CordOffering *self);                    /* [{name, value}], owned by self */
const char *cord_offering_get_feature (CordOffering *self, const char *name); /* or NULL */

/* The lengths of commitment in months it is sold with, rising, 0 (none) included; {0} when the catalog says nothing.
 * (element-type int), full. */
GArray *cord_offering_dup_terms (CordOffering *self);
gboolean cord_offering_has_term (CordOffering *self, int months);
char *cord_offering_dup_term_name (CordOffering *self, gint64 months); /* or NULL */
/* The early termination fee of a term in the quote format's words: the term's own, else the offering's; NULL when none.
 * Full reference. */
GVariant *cord_offering_dup_etf (CordOffering *self, int months);

/* A promotion for new customers of it: "20" percent for @cycles billing cycles. FALSE when there is none. */
gboolean cord_offering_get_promotion (CordOffering *self, const char **percent, int *cycles);
const char *cord_offering_get_promotion_name (CordOffering *self); /* or NULL */

/* What it needs: [[offering id]], one of each group. Never NULL, full reference. */
GVariant *cord_offering_dup_relies_on (CordOffering *self);
/* TRUE when @offering_id is in one of these groups. */
gboolean cord_offering_may_rely_on (CordOffering *self, const char *offering_id);
/* What a bundle holds: [offering id]. Never NULL, full reference. */
GVariant *cord_offering_dup_bundled (CordOffering *self);
gboolean cord_offering_bundles (CordOffering *self, const char *offering_id);

char **cord_offering_dup_steps (CordOffering *self);  /* what the customer must do, cleaned; full */
int cord_offering_get_lead_days (CordOffering *self); /* 0 to 3650 */

G_END_DECLS
