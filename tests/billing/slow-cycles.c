/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-timeline.h"

#define GRID_ORIGIN (1970 * 12) /* a month as year × 12 + month − 1 */

/* A billing day in force: the event, and the first date of the bill it begins with. */
typedef struct
{
  int event;
  int begins;
} Move;

static int
date_of_anchor (int month, int anchor)
{
  return slow_date (0, month + 1, anchor);
}

static int
month_of (int date)
{
  int year, month, day;

  slow_date_split (date, &year, &month, &day);
  return year * 12 + month - 1;
}

static int
first_date (const SlowTimeline *self)
{
  int first = slow_account_date (self->account, self->account->now);

  /* The dates of all events: the change may need an earlier cycle than the history alone. */
  for (int i = 0; i < self->account->n_events; i++)
    if (self->account->events[i].type != SLOW_REVERSAL)
      first = MIN (first, slow_account_date (self->account, self->account->events[i].effective));
  for (int i = 0; i < self->account->n_ledger; i++)
    first = MIN (first, self->account->ledger[i].cycle);
  return first;
}

static int
last_dated_row (const SlowAccount *account)
{
  int last = G_MININT;

  for (int i = 0; i < account->n_offers; i++)
    if (account->offers[i].n_dated > 0)
      last = MAX (last, account->offers[i].dated[account->offers[i].n_dated - 1].from);
  return last;
}

/* The horizon of all queries: a year after now, and all cycles of discounts that are counted, after the last date. */
static int
last_date (const SlowTimeline *self)
{
  const SlowAccount *account = self->account;
  int last = MAX (slow_account_date (account, account->now), last_dated_row (account)), cycles = 0;

  for (int i = 0; i < account->n_events; i++)
    {
      const SlowEvent *event = &account->events[i];

      if (event->type != SLOW_REVERSAL)
        last = MAX (last, slow_account_date (account, event->effective) + 1);
      if (event->type == SLOW_DISCOUNT && event->has_until)
        last = MAX (last, slow_account_date (account, event->until));
      if (event->type == SLOW_DISCOUNT)
        cycles = MAX (cycles, event->cycles);
    }
  last = slow_date_add_months (last, 12);
  return account->months > 0 ? slow_date_add_months (last, account->months * (cycles + 4))
                             : last + account->days * (cycles + 4);
}

static void
add_cycle (SlowTimeline *self, int start, int end, int reference, gboolean own_bill)
{
  const guint n = self->cycles->len;
  const int bill = n > 0 ? g_array_index (self->cycles, SlowCycle, n - 1).bill + own_bill : 0;
  const SlowCycle cycle = { start, end, reference, reference != start, bill };

  g_array_append_val (self->cycles, cycle);
}

/* Whole cycles by anchor from a month on, the first of which may be on the bill before it. */
static void
add_months (SlowTimeline *self, int month, int anchor, gboolean own_bill)
{
  const int last = last_date (self);

  for (; date_of_anchor (month, anchor) <= last; month += self->account->months)
    {
      const int start = date_of_anchor (month, anchor);

      add_cycle (self, start, date_of_anchor (month + self->account->months, anchor), start, own_bill);
      own_bill = TRUE;
    }
}

static void
add_grid_of_months (SlowTimeline *self)
{
  const SlowAccount *account = self->account;
  const int first = first_date (self);
  int month = account->first >= 0 ? account->first : GRID_ORIGIN;

  while (date_of_anchor (month, account->anchor) > first)
    month -= account->months;
  while (date_of_anchor (month + account->months, account->anchor) <= first)
    month += account->months;
  /* One more cycle before it, so that the first relevant one begins where another ends. */
  add_months (self, month - account->months, account->anchor, TRUE);
}

static void
add_grid_of_days (SlowTimeline *self)
{
  const int first = first_date (self), last = last_date (self);
  int start = self->account->first;

  while (start > first)
    start -= self->account->days;
  while (start + self->account->days <= first)
    start += self->account->days;
  for (; start <= last; start += self->account->days)
    add_cycle (self, start, start + self->account->days, start, TRUE);
}

