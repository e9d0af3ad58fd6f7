/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-catalog.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* An offering compared with what the customer holds: what qualification, fit and comparison must agree on. */

/* TRUE when @offering is an alternative to @held: of the same category, or one of them a bundle with a part of the
 * other's category. */
gboolean cord_qualify_is_alternative (CordProduct *held, CordOffering *offering, CordCatalog *catalog);
/* 1: @offering is more than what is held, -1: less, 0: neither. By the catalog price of what is held on @day (by what
 * is paid where the catalog has none; @zone: of the account); where prices tie, or what is held is no longer sold, by
 * its features. */
int cord_qualify_direction (CordProduct *held, CordOffering *offering, CordCatalog *catalog, CordDate day,
                            const CordZone *zone);
/* TRUE when @dependent would lose what it relies on if @held became @offering (NULL: were removed). @leaving: ids of
 * the products that are removed with it, which nothing can rely on any more (element-type utf8), or NULL. */
gboolean cord_qualify_breaks_dependent (CordProduct *dependent, CordProduct *held, CordOffering *offering,
                                        GPtrArray *leaving, CordCustomer *customer, CordCatalog *catalog);
/* TRUE for a further line, a SIM of its own with the features "lines" and "data", which may be held more than once;
 * anything else may be held once. */
gboolean cord_qualify_is_line (CordOffering *offering);
/* A feature of what is held: the product's own, else that of its offering @own (may be NULL); NULL when neither has it.
 */
const char *cord_qualify_held_feature (CordProduct *held, CordOffering *own, const char *name);
/* "20 % less for the first 6 months", in the cycles of the account of @customer and the currency of @offering. Returns
 * a new string. */
char *cord_qualify_promotion_text (CordCustomer *customer, CordOffering *offering, const CordPromotion *promotion);
/* What a unit of @held costs a month on @day. The inventory may go on with the list price of the product's first day;
 * its bills have the one that counts for the cycle of @day, as a quote has it. @catalog: NULL for what the inventory
 * says.
 */
CordMoney cord_qualify_held_price (CordCustomer *customer, CordProduct *held, CordCatalog *catalog, CordDate day);
/* What all active products together cost a month on @day, in the same way. */
CordMoney cord_qualify_monthly (CordCustomer *customer, CordCatalog *catalog, CordDate day);
/* What a change that takes effect on @day costs a month: *before without it, *after with it, for @quantity units (0: as
 * many as are held, or 1).
 * @held is NULL for an addition, @offering for a removal. The same plan keeps the price that the customer has. */
void cord_qualify_prices (CordCustomer *customer, CordCatalog *catalog, CordProduct *held, CordOffering *offering,
                          gint64 quantity, CordDate day, CordMoney *before, CordMoney *after);
/* TRUE when the customer pays another price for @held than the catalog's of @day and of its first day; *listed is that
 * of @day. @own: its offering, or NULL. @zone: of the account */
gboolean cord_qualify_is_negotiated (CordProduct *held, CordOffering *own, CordDate day, const CordZone *zone,
                                     CordMoney *listed);

G_END_DECLS
