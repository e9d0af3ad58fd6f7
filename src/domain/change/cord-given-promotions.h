/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-event-draft.h"
#include "domain/catalog/cord-offering.h"

G_BEGIN_DECLS

/**
 * CordGivenPromotions: which promotions the billing history of an account has given already.
 * @names: the names of all its discounts, also of those that were reversed
 * @discounts: the names of those that were given
 * @offers: the offer that each product is on, by product
 * @on_day: the discounts by the date they took effect; @on_offer: by the offer of their product when they were given;
 *          lists of names
 */
typedef struct
{
  GHashTable *names;
  GHashTable *discounts;
  GHashTable *offers;
  GHashTable *on_offer;
  GHashTable *on_day;
} CordGivenPromotions;

/* Makes @self empty. */
void cord_given_promotions_init (CordGivenPromotions *self);
/* Releases what was noted. */
void cord_given_promotions_clear (CordGivenPromotions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordGivenPromotions, cord_given_promotions_clear)

/* Notes an event of the history; events come in the order of the history. @counts: FALSE for one that was reversed: it
 * gave nothing, but a name is used only once. */
void cord_given_promotions_note (CordGivenPromotions *self, const CordBillingEventDraft *event, gboolean counts);
/* TRUE when @promotion of @offering was given before, whatever became of it. A discount is known by the id of its
 * promotion; one that was recorded without by its name, on the same offer. @offer: the name of the offering in the
 * history */
gboolean cord_given_promotions_has (const CordGivenPromotions *self, CordOffering *offering,
                                    const CordPromotion *promotion, const char *offer);
/* TRUE when @promotion of @offering was given to take effect on @day. A product that left its offer and came back
 * within a day never was on another, so that the discount goes on. */
gboolean cord_given_promotions_has_on (const CordGivenPromotions *self, CordOffering *offering,
                                       const CordPromotion *promotion, CordDate day);
/* The name for a discount that is now given, which no discount of the account and no other promotion of @offering has;
 * it is noted. Returns a new string. */
char *cord_given_promotions_take_name (CordGivenPromotions *self, CordOffering *offering,
                                       const CordPromotion *promotion);

G_END_DECLS
