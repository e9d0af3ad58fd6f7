/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-bill.h"

#include <glib/gi18n-lib.h>

void
cord_bill_line_free (CordBillLine *self)
{
  g_free (self->key);
  g_free (self->product);
  g_array_unref (self->parts);
  g_free (self);
}

/* The arithmetic */

static void
add_part (const CordTicks *ticks, const CordTickCycle *cycle, const CordSegment *segment, gint64 from, gint64 to,
          GArray *parts)
{
  CordBillPart part = { .from = MAX (from, cycle->start), .to = MIN (to, cycle->end), .quantity = segment->quantity };

  if (part.to <= part.from)
    return;
  part.ticks = cord_ticks_between (ticks, cycle, part.from, part.to);
  g_array_append_val (parts, part);
}

/* The segments of a recurring line, or what a discount covers of them. */
static void
add_parts (CordBillLine *self, const CordTimeline *timeline, const CordPosition *position, const CordTickCycle *cycle)
{
  const CordTimelineProduct *product = position->owner;
  const CordDiscountSpan *span = position->kind == CORD_LINE_DISCOUNT
                                     ? &g_array_index (product->discounts, CordDiscountSpan, position->discount)
                                     : NULL;
  guint first, last;

  cord_segments_in_cycle (product, cycle, &first, &last);
  for (guint i = first; i < last; i++)
    {
      const CordSegment *segment = &g_array_index (product->segments, CordSegment, i);

      if (segment->rate == position->rate)
        add_part (&timeline->input->ticks, cycle, segment,
                  span != NULL ? MAX (segment->from, span->from) : segment->from,
                  span != NULL ? MIN (segment->to, span->to.at) : segment->to, self->parts);
    }
}

static void
explain (CordBillLine *self, const CordTimeline *timeline, const CordPosition *position, const CordTickCycle *cycle)
{
  const CordTimelineProduct *product = position->owner;

  if (product == NULL)
    return;
  if (position->kind == CORD_LINE_RECURRING || position->kind == CORD_LINE_DISCOUNT)
    add_parts (self, timeline, position, cycle);
  else
    self->fee = g_array_index (product->fees, CordFee, position->fee).arithmetic;
  if (position->kind == CORD_LINE_DISCOUNT)
    {
      const CordBillingEvent *event = g_array_index (product->discounts, CordDiscountSpan, position->discount).event;

      self->is_percent = event->is_percent;
      self->discount = event->value;
      self->limited = position->limited;
    }
}

/* The amounts */

static gboolean
overflow (const char *member, GError **error)
{
  return cord_place_refuse (NULL, member, "overflow", error, _ ("the amount is too large to be computed"));
}

/* Tax on an amount, or in it. FALSE on overflow. */
static gboolean
split_amount (const CordBillingInput *input, gint64 amount, CordDecimal rate, gint64 *net, gint64 *tax, gint64 *gross)
{
  const CordRounding rounding = input->ticks.policy.rounding;

  if (input->tax_included)
    {
      *gross = amount;
      return cord_minor_included_round (amount, rate, rounding, tax, NULL)
             && !__builtin_sub_overflow (amount, *tax, net);
    }
  *net = amount;
  return cord_minor_percent_round (amount, rate, rounding, tax, NULL) && !__builtin_add_overflow (amount, *tax, gross);
}

gboolean
cord_bill_row_add (CordBillRow *row, gint64 net, gint64 tax, gint64 gross, GError **error)
{
  if (__builtin_add_overflow (row->net, net, &row->net) || __builtin_add_overflow (row->tax, tax, &row->tax)
      || __builtin_add_overflow (row->gross, gross, &row->gross))
    return overflow ("ladder", error);
  return TRUE;
}

gboolean
cord_bill_row_add_amount (CordBillRow *row, const CordBillingInput *input, gint64 amount, CordDecimal tax_rate,
                          GError **error)
{
  gint64 net, tax, gross;

  return split_amount (input, amount, tax_rate, &net, &tax, &gross) ? cord_bill_row_add (row, net, tax, gross, error)
                                                                    : overflow ("ladder", error);
}

/* Position minus what is invoiced; a credit never gives back more than is left of it. */
static gboolean
compute_amount (gint64 position, const CordLedgerRow *row, gint64 *amount)
{
  gint64 most;

  if (__builtin_sub_overflow (position, row->net, amount))
    return FALSE;
  if (*amount < 0 && row->net > 0)
    {
      most = row->adjusted < row->net ? row->net - row->adjusted : 0;
      *amount = MAX (*amount, -most);
    }
  return TRUE;
}

CordBillLine *
cord_bill_line_new (const CordTimeline *timeline, const CordPosition *position, const CordLedgerRow *row,
                    const CordTickCycle *cycle, GError **error)
{
  CordBillLine *self;
  gint64 amount, net, tax, gross;

  if (!compute_amount (position->amount, row, &amount)
      || !split_amount (timeline->input, amount, position->tax, &net, &tax, &gross))
    {
      overflow (position->key, error);
      return NULL;
    }
  if (amount == 0)
    return NULL;
  self = g_new0 (CordBillLine, 1);
  self->key = g_strdup (position->key);
  self->kind = cord_line_kind_name (position->kind);
  self->product = g_strdup (position->product);
  self->cycle = cycle->dates;
  self->ticks = position->ticks;
  self->cycle_ticks = position->ticks < 0 ? -1 : cycle->ticks;
  self->unit = position->unit;
  self->tax_rate = position->tax;
  self->position = position->amount;
  self->invoiced = row->net;
  self->net = net;
  self->tax = tax;
  self->gross = gross;
  self->parts = g_array_new (FALSE, FALSE, sizeof (CordBillPart));
  explain (self, timeline, position, cycle);
  return self;
}

CordBillLine *
cord_bill_line_new_orphan (const CordTimeline *timeline, const CordLedgerRow *row, const CordTickCycle *cycle,
                           GError **error)
{
  const CordBillingInput *input = timeline->input;
  g_auto (CordLineKey) key = { 0 };
  CordPosition position = { .key = row->key };

  if (!cord_line_key_parse (row->key, input->scale, NULL, &key, error))
    return NULL;
  position.kind = key.kind;
  position.product = key.product;
  position.tax = key.tax;
  position.unit = key.price;
  if (key.kind == CORD_LINE_ONCE || key.kind == CORD_LINE_ETF)
    {
      position.ticks = -1;
      position.unit = (CordDecimal){ .unscaled = row->net, .decimals = (guint8)input->scale };
    }
  return cord_bill_line_new (timeline, &position, row, cycle, error);
}
