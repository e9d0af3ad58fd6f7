/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-position.h"

#include <glib/gi18n-lib.h>

/* What one rate gathers in the cycle at hand. */
typedef struct
{
  guint rate;
  gint64 units;             /* Σ quantity × ticks */
  gint64 left;              /* of the recurring position, for discounts to take from */
  const CordTaxes *taxes;   /* of the first segment */
  gint64 counted;           /* of the discount at hand */
  const CordTaxes *covered; /* of the first segment that the discount covers; NULL when it covers none */
} Sum;

typedef struct
{
  const CordBillingInput *input;
  CordTimelineProduct *product;
  const CordBillCycle *cycle;
  CordDue due;
  const CordSegment *segments; /* those that touch the cycle */
  guint n_segments;
  GArray *sums;
} Work;

gboolean
cord_bill_cycle_nth (const CordTimeline *timeline, gint64 index, CordBillCycle *out, GError **error)
{
  out->index = index;
  return cord_calendar_nth (timeline->calendar, index, &out->ticks, error);
}

static gboolean
overflow (const char *key, GError **error)
{
  return cord_place_refuse (NULL, key, "overflow", error, _ ("the amount is too large to be computed"));
}

/* Index of the first segment that ends after @at. */
static guint
find_segment (const GArray *segments, gint64 at)
{
  guint low = 0, high = segments->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (segments, CordSegment, middle).to > at)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

void
cord_segments_in_cycle (const CordTimelineProduct *product, const CordTickCycle *cycle, guint *first, guint *last)
{
  const GArray *segments = product->segments;

  *first = *last = find_segment (segments, cycle->start);
  while (*last < segments->len && g_array_index (segments, CordSegment, *last).from < cycle->end)
    *last += 1;
}

static void
find_segments (Work *work)
{
  guint first, last;

  cord_segments_in_cycle (work->product, &work->cycle->ticks, &first, &last);
  work->segments = &g_array_index (work->product->segments, CordSegment, first);
  work->n_segments = last - first;
}

gint64
cord_ticks_between (const CordTicks *ticks, const CordTickCycle *cycle, gint64 from, gint64 to)
{
  return to <= from ? 0 : cord_ticks_left (ticks, cycle, from) - cord_ticks_left (ticks, cycle, to);
}

static gint64
ticks_between (const Work *work, gint64 from, gint64 to)
{
  return cord_ticks_between (&work->input->ticks, &work->cycle->ticks, from, to);
}

static CordRate *
rate_of (const Work *work, guint rate)
{
  return g_ptr_array_index (work->product->rates, rate);
}

static const char *
price_key (const Work *work, CordRate *rate)
{
  if (rate->key == NULL)
    rate->key
        = cord_line_key_of_price (work->product->name, rate->price, work->input->scale, rate->taxes, rate->arrears);
  return rate->key;
}

static gboolean
is_due (const Work *work, const CordSegment *segment)
{
  return (work->due & (rate_of (work, segment->rate)->arrears ? CORD_DUE_ARREARS : CORD_DUE_ADVANCE)) != 0;
}

/* The sum of a rate; the rate remembers its slot, which counts only if the slot remembers the rate. */
static Sum *
sum_of_rate (Work *work, guint rate)
{
  CordRate *record = rate_of (work, rate);
  Sum fresh = { .rate = rate };

  if (record->slot >= work->sums->len || g_array_index (work->sums, Sum, record->slot).rate != rate)
    {
      record->slot = work->sums->len;
      g_array_append_val (work->sums, fresh);
    }
  return &g_array_index (work->sums, Sum, record->slot);
}

static gboolean
add_counted (const Work *work, const CordSegment *segment, gint64 *sum, gint64 ticks, gint64 quantity, GError **error)
{
  gint64 product;

  if (__builtin_mul_overflow (ticks, quantity, &product) || __builtin_add_overflow (*sum, product, sum))
    return overflow (price_key (work, rate_of (work, segment->rate)), error);
  return TRUE;
}

