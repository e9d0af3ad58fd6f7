/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-reconciliation.h"

#include "billing/cord-amount.h"
#include "billing/cord-tax.h"

#include <string.h>

static void
add_part (const CordTicks *ticks, const CordTickCycle *cycle, const CordSegment *segment, gint64 from, gint64 to,
          GArray *parts)
{
  CordBillPart part = { .from = MAX (from, cycle->start),
                        .to = MIN (to, cycle->end),
                        .quantity = segment->quantity,
                        .suspended = segment->suspended };

  if (part.to <= part.from)
    return;
  part.ticks = cord_ticks_between (ticks, cycle, part.from, part.to);
  g_array_append_val (parts, part);
}

/* The segments of a recurring line, or the parts of them that a discount covers. */
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
      gint64 from = segment->from, to = segment->to;

      if (segment->rate != position->rate || (span != NULL && !cord_discount_span_overlap (span, segment, &from, &to)))
        continue;
      if (self->offer < 0)
        self->offer = segment->offer;
      add_part (&timeline->input->ticks, cycle, segment, from, to, self->parts);
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
    {
      const CordFee *fee = &g_array_index (product->fees, CordFee, position->fee);

      self->fee = fee->arithmetic;
      self->offer = fee->offer;
    }
  if (position->kind == CORD_LINE_DISCOUNT)
    {
      const CordBillingEvent *event = g_array_index (product->discounts, CordDiscountSpan, position->discount).event;

      self->is_percent = event->is_percent;
      self->discount = event->value;
      self->limited = position->limited;
    }
}

/* Position minus what was invoiced. A credit gives back at most what was invoiced and not yet adjusted. */
static gboolean
compute_amount (gint64 position, const CordLedgerRow *row, const char *key, gint64 *amount, GError **error)
{
  gint64 most;

  if (__builtin_sub_overflow (position, row->net, amount))
    return cord_amount_refuse (key, error);
  if (*amount < 0 && row->net > 0)
    {
      most = row->adjusted < row->net ? row->net - row->adjusted : 0;
      *amount = MAX (*amount, -most);
    }
  return TRUE;
}

CordBillLine *
cord_reconcile_position (const CordTimeline *timeline, const CordPosition *position, const CordLedgerRow *row,
                         const CordTickCycle *cycle, GError **error)
{
  CordBillLine *self;
  CordTaxSplit split;
  gint64 amount;

  if (!compute_amount (position->amount, row, position->key, &amount, error))
    return NULL;
  if (amount == 0)
    return NULL;
  if (!cord_tax_split (timeline->input, amount, position->taxes, position->key, &split, error))
    return NULL;
  self = g_new0 (CordBillLine, 1);
  self->key = g_strdup (position->key);
  self->kind = cord_line_kind_name (position->kind);
  self->product = g_strdup (position->product);
  self->cycle = cycle->dates;
  self->ticks = position->ticks;
  self->cycle_ticks = position->ticks < 0 ? -1 : cycle->ticks;
  self->unit = position->unit;
  self->tax_rate = position->taxes->total;
  self->taxes = cord_taxes_ref ((CordTaxes *)position->taxes);
  self->position = position->amount;
  self->invoiced = row->net;
  self->net = split.net;
  self->tax = split.tax;
  self->gross = split.gross;
  memcpy (self->tax_parts, split.parts, sizeof self->tax_parts);
  self->offer = -1;
  self->parts = g_array_new (FALSE, FALSE, sizeof (CordBillPart));
  explain (self, timeline, position, cycle);
  return self;
}

CordBillLine *
cord_reconcile_unmatched (const CordTimeline *timeline, const CordLedgerRow *row, const CordTickCycle *cycle,
                          GError **error)
{
  const CordBillingInput *input = timeline->input;
  g_auto (CordLineKey) key = { 0 };
  CordPosition position = { .key = row->key };
  const CordTaxes *named;

  if (!cord_line_key_parse (row->key, input->scale, NULL, &key, error))
    return NULL;
  if (row->net == 0)
    return NULL;
  position.kind = key.kind;
  position.product = key.product;
  named = cord_billing_input_find_taxes (input, key.taxes);
  position.taxes = named != NULL ? named : key.taxes;
  position.unit = key.price;
  if (key.kind == CORD_LINE_ONCE || key.kind == CORD_LINE_ETF)
    {
      position.ticks = -1;
      position.unit = (CordDecimal){ .unscaled = row->net, .decimals = (guint8)input->scale };
    }
  return cord_reconcile_position (timeline, &position, row, cycle, error);
}
