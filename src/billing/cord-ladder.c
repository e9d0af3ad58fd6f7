/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-ladder.h"

#include "billing/cord-bill.h"
#include "billing/cord-position.h"

#include <stdlib.h>
#include <string.h>

#define YEAR_MONTHS 12
#define ROWS_KEPT 64 /* a year of weekly cycles */

typedef struct
{
  CordTimeline *timeline;
  GArray *positions;
  GArray *rows; /* KnownRow of the cycles after that of now, by index */
} Bills;

typedef struct
{
  gboolean known;
  CordBillRow row;
} KnownRow;

static void
promotion_end_free (CordPromotionEnd *self)
{
  g_strfreev (self->discounts);
  g_strfreev (self->offers);
  g_free (self);
}

/* The bill that begins with a cycle to come. */
static gboolean
get_bill (Bills *bills, gint64 index, CordBillRow *out, GError **error)
{
  const gint64 offset = index - bills->timeline->input->now_index - 1;
  KnownRow *kept;

  if (offset >= ROWS_KEPT)
    return cord_bill_to_come (bills->timeline, index, FALSE, bills->positions, out, error);
  if (offset >= bills->rows->len)
    g_array_set_size (bills->rows, (guint)offset + 1);
  kept = &g_array_index (bills->rows, KnownRow, offset);
  if (!kept->known && !cord_bill_to_come (bills->timeline, index, FALSE, bills->positions, &kept->row, error))
    return FALSE;
  kept->known = TRUE;
  *out = kept->row;
  return TRUE;
}

static gboolean
has_fees (const CordTimeline *timeline, gint64 index)
{
  for (guint i = 0; i < timeline->products->len; i++)
    {
      const GArray *fees = cord_timeline_product (timeline, i)->fees;

      for (guint j = 0; j < fees->len; j++)
        if (g_array_index (fees, CordFee, j).cycle == index)
          return TRUE;
    }
  return FALSE;
}

/* What a whole cycle to come costs without fees: the bill that begins with it, unless that holds anything else, or not
 * everything. */
static gboolean
get_month (Bills *bills, gint64 index, CordBillRow *out, GError **error)
{
  const CordCalendar *calendar = bills->timeline->calendar;

  if (!bills->timeline->has_arrears && cord_calendar_bill_head (calendar, index) == index
      && cord_calendar_bill_tail (calendar, index) == index && !has_fees (bills->timeline, index))
    return get_bill (bills, index, out, error);
  return cord_bill_to_come (bills->timeline, index, TRUE, bills->positions, out, error);
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
compute_year (Bills *bills, const CordBillRow *now, CordBillRow *out, GError **error)
{
  const CordBillingInput *input = bills->timeline->input;
  const CordDate last = cord_ladder_year_end (input);

  *out = *now;
  for (gint64 index = cord_bill_next (bills->timeline, input->now_index);;
       index = cord_bill_next (bills->timeline, index))
    {
      CordCycle cycle;
      CordBillRow row;

      if (!cord_calendar_dates (bills->timeline->calendar, index, &cycle, error))
        return FALSE;
      if (cycle.start > last)
        return TRUE;
      if (!get_bill (bills, index, &row, error) || !cord_bill_row_add (out, row.net, row.tax, row.gross, error))
        return FALSE;
    }
}

static gboolean
compute_steady (Bills *bills, CordBillRow *out, GError **error)
{
  gint64 index = bills->timeline->input->now_index + 1;

  if (bills->timeline->last.at != G_MININT64
      && !first_cycle_from (bills->timeline, bills->timeline->last, &index, error))
    return FALSE;
  return get_month (bills, index, out, error);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const CordDiscountSpan *first = *(const CordDiscountSpan *const *)a;
  const CordDiscountSpan *second = *(const CordDiscountSpan *const *)b;

  if (first->to.at != second->to.at)
    return first->to.at < second->to.at ? -1 : 1;
  return strcmp (first->event->discount, second->event->discount);
}

/* The ends of discounts after now, of products that have not been removed by then; by date, then name. */
static GPtrArray *
collect_ends (CordTimeline *timeline)
{
  GPtrArray *ends = g_ptr_array_new ();

  for (guint i = 0; i < timeline->products->len; i++)
    {
      const CordTimelineProduct *product = cord_timeline_product (timeline, i);

      for (guint j = 0; j < product->discounts->len; j++)
        {
          CordDiscountSpan *span = &g_array_index (product->discounts, CordDiscountSpan, j);

          if (span->to.at != CORD_MOMENT_NEVER && span->to.at > timeline->input->now.at
              && product->removed > span->to.at)
            g_ptr_array_add (ends, span);
        }
    }
  g_ptr_array_sort (ends, compare_spans);
  return ends;
}

/* A date from which an offer has another price or tax. */
typedef struct
{
  CordMoment from;
  const char *offer;
} PriceDate;

static int
compare_price_dates (gconstpointer a, gconstpointer b)
{
  const PriceDate *first = a, *second = b;

  if (first->from.at != second->from.at)
    return first->from.at < second->from.at ? -1 : 1;
  return strcmp (first->offer, second->offer);
}

/* The dates after now on which the price of an offer changes that a product is then on; by date, then name. */
static GArray *
collect_price_dates (CordTimeline *timeline)
{
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (PriceDate));

  for (guint i = 0; i < timeline->products->len; i++)
    {
      const CordTimelineProduct *product = cord_timeline_product (timeline, i);

      for (guint j = 0; j < product->price_dates->len; j++)
        {
          const CordPriceDate *date = &g_array_index (product->price_dates, CordPriceDate, j);
          const PriceDate found
              = { .from = date->from, .offer = cord_billing_input_offer (timeline->input, date->offer)->name };

          if (date->from.at > timeline->input->now.at)
            g_array_append_val (dates, found);
        }
    }
  g_array_sort (dates, compare_price_dates);
  return dates;
}

