/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-given-promotions.h"

#include "domain/customer/cord-history.h"

void
cord_given_promotions_init (CordGivenPromotions *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->discounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->on_offer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->on_day = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
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
add (GHashTable *lists, const char *key, const char *discount)
{
  GPtrArray *list = g_hash_table_lookup (lists, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (lists, g_strdup (key), list);
    }
  g_ptr_array_add (list, g_strdup (discount));
}

void
cord_given_promotions_note (CordGivenPromotions *self, const CordBillingEventDraft *event, gboolean counts)
{
  const char *offer;

  if (event->discount != NULL)
    g_hash_table_add (self->names, g_strdup (event->discount));
  if (event->product == NULL || !counts)
    return;
  if (event->offer != NULL)
    g_hash_table_insert (self->offers, g_strdup (event->product), g_strdup (event->offer));
  if (event->discount == NULL)
    return;
  offer = g_hash_table_lookup (self->offers, event->product);
  g_hash_table_add (self->discounts, g_strdup (event->discount));
  if (event->effective != NULL)
    add (self->on_day, event->effective, event->discount);
  if (offer != NULL)
    add (self->on_offer, offer, event->discount);
}

/* A name with a number is that of the promotion without, unless another promotion is called so. */
static gboolean
has_name (CordOffering *offering, const char *discount, const char *name)
{
  g_autofree char *plain = cord_promotion_dup_without_number (discount);

  return g_str_equal (discount, name)
         || (g_str_equal (plain, name) && cord_offering_find_named (offering, discount, FALSE) == NULL);
}

/* A number is there where the plain name was used before, and reversed. */
static gboolean
has_id (const CordGivenPromotions *self, CordOffering *offering, const char *id)
{
  GHashTableIter iter;
  gpointer discount;

  if (g_hash_table_contains (self->discounts, id) || !g_hash_table_contains (self->names, id))
    return g_hash_table_contains (self->discounts, id);
  g_hash_table_iter_init (&iter, self->discounts);
  while (g_hash_table_iter_next (&iter, &discount, NULL))
    if (has_name (offering, discount, id))
      return TRUE;
  return FALSE;
}

gboolean
cord_given_promotions_has (const CordGivenPromotions *self, CordOffering *offering, const CordPromotion *promotion,
                           const char *offer)
{
  g_autofree char *id = promotion->id != NULL ? cord_history_name (promotion->id) : NULL;
  g_autofree char *name = cord_history_discount_name (promotion->name);
  const GPtrArray *given = g_hash_table_lookup (self->on_offer, offer);

  if (id != NULL && has_id (self, offering, id))
    return TRUE;
  for (guint i = 0; given != NULL && i < given->len; i++)
    if (has_name (offering, given->pdata[i], name))
      return TRUE;
  return FALSE;
}

gboolean
cord_given_promotions_has_on (const CordGivenPromotions *self, CordOffering *offering, const CordPromotion *promotion,
                              CordDate day)
{
  g_autofree char *date = cord_date_to_string (day);
  const GPtrArray *given = g_hash_table_lookup (self->on_day, date);

  for (guint i = 0; given != NULL && i < given->len; i++)
    if (cord_offering_find_promotion (offering, given->pdata[i]) == promotion)
      return TRUE;
  return FALSE;
}

char *
cord_given_promotions_take_name (CordGivenPromotions *self, CordOffering *offering, const CordPromotion *promotion)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);
  const CordPromotion *owner;
  char *name;

  for (;;)
    {
      name = promotion->id != NULL ? cord_history_unique_promotion_name (self->names, promotion->id)
                                   : cord_history_unique_discount_name (self->names, promotion->name);
      owner = cord_offering_find_named (offering, name, FALSE);
      if (owner == NULL || owner == promotion)
        break;
      g_ptr_array_add (taken, name);
    }
  for (guint i = 0; i < taken->len; i++)
    g_hash_table_remove (self->names, taken->pdata[i]);
  return name;
}