/* Cuts the calendar at the move, and continues by the new anchor. */
static void
apply_move (SlowTimeline *self, const Move *move)
{
  const SlowEvent *event = &self->account->events[move->event];
  guint kept = 0;
  int month = month_of (move->begins);

  while (g_array_index (self->cycles, SlowCycle, kept).start < move->begins)
    kept++;
  g_array_set_size (self->cycles, kept);
  if (date_of_anchor (month, event->anchor) < move->begins)
    month++;
  if (date_of_anchor (month, event->anchor) == move->begins)
    {
      add_months (self, month, event->anchor, TRUE);
      return;
    }
  add_cycle (self, move->begins, date_of_anchor (month, event->anchor),
             date_of_anchor (month - self->account->months, event->anchor), TRUE);
  add_months (self, month, event->anchor, !event->extension);
}

static void
build (SlowTimeline *self, const GArray *moves)
{
  g_array_set_size (self->cycles, 0);
  if (self->account->months > 0)
    add_grid_of_months (self);
  else
    add_grid_of_days (self);
  for (guint i = 0; i < moves->len; i++)
    apply_move (self, &g_array_index (moves, Move, i));
}

/* The first date of the first bill after the recording and not before the effective date. */
static int
find_beginning (const SlowTimeline *self, int i)
{
  for (guint c = 1; c < self->cycles->len; c++)
    {
      const SlowCycle *cycle = &g_array_index (self->cycles, SlowCycle, c);

      if (cycle->bill != g_array_index (self->cycles, SlowCycle, c - 1).bill && cycle->start > self->recorded[i]
          && cycle->start >= self->date[i])
        return cycle->start;
    }
  g_assert_not_reached ();
}

/* The moves in force after the first @n events, and the calendar they result in. */
static GArray *
find_moves (SlowTimeline *self, int n)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (Move));

  build (self, moves);
  for (int i = 0; i < n; i++)
    {
      Move move = { .event = i };

      if (self->account->events[i].type != SLOW_BILLING_DAY || !slow_timeline_stands (self->account, n, i))
        continue;
      for (guint m = moves->len; m-- > 0;)
        if (g_array_index (moves, Move, m).begins > self->recorded[i])
          g_array_remove_index (moves, m);
      build (self, moves);
      move.begins = find_beginning (self, i);
      g_array_append_val (moves, move);
      build (self, moves);
    }
  return moves;
}

/* Whether the moves begun by a date are the same in both. */
static gboolean
same_until (const GArray *a, const GArray *b, int date)
{
  for (guint i = 0; i < MAX (a->len, b->len); i++)
    {
      const Move none = { -1, G_MAXINT };
      const Move *first = i < a->len ? &g_array_index (a, Move, i) : &none;
      const Move *second = i < b->len ? &g_array_index (b, Move, i) : &none;

      if (MIN (first->begins, second->begins) <= date
          && (first->event != second->event || first->begins != second->begins))
        return FALSE;
    }
  return TRUE;
}

/* The first date of whole cycles after a move: its own, or the end of the stub. */
static int
first_whole (const SlowTimeline *self, const Move *move)
{
  const SlowCycle *cycle = slow_timeline_cycle (self, slow_timeline_cycle_of (self, move->begins));

  return cycle->stub ? cycle->end : cycle->start;
}

static gboolean
has_billing_day (const SlowTimeline *self)
{
  for (int i = 0; i < self->n; i++)
    if (self->account->events[i].type == SLOW_BILLING_DAY)
      return TRUE;
  return FALSE;
}

gboolean
slow_timeline_find_cycles (SlowTimeline *self)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (Move));

  if (has_billing_day (self) && self->account->months == 0)
    return FALSE;
  /* A reversal, also one that restores something, changes nothing that had begun by then. */
  for (int n = 1; has_billing_day (self) && n <= self->n; n++)
    {
      g_autoptr (GArray) before = g_steal_pointer (&moves);
      const SlowType type = self->account->events[n - 1].type;

      moves = type == SLOW_REVERSAL || type == SLOW_BILLING_DAY ? find_moves (self, n) : g_array_ref (before);
      if (type == SLOW_REVERSAL && !same_until (before, moves, self->recorded[n - 1]))
        return FALSE;
    }
  build (self, moves);
  for (guint i = 0; i < moves->len; i++)
    self->moves[self->n_moves++] = first_whole (self, &g_array_index (moves, Move, i));
  return TRUE;
}