static gboolean
sum_segments (Work *work, GError **error)
{
  for (guint i = 0; i < work->n_segments; i++)
    {
      const CordSegment *segment = &work->segments[i];
      gint64 ticks = ticks_between (work, segment->from, segment->to);
      Sum *sum;

      if (!is_due (work, segment))
        continue;
      sum = sum_of_rate (work, segment->rate);
      if (sum->taxes == NULL)
        sum->taxes = segment->taxes;
      if (!add_counted (work, segment, &sum->units, ticks, segment->quantity, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_recurring (Work *work, GArray *positions, GError **error)
{
  for (guint i = 0; i < work->sums->len; i++)
    {
      Sum *sum = &g_array_index (work->sums, Sum, i);
      CordRate *rate = rate_of (work, sum->rate);
      CordPosition position = { .kind = CORD_LINE_RECURRING,
                                .key = price_key (work, rate),
                                .product = work->product->name,
                                .owner = work->product,
                                .rate = sum->rate,
                                .unit = rate->price,
                                .taxes = sum->taxes,
                                .ticks = sum->units };

      if (!cord_decimal_scale_round (rate->price, sum->units, work->cycle->ticks.ticks, work->input->scale,
                                     work->input->ticks.policy.rounding, &position.amount, NULL))
        return overflow (position.key, error);
      sum->left = position.amount;
      g_array_append_val (positions, position);
    }
  return TRUE;
}

static const char *
discount_key (const Work *work, CordRate *rate, guint discount)
{
  const GArray *discounts = work->product->discounts;
  const CordDiscountSpan *span = &g_array_index (discounts, CordDiscountSpan, discount);
  char **key;

  if (rate->discount_keys == NULL)
    {
      rate->discount_keys = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_set_size (rate->discount_keys, (int)discounts->len);
    }
  key = (char **)&rate->discount_keys->pdata[discount];
  if (*key == NULL)
    *key = cord_line_key_of_discount (work->product->name, rate->price, work->input->scale, rate->taxes,
                                      span->event->discount, rate->arrears);
  return *key;
}

/* What the discount counts of each rate; FALSE in @any when it applies nowhere in the cycle. */
static gboolean
sum_discount (Work *work, const CordDiscountSpan *span, gboolean *any, GError **error)
{
  *any = FALSE;
  for (guint i = 0; i < work->sums->len; i++)
    {
      g_array_index (work->sums, Sum, i).counted = 0;
      g_array_index (work->sums, Sum, i).covered = NULL;
    }
  for (guint i = 0; i < work->n_segments; i++)
    {
      const CordSegment *segment = &work->segments[i];
      gint64 from, to;
      Sum *sum;

      if (!cord_discount_span_overlap (span, segment, &from, &to) || !is_due (work, segment))
        continue;
      sum = sum_of_rate (work, segment->rate);
      *any = TRUE;
      if (sum->covered == NULL)
        sum->covered = segment->taxes;
      if (!add_counted (work, segment, &sum->counted, ticks_between (work, from, to),
                        span->event->is_percent ? segment->quantity : 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
discount_amount (const Work *work, const CordDiscountSpan *span, const CordRate *rate, gint64 counted, gint64 *amount)
{
  const CordRounding rounding = work->input->ticks.policy.rounding;

  if (span->event->is_percent)
    return cord_decimal_percent_round (rate->price, span->event->value, counted, work->cycle->ticks.ticks,
                                       work->input->scale, rounding, amount, NULL);
  return cord_decimal_scale_round (span->event->value, counted, work->cycle->ticks.ticks, work->input->scale, rounding,
                                   amount, NULL);
}

static gboolean
add_discount (Work *work, guint discount, GArray *positions, GError **error)
{
  const CordDiscountSpan *span = &g_array_index (work->product->discounts, CordDiscountSpan, discount);
  gboolean any;

  if (span->from >= work->cycle->ticks.end || span->to.at <= work->cycle->ticks.start)
    return TRUE;
  if (!sum_discount (work, span, &any, error))
    return FALSE;
  for (guint i = 0; any && i < work->sums->len; i++)
    {
      Sum *sum = &g_array_index (work->sums, Sum, i);
      CordRate *rate = rate_of (work, sum->rate);
      CordPosition position = { .kind = CORD_LINE_DISCOUNT,
                                .product = work->product->name,
                                .owner = work->product,
                                .rate = sum->rate,
                                .discount = discount,
                                .unit = rate->price,
                                .taxes = sum->covered,
                                .ticks = sum->counted };
      gint64 amount;

      if (sum->covered == NULL)
        continue;
      position.key = discount_key (work, rate, discount);
      if (!discount_amount (work, span, rate, sum->counted, &amount))
        return overflow (position.key, error);
      position.limited = amount > sum->left;
      amount = MIN (amount, sum->left);
      sum->left -= amount;
      position.amount = -amount;
      g_array_append_val (positions, position);
    }
  return TRUE;
}

static void
add_fees (const Work *work, GArray *positions)
{
  for (guint i = 0; i < work->product->fees->len; i++)
    {
      CordFee *fee = &g_array_index (work->product->fees, CordFee, i);
      CordPosition position;

      if (fee->cycle != work->cycle->index)
        continue;
      if (fee->key == NULL)
        fee->key = cord_line_key_of_fee (fee->kind, work->product->name, fee->event, fee->taxes);
      position = (CordPosition){ .kind = fee->kind,
                                 .key = fee->key,
                                 .product = work->product->name,
                                 .owner = work->product,
                                 .fee = i,
                                 .unit = fee->base,
                                 .taxes = fee->taxes,
                                 .ticks = -1,
                                 .amount = fee->amount };
      g_array_append_val (positions, position);
    }
}

static gboolean
add_product (Work *work, GArray *positions, GError **error)
{
  if (work->due & CORD_DUE_FEES)
    add_fees (work, positions);
  if (!(work->due & CORD_DUE_MONTH))
    return TRUE;
  find_segments (work);
  if (work->n_segments == 0)
    return TRUE;
  if (work->sums == NULL)
    work->sums = g_array_new (FALSE, FALSE, sizeof (Sum));
  g_array_set_size (work->sums, 0);
  if (!sum_segments (work, error) || !add_recurring (work, positions, error))
    return FALSE;
  for (guint i = 0; i < work->product->discounts->len; i++)
    if (!add_discount (work, i, positions, error))
      return FALSE;
  return TRUE;
}

gboolean
cord_positions_of_product (CordTimeline *timeline, guint product, const CordBillCycle *cycle, CordDue due,
                           GArray *positions, GError **error)
{
  Work work
      = { .input = timeline->input, .product = cord_timeline_product (timeline, product), .cycle = cycle, .due = due };
  const gboolean added = add_product (&work, positions, error);

  g_clear_pointer (&work.sums, g_array_unref);
  return added;
}

gboolean
cord_positions_of_cycle (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, GArray *positions,
                         GError **error)
{
  Work work = { .input = timeline->input, .cycle = cycle, .due = due };
  gboolean added = TRUE;

  for (guint i = 0; added && i < timeline->products->len; i++)
    {
      work.product = cord_timeline_product (timeline, i);
      added = add_product (&work, positions, error);
    }
  g_clear_pointer (&work.sums, g_array_unref);
  return added;
}
