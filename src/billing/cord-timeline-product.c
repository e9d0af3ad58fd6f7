/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-timeline-product.h"

static void
rate_free (CordRate *self)
{
  g_free (self->key);
  g_clear_pointer (&self->discount_keys, g_ptr_array_unref);
  g_free (self);
}

guint
cord_rate_hash (gconstpointer self)
{
  const CordRate *rate = self;

  return g_str_hash (rate->taxes->text) * 31 + (guint)rate->price.unscaled;
}

gboolean
cord_rate_equal (gconstpointer a, gconstpointer b)
{
  const CordRate *first = a, *second = b;

  return first->price.unscaled == second->price.unscaled && first->price.decimals == second->price.decimals
         && first->arrears == second->arrears && cord_taxes_have_same_percents (first->taxes, second->taxes);
}

static void
clear_fee (gpointer data)
{
  g_free (((CordFee *)data)->key);
}

void
cord_timeline_product_init (CordTimelineProduct *self, const char *name)
{
  *self = (CordTimelineProduct){
    .name = name,
    .removed = CORD_MOMENT_NEVER,
    .last = { .at = G_MININT64, .date = CORD_DATE_NONE },
    .first_cycle = G_MAXINT64,
    .rates = g_ptr_array_new_with_free_func ((GDestroyNotify)rate_free),
    .segments = g_array_new (FALSE, FALSE, sizeof (CordSegment)),
    .discounts = g_array_new (FALSE, FALSE, sizeof (CordDiscountSpan)),
    .fees = g_array_new (FALSE, FALSE, sizeof (CordFee)),
    .moments = g_array_new (FALSE, FALSE, sizeof (CordMoment)),
    .price_dates = g_array_new (FALSE, FALSE, sizeof (CordPriceDate)),
    .replaced = g_array_new (FALSE, FALSE, sizeof (CordReplacedPrice)),
  };
  g_array_set_clear_func (self->fees, clear_fee);
}

void
cord_timeline_product_share (CordTimelineProduct *self, const CordTimelineProduct *other)
{
  *self = *other;
  g_ptr_array_ref (self->rates);
  g_array_ref (self->segments);
  g_array_ref (self->discounts);
  g_array_ref (self->fees);
  g_array_ref (self->moments);
  g_array_ref (self->price_dates);
  g_array_ref (self->whole_costs);
  g_array_ref (self->replaced);
}

void
cord_timeline_product_note (CordTimelineProduct *self, CordMoment moment)
{
  g_array_append_val (self->moments, moment);
  if (moment.at > self->last.at)
    self->last = moment;
}

void
cord_timeline_product_end (CordTimelineProduct *self, CordMoment now)
{
  self->whole_costs = cord_whole_costs_new (self->moments, now.at);
}

void
cord_timeline_product_clear (CordTimelineProduct *self)
{
  g_ptr_array_unref (self->rates);
  g_array_unref (self->segments);
  g_array_unref (self->discounts);
  g_array_unref (self->fees);
  g_array_unref (self->moments);
  g_array_unref (self->price_dates);
  g_clear_pointer (&self->whole_costs, g_array_unref);
  g_array_unref (self->replaced);
}
