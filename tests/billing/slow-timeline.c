/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-timeline.h"

#include <string.h>

gboolean
slow_timeline_stands (const SlowAccount *account, int n, int i)
{
  for (int j = i + 1; j < n; j++)
    if (account->events[j].type == SLOW_REVERSAL && account->events[j].of == i + 1
        && slow_timeline_stands (account, n, j))
      return FALSE;
  return TRUE;
}

static gboolean
is_plan (const SlowEvent *event)
{
  return event->type == SLOW_CHANGE || event->type == SLOW_REMOVE;
}

static gboolean
is_superseded (const SlowTimeline *self, int i)
{
  const SlowEvent *events = self->account->events;

  for (int j = i + 1; is_plan (&events[i]) && j < self->n; j++)
    if (is_plan (&events[j]) && events[j].product == events[i].product
        && slow_timeline_stands (self->account, self->n, j) && self->at[i] > self->recorded_at[j])
      return TRUE;
  return FALSE;
}

gboolean
slow_timeline_waits (SlowType type)
{
  return type == SLOW_CHANGE || type == SLOW_PRICE || type == SLOW_REMOVE || type == SLOW_SUSPEND
         || type == SLOW_RESUME;
}

static void
find_times (SlowTimeline *self)
{
  const SlowAccount *account = self->account;

  for (int i = 0; i < self->n; i++)
    {
      const SlowEvent *event = &account->events[i];

      self->recorded[i] = slow_account_date (account, event->recorded);
      self->recorded_at[i] = slow_account_at (account, event->recorded);
      if (event->type == SLOW_REVERSAL)
        continue;
      self->date[i] = slow_account_date (account, event->effective);
      self->at[i] = self->effect[i] = slow_account_at (account, event->effective);
      if (account->change_day_old && slow_timeline_waits (event->type))
        self->effect[i]++;
    }
  for (int i = 0; i < self->n; i++)
    self->remains[i] = account->events[i].type != SLOW_REVERSAL && slow_timeline_stands (account, self->n, i)
                       && !is_superseded (self, i);
}

/* The remaining event of the product that counts first after @last (-1: the very first); -1 when there is none. */
static int
next_in_order (const SlowTimeline *self, int product, int last)
{
  int next = -1;

  for (int i = 0; i < self->n; i++)
    {
      if (!self->remains[i] || self->account->events[i].product != product
          || self->account->events[i].type == SLOW_DISCOUNT)
        continue;
      if (last >= 0 && (self->effect[i] < self->effect[last] || (self->effect[i] == self->effect[last] && i <= last)))
        continue;
      if (next < 0 || self->effect[i] < self->effect[next])
        next = i;
    }
  return next;
}

static void
find_order (SlowTimeline *self)
{
  for (int product = 0; product < SLOW_PRODUCTS; product++)
    {
      self->removed[product] = SLOW_NEVER;
      for (int i = next_in_order (self, product, -1); i >= 0; i = next_in_order (self, product, i))
        {
          self->order[product][self->n_order[product]++] = i;
          if (self->account->events[i].type == SLOW_REMOVE)
            self->removed[product] = self->effect[i];
        }
    }
}

static gboolean
is_possible_for (const SlowState *state, const SlowEvent *event)
{
  if (event->type == SLOW_START)
    return !state->exists;
  return state->exists && !state->removed && !(event->type == SLOW_SUSPEND && state->suspended)
         && !(event->type == SLOW_RESUME && !state->suspended);
}

gboolean
slow_timeline_replay (const SlowTimeline *self, int product, int stop, SlowState *state)
{
  memset (state, 0, sizeof *state);
  for (int o = 0; o < self->n_order[product] && self->order[product][o] != stop; o++)
    {
      const int i = self->order[product][o];

      if (!is_possible_for (state, &self->account->events[i]))
        return FALSE;
      slow_timeline_apply (self, i, state);
    }
  return TRUE;
}

