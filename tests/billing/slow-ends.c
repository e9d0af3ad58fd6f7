/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-timeline.h"

gboolean
slow_timeline_discounts (const SlowTimeline *self, int d, int product, int offer, gint64 at)
{
  const SlowEvent *event = &self->account->events[d];

  return event->type == SLOW_DISCOUNT && event->product == product && self->remains[d] && self->at[d] <= at
         && at < self->ends[d] && slow_event_allows_offer (event, offer);
}

/* The end of the n-th cycle, a partial first one counted; a stub counts with what follows. */
static int
end_of_cycles (const SlowTimeline *self, int i)
{
  int cycle, counted = 0;

  for (cycle = slow_timeline_cycle_of (self, self->date[i]);; cycle++)
    if (!slow_timeline_cycle (self, cycle)->stub && ++counted == self->account->events[i].cycles)
      break;
  return slow_timeline_cycle (self, cycle)->end;
}

/* The next moment after another at which an event of the product takes effect. */
static gint64
next_effect (const SlowTimeline *self, int product, gint64 at)
{
  for (int o = 0; o < self->n_order[product]; o++)
    if (self->effect[self->order[product][o]] > at)
      return self->effect[self->order[product][o]];
  return SLOW_NEVER;
}

/* "It … is over for good at the first moment after its beginning that the product is on another": the beginning is no
 * such moment, the tick after it may be; then the product is where it is until an event takes effect. Before the start,
 * after the removal and while suspended it is on no other offer. */
static gint64
leaves_offers (const SlowTimeline *self, int i)
{
  const SlowEvent *event = &self->account->events[i];

  for (gint64 at = self->at[i] + 1; at != SLOW_NEVER; at = next_effect (self, event->product, at))
    {
      const SlowState state = slow_timeline_state_at (self, event->product, at);

      if (state.exists && !state.removed && !state.suspended && !slow_event_allows_offer (event, state.offer))
        return at;
    }
  return SLOW_NEVER;
}

static int
date_of_moment (const SlowTimeline *self, gint64 at)
{
  return self->account->second ? slow_zone_date_at (slow_zone (self->account->zone), at) : (int)at;
}

/* "from `effective` until the date `until`, or the end of the n-th cycle, a partial first one counted" */
static void
find_end (SlowTimeline *self, int i)
{
  const SlowEvent *event = &self->account->events[i];
  const gint64 leaves = leaves_offers (self, i);

  if (event->has_until)
    {
      self->ends[i] = slow_account_at (self->account, event->until);
      self->end_dates[i] = slow_account_date (self->account, event->until);
    }
  if (event->cycles > 0)
    {
      self->end_dates[i] = end_of_cycles (self, i);
      self->ends[i] = slow_account_at_date (self->account, self->end_dates[i]);
    }
  if (leaves < self->ends[i])
    {
      self->ends[i] = leaves;
      self->end_dates[i] = date_of_moment (self, leaves);
    }
}

void
slow_timeline_find_ends (SlowTimeline *self)
{
  for (int i = 0; i < self->n; i++)
    {
      self->ends[i] = SLOW_NEVER;
      if (self->account->events[i].type == SLOW_DISCOUNT)
        find_end (self, i);
    }
}
