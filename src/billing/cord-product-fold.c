/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-product-fold.h"

#include "billing/cord-net-charge.h"

#include <glib/gi18n-lib.h>

/* The state of a product between two steps.
 * @suspension: the event that has suspended it; NULL while it is not suspended */
typedef struct
{
  const CordFoldSource *source;
  const CordBillingInput *input;
  const CordCalendar *calendar;
  CordTimelineProduct *product;
  gboolean removed;
  const CordBillingEvent *suspension;
  int offer;
  CordMoment came; /* to the offer */
  guint row;       /* of its prices, for the cycle at hand */
  gboolean negotiated;
  CordDecimal price;
  gint64 quantity;
  const CordTerm *term;
  CordDate term_start;
  guint rate;
  gint64 since;
} State;

static void
note_cycle (CordTimelineProduct *product, gint64 cycle)
{
  product->first_cycle = MIN (product->first_cycle, cycle);
}

static const CordBillingOffer *
offer_of (const State *state)
{
  return cord_billing_input_offer (state->input, state->offer);
}

static const CordDatedPrice *
row_in_force (const State *state)
{
  return &g_array_index (offer_of (state)->prices, CordDatedPrice, state->row);
}

static CordDecimal
price_in_force (const State *state)
{
  return state->negotiated ? state->price : row_in_force (state)->price;
}

/* The unit price of the cycle that contains @date: rows count that are in force when the cycle begins, or when the
 * product comes to the offer in it. */
static gboolean
price_in_cycle_of (const State *state, CordDate date, CordDecimal *out, GError **error)
{
  CordCycle cycle;

  *out = state->price;
  if (state->negotiated)
    return TRUE;
  if (!cord_calendar_dates (state->calendar, cord_calendar_index (state->calendar, date), &cycle, error))
    return FALSE;
  *out = cord_billing_offer_price_on (offer_of (state), MAX (cycle.start, state->came.date))->price;
  return TRUE;
}

/* The price in force comes back when a suspended product is resumed. */
static CordDecimal
unit_price (const State *state)
{
  return state->suspension != NULL && state->suspension->has_price ? state->suspension->price : price_in_force (state);
}

static const CordTaxes *
taxes_in_force (const State *state)
{
  return row_in_force (state)->taxes;
}

/* Sets the state's rate: the one it has, one that the product had before, or a new one. @known: rate → index + 1. */
static void
update_rate (State *state, GHashTable *known)
{
  GPtrArray *rates = state->product->rates;
  const CordRate rate = { .price = cord_decimal_strip (unit_price (state)),
                          .taxes = taxes_in_force (state),
                          .arrears = offer_of (state)->arrears };
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (known, &rate));

  if (found == 0)
    {
      g_ptr_array_add (rates, g_memdup2 (&rate, sizeof rate));
      found = rates->len;
      g_hash_table_insert (known, g_ptr_array_index (rates, found - 1), GUINT_TO_POINTER (found));
      state->product->has_arrears |= rate.arrears;
    }
  state->rate = found - 1;
}

static gboolean
is_billed (const State *state)
{
  return state->product->exists && !state->removed && (state->suspension == NULL || state->suspension->has_price);
}

/* Ends the segment that began with the last step. */
static void
close_segment (State *state, gint64 at)
{
  CordSegment segment = { .from = state->since,
                          .to = at,
                          .rate = state->rate,
                          .quantity = state->quantity,
                          .offer = state->offer,
                          .suspended = state->suspension != NULL };

  if (is_billed (state) && at > state->since)
    {
      segment.taxes = taxes_in_force (state);
      g_array_append_val (state->product->segments, segment);
    }
  state->since = at;
}

