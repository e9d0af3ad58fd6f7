/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-timeline.h"

/* The local date on which an event takes effect. */
static int
date_of_effect (const SlowTimeline *self, int i)
{
  return self->date[i] + (self->account->change_day_old && slow_timeline_waits (self->account->events[i].type));
}

static void
apply_service (const SlowTimeline *self, int i, SlowState *state)
{
  const SlowEvent *event = &self->account->events[i];

  if (event->type == SLOW_START)
    state->exists = TRUE;
  if (event->offer >= 0 && (event->type == SLOW_START || event->offer != state->offer))
    {
      state->offer = event->offer;
      state->came = date_of_effect (self, i);
      state->has_price = FALSE;
    }
  if (event->has_price)
    {
      state->has_price = TRUE;
      state->price = event->price;
    }
  if (event->quantity > 0)
    state->quantity = event->quantity;
  else if (event->type == SLOW_START)
    state->quantity = 1;
  if (event->term.months > 0)
    {
      state->term = &event->term;
      state->term_start = self->date[i];
    }
}

void
slow_timeline_apply (const SlowTimeline *self, int i, SlowState *state)
{
  const SlowEvent *event = &self->account->events[i];

  state->version++;
  if (event->type == SLOW_START || event->type == SLOW_CHANGE)
    apply_service (self, i, state);
  if (event->type == SLOW_PRICE)
    {
      state->has_price = event->has_price;
      state->price = event->price;
    }
  if (event->type == SLOW_REMOVE)
    state->removed = TRUE;
  if (event->type == SLOW_SUSPEND || event->type == SLOW_RESUME)
    {
      state->suspended = event->type == SLOW_SUSPEND;
      state->has_suspended_price = event->type == SLOW_SUSPEND && event->has_price;
      state->suspended_price = event->price;
    }
}

SlowState
slow_timeline_state_at (const SlowTimeline *self, int product, gint64 at)
{
  SlowState state = { 0 };

  for (int o = 0; o < self->n_order[product] && self->effect[self->order[product][o]] <= at; o++)
    slow_timeline_apply (self, self->order[product][o], &state);
  return state;
}

/* "those rows count that are in force on the later of the cycle's first date and the local date on which the product
 * came to the offer" */
static int
date_of_rows (const SlowState *state, int cycle_start)
{
  return MAX (cycle_start, state->came);
}

const SlowTax *
slow_state_tax (const SlowTimeline *self, const SlowState *state, int cycle_start)
{
  return slow_account_tax (self->account, state->offer, date_of_rows (state, cycle_start));
}

SlowNumber
slow_state_price (const SlowTimeline *self, const SlowState *state, int cycle_start)
{
  return state->has_price ? state->price
                          : slow_account_sale (self->account, state->offer, date_of_rows (state, cycle_start)).price;
}
