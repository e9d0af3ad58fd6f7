/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-ladder.h"

#include <stdlib.h>
#include <string.h>

#define YEAR_MONTHS 12

typedef struct
{
  CordTimeline *timeline;
  GArray *positions;
  GArray *rows; /* CordBillRow of the cycles after that of now, as far as they are known */
} Bills;

static void
promotion_end_free (CordPromotionEnd *self)
{
  g_strfreev (self->discounts);
  g_free (self);
}

/* The bill of a cycle to come, remembered as long as the cycles asked for follow one another. */
static gboolean
get_bill (Bills *bills, gint64 index, CordBillRow *out, GError **error)
{
  const gint64 offset = index - bills->timeline->input->now_index - 1;

  if (offset < (gint64)bills->rows->len)
    {
      *out = g_array_index (bills->rows, CordBillRow, offset);
      return TRUE;
    }
  if (!cord_bill_to_come (bills->timeline, index, bills->positions, out, error))
    return FALSE;
  if (offset == (gint64)bills->rows->len)
    g_array_append_val (bills->rows, *out);
  return TRUE;
}

/* The first cycle to come that starts at or after a moment. */
static gboolean
first_cycle_from (const CordBillingInput *input, CordMoment moment, gint64 *out, GError **error)
{
  CordCycle cycle;

  *out = input->now_index + 1;
  if (moment.at <= input->now.at)
    return TRUE;
  *out = MAX (*out, cord_cycle_grid_index (&input->grid, moment.date));
  while (TRUE)
    {
      if (!cord_grid_nth (&input->grid, *out, &cycle, error))
        return FALSE;
      if (cord_ticks_of_date (&input->ticks, cycle.start).at >= moment.at)
        return TRUE;
      *out += 1;
    }
}

static gboolean
compute_year (Bills *bills, const CordBillRow *now, CordBillRow *out, GError **error)
{
  const CordBillingInput *input = bills->timeline->input;
  const CordDate last = cord_date_add_months (input->now.date, YEAR_MONTHS);

  *out = *now;
  for (gint64 index = input->now_index + 1;; index++)
    {
      CordCycle cycle;
      CordBillRow row;

      if (!cord_grid_nth (&input->grid, index, &cycle, error))
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
      && !first_cycle_from (bills->timeline->input, bills->timeline->last, &index, error))
    return FALSE;
  return get_bill (bills, index, out, error);
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

/* The ends of discounts after now, of products that are still there then; by date, then name. */
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

static gboolean
add_end (Bills *bills, GPtrArray *ends, guint from, guint to, GPtrArray *after, GError **error)
{
  const CordDiscountSpan *span = g_ptr_array_index (ends, from);
  CordPromotionEnd *end;
  CordBillRow row;
  gint64 index;

  if (!first_cycle_from (bills->timeline->input, span->to, &index, error) || !get_bill (bills, index, &row, error))
    return FALSE;
  end = g_new0 (CordPromotionEnd, 1);
  end->ends = span->to.date;
  end->discounts = collect_names (ends, from, to);
  end->row = row;
  g_ptr_array_add (after, end);
  return TRUE;
}

static gboolean
compute_after (Bills *bills, GPtrArray *after, GError **error)
{
  g_autoptr (GPtrArray) ends = collect_ends (bills->timeline);
  guint from = 0;

  for (guint to = 1; to <= ends->len; to++)
    {
      const CordDiscountSpan *first = g_ptr_array_index (ends, from);

      if (to < ends->len && ((const CordDiscountSpan *)g_ptr_array_index (ends, to))->to.at == first->to.at)
        continue;
      if (!add_end (bills, ends, from, to, after, error))
        return FALSE;
      from = to;
    }
  return TRUE;
}

gboolean
cord_ladder_compute (CordTimeline *timeline, GPtrArray *lines, CordLadder *out, GError **error)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CordBillRow));
  Bills bills = { .timeline = timeline, .positions = positions, .rows = rows };

  out->after = g_ptr_array_new_with_free_func ((GDestroyNotify)promotion_end_free);
  return cord_bill_sum (timeline->input, lines, &out->this_bill, error)
         && get_bill (&bills, timeline->input->now_index + 1, &out->next, error)
         && compute_year (&bills, &out->this_bill, &out->year, error) && compute_steady (&bills, &out->steady, error)
         && compute_after (&bills, out->after, error);
}

void
cord_ladder_clear (CordLadder *self)
{
  g_clear_pointer (&self->after, g_ptr_array_unref);
}
