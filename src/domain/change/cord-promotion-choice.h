/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-given-promotions.h"
#include "domain/catalog/cord-offering.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* The promotions that a product gets which comes to @offering on @day: of those that are offered then and were not
 * given before, the set that takes off most in the first year: an exclusive one alone, or the best together with all
 * that add. (element-type CordPromotion) Owned by @offering; returns a new array. */
GPtrArray *cord_promotion_choose (CordOffering *offering, const CordGivenPromotions *given, CordDate day,
                                  const CordZone *zone);
/* The same for @change of @customer, if it took effect @today; none when the product stays on the offering. @offering:
 * that of the change, or NULL */
GPtrArray *cord_promotion_choose_for_change (GVariant *change, CordOffering *offering, CordCustomer *customer,
                                             CordDate today);

G_END_DECLS
