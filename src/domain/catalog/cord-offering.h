/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What can be sold. Document of one offering:
 * { id, name, description, category, categoryName, status ("Active", "Obsolete", …), sellable, bundle,
 *   price "50.00" (recurring a month; absent when none), currency, once "9.90"?, tax "0"?,
 *   promotion {name, percent, cycles}?, features [{name, value}], terms [{name, months, etf {…}?}],
 *   reliesOn [[offering id, …any of these], …], bundled [offering id], steps [customer's own steps, in words],
 * leadDays, etf {…}? (early termination, quote format) } */
#define CORD_TYPE_OFFERING (cord_offering_get_type ())
G_DECLARE_FINAL_TYPE (CordOffering, cord_offering, CORD, OFFERING, GObject)

CordOffering *cord_offering_new (GVariant *document, GError **error);
GVariant *cord_offering_get_document (CordOffering *self);
const char *cord_offering_get_id (CordOffering *self);
const char *cord_offering_get_name (CordOffering *self);
const char *cord_offering_get_description (CordOffering *self); /* "" when none */
const char *cord_offering_get_category (CordOffering *self);    /* "" when none */
gboolean cord_offering_is_sellable (CordOffering *self);
gboolean cord_offering_get_price (CordOffering *self, CordMoney *price); /* a month; FALSE when it has none */
gboolean cord_offering_get_once (CordOffering *self, CordMoney *fee);
const char *cord_offering_get_feature (CordOffering *self, const char *name);
gboolean cord_offering_has_term (CordOffering *self, int months);
char **cord_offering_dup_steps (CordOffering *self); /* what the customer must do */
int cord_offering_get_lead_days (CordOffering *self);
const char *cord_offering_get_category_name (CordOffering *self); /* the category's id when it has no name */
GVariant *cord_offering_get_features (CordOffering *self);        /* [{name, value}], owned by self */
/* The lengths of commitment it is sold with, rising, 0 (none) included; {0} when the catalog says nothing. */
GArray *cord_offering_dup_terms (CordOffering *self); /* (element-type int) */
/* The early termination fee of a term in the quote format's words: the term's own, else the offering's; NULL when none.
 */
GVariant *cord_offering_dup_etf (CordOffering *self, int months);
/* A promotion for new customers of it: "20" percent for @cycles billing cycles. Owned by self; FALSE when there is
 * none. */
gboolean cord_offering_get_promotion (CordOffering *self, const char **percent, int *cycles);
/* TRUE when @offering_id is in one of the groups it relies on. */
gboolean cord_offering_may_rely_on (CordOffering *self, const char *offering_id);
gboolean cord_offering_bundles (CordOffering *self, const char *offering_id);
/* Properties, read-only: id, name, description, category, price-text ("€50.00", "" when it has none). */

G_END_DECLS
