/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-value.h"
#include "domain/catalog/cord-catalog.h"
#include "domain/customer/cord-customer.h"
#include "domain/customer/cord-policy.h"

G_BEGIN_DECLS

#define CORD_CHANGE_QUANTITY_MAX 1000000

/**
 * CordChange: one proposed change, as a value document that travels between the desk, the record and the server.
 *
 *   kind        "upgrade", "downgrade", "modify", "add", "remove", "suspend", "resume" or "billing-day"
 *   product     the id of what is changed; of an addition, the id that the new product will have; absent for
 *               "billing-day", which is of the account
 *   offering    the id of the offering it leads to; absent when it leads to none: a removal, "suspend", "resume", and a
 *               "modify" of nothing but the quantity
 *   from        the id of the offering held before; absent for an addition
 *   quantity    units; absent when it stays as it is
 *   term        months of the new commitment; absent when it stays as it is
 *   reliesOn    [product id] that an added product needs
 *   along       [product id] of a removal: what goes with the product in the same order, at least one; absent for none
 *   dateShift   of "billing-day": the day of the month on which bills are to begin, 1 to 31
 *   bill        of "billing-day": "stub" or "extension", as in docs/quote-format.md; absent for "stub"
 *
 * The getters take a document that need not be valid, or NULL, and answer NULL, 0 or FALSE for a member that is
 * missing or of another type. Strings are owned by the document.
 */

/* "upgrade", "downgrade", "modify", "add", "remove", "suspend", "resume" or "billing-day". */
const char *cord_change_get_kind (GVariant *change);
/* The id of the product that is changed, or of the new one. */
const char *cord_change_get_product (GVariant *change);
/* The id of the offering that the change leads to. */
const char *cord_change_get_offering (GVariant *change);
/* The id of the offering that was held before. */
const char *cord_change_get_from (GVariant *change);
/* Units after the change; 0 when the quantity does not change. */
gint64 cord_change_get_quantity (GVariant *change);
/* Months of the new commitment; 0 when the commitment does not change, and when there is to be none. */
gint64 cord_change_get_term (GVariant *change);
/* TRUE when the change sets a commitment, even one of no months, which means none from now on. */
gboolean cord_change_has_term (GVariant *change);
/* The new billing day, 1 to 31; 0 when it is not moved. */
gint64 cord_change_get_date_shift (GVariant *change);
/* "stub", "extension" or NULL, which is "stub". */
const char *cord_change_get_bill (GVariant *change);
/* The ids of the products that it changes, the one that cord_change_get_product() gives first; empty for a move of the
 * billing day. (element-type utf8) Never NULL; returns a new array. */
GPtrArray *cord_change_dup_products (GVariant *change);
/* TRUE when it is a removal that takes other products along. */
gboolean cord_change_takes_along (GVariant *change);
/* The ids of the products that an added product needs. (element-type utf8) Never NULL; returns a new array. */
GPtrArray *cord_change_dup_relies_on (GVariant *change);
/* TRUE when the kind is "add". */
gboolean cord_change_is_addition (GVariant *change);
/* TRUE when the kind is "remove". */
gboolean cord_change_is_removal (GVariant *change);
/* TRUE when the kind is "suspend". */
gboolean cord_change_is_suspension (GVariant *change);
/* TRUE when the kind is "resume". */
gboolean cord_change_is_resumption (GVariant *change);
/* TRUE when it is another quantity of what is held, and nothing else. */
gboolean cord_change_is_quantity (GVariant *change);
/* TRUE when it moves the billing day of the account. */
gboolean cord_change_is_billing_day (GVariant *change);
/* TRUE when it leads to an offering that the customer takes, held before or not. */
gboolean cord_change_has_offering (GVariant *change);
/* TRUE when the customer goes on with the plan they have, so that there is nothing to choose from: "suspend", "resume",
 * another quantity, "billing-day". */
gboolean cord_change_keeps_plan (GVariant *change);
/* TRUE for one of these kinds; FALSE for NULL. */
gboolean cord_change_knows_kind (const char *kind);

/* Checks a document. FALSE, INVALID with the member at fault as "change.MEMBER", when one is missing or out of range.
 */
gboolean cord_change_check (GVariant *change, GError **error);
/* Sets that error for @member. Always FALSE. */
gboolean cord_change_refuse (GError **error, const char *member);

/* The document of a change of the held @product. @offering is NULL when it leads to none, @from for an addition. @term
 * in months; 0 leaves the commitment as it is. Full reference. */
GVariant *cord_change_new (const char *kind, const char *product, const char *offering, const char *from, int term);
/* Another quantity, at least 1, of the held @product, which is of the offering @from. Full reference. */
GVariant *cord_change_new_quantity (const char *product, const char *from, gint64 quantity);
/* A move of the billing day to @day of the month. @extension: the days until the first such day are billed together
 * with the cycle after them. Full reference. */
GVariant *cord_change_new_billing_day (gint64 day, gboolean extension);
/* The addition of @offering: names the new product after the customer and the offering ("prod-C_-1-tv-plus", "…-2"
 * when that was used before) and points it at the held products that it needs. Full reference. */
GVariant *cord_change_new_add (CordCustomer *customer, CordCatalog *catalog, const char *offering, int term);
/* Whether @product is a name that cord_change_new_add() gives, one of the first hundred, for what @change adds for the
 * customer of the id @customer. */
gboolean cord_change_may_name (GVariant *change, const char *customer, const char *product);
/* @change as it is, or for an addition that names no product a copy that names it as cord_change_new_add() does, and
 * what it relies on unless it says so: the same in each request about it, so that their seals are the same. Returns a
 * full reference. */
GVariant *cord_change_complete (GVariant *change, CordCustomer *customer, CordCatalog *catalog);
/* A copy of @change with @product as the id of its product. Returns a full reference. */
GVariant *cord_change_with_product (GVariant *change, const char *product);
/* A copy of the removal @change that takes @product along. Returns a full reference. */
GVariant *cord_change_take_along (GVariant *change, const char *product);

/* What names the change in events: kind/product/offering/term ("upgrade/prod-1/fiber/12"), term 0 when it stays, with
 * "/xN" for a quantity; or "remove/product", with "+product" for each that goes along, and so for "suspend" and
 * "resume"; or "billing-day/15", with "/extension". Full string. */
char *cord_change_key (GVariant *change);
/* A plain name: "Fiber Internet, 12 months", "Suspend Tech Support". Full string, in the reader's language. */
char *cord_change_title (GVariant *change, CordCustomer *customer, CordCatalog *catalog);

/* The facts that the timing rules of a policy look at; the kind is owned by @change. @today in the account's zone, as
 * below. */
CordTimingCase cord_change_timing_case (GVariant *change, CordCustomer *customer, CordDate today);
/* The date on which it would take effect by the policy's timing rules; CORD_DATE_NONE when they refuse it. */
CordDate cord_change_default_date (GVariant *change, CordCustomer *customer, CordPolicy *policy, CordDate today);
/* DENIED, reason "timing-refused" and the operator's own words, when the policy refuses such a change altogether. */
gboolean cord_change_check_timing (GVariant *change, CordCustomer *customer, CordPolicy *policy, CordDate today,
                                   GError **error);
/* How the policy names the day @effective: "now" (@today), "end-of-cycle" (the next cycle's first day) or "date". */
const char *cord_change_timing (CordCustomer *customer, CordDate today, CordDate effective);

G_END_DECLS
