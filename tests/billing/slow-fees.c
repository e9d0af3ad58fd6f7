/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-timeline.h"

static void
add_fee (SlowTimeline *self, const char *kind, int i, SlowAmount amount, SlowNumber tax)
{
  const SlowEvent *event = &self->account->events[i];
  g_autofree char *tax_text = slow_number_to_key (tax, 0);
  const SlowFee fee = { g_strdup_printf ("%s/%s/%d/%s", kind, self->account->products[event->product], i + 1, tax_text),
                        self->date[i], slow_timeline_note (self, amount), tax };

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

/* "fee × quantity after the event, in the cycle of the event that brings another offer". */
static void
find_once (SlowTimeline *self, int i)
{
  const SlowEvent *event = &self->account->events[i];
  const SlowOffer *offer;
  SlowState before, after;

  if ((event->type != SLOW_START && event->type != SLOW_CHANGE) || event->offer < 0)
    return;
  slow_timeline_replay (self, event->product, i, &before);
  if (event->type == SLOW_CHANGE && before.offer == event->offer)
    return;
  after = before;
  slow_state_apply (&after, event, self->date[i]);
  offer = &self->account->offers[event->offer];
  add_fee (self, "once", i, round_price (self, offer->once, (SlowDigits)after.quantity, 1), offer->tax);
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

static SlowAmount
remaining_charges (const SlowTimeline *self, const SlowState *state, int months_left)
{
  const SlowNumber price = slow_state_price (self, state);
  const SlowNumber percent = state->term->has_percent ? state->term->percent : slow_number (100, 0);
  const SlowDigits over[] = { price.digits, slow_power_of_ten (self->account->scale), percent.digits,
                              (SlowDigits)state->quantity, (SlowDigits)months_left };
  const SlowDigits under[] = { slow_power_of_ten (price.decimals), slow_power_of_ten (percent.decimals), 100,
                               (SlowDigits)self->account->months };

  return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), self->account->rounding);
}

static SlowAmount
early_termination (SlowTimeline *self, const SlowState *state, int completed)
{
  const SlowTerm *term = state->term;

  switch (term->etf)
    {
    case SLOW_ETF_TABLE:
      return completed < term->n_amounts ? round_price (self, term->amounts[completed], 1, 1) : 0;
    case SLOW_ETF_REMAINING:
      return remaining_charges (self, state, term->months - completed);
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
  fee = slow_timeline_note (self, early_termination (self, &state, completed));
  if (state.term->has_cap)
    fee = MIN (fee, round_price (self, state.term->cap, 1, 1));
  add_fee (self, "etf", i, fee, state.term->tax);
}

void
slow_timeline_find_fees (SlowTimeline *self)
{
  for (int i = 0; i < self->n; i++)
    if (self->remains[i])
      {
        find_once (self, i);
        find_etf (self, i);
      }
}
