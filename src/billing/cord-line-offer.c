/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-line-offer.h"

#include "billing/cord-position.h"

#include <string.h>

static int
find_fee (const CordTimelineProduct *product, const CordBillLine *line)
{
  const gint64 event = cord_bill_line_get_event (line);

  for (guint i = 0; i < product->fees->len; i++)
    {
      const CordFee *fee = &g_array_index (product->fees, CordFee, i);

      if (fee->event == event && strcmp (cord_line_kind_name (fee->kind), line->kind) == 0)
        return fee->offer;
    }
  return -1;
}

/* Of the first segment that was at the price of @line in its cycle. */
static int
find_segment (const CordTimeline *history, const CordTimelineProduct *product, const CordBillLine *line)
{
  CordTickCycle cycle;
  guint first, last;

  if (!cord_calendar_nth (history->calendar, cord_calendar_index (history->calendar, line->cycle.start), &cycle, NULL))
    return -1;
  cord_segments_in_cycle (product, &cycle, &first, &last);
  for (guint i = first; i < last; i++)
    {
      const CordSegment *segment = &g_array_index (product->segments, CordSegment, i);
      const CordRate *rate = g_ptr_array_index (product->rates, segment->rate);

      if (cord_decimal_compare (rate->price, line->unit) == 0
          && cord_taxes_have_same_percents (rate->taxes, line->taxes))
        return segment->offer;
    }
  return -1;
}

static gboolean
is_priced_at (const CordBillingInput *input, const CordBillingEvent *event, CordDecimal unit)
{
  const CordBillingOffer *offer = cord_billing_input_offer (input, event->offer);

  if (event->has_price)
    return cord_decimal_compare (event->price, unit) == 0;
  for (guint i = 0; i < offer->prices->len; i++)
    if (cord_decimal_compare (g_array_index (offer->prices, CordDatedPrice, i).price, unit) == 0)
      return TRUE;
  return FALSE;
}

/* Whether @event may have put the product on the offer that @line is of. */
static gboolean
may_be_of (const CordBillingInput *input, const CordBillingEvent *event, const CordBillLine *line)
{
  const gint64 number = cord_bill_line_get_event (line);

  if (event->type == CORD_BILLING_REVERSAL || event->type == CORD_BILLING_DAY || event->offer < 0
      || strcmp (cord_billing_input_product (input, event->product)->name, line->product) != 0)
    return FALSE;
  return number > 0 ? event->number < number : is_priced_at (input, event, line->unit);
}

static int
find_event (const CordBillingInput *input, const CordBillLine *line)
{
  const CordBillingEvent *found = NULL;

  for (guint number = 1; number <= input->events->len; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (input, number);

      if (may_be_of (input, event, line) && (found == NULL || event->effective.at >= found->effective.at))
        found = event;
    }
  return found != NULL ? found->offer : -1;
}

int
cord_line_offer_find (const CordTimeline *history, const CordBillLine *line)
{
  const guint number = GPOINTER_TO_UINT (g_hash_table_lookup (history->input->product_index, line->product));
  const CordTimelineProduct *product = number > 0 ? cord_timeline_product (history, number - 1) : NULL;
  int offer = line->offer;

  if (offer < 0 && product != NULL)
    offer = line->ticks < 0 ? find_fee (product, line) : find_segment (history, product, line);
  return offer >= 0 ? offer : find_event (history->input, line);
}
