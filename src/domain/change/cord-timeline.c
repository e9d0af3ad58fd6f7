/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-timeline.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

static void
clear_rate (gpointer data)
{
  CordRate *rate = data;

  g_free (rate->tail);
  g_free (rate->key);
  g_clear_pointer (&rate->discount_keys, g_ptr_array_unref);
}

static void
clear_fee (gpointer data)
{
  g_free (((CordFee *)data)->key);
}

static void
clear_product (gpointer data)
{
  CordTimelineProduct *product = data;

  g_array_unref (product->rates);
  g_array_unref (product->segments);
  g_array_unref (product->discounts);
  g_array_unref (product->fees);
}

static void
init_product (CordTimelineProduct *product, const char *name)
{
  product->name = name;
  product->exists = FALSE;
  product->removed = CORD_MOMENT_NEVER;
  product->rates = g_array_new (FALSE, FALSE, sizeof (CordRate));
  g_array_set_clear_func (product->rates, clear_rate);
  product->segments = g_array_new (FALSE, FALSE, sizeof (CordSegment));
  product->discounts = g_array_new (FALSE, FALSE, sizeof (CordDiscountSpan));
  product->fees = g_array_new (FALSE, FALSE, sizeof (CordFee));
  g_array_set_clear_func (product->fees, clear_fee);
}

void
cord_timeline_free (CordTimeline *self)
{
  g_array_unref (self->products);
  g_clear_pointer (&self->calendar, cord_calendar_free);
  g_free (self);
}

CordTimelineProduct *
cord_timeline_product (const CordTimeline *self, guint product)
{
  return &g_array_index (self->products, CordTimelineProduct, product);
}

gboolean
cord_timeline_refuse (const CordTimeline *self, const CordBillingEvent *event, GError **error, const char *message)
{
  g_autofree char *path = cord_billing_input_event_path (self->input, event->number);

  return cord_place_refuse (NULL, path, "impossible", error, "%s", message);
}

static void
note_moment (CordTimeline *self, CordMoment moment)
{
  if (moment.at > self->last.at)
    self->last = moment;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const CordTimelineStep *first = a, *second = b;

  if (first->event->product != second->event->product)
    return first->event->product < second->event->product ? -1 : 1;
  if (first->effect.at != second->effect.at)
    return first->effect.at < second->effect.at ? -1 : 1;
  return first->event->number < second->event->number ? -1 : 1;
}

static gboolean
fold_products (CordTimeline *self, GArray *steps, GError **error)
{
  const CordTimelineStep *all = (const CordTimelineStep *)(gconstpointer)steps->data;
  guint from = 0;

  if (steps->len == 0)
    return TRUE;
  qsort (steps->data, steps->len, sizeof (CordTimelineStep), compare_steps);
  for (guint to = 1; to <= steps->len; to++)
    {
      if (to < steps->len && all[to].event->product == all[from].event->product)
        continue;
      if (!cord_timeline_fold_product (self, all[from].event->product, all + from, to - from, error))
        return FALSE;
      from = to;
    }
  return TRUE;
}

static gboolean
find_discount_end (const CordTimeline *self, const CordBillingEvent *event, CordMoment *out, GError **error)
{
  gint64 last;
  CordCycle cycle;

  *out = (CordMoment){ .at = CORD_MOMENT_NEVER, .date = CORD_DATE_NONE };
  if (event->has_until)
    *out = event->until;
  if (event->cycles == 0)
    return TRUE;
  last = cord_calendar_count (self->calendar, cord_calendar_index (self->calendar, event->effective.date),
                              event->cycles);
  if (!cord_calendar_dates (self->calendar, last, &cycle, error))
    return FALSE;
  *out = cord_ticks_of_date (&self->input->ticks, cycle.end);
  return TRUE;
}

static gboolean
add_discount (CordTimeline *self, const CordBillingEvent *event, GError **error)
{
  CordTimelineProduct *product = cord_timeline_product (self, event->product);
  CordDiscountSpan span = { .event = event, .from = event->effective.at };

  if (!product->exists)
    return cord_timeline_refuse (self, event, error, _("is for a product that does not exist"));
  if (!find_discount_end (self, event, &span.to, error))
    return FALSE;
  note_moment (self, event->effective);
  if (span.to.at != CORD_MOMENT_NEVER)
    note_moment (self, span.to);
  g_array_append_val (product->discounts, span);
  return TRUE;
}

static gboolean
add_discounts (CordTimeline *self, const gboolean *remains, GError **error)
{
  for (guint number = 1; number <= self->n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (self->input, number);

      if (remains[number - 1] && event->type == CORD_BILLING_DISCOUNT && !add_discount (self, event, error))
        return FALSE;
    }
  return TRUE;
}

/* Only these wait for the next day when the change day belongs to the old plan. */
static gboolean
is_shifted (CordBillingType type)
{
  return type != CORD_BILLING_START && type != CORD_BILLING_DISCOUNT && type != CORD_BILLING_REVERSAL;
}

static GArray *
collect_steps (CordTimeline *self, const gboolean *remains)
{
  GArray *steps = g_array_sized_new (FALSE, FALSE, sizeof (CordTimelineStep), self->n_events);

  for (guint number = 1; number <= self->n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (self->input, number);
      CordTimelineStep step = { .event = event, .effect = event->effective };

      if (!remains[number - 1] || event->type == CORD_BILLING_DISCOUNT || event->type == CORD_BILLING_DAY)
        continue;
      if (is_shifted (event->type))
        step.effect = cord_ticks_takes_effect (&self->input->ticks, event->effective);
      note_moment (self, step.effect);
      g_array_append_val (steps, step);
    }
  return steps;
}

/* A month is steady only once the billing day stays where it is. */
static void
note_moves (CordTimeline *self)
{
  for (guint i = 0; i < self->calendar->moves->len; i++)
    {
      const CordBillingMove *move = &g_array_index (self->calendar->moves, CordBillingMove, i);

      note_moment (self, cord_ticks_of_date (&self->input->ticks, move->aligned));
    }
}

CordTimeline *
cord_timeline_new (const CordBillingInput *input, guint n_events, GError **error)
{
  g_autoptr (CordTimeline) self = g_new0 (CordTimeline, 1);
  g_autofree gboolean *remains = cord_remaining_events (input, n_events);
  g_autoptr (GArray) steps = NULL;

  self->input = input;
  self->n_events = n_events;
  self->last = (CordMoment){ .at = G_MININT64, .date = CORD_DATE_NONE };
  self->first_cycle = G_MAXINT64;
  self->products = g_array_sized_new (FALSE, FALSE, sizeof (CordTimelineProduct), input->products->len);
  self->calendar = cord_remaining_calendar (self, remains, error);
  if (self->calendar == NULL)
    return NULL;
  g_array_set_clear_func (self->products, clear_product);
  for (guint i = 0; i < input->products->len; i++)
    {
      CordTimelineProduct product;

      init_product (&product, cord_billing_input_product (input, i)->name);
      g_array_append_val (self->products, product);
    }
  note_moves (self);
  steps = collect_steps (self, remains);
  if (!fold_products (self, steps, error) || !add_discounts (self, remains, error))
    return NULL;
  return g_steal_pointer (&self);
}