/* A fee in the cycle of its event. @fee needs kind, amount, base, taxes and arithmetic. */
static void
add_fee (State *state, const CordBillingEvent *event, CordFee fee)
{
  if (fee.amount == 0)
    return;
  fee.event = event->number;
  fee.offer = state->offer;
  fee.cycle = cord_calendar_index (state->calendar, event->effective.date);
  note_cycle (state->product, fee.cycle);
  g_array_append_val (state->product->fees, fee);
}

static gboolean
fee_overflow (const State *state, const CordBillingEvent *event, GError **error)
{
  g_autofree char *path = cord_billing_input_event_path (state->input, event->number);

  return cord_place_refuse (NULL, path, "overflow", error, _ ("the fee is too large to be computed"));
}

/* TRUE when the fee equals its cap. */
static gboolean
is_capped (const CordTerm *term, gint64 fee, guint scale, CordRounding rounding)
{
  gint64 cap;

  return term->capped && cord_decimal_scale_round (term->cap, 1, 1, scale, rounding, &cap, NULL) && fee == cap;
}

/* The prices and taxes on the event's own date. */
static const CordDatedPrice *
row_on_date_of (const State *state, const CordBillingEvent *event)
{
  return cord_billing_offer_price_on (offer_of (state), event->effective.date);
}

static gboolean
add_one_time (State *state, const CordBillingEvent *event, CordDecimal base, CordFeeArithmetic arithmetic,
              GError **error)
{
  const CordBillingInput *input = state->input;
  CordFee fee = {
    .kind = CORD_LINE_ONCE, .base = base, .taxes = row_on_date_of (state, event)->taxes, .arithmetic = arithmetic
  };

  if (!cord_decimal_scale_round (base, arithmetic.quantity, 1, input->scale, input->ticks.policy.rounding, &fee.amount,
                                 NULL))
    return fee_overflow (state, event, error);
  add_fee (state, event, fee);
  return TRUE;
}

static gboolean
add_once (State *state, const CordBillingEvent *event, GError **error)
{
  return add_one_time (state, event, row_on_date_of (state, event)->once,
                       (CordFeeArithmetic){ .quantity = state->quantity }, error);
}

static gboolean
add_suspension_fee (State *state, const CordBillingEvent *event, GError **error)
{
  return add_one_time (state, event, event->fee, (CordFeeArithmetic){ .suspension = TRUE, .quantity = 1 }, error);
}

/* The arithmetic of remaining charges beyond that of any fee for leaving. */
static void
explain_remaining (const State *state, const CordBillingEvent *event, CordFeeArithmetic *out)
{
  out->net = state->term->net;
  out->by_day = state->term->by_day;
  if (out->by_day)
    out->rest = cord_etf_rest (state->term, state->term_start, event->effective.date);
}

/* Where the term says so, makes the price of a unit that of all units after discounts. */
static gboolean
take_discounts (const State *state, const CordBillingEvent *event, CordDecimal *price, gint64 *quantity)
{
  const gint64 units = *quantity;

  if (!state->term->net || cord_etf_completed_months (state->term_start, event->effective.date) >= state->term->months)
    return TRUE;
  *quantity = 1;
  return cord_net_charge (state->source, state->product, event, state->offer, *price, units, price);
}

static gboolean
add_etf (State *state, const CordBillingEvent *event, GError **error)
{
  const CordBillingInput *input = state->input;
  const CordTerm *term = state->term;
  CordFee fee = { .kind = CORD_LINE_ETF };
  CordDecimal price;
  gint64 quantity = state->quantity;

  if (term == NULL)
    return TRUE;
  if (!price_in_cycle_of (state, event->effective.date, &price, error))
    return FALSE;
  if (!take_discounts (state, event, &price, &quantity)
      || !cord_etf_compute (term, state->term_start, event->effective.date, price, quantity, input->grid.months,
                            input->scale, input->ticks.policy.rounding, &fee.amount, &fee.base, NULL))
    return fee_overflow (state, event, error);
  fee.taxes = term->taxes;
  fee.arithmetic
      = (CordFeeArithmetic){ .kind = term->kind,
                             .quantity = quantity,
                             .completed = cord_etf_completed_months (state->term_start, event->effective.date),
                             .months = term->months,
                             .cycle_months = input->grid.months,
                             .percent = term->percent };
  explain_remaining (state, event, &fee.arithmetic);
  fee.arithmetic.capped = is_capped (term, fee.amount, input->scale, input->ticks.policy.rounding);
  add_fee (state, event, fee);
  return TRUE;
}

