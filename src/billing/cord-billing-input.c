/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-input.h"

#include <string.h>

#define STRINGS_BLOCK 1024

CordBillingInput *
cord_billing_input_new (void)
{
  CordBillingInput *self = g_new0 (CordBillingInput, 1);

  self->strings = g_string_chunk_new (STRINGS_BLOCK);
  self->offers = g_array_new (FALSE, FALSE, sizeof (CordBillingOffer));
  g_array_set_clear_func (self->offers, (GDestroyNotify)cord_billing_offer_clear);
  self->offer_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->products = g_array_new (FALSE, FALSE, sizeof (CordBillingProduct));
  self->product_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->discount_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->events = g_array_new (FALSE, FALSE, sizeof (CordBillingEvent));
  g_array_set_clear_func (self->events, (GDestroyNotify)cord_billing_event_clear);
  self->changes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
cord_billing_input_free (CordBillingInput *self)
{
  g_clear_pointer (&self->ticks.zone, cord_zone_unref);
  g_array_unref (self->offers);
  g_hash_table_unref (self->offer_index);
  g_array_unref (self->products);
  g_hash_table_unref (self->product_index);
  g_hash_table_unref (self->discount_names);
  g_array_unref (self->events);
  g_array_unref (self->changes);
  g_array_unref (self->touched);
  g_clear_pointer (&self->ledger, g_array_unref);
  g_clear_pointer (&self->calendar, cord_calendar_free);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const CordBillingEvent *
cord_billing_input_event (const CordBillingInput *self, guint number)
{
  return &g_array_index (self->events, CordBillingEvent, number - 1);
}

const CordBillingOffer *
cord_billing_input_offer (const CordBillingInput *self, int offer)
{
  return &g_array_index (self->offers, CordBillingOffer, offer);
}

const CordBillingProduct *
cord_billing_input_product (const CordBillingInput *self, guint product)
{
  return &g_array_index (self->products, CordBillingProduct, product);
}

const CordBillingEvent *
cord_billing_input_change (const CordBillingInput *self, guint change)
{
  return cord_billing_input_event (self, g_array_index (self->changes, guint, change - 1));
}

gboolean
cord_billing_input_touches (const CordBillingInput *self, guint product)
{
  for (guint i = 0; i < self->touched->len; i++)
    if (g_array_index (self->touched, guint, i) == product)
      return TRUE;
  return FALSE;
}

const CordBillingEvent *
cord_billing_input_undone (const CordBillingInput *self, const CordBillingEvent *event)
{
  while (event->type == CORD_BILLING_REVERSAL)
    event = cord_billing_input_event (self, event->of);
  return event;
}

static gboolean
is_list_of (const CordTaxes *taxes, const CordTaxes *percents)
{
  return taxes->listed && cord_taxes_have_same_percents (taxes, percents);
}

static const CordTaxes *
find_taxes_of_offer (const CordBillingOffer *offer, const CordTaxes *percents)
{
  for (guint i = 0; i < offer->prices->len; i++)
    {
      const CordTaxes *taxes = g_array_index (offer->prices, CordDatedPrice, i).taxes;

      if (is_list_of (taxes, percents))
        return taxes;
    }
  return NULL;
}

static const CordTaxes *
find_taxes_of_offers (const CordBillingInput *self, const CordTaxes *percents)
{
  const CordTaxes *found = NULL;
  const char *first = NULL;

  for (guint i = 0; i < self->offers->len; i++)
    {
      const CordBillingOffer *offer = cord_billing_input_offer (self, (int)i);

      const CordTaxes *taxes = find_taxes_of_offer (offer, percents);

      if (taxes != NULL && (first == NULL || strcmp (offer->name, first) < 0))
        {
          found = taxes;
          first = offer->name;
        }
    }
  return found;
}

const CordTaxes *
cord_billing_input_find_taxes (const CordBillingInput *self, const CordTaxes *percents)
{
  const CordTaxes *found = find_taxes_of_offers (self, percents);

  for (guint number = 1; found == NULL && number <= self->events->len; number++)
    {
      const CordTerm *term = cord_billing_input_event (self, number)->term;

      if (term != NULL && term->taxes != NULL && is_list_of (term->taxes, percents))
        found = term->taxes;
    }
  return found;
}

gboolean
cord_billing_input_has_allowances (const CordBillingInput *self)
{
  for (guint i = 0; i < self->offers->len; i++)
    if (cord_billing_input_offer (self, (int)i)->allowances != NULL)
      return TRUE;
  return FALSE;
}

char *
cord_billing_input_event_path (const CordBillingInput *self, guint number)
{
  const CordBillingEvent *event = cord_billing_input_event (self, number);

  if (event->change == 0)
    return g_strdup_printf ("history.%u", number);
  if (self->listed)
    return event->companion == 0 ? g_strdup_printf ("changes.%u", event->change)
                                 : g_strdup_printf ("changes.%u.with.%u", event->change, event->companion);
  return event->companion == 0 ? g_strdup ("change") : g_strdup_printf ("with.%u", event->companion);
}

gboolean
cord_billing_input_refuse (const CordBillingInput *self, const CordBillingEvent *event, GError **error,
                           const char *message)
{
  g_autofree char *path = cord_billing_input_event_path (self, event->number);

  return cord_place_refuse (NULL, path, "impossible", error, "%s", message);
}