/* "events in the order of recording, none after now" */
static gboolean
is_in_order (const SlowTimeline *self)
{
  for (int i = 0; i < self->n; i++)
    if (self->recorded_at[i] > slow_account_at (self->account, self->account->now)
        || (i > 0 && self->recorded_at[i] < self->recorded_at[i - 1]))
      return FALSE;
  return TRUE;
}

/* "A discount whose `until` is not after its `effective` is refused." */
static gboolean
ends_before_it_begins (const SlowTimeline *self, int i)
{
  const SlowEvent *event = &self->account->events[i];

  return event->type == SLOW_DISCOUNT && event->has_until
         && slow_account_at (self->account, event->until) <= self->at[i];
}

/* "Names stay used once, also when the event that brought the name was reversed (products as well)." */
gboolean
slow_account_repeats_name (const SlowAccount *account, int i)
{
  const SlowEvent *event = &account->events[i];

  for (int j = 0; j < i; j++)
    {
      const SlowEvent *earlier = &account->events[j];

      if (earlier->type != event->type || earlier->product != event->product)
        continue;
      if (event->type == SLOW_START
          || (event->type == SLOW_DISCOUNT && strcmp (earlier->discount, event->discount) == 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_possible (const SlowTimeline *self)
{
  if (!is_in_order (self))
    return FALSE;
  for (int i = 0; i < self->n; i++)
    if (ends_before_it_begins (self, i) || slow_account_repeats_name (self->account, i))
      return FALSE;
  for (int i = 0; i < self->n; i++)
    {
      SlowState state;

      if (!self->remains[i] || self->account->events[i].product < 0)
        continue;
      if (!slow_timeline_replay (self, self->account->events[i].product, -1, &state) || !state.exists)
        return FALSE;
    }
  return TRUE;
}

static void
free_fee (gpointer fee)
{
  g_free (((SlowFee *)fee)->key);
}

SlowTimeline *
slow_timeline_new (const SlowAccount *account, int n)
{
  SlowTimeline *self = g_new0 (SlowTimeline, 1);

  self->account = account;
  self->n = n;
  self->cycles = g_array_new (FALSE, FALSE, sizeof (SlowCycle));
  self->fees = g_array_new (FALSE, FALSE, sizeof (SlowFee));
  g_array_set_clear_func (self->fees, free_fee);
  find_times (self);
  self->possible = slow_timeline_find_cycles (self);
  if (!self->possible)
    return self;
  self->now = slow_timeline_cycle_of (self, slow_account_date (account, account->now));
  self->bills = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_ptr_array_set_size (self->bills, (int)self->cycles->len);
  find_order (self);
  slow_timeline_find_ends (self);
  self->possible = find_possible (self);
  if (self->possible)
    slow_timeline_find_fees (self);
  return self;
}

void
slow_timeline_free (SlowTimeline *self)
{
  g_array_unref (self->cycles);
  g_array_unref (self->fees);
  if (self->bills != NULL)
    {
      g_ptr_array_set_free_func (self->bills, NULL);
      for (guint i = 0; i < self->bills->len; i++)
        g_clear_pointer (&self->bills->pdata[i], g_ptr_array_unref);
      g_ptr_array_unref (self->bills);
    }
  g_free (self);
}

const SlowCycle *
slow_timeline_cycle (const SlowTimeline *self, int number)
{
  g_assert (number >= 0 && (guint)number < self->cycles->len);
  return &g_array_index (self->cycles, SlowCycle, number);
}

int
slow_timeline_cycle_of (const SlowTimeline *self, int date)
{
  for (guint i = 0; i < self->cycles->len; i++)
    if (date < g_array_index (self->cycles, SlowCycle, i).end)
      {
        g_assert (date >= g_array_index (self->cycles, SlowCycle, i).start);
        return (int)i;
      }
  g_assert_not_reached ();
}

SlowAmount
slow_timeline_note (SlowTimeline *self, SlowAmount amount)
{
  self->widest = MAX (self->widest, amount < 0 ? -amount : amount);
  return amount;
}
