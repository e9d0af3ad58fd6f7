/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-given-promotions.h"
#include "domain/catalog/cord-offering.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* The promotions that a product gets which comes to @offering on @day: of those that are offered then and were not
 * given before, the set that takes off most in the first year: an exclusive one alone, or the best together with all
 * that add. @cycle_months: of the account. (element-type CordPromotion) Owned by @offering; returns a new array. */
GPtrArray *cord_promotion_choose (CordOffering *offering, const CordGivenPromotions *given, CordDate day,
                                  const CordZone *zone, int cycle_months);

/* Chooses for changes of one customer; the billing history is noted once for all changes of a product. Not
 * thread-safe. */
typedef struct _CordPromotionChooser CordPromotionChooser;

/* @customer is borrowed and must outlive it. Free with cord_promotion_chooser_free. */
CordPromotionChooser *cord_promotion_chooser_new (CordCustomer *customer, CordDate today);
void cord_promotion_chooser_free (CordPromotionChooser *self); /* Frees @self; not for NULL. */
/* As cord_promotion_choose, for @change, which takes effect on @day; none when the product stays on the offering, and
 * for NULL. @offering: that of the change, or NULL */
GPtrArray *cord_promotion_chooser_choose (CordPromotionChooser *self, GVariant *change, CordOffering *offering,
                                          CordDate day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordPromotionChooser, cord_promotion_chooser_free)

G_END_DECLS
