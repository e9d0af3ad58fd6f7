/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-net-charge.h"

#define PERCENT_SHIFT 2 /* decimals that a division by 100 adds */

/* What is left of a charge, and the price and quantity it is of. */
typedef struct
{
  CordDecimal price;
  gint64 quantity;
  CordDecimal left;
} Charge;

/* value ← value × 10^exponent; FALSE when that does not fit. */
static gboolean
shift (__int128 *value, guint exponent)
{
  for (; exponent > 0; exponent--)
    if (__builtin_mul_overflow (*value, (__int128)10, value))
      return FALSE;
  return TRUE;
}

static gboolean
multiply (CordDecimal a, __int128 factor, guint more_decimals, CordDecimal *out)
{
  out->decimals = (guint8)(a.decimals + more_decimals);
  return !__builtin_mul_overflow (a.unscaled, factor, &out->unscaled);
}

/* left ← left − amount, or nothing. */
static gboolean
take (CordDecimal *left, CordDecimal amount)
{
  const guint8 decimals = MAX (left->decimals, amount.decimals);

  if (!shift (&left->unscaled, decimals - left->decimals) || !shift (&amount.unscaled, decimals - amount.decimals))
    return FALSE;
  left->decimals = decimals;
  left->unscaled -= MIN (left->unscaled, amount.unscaled);
  return TRUE;
}

static gboolean
take_discount (Charge *charge, const CordBillingEvent *event)
{
  CordDecimal amount = event->value;

  if (event->is_percent
      && !(multiply (charge->price, event->value.unscaled, event->value.decimals + PERCENT_SHIFT, &amount)
           && multiply (amount, charge->quantity, 0, &amount)))
    return FALSE;
  return take (&charge->left, amount);
}

/* A discount whose end lies beyond the calendar counts as none here: the time line refuses it in the end. */
static gboolean
is_in_force (const CordFoldSource *source, const CordTimelineProduct *product, const CordBillingEvent *event,
             const CordBillingEvent *removal, int offer)
{
  CordDiscountSpan span;

  if (!cord_discount_span_init (&span, source->input, source->calendar, event, NULL))
    return FALSE;
  cord_discount_span_bind (&span, &source->input->ticks, product->segments);
  return span.from <= removal->effective.at && removal->effective.at < span.to.at
         && cord_billing_event_covers (event, offer);
}

gboolean
cord_net_charge (const CordFoldSource *source, const CordTimelineProduct *product, const CordBillingEvent *removal,
                 int offer, CordDecimal price, gint64 quantity, CordDecimal *out)
{
  Charge charge = { .price = price, .quantity = quantity };

  if (!multiply (price, quantity, 0, &charge.left))
    return FALSE;
  for (guint number = 1; number <= source->n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (source->input, number);

      if (source->remains[number - 1] && event->type == CORD_BILLING_DISCOUNT && event->product == removal->product
          && is_in_force (source, product, event, removal, offer) && !take_discount (&charge, event))
        return FALSE;
    }
  *out = charge.left;
  return TRUE;
}
