/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"
#include "domain/catalog/cord-included.h"
#include "domain/catalog/cord-promotion.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CordOffering: what can be sold, a read-only view of its document. Its members are named here and nowhere else in the
 * domain.
 *
 *   id, name, description, category, categoryName, status ("Active", "Obsolete", …), sellable, bundle
 *   periods       [{ from?, until? }]: it is sold while all of them last; days or instants; may be absent
 *   price         "50.00": a full month, one unit; absent when it has none
 *   prices        where they hold at different times, those that make up that price (cord-price-list.h), which then is
 *                 the first of them; may be absent
 *   currency      ISO 4217
 *   once          "9.90": one-time fee of a unit; may be absent
 *   fees          the same of the one-time fee
 *   onceName      what that fee is for; may be absent
 *   tax           percent; may be absent
 *   taxes         in its place, where there are several or they have dates (cord-tax-list.h); may be absent
 *   billed        "arrears" when a month is billed after it has ended; absent in advance
 *   allowances    [CordIncluded: { name, amount, units?, partial? }]: what a month includes; may be absent
 *   promotions    [CordPromotion: { id?, name, percent or amount, cycles?, from?, until?, repeatable?, stacking? }]
 *   suspension    { price, fee }: a full month of one unit while suspended, and once for suspending; absent when it
 *                 costs nothing, as may be either
 *   problem       { member, text }: what in the catalog could not be read, so that it is not sold; may be absent
 *   features      of cord-feature.h
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

/* The view of @document. NULL, INVALID with the member at fault, when it cannot be sold or billed. Returns a full
 * reference. */
CordOffering *cord_offering_new (GVariant *document, GError **error);

/* Strings and documents are owned by @self unless it says otherwise. */

GVariant *cord_offering_get_document (CordOffering *self); /* as it was given to cord_offering_new */
/* The id that changes and orders name. */
const char *cord_offering_get_id (CordOffering *self);
const char *cord_offering_get_name (CordOffering *self);          /* cleaned for the screen; the id when it has none */
const char *cord_offering_get_category (CordOffering *self);      /* "" when none */
const char *cord_offering_get_category_name (CordOffering *self); /* the category's id when it has no name */
/* Where it is between being thought of and being withdrawn. */
typedef enum
{
  CORD_OFFERING_PREPARED, /* in study, in design or in test */
  CORD_OFFERING_IN_USE,
  CORD_OFFERING_WITHDRAWN, /* retired, obsolete or rejected */
  CORD_OFFERING_ELSEWHERE, /* in a status that nothing is known of */
} CordOfferingStage;

/* The stage that its status says; IN_USE without one. */
CordOfferingStage cord_offering_get_stage (CordOffering *self);
/* TRUE when its status allows a sale, or is missing, and the document does not mark it as not sellable. */
gboolean cord_offering_is_sellable (CordOffering *self);
/* TRUE when it is sellable, @day lies in the periods that the catalog gives it and its prices, and of prices that hold
 * at different times one holds then. @zone: of the account. Source: docs/billing.md, "Periods". */
gboolean cord_offering_is_sold_on (CordOffering *self, CordDate day, const CordZone *zone);
/* TRUE when it is sellable, but none before a day after @day. */
gboolean cord_offering_is_sold_after (CordOffering *self, CordDate day, const CordZone *zone);
/* TRUE when the catalog sells it as a bundle of other offerings. */
gboolean cord_offering_is_bundle (CordOffering *self);
const char *cord_offering_get_currency (CordOffering *self); /* or NULL */
/* The taxes on its prices (cord-tax-list.h); empty when it has none of its own. Returns a full reference. */
GVariant *cord_offering_dup_taxes (CordOffering *self);

/* TRUE when it has a price or a one-time fee, on whatever days. */
gboolean cord_offering_has_price (CordOffering *self);
/* What that fee is for, cleaned for the screen; NULL when the catalog does not name it. */
const char *cord_offering_get_once_name (CordOffering *self);
/* "arrears" when a month is billed after it has ended; NULL in advance. */
const char *cord_offering_get_billed (CordOffering *self);
/* What a month includes. (element-type CordIncluded) Never NULL; owned by @self. */
const GArray *cord_offering_get_allowances (CordOffering *self);

/* What a suspended product of it costs: decimals of a month and of the fee; NULL for nothing. */
const char *cord_offering_get_suspension_price (CordOffering *self);
const char *cord_offering_get_suspension_fee (CordOffering *self);

GVariant *cord_offering_get_features (CordOffering *self);                    /* of cord-feature.h */
const char *cord_offering_get_feature (CordOffering *self, const char *name); /* its value, or NULL */

/* The lengths of commitment in months that it is sold with, rising; 0 is none. {0} when the catalog has no terms.
 * (element-type int) Returns a new array. */
GArray *cord_offering_dup_terms (CordOffering *self);
/* TRUE when @months is one of them. */
gboolean cord_offering_has_term (CordOffering *self, int months);
/* The name that the catalog gives the term of @months; NULL when it has none. Returns a new string. */
char *cord_offering_dup_term_name (CordOffering *self, gint64 months);
/* The early termination fee of the term of @months, in the quote format: that of the term, otherwise that of the
 * offering; NULL when there is none. Returns a full reference. */
GVariant *cord_offering_dup_etf (CordOffering *self, int months);

/* The promotions that it may bring to a product, in the order of the catalog; those that cannot be billed are left out.
 * (element-type CordPromotion) Never NULL; owned by @self. */
const GArray *cord_offering_get_promotions (CordOffering *self);
/* The first of them that is so named (cord_promotion_is_named()), or NULL. Owned by @self. */
const CordPromotion *cord_offering_find_named (CordOffering *self, const char *discount, gboolean numbered);
/* The promotion that a discount of that name in a billing history is of: the one that has the name, otherwise the one
 * that has it without a number; NULL when it is none of these. Owned by @self. */
const CordPromotion *cord_offering_find_promotion (CordOffering *self, const char *discount);

/* What in the catalog could not be read, so that it is not sold, in words; NULL when everything was. Owned by @self. */
const char *cord_offering_get_problem (CordOffering *self);
/* The member that this is about; NULL when there is none. Owned by @self. */
const char *cord_offering_get_problem_member (CordOffering *self);

/* What it needs: [[offering id]], one of each group. Never NULL; returns a full reference. */
GVariant *cord_offering_dup_relies_on (CordOffering *self);
/* TRUE when @offering_id is in one of these groups. */
gboolean cord_offering_may_rely_on (CordOffering *self, const char *offering_id);
/* The parts of a bundle: [offering id]. Never NULL; returns a full reference. */
GVariant *cord_offering_dup_bundled (CordOffering *self);
/* TRUE when @offering_id is one of these parts. */
gboolean cord_offering_bundles (CordOffering *self, const char *offering_id);

/* What the customer must do, each step cleaned for the screen. Returns a new array of strings. */
char **cord_offering_dup_steps (CordOffering *self);
/* Days from the order until it works, 0 to 3650. */
int cord_offering_get_lead_days (CordOffering *self);

G_END_DECLS
