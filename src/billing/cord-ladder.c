/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-ladder.h"

#include "billing/cord-bill.h"

#include <stdlib.h>
#include <string.h>

#define YEAR_MONTHS 12

static void
promotion_end_free (CordPromotionEnd *self)
{
  g_strfreev (self->discounts);
  g_strfreev (self->offers);
  g_free (self);
}

/* The first cycle to come that starts at or after a moment. */
static gboolean
first_cycle_from (const CordTimeline *timeline, CordMoment moment, gint64 *out, GError **error)
{
  const CordBillingInput *input = timeline->input;
  CordCycle cycle;

  *out = input->now_index + 1;
  if (moment.at <= input->now.at)
    return TRUE;
  *out = MAX (*out, cord_calendar_index (timeline->calendar, moment.date));
  while (TRUE)
    {
      if (!cord_calendar_dates (timeline->calendar, *out, &cycle, error))
        return FALSE;
      if (cord_ticks_of_date (&input->ticks, cycle.start).at >= moment.at)
        return TRUE;
      *out += 1;
    }
}

CordDate
cord_ladder_year_end (const CordBillingInput *input)
{
  return cord_date_add_months (input->now.date, YEAR_MONTHS);
}

static gboolean
compute_year (CordTimeline *timeline, const CordBillRow *now, CordBillRow *out, GError **error)
{
  const CordBillingInput *input = timeline->input;
  const CordDate last = cord_ladder_year_end (input);

  *out = *now;
  for (gint64 index = cord_bill_next (timeline, input->now_index);; index = cord_bill_next (timeline, index))
    {
      CordCycle cycle;
      CordBillRow row;

      if (!cord_calendar_dates (timeline->calendar, index, &cycle, error))
        return FALSE;
      if (cycle.start > last)
        return TRUE;
      if (!cord_bill_to_come (timeline, index, FALSE, &row, error)
          || !cord_bill_row_add (out, row.net, row.tax, row.gross, error))
        return FALSE;
    }
}

static gboolean
compute_steady (CordTimeline *timeline, CordBillRow *out, GError **error)
{
  gint64 index = timeline->input->now_index + 1;

  if (timeline->last.at != G_MININT64 && !first_cycle_from (timeline, timeline->last, &index, error))
    return FALSE;
  return cord_bill_to_come (timeline, index, TRUE, out, error);
}

/* A day after now from which a month costs something else. */
typedef struct
{
  CordMoment at;
  gboolean is_price; /* an offer has another price or tax; otherwise a discount ends */
  const char *name;  /* of the offer or the discount */
} LaterPrice;

static const LaterPrice *
later_at (const GArray *all, guint index)
{
  return &g_array_index (all, LaterPrice, index);
}

static int
order_of (gint64 first, gint64 second)
{
  return (first > second) - (first < second);
}

static int
compare_later (gconstpointer a, gconstpointer b)
{
  const LaterPrice *first = a, *second = b;
  int order = order_of (first->at.date, second->at.date);

  if (order == 0)
    order = order_of (first->is_price, second->is_price);
  if (order == 0)
    order = order_of (first->at.at, second->at.at);
  return order != 0 ? order : strcmp (first->name, second->name);
}

/* The ends of discounts, of a product that has not been removed by then. */
static void
collect_ends (CordTimeline *timeline, const CordTimelineProduct *product, GArray *all)
{
  for (guint i = 0; i < product->discounts->len; i++)
    {
      const CordDiscountSpan *span = &g_array_index (product->discounts, CordDiscountSpan, i);
      const LaterPrice end = { .at = span->to, .name = span->event->discount };

      if (span->to.at != CORD_MOMENT_NEVER && span->to.at > timeline->input->now.at && product->removed > span->to.at)
        g_array_append_val (all, end);
    }
}

/* The dates on which the price of an offer changes that the product is then on. */
static void
collect_price_dates (CordTimeline *timeline, const CordTimelineProduct *product, GArray *all)
{
  for (guint i = 0; i < product->price_dates->len; i++)
    {
      const CordPriceDate *date = &g_array_index (product->price_dates, CordPriceDate, i);
      const LaterPrice later = { .at = date->from,
                                 .is_price = TRUE,
                                 .name = cord_billing_input_offer (timeline->input, date->offer)->name };

      if (date->from.at > timeline->input->now.at)
        g_array_append_val (all, later);
    }
}

/* By date; of the same date, the ends of discounts first; then by name. */
static GArray *
collect_later (CordTimeline *timeline)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (LaterPrice));

  for (guint i = 0; i < timeline->products->len; i++)
    {
      const CordTimelineProduct *product = cord_timeline_product (timeline, i);

      collect_ends (timeline, product, all);
      collect_price_dates (timeline, product, all);
    }
  g_array_sort (all, compare_later);
  return all;
}

/* The end of those that make one row with the one at @from. */
static guint
find_row_end (const GArray *all, guint from)
{
  const LaterPrice *first = later_at (all, from);
  guint to = from + 1;

  while (to < all->len && later_at (all, to)->at.at == first->at.at && later_at (all, to)->is_price == first->is_price)
    to++;
  return to;
}

/* The names of [from, to), each once. */
static char **
collect_names (const GArray *all, guint from, guint to)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **names;

  for (guint i = from; i < to; i++)
    if (i == from || strcmp (later_at (all, i)->name, later_at (all, i - 1)->name) != 0)
      g_strv_builder_add (builder, later_at (all, i)->name);
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return names;
}

/* What the first cycle to come costs that starts at or after [from, to). */
static gboolean
add_row (CordTimeline *timeline, const GArray *all, guint from, guint to, GPtrArray *after, GError **error)
{
  const LaterPrice *first = later_at (all, from);
  CordPromotionEnd *row = g_new0 (CordPromotionEnd, 1);
  gint64 index;

  g_ptr_array_add (after, row);
  row->ends = first->at.date;
  row->discounts = first->is_price ? g_new0 (char *, 1) : collect_names (all, from, to);
  row->offers = first->is_price ? collect_names (all, from, to) : g_new0 (char *, 1);
  return first_cycle_from (timeline, first->at, &index, error)
         && cord_bill_to_come (timeline, index, TRUE, &row->row, error);
}

static gboolean
compute_after (CordTimeline *timeline, GPtrArray *after, GError **error)
{
  g_autoptr (GArray) all = collect_later (timeline);

  for (guint from = 0, to; from < all->len; from = to)
    {
      to = find_row_end (all, from);
      if (!add_row (timeline, all, from, to, after, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
compute_next (CordTimeline *timeline, const CordBillRow *now, CordBillRow *out, GError **error)
{
  const CordBillingInput *input = timeline->input;

  if (!cord_bill_to_come (timeline, cord_bill_next (timeline, input->now_index), FALSE, out, error))
    return FALSE;
  return !input->ticks.policy.collect_next || cord_bill_row_add (out, now->net, now->tax, now->gross, error);
}

gboolean
cord_ladder_compute (CordTimeline *timeline, GPtrArray *lines, CordLadder *out, GError **error)
{
  out->after = g_ptr_array_new_with_free_func ((GDestroyNotify)promotion_end_free);
  return cord_bill_sum (timeline->input, lines, &out->this_bill, error)
         && compute_next (timeline, &out->this_bill, &out->next, error)
         && compute_year (timeline, &out->this_bill, &out->year, error)
         && compute_steady (timeline, &out->steady, error) && compute_after (timeline, out->after, error);
}

void
cord_ladder_clear (CordLadder *self)
{
  g_clear_pointer (&self->after, g_ptr_array_unref);
}