static void
apply_term (State *state, const CordBillingEvent *event)
{
  if (event->term == NULL)
    return;
  state->term = event->term;
  state->term_start = event->effective.date;
}

static gboolean
apply_start (State *state, const CordBillingEvent *event, GError **error)
{
  state->product->exists = TRUE;
  state->offer = event->offer;
  state->quantity = event->quantity;
  state->negotiated = event->has_price;
  state->price = event->price;
  apply_term (state, event);
  return add_once (state, event, error);
}

static gboolean
apply_change (State *state, const CordBillingEvent *event, GError **error)
{
  const gboolean another = event->offer >= 0 && event->offer != state->offer;

  if (event->quantity > 0)
    state->quantity = event->quantity;
  if (another)
    {
      state->offer = event->offer;
      state->negotiated = FALSE;
    }
  if (event->has_price)
    {
      state->negotiated = TRUE;
      state->price = event->price;
    }
  apply_term (state, event);
  return !another || add_once (state, event, error);
}

static gboolean
apply_remove (State *state, const CordBillingEvent *event, gint64 at, GError **error)
{
  state->removed = TRUE;
  state->product->removed = at;
  return add_etf (state, event, error);
}

/* Applies an event that check_possible has allowed. */
static gboolean
apply (State *state, const CordProductStep *step, GError **error)
{
  const CordBillingEvent *event = step->event;

  switch (event->type)
    {
    case CORD_BILLING_START:
      return apply_start (state, event, error);
    case CORD_BILLING_CHANGE:
      return apply_change (state, event, error);
    case CORD_BILLING_PRICE:
      state->negotiated = event->has_price;
      state->price = event->price;
      return TRUE;
    case CORD_BILLING_REMOVE:
      return apply_remove (state, event, step->effect.at, error);
    case CORD_BILLING_SUSPEND:
      state->suspension = event;
      return add_suspension_fee (state, event, error);
    case CORD_BILLING_RESUME:
      state->suspension = NULL;
      return TRUE;
    case CORD_BILLING_DISCOUNT:
    case CORD_BILLING_REVERSAL:
    case CORD_BILLING_DAY:
    default:
      return TRUE;
    }
}

static gboolean
check_possible (const State *state, const CordBillingEvent *event, GError **error)
{
  const CordBillingInput *input = state->input;

  if (event->type == CORD_BILLING_START)
    return TRUE; /* a product name starts only once in an input */
  if (!cord_billing_input_product (input, event->product)->started)
    return cord_billing_input_refuse (input, event, error, _ ("is for a product that does not exist"));
  if (!state->product->exists)
    return cord_billing_input_refuse (input, event, error, _ ("takes effect before the product starts"));
  if (state->removed)
    return cord_billing_input_refuse (input, event, error, _ ("takes effect after the product was removed"));
  if (event->type == CORD_BILLING_SUSPEND && state->suspension != NULL)
    return cord_billing_input_refuse (input, event, error, _ ("suspends what is suspended already"));
  if (event->type == CORD_BILLING_RESUME && state->suspension == NULL)
    return cord_billing_input_refuse (input, event, error, _ ("resumes what is not suspended"));
  return TRUE;
}

static void
note_replaced (State *state, const CordBillingEvent *event, gboolean negotiated, CordDecimal price)
{
  const CordReplacedPrice replaced = { .change = event->change, .price = price };

  if (event->change == 0 || !negotiated)
    return;
  if (state->negotiated && cord_decimal_compare (state->price, price) == 0)
    return;
  g_array_append_val (state->product->replaced, replaced);
}

