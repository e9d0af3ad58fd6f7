/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-timeline.h"

static void
add_fee (SlowTimeline *self, const char *kind, int i, SlowAmount amount, const SlowTax *tax)
{
  const SlowEvent *event = &self->account->events[i];
  g_autofree char *tax_text = slow_tax_to_key (tax);
  const SlowFee fee = { g_strdup_printf ("%s/%s/%d/%s", kind, self->account->products[event->product], i + 1, tax_text),
                        self->date[i], slow_timeline_note (self, amount), *tax };

  /* A fee of nothing is none: it has no line, whose taxes it could name. */
  if (amount == 0)
    g_free (fee.key);
  else
    g_array_append_val (self->fees, fee);
}

/* round (price × times ÷ parts), the price of one whole. */
static SlowAmount
round_price (const SlowTimeline *self, SlowNumber price, SlowDigits times, SlowDigits parts)
{
  const SlowDigits over[] = { price.digits, slow_power_of_ten (self->account->scale), times };
  const SlowDigits under[] = { slow_power_of_ten (price.decimals), parts };

  return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), self->account->rounding);
}

/* "fee × quantity after the event, in the cycle of the event that brings another offer"; "for `once` those in force on
 * the event's own date". */
static void
find_once (SlowTimeline *self, int i)
{
  const SlowEvent *event = &self->account->events[i];
  SlowState before, after;
  SlowSale sale;

  if ((event->type != SLOW_START && event->type != SLOW_CHANGE) || event->offer < 0)
    return;
  slow_timeline_replay (self, event->product, i, &before);
  if (event->type == SLOW_CHANGE && before.offer == event->offer)
    return;
  after = before;
  slow_timeline_apply (self, i, &after);
  sale = slow_account_sale (self->account, event->offer, self->date[i]);
  add_fee (self, "once", i, round_price (self, sale.once, (SlowDigits)after.quantity, 1), &sale.tax);
}

/* "`fee` is one amount, not per unit, at the offer's tax on the event's own date" */
static void
find_suspension (SlowTimeline *self, int i)
{
  const SlowEvent *event = &self->account->events[i];
  SlowState state;
  SlowSale sale;

  if (event->type != SLOW_SUSPEND || !event->has_fee)
    return;
  slow_timeline_replay (self, event->product, i, &state);
  sale = slow_account_sale (self->account, state.offer, self->date[i]);
  add_fee (self, "once", i, round_price (self, event->fee, 1, 1), &sale.tax);
}

/* "Month m is completed when the local date of the removal is on or after the start date plus m months, clamped to the
 * month." */
static int
completed_months (int start, int removal)
{
  int completed = 0;

  while (slow_date_add_months (start, completed + 1) <= removal)
    completed++;
  return completed;
}

/* The months left of a term, @over ÷ @under. */
typedef struct
{
  int over;
  int under;
} Left;

/* "what is left is the largest m with removal + m months not after the end of the term, plus the days from there to the
 * end ÷ the days of the month that follows there"; "never more than the term". */
static Left
find_left (const SlowState *state, int removal, int completed)
{
  const int months = state->term->months, end = slow_date_add_months (state->term_start, months);
  int m = 0, from, to;

  if (!state->term->by_day)
    return (Left){ months - completed, 1 };
  while (slow_date_add_months (removal, m + 1) <= end)
    m++;
  from = slow_date_add_months (removal, m);
  to = slow_date_add_months (removal, m + 1);
  return (Left){ MIN (m * (to - from) + end - from, months * (to - from)), to - from };
}

/* The sum of the discounts in percent, or of the amounts, that are in force at the removal. */
static SlowNumber
sum_of_discounts (const SlowTimeline *self, int removal, const SlowState *state, gboolean percents)
{
  SlowNumber sum = { 0, 0 };

  for (int d = 0; d < self->n; d++)
    {
      const SlowEvent *event = &self->account->events[d];

      if (event->is_percent == percents
          && slow_timeline_discounts (self, d, self->account->events[removal].product, state->offer, self->at[removal]))
        sum = slow_number_add (sum, event->value);
    }
  return sum;
}

/* (price × quantity × (1 − percents) − amounts) × months left ÷ months a cycle × percent, rounded once. A discount is
 * at most what is left of the recurring charge, so that all of them together are at most that. */
static SlowAmount
remaining_charges (const SlowTimeline *self, int removal, const SlowState *state, Left left)
{
  const SlowTerm *term = state->term;
  const int cycle = slow_timeline_cycle (self, slow_timeline_cycle_of (self, self->date[removal]))->start;
  const SlowNumber nothing = { 0, 0 }, price = slow_state_price (self, state, cycle),
                   percent = term->has_percent ? term->percent : slow_number (100, 0),
                   percents = term->of_net ? sum_of_discounts (self, removal, state, TRUE) : nothing,
                   amounts = term->of_net ? sum_of_discounts (self, removal, state, FALSE) : nothing;
  const SlowDigits scale = slow_power_of_ten (self->account->scale),
                   hundred = slow_power_of_ten (percents.decimals + 2),
                   rest = percents.digits < hundred ? hundred - percents.digits : 0,
                   unit_of_price = slow_power_of_ten (price.decimals),
                   unit_of_amounts = slow_power_of_ten (amounts.decimals), quantity = (SlowDigits)state->quantity,
                   months_left = (SlowDigits)left.over;
  const SlowDigits over[] = { price.digits, quantity, rest, unit_of_amounts, scale, percent.digits, months_left };
  const SlowDigits minus[] = { amounts.digits, hundred, unit_of_price, scale, percent.digits, months_left };
  const SlowDigits under[] = { unit_of_price,          hundred,
                               unit_of_amounts,        slow_power_of_ten (percent.decimals + 2),
                               (SlowDigits)left.under, (SlowDigits)self->account->months };

  return slow_round_difference (over, G_N_ELEMENTS (over), minus, G_N_ELEMENTS (minus), under, G_N_ELEMENTS (under),
                                self->account->rounding);
}

static SlowAmount
early_termination (SlowTimeline *self, int i, const SlowState *state, int completed)
{
  const SlowTerm *term = state->term;

  switch (term->etf)
    {
    case SLOW_ETF_TABLE:
      return completed < term->n_amounts ? round_price (self, term->amounts[completed], 1, 1) : 0;
    case SLOW_ETF_REMAINING:
      return remaining_charges (self, i, state, find_left (state, self->date[i], completed));
    case SLOW_ETF_SUBSIDY:
      return round_price (self, term->amount, (SlowDigits)(term->months - completed), (SlowDigits)term->months);
    case SLOW_ETF_NONE:
    default:
      return 0;
    }
}

static void
find_etf (SlowTimeline *self, int i)
{
  SlowState state;
  SlowAmount fee;
  int completed;

  if (self->account->events[i].type != SLOW_REMOVE)
    return;
  slow_timeline_replay (self, self->account->events[i].product, i, &state);
  if (state.term == NULL)
    return;
  completed = completed_months (state.term_start, self->date[i]);
  if (completed >= state.term->months)
    return;
  fee = slow_timeline_note (self, early_termination (self, i, &state, completed));
  if (state.term->has_cap)
    fee = MIN (fee, round_price (self, state.term->cap, 1, 1));
  add_fee (self, "etf", i, fee, &state.term->tax);
}

void
slow_timeline_find_fees (SlowTimeline *self)
{
  for (int i = 0; i < self->n; i++)
    if (self->remains[i])
      {
        find_once (self, i);
        find_suspension (self, i);
        find_etf (self, i);
      }
}
