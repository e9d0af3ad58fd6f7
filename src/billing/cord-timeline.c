/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-timeline.h"

#include "billing/cord-billing-day.h"
#include "billing/cord-product-fold.h"
#include "billing/cord-remaining.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

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

static void
note_moment (CordMoment *last, CordMoment moment)
{
  if (moment.at > last->at)
    *last = moment;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const CordProductStep *first = a, *second = b;

  if (first->event->product != second->event->product)
    return first->event->product < second->event->product ? -1 : 1;
  if (first->effect.at != second->effect.at)
    return first->effect.at < second->effect.at ? -1 : 1;
  return first->event->number < second->event->number ? -1 : 1;
}

static gboolean
fold_products (CordTimeline *self, GArray *steps, const gboolean *remains, GError **error)
{
  const CordFoldSource source
      = { .input = self->input, .calendar = self->calendar, .remains = remains, .n_events = self->n_events };
  const CordProductStep *all = (const CordProductStep *)(gconstpointer)steps->data;
  guint from = 0;

  if (steps->len == 0)
    return TRUE;
  qsort (steps->data, steps->len, sizeof (CordProductStep), compare_steps);
  for (guint to = 1; to <= steps->len; to++)
    {
      if (to < steps->len && all[to].event->product == all[from].event->product)
        continue;
      if (!cord_product_fold (cord_timeline_product (self, all[from].event->product), &source, all + from, to - from,
                              error))
        return FALSE;
      from = to;
    }
  return TRUE;
}

static gboolean
add_discount (CordTimeline *self, const CordBillingEvent *event, GError **error)
{
  CordTimelineProduct *product = cord_timeline_product (self, event->product);
  CordDiscountSpan span;

  if (!product->exists)
    return cord_billing_input_refuse (self->input, event, error, _ ("is for a product that does not exist"));
  if (!cord_discount_span_init (&span, self->input, self->calendar, event, error))
    return FALSE;
  cord_discount_span_bind (&span, &self->input->ticks, product->segments);
  cord_timeline_product_note (product, event->effective);
  if (span.to.at != CORD_MOMENT_NEVER)
    cord_timeline_product_note (product, span.to);
  g_array_append_val (product->discounts, span);
  return TRUE;
}

/* FALSE for an event of a product that is shared with @history. */
static gboolean
is_wanted (const CordTimeline *self, const CordBillingEvent *event, const CordTimeline *history)
{
  return history == NULL || cord_billing_input_touches (self->input, event->product);
}

static gboolean
add_discounts (CordTimeline *self, const gboolean *remains, const CordTimeline *history, GError **error)
{
  for (guint number = 1; number <= self->n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (self->input, number);

      if (remains[number - 1] && event->type == CORD_BILLING_DISCOUNT && is_wanted (self, event, history)
          && !add_discount (self, event, error))
        return FALSE;
    }
  return TRUE;
}

/* TRUE for events that take effect on the next day when the day of a change belongs to the old plan. */
static gboolean
is_shifted (CordBillingType type)
{
  return type != CORD_BILLING_START && type != CORD_BILLING_DISCOUNT && type != CORD_BILLING_REVERSAL;
}

static GArray *
collect_steps (CordTimeline *self, const gboolean *remains, const CordTimeline *history)
{
  GArray *steps = g_array_sized_new (FALSE, FALSE, sizeof (CordProductStep), self->n_events);

  for (guint number = 1; number <= self->n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (self->input, number);
      CordProductStep step = { .event = event, .effect = event->effective };

      if (!remains[number - 1] || event->type == CORD_BILLING_DISCOUNT || event->type == CORD_BILLING_DAY
          || !is_wanted (self, event, history))
        continue;
      if (is_shifted (event->type))
        step.effect = cord_ticks_takes_effect (&self->input->ticks, event->effective);
      cord_timeline_product_note (cord_timeline_product (self, event->product), step.effect);
      if (step.effect.at != event->effective.at)
        cord_timeline_product_note (cord_timeline_product (self, event->product), event->effective); /* of its fee */
      g_array_append_val (steps, step);
    }
  return steps;
}