/* Dated prices */

static gboolean
is_on_offer (const State *state)
{
  return state->product->exists && !state->removed;
}

/* The start of the first cycle that starts on or after @date. */
static gboolean
first_start_from (const State *state, CordDate date, CordMoment *out, GError **error)
{
  const gint64 index = cord_calendar_index (state->calendar, date);
  CordCycle cycle;

  if (!cord_calendar_dates (state->calendar, index, &cycle, error))
    return FALSE;
  *out = cord_ticks_of_date (&state->input->ticks, cycle.start == date ? cycle.start : cycle.end);
  return TRUE;
}

/* Up to @at, each dated price of the offer begins with the first cycle that starts on or after its date. */
static gboolean
pass_dated_prices (State *state, gint64 at, GHashTable *known, GError **error)
{
  while (is_on_offer (state) && state->row + 1 < offer_of (state)->prices->len)
    {
      CordMoment begins;

      if (!first_start_from (state, (row_in_force (state) + 1)->from, &begins, error))
        return FALSE;
      if (begins.at > at)
        return TRUE;
      close_segment (state, begins.at);
      cord_timeline_product_note (state->product, begins);
      state->row++;
      update_rate (state, known);
    }
  return TRUE;
}

/* Notes the dates in [the coming to the offer, @until) from which @offer has another price or tax. */
static void
note_price_dates (State *state, int offer, gint64 until)
{
  const GArray *prices = cord_billing_input_offer (state->input, offer)->prices;

  for (guint i = 1; i < prices->len; i++)
    {
      const CordDate from = g_array_index (prices, CordDatedPrice, i).from;
      const CordPriceDate date = { .from = cord_ticks_of_date (&state->input->ticks, from), .offer = offer };

      if (date.from.at >= state->came.at && date.from.at < until && cord_dated_prices_changes (prices, i))
        g_array_append_val (state->product->price_dates, date);
    }
}

/* A product that comes to another offer, or back to one, counts its rows from that day on. */
static void
come_to_offer (State *state, CordMoment moment)
{
  state->came = moment;
  state->row = cord_dated_prices_find (offer_of (state)->prices, moment.date);
}

static gboolean
take_step (State *state, const CordProductStep *step, GHashTable *known, GError **error)
{
  const gboolean negotiated = state->negotiated;
  const CordDecimal price = state->price;
  const gboolean was_on_offer = is_on_offer (state);
  const int offer = state->offer;

  if (!check_possible (state, step->event, error) || !pass_dated_prices (state, step->effect.at, known, error))
    return FALSE;
  close_segment (state, step->effect.at);
  if (!apply (state, step, error))
    return FALSE;
  if (was_on_offer && (state->removed || state->offer != offer))
    note_price_dates (state, offer, step->effect.at);
  if (!was_on_offer || state->offer != offer)
    come_to_offer (state, step->effect);
  note_replaced (state, step->event, negotiated, price);
  update_rate (state, known);
  return TRUE;
}

gboolean
cord_product_fold (CordTimelineProduct *product, const CordFoldSource *source, const CordProductStep *steps, guint n,
                   GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (cord_rate_hash, cord_rate_equal);
  State state = { .source = source, .input = source->input, .calendar = source->calendar, .product = product };

  note_cycle (product, cord_calendar_index (source->calendar, steps[0].effect.date));
  for (guint i = 0; i < n; i++)
    if (!take_step (&state, &steps[i], known, error))
      return FALSE;
  if (!pass_dated_prices (&state, CORD_MOMENT_NEVER, known, error))
    return FALSE;
  close_segment (&state, CORD_MOMENT_NEVER);
  if (is_on_offer (&state))
    note_price_dates (&state, state.offer, CORD_MOMENT_NEVER);
  return TRUE;
}