static const PriceDate *
price_date (const GArray *dates, guint index)
{
  return &g_array_index (dates, PriceDate, index);
}

static const CordDiscountSpan *
end_at (const GPtrArray *ends, guint index)
{
  return g_ptr_array_index (ends, index);
}

/* The names of ends [from, to), each once. */
static char **
collect_names (GPtrArray *ends, guint from, guint to)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  const char *last = NULL;
  char **names;

  for (guint i = from; i < to; i++)
    {
      const CordDiscountSpan *span = g_ptr_array_index (ends, i);

      if (last == NULL || strcmp (last, span->event->discount) != 0)
        g_strv_builder_add (builder, span->event->discount);
      last = span->event->discount;
    }
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return names;
}

/* The offers of dates [from, to), each once. */
static char **
collect_offers (const GArray *dates, guint from, guint to)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **names;

  for (guint i = from; i < to; i++)
    if (i == from || strcmp (price_date (dates, i)->offer, price_date (dates, i - 1)->offer) != 0)
      g_strv_builder_add (builder, price_date (dates, i)->offer);
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return names;
}

/* What the first cycle to come costs that starts at or after @moment. Takes over both lists of names, also when it
 * fails. */
static gboolean
add_later (Bills *bills, CordMoment moment, char **discounts, char **offers, GPtrArray *after, GError **error)
{
  CordPromotionEnd *later = g_new0 (CordPromotionEnd, 1);
  gint64 index;

  g_ptr_array_add (after, later);
  later->ends = moment.date;
  later->discounts = discounts;
  later->offers = offers;
  return first_cycle_from (bills->timeline, moment, &index, error) && get_month (bills, index, &later->row, error);
}

/* Adds the discounts that end at the same moment as number *at, and passes them. */
static gboolean
take_ends (Bills *bills, GPtrArray *ends, guint *at, GPtrArray *after, GError **error)
{
  const CordMoment moment = end_at (ends, *at)->to;
  const guint from = *at;

  while (*at < ends->len && end_at (ends, *at)->to.at == moment.at)
    *at += 1;
  return add_later (bills, moment, collect_names (ends, from, *at), g_new0 (char *, 1), after, error);
}

/* Adds the offers whose price changes on the date of number *at, and passes them. */
static gboolean
take_price_dates (Bills *bills, const GArray *dates, guint *at, GPtrArray *after, GError **error)
{
  const CordMoment moment = price_date (dates, *at)->from;
  const guint from = *at;

  while (*at < dates->len && price_date (dates, *at)->from.at == moment.at)
    *at += 1;
  return add_later (bills, moment, g_new0 (char *, 1), collect_offers (dates, from, *at), after, error);
}

/* By date; of the same date, the ends of discounts first. */
static gboolean
compute_after (Bills *bills, GPtrArray *after, GError **error)
{
  g_autoptr (GPtrArray) ends = collect_ends (bills->timeline);
  g_autoptr (GArray) dates = collect_price_dates (bills->timeline);
  guint end = 0, date = 0;

  while (end < ends->len || date < dates->len)
    {
      const gboolean is_end
          = date == dates->len
            || (end < ends->len && end_at (ends, end)->to.date <= price_date (dates, date)->from.date);

      if (is_end ? !take_ends (bills, ends, &end, after, error) : !take_price_dates (bills, dates, &date, after, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
compute_next (Bills *bills, const CordBillRow *now, CordBillRow *out, GError **error)
{
  const CordBillingInput *input = bills->timeline->input;

  if (!get_bill (bills, cord_bill_next (bills->timeline, input->now_index), out, error))
    return FALSE;
  return !input->ticks.policy.collect_next || cord_bill_row_add (out, now->net, now->tax, now->gross, error);
}

gboolean
cord_ladder_compute (CordTimeline *timeline, GPtrArray *lines, CordLadder *out, GError **error)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (KnownRow));
  Bills bills = { .timeline = timeline, .positions = positions, .rows = rows };

  out->after = g_ptr_array_new_with_free_func ((GDestroyNotify)promotion_end_free);
  return cord_bill_sum (timeline->input, lines, &out->this_bill, error)
         && compute_next (&bills, &out->this_bill, &out->next, error)
         && compute_year (&bills, &out->this_bill, &out->year, error) && compute_steady (&bills, &out->steady, error)
         && compute_after (&bills, out->after, error);
}

void
cord_ladder_clear (CordLadder *self)
{
  g_clear_pointer (&self->after, g_ptr_array_unref);
}