static void
end_products (CordTimeline *self, const CordTimeline *history)
{
  for (guint i = 0; i < self->products->len; i++)
    if (history == NULL || cord_billing_input_touches (self->input, i))
      cord_timeline_product_end (cord_timeline_product (self, i), self->input->now);
}

/* Sums up all products. The moves of the billing day count for @last too: no month is steady before them. */
static void
sum_up (CordTimeline *self)
{
  self->last = (CordMoment){ .at = G_MININT64, .date = CORD_DATE_NONE };
  self->first_cycle = G_MAXINT64;
  for (guint i = 0; i < self->calendar->moves->len; i++)
    {
      const CordBillingMove *move = &g_array_index (self->calendar->moves, CordBillingMove, i);

      note_moment (&self->last, cord_ticks_of_date (&self->input->ticks, move->aligned));
    }
  for (guint i = 0; i < self->products->len; i++)
    {
      const CordTimelineProduct *product = cord_timeline_product (self, i);

      note_moment (&self->last, product->last);
      self->first_cycle = MIN (self->first_cycle, product->first_cycle);
      self->has_arrears |= product->has_arrears;
    }
}

/* The products by number: empty ones, or those of @history that no change touches. */
static void
init_products (CordTimeline *self, const CordTimeline *history)
{
  const guint n = self->input->products->len;

  self->products = g_array_sized_new (FALSE, FALSE, sizeof (CordTimelineProduct), n);
  g_array_set_clear_func (self->products, (GDestroyNotify)cord_timeline_product_clear);
  for (guint i = 0; i < n; i++)
    {
      CordTimelineProduct product;

      if (history != NULL && !cord_billing_input_touches (self->input, i))
        cord_timeline_product_share (&product, cord_timeline_product (history, i));
      else
        cord_timeline_product_init (&product, cord_billing_input_product (self->input, i)->name);
      g_array_append_val (self->products, product);
    }
}

/* Only the products that a change touches are folded, the others being shared with @history; NULL folds all. */
static CordTimeline *
build (const CordBillingInput *input, guint n_events, const CordTimeline *history, GError **error)
{
  g_autoptr (CordTimeline) self = g_new0 (CordTimeline, 1);
  g_autofree gboolean *remains = cord_remaining_events (input, n_events);
  g_autoptr (GArray) steps = NULL;

  self->input = input;
  self->n_events = n_events;
  init_products (self, history);
  self->calendar = cord_billing_day_calendar (input, n_events, error);
  if (self->calendar == NULL)
    return NULL;
  steps = collect_steps (self, remains, history);
  if (!fold_products (self, steps, remains, error) || !add_discounts (self, remains, history, error))
    return NULL;
  end_products (self, history);
  sum_up (self);
  return g_steal_pointer (&self);
}

CordTimeline *
cord_timeline_new (const CordBillingInput *input, guint n_events, GError **error)
{
  return build (input, n_events, NULL, error);
}

/* An event touches its own product alone, except a move of the billing day, which touches all. */
CordTimeline *
cord_timeline_new_changed (const CordTimeline *history, GError **error)
{
  const CordBillingInput *input = history->input;

  return build (input, input->events->len, input->moves_day ? NULL : history, error);
}

const CordDecimal *
cord_timeline_replaced (const CordTimeline *self, guint change)
{
  const CordBillingEvent *event = cord_billing_input_change (self->input, change);
  const GArray *replaced;

  if (event->type == CORD_BILLING_REVERSAL || event->type == CORD_BILLING_DAY)
    return NULL;
  replaced = cord_timeline_product (self, event->product)->replaced;
  for (guint i = 0; i < replaced->len; i++)
    if (g_array_index (replaced, CordReplacedPrice, i).change == change)
      return &g_array_index (replaced, CordReplacedPrice, i).price;
  return NULL;
}
