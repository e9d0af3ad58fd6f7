/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-timeline-difference.h"

static gboolean
are_billed_alike (const CordTimelineProduct *one, const CordSegment *a, const CordTimelineProduct *other,
                  const CordSegment *b)
{
  return a->from == b->from && a->taxes == b->taxes && a->quantity == b->quantity && a->offer == b->offer
         && a->suspended == b->suspended
         && cord_rate_equal (g_ptr_array_index (one->rates, a->rate), g_ptr_array_index (other->rates, b->rate));
}

static const CordSegment *
segment_at (const CordTimelineProduct *product, guint index)
{
  return index < product->segments->len ? &g_array_index (product->segments, CordSegment, index) : NULL;
}

/* The first moment at which the segments differ. */
static gint64
compare_segments (const CordTimelineProduct *one, const CordTimelineProduct *other)
{
  for (guint i = 0;; i++)
    {
      const CordSegment *a = segment_at (one, i), *b = segment_at (other, i);

      if (a == NULL || b == NULL)
        return a != NULL ? a->from : b != NULL ? b->from : CORD_MOMENT_NEVER;
      if (!are_billed_alike (one, a, other, b))
        return MIN (a->from, b->from);
      if (a->to != b->to)
        return MIN (a->to, b->to);
    }
}

static const CordDiscountSpan *
span_at (const CordTimelineProduct *product, guint index)
{
  return index < product->discounts->len ? &g_array_index (product->discounts, CordDiscountSpan, index) : NULL;
}

/* The first moment at which the discounts differ. They are taken off in their order, so that after one that differs
 * all may. Where one of them ends follows from its event and the segments. */
static gint64
compare_discounts (const CordTimelineProduct *one, const CordTimelineProduct *other)
{
  const guint n = MAX (one->discounts->len, other->discounts->len);
  gint64 first = CORD_MOMENT_NEVER;
  guint same = 0;

  while (span_at (one, same) != NULL && span_at (other, same) != NULL
         && span_at (one, same)->event == span_at (other, same)->event)
    same++;
  for (guint i = same; i < n; i++)
    {
      if (span_at (one, i) != NULL)
        first = MIN (first, span_at (one, i)->from);
      if (span_at (other, i) != NULL)
        first = MIN (first, span_at (other, i)->from);
    }
  return first;
}

static const CordFee *
fee_at (const CordTimelineProduct *product, guint index)
{
  return index < product->fees->len ? &g_array_index (product->fees, CordFee, index) : NULL;
}

static gboolean
are_same_fee (const CordFee *a, const CordFee *b)
{
  return a != NULL && b != NULL && a->event == b->event && a->kind == b->kind && a->cycle == b->cycle
         && a->amount == b->amount && a->taxes == b->taxes;
}

/* The first cycle in which the fees differ. */
static gint64
compare_fees (const CordTimelineProduct *one, const CordTimelineProduct *other)
{
  const guint n = MAX (one->fees->len, other->fees->len);
  gint64 first = G_MAXINT64;
  guint same = 0;

  while (are_same_fee (fee_at (one, same), fee_at (other, same)))
    same++;
  for (guint i = same; i < n; i++)
    {
      if (fee_at (one, i) != NULL)
        first = MIN (first, fee_at (one, i)->cycle);
      if (fee_at (other, i) != NULL)
        first = MIN (first, fee_at (other, i)->cycle);
    }
  return first;
}

gint64
cord_timeline_first_difference (const CordTimeline *history, const CordTimeline *changed)
{
  const CordBillingInput *input = history->input;
  gint64 at = CORD_MOMENT_NEVER, cycle = G_MAXINT64;

  for (guint i = 0; i < input->touched->len; i++)
    {
      const guint number = g_array_index (input->touched, guint, i);
      const CordTimelineProduct *before = cord_timeline_product (history, number);
      const CordTimelineProduct *after = cord_timeline_product (changed, number);

      at = MIN (at, MIN (compare_segments (before, after), compare_discounts (before, after)));
      cycle = MIN (cycle, compare_fees (before, after));
    }
  if (at == CORD_MOMENT_NEVER)
    return cycle;
  return MIN (cycle, cord_calendar_index (input->calendar, cord_ticks_moment (&input->ticks, at).date));
}
