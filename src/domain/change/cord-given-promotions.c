/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-given-promotions.h"

#include "domain/customer/cord-history.h"

void
cord_given_promotions_init (CordGivenPromotions *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->discounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->on_offer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->on_day = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
cord_given_promotions_clear (CordGivenPromotions *self)
{
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->discounts, g_hash_table_unref);
  g_clear_pointer (&self->offers, g_hash_table_unref);
  g_clear_pointer (&self->on_offer, g_hash_table_unref);
  g_clear_pointer (&self->on_day, g_hash_table_unref);
}

static void
note_discount (CordGivenPromotions *self, const CordBillingEventDraft *event)
{
  const char *offer = g_hash_table_lookup (self->offers, event->product);
  g_autofree char *plain = cord_promotion_dup_without_number (event->discount);

  g_hash_table_add (self->discounts, g_strdup (event->discount));
  /* It has a number because the plain name was used and reversed. */
  if (g_hash_table_contains (self->names, plain))
    g_hash_table_add (self->discounts, g_strdup (plain));
  if (event->effective != NULL)
    {
      g_hash_table_add (self->on_day, g_strconcat (event->effective, "/", event->discount, NULL));
      g_hash_table_add (self->on_day, g_strconcat (event->effective, "/", plain, NULL));
    }
  if (offer == NULL)
    return;
  g_hash_table_add (self->on_offer, g_strconcat (offer, "/", event->discount, NULL));
  g_hash_table_add (self->on_offer, g_strconcat (offer, "/", plain, NULL));
}

void
cord_given_promotions_note (CordGivenPromotions *self, const CordBillingEventDraft *event, gboolean counts)
{
  if (event->discount != NULL)
    g_hash_table_add (self->names, g_strdup (event->discount));
  if (event->product == NULL || !counts)
    return;
  if (event->offer != NULL)
    g_hash_table_insert (self->offers, g_strdup (event->product), g_strdup (event->offer));
  if (event->discount != NULL)
    note_discount (self, event);
}

gboolean
cord_given_promotions_has (const CordGivenPromotions *self, const CordPromotion *promotion, const char *offer)
{
  g_autofree char *id = promotion->id != NULL ? cord_history_name (promotion->id) : NULL;
  g_autofree char *name = cord_history_discount_name (promotion->name);
  g_autofree char *named = g_strconcat (offer, "/", name, NULL);

  return (id != NULL && g_hash_table_contains (self->discounts, id)) || g_hash_table_contains (self->on_offer, named);
}

gboolean
cord_given_promotions_has_on (const CordGivenPromotions *self, const CordPromotion *promotion, CordDate day)
{
  g_autofree char *name = cord_promotion_dup_discount (promotion);
  g_autofree char *date = cord_date_to_string (day);
  g_autofree char *dated = g_strconcat (date, "/", name, NULL);

  return g_hash_table_contains (self->on_day, dated);
}

char *
cord_given_promotions_take_name (CordGivenPromotions *self, const CordPromotion *promotion)
{
  return promotion->id != NULL ? cord_history_unique_promotion_name (self->names, promotion->id)
                               : cord_history_unique_discount_name (self->names, promotion->name);
}
