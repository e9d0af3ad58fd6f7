/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shrink-account.h"

#include "shrink-offer.h"

#include <string.h>

/* Makes the @nth simplification of its kind; FALSE when there are no more. One that changes nothing is skipped. */
typedef gboolean (*Simplify) (SlowAccount *account, int nth);

static void
remove_event (SlowAccount *account, int i)
{
  memmove (&account->events[i], &account->events[i + 1],
           sizeof account->events[0] * (gsize)(account->n_events - i - 1));
  account->n_events--;
  memset (&account->events[account->n_events], 0, sizeof account->events[0]);
  if (i < account->n_history)
    account->n_history--;
  for (int j = account->n_events - 1; j >= 0; j--)
    if (account->events[j].type == SLOW_REVERSAL && account->events[j].of > i + 1)
      account->events[j].of--;
    else if (account->events[j].type == SLOW_REVERSAL && account->events[j].of == i + 1 && j >= i)
      {
        account->events[j].of = 0;
      }
  for (int j = account->n_events - 1; j >= 0; j--)
    if (account->events[j].type == SLOW_REVERSAL && account->events[j].of == 0)
      remove_event (account, j);
}

/* When the change itself is gone, the last event before it takes its place. */
static void
appoint_change (SlowAccount *account)
{
  if (account->n_history < account->n_events || account->n_events == 0)
    return;
  account->n_history = account->n_events - 1;
  account->events[account->n_history].recorded = account->now;
}

/* The events that come with event @i. */
static int
count_company (const SlowAccount *account, int i)
{
  int n = 0;

  while (i + 1 + n < account->n_events && account->events[i + 1 + n].with)
    n++;
  return n;
}

static gboolean
drop_event (SlowAccount *account, int nth)
{
  if (nth >= account->n_events)
    return FALSE;
  if (account->n_events == 1 || count_company (account, nth) > 0)
    return TRUE;
  remove_event (account, nth);
  appoint_change (account);
  return TRUE;
}

/* Removes two at once: a pair such as suspend and resume, or a reversal and its reversal, may be possible only
 * together. */
static gboolean
drop_pair (SlowAccount *account, int nth)
{
  const int first = nth / SLOW_EVENTS, second = nth % SLOW_EVENTS;

  if (first >= account->n_events)
    return FALSE;
  if (second <= first || second >= account->n_events)
    return TRUE;
  drop_event (account, second);
  return drop_event (account, first);
}

static gboolean
drop_product (SlowAccount *account, int nth)
{
  const SlowAccount whole = *account;

  if (nth >= SLOW_PRODUCTS)
    return FALSE;
  for (int i = account->n_events - 1; i >= 0; i--)
    if (i < account->n_events && account->events[i].type != SLOW_REVERSAL && account->events[i].product == nth)
      remove_event (account, i);
  if (account->n_events == 0)
    *account = whole;
  appoint_change (account);
  return TRUE;
}

static gboolean
drop_ledger (SlowAccount *account, int nth)
{
  if (nth > 0)
    return FALSE;
  account->has_ledger = FALSE;
  account->n_ledger = 0;
  return TRUE;
}

/* Half of the rows, a quarter of them …, and finally single rows. */
static gboolean
drop_rows (SlowAccount *account, int nth)
{
  int from = nth, length = 1;

  for (int half = account->n_ledger / 2; half > 1; half /= 2)
    {
      const int parts = (account->n_ledger + half - 1) / half;

      if (from < parts)
        {
          length = half;
          break;
        }
      from -= parts;
    }
  from *= length;
  if (from >= account->n_ledger)
    return FALSE;
  length = MIN (length, account->n_ledger - from);
  memmove (&account->ledger[from], &account->ledger[from + length],
           sizeof account->ledger[0] * (gsize)(account->n_ledger - from - length));
  account->n_ledger -= length;
  return TRUE;
}

static gboolean
simplify_row (SlowAccount *account, int nth)
{
  SlowRow *row = &account->ledger[nth / 2];

  if (nth / 2 >= account->n_ledger)
    return FALSE;
  if (nth % 2 == 0)
    row->adjusted = 0;
  else if (row->net > 100)
    row->net = 100;
  return TRUE;
}

static gboolean
simplify_rules (SlowAccount *account, int nth)
{
  switch (nth)
    {
    case 0:
      account->inclusive = FALSE;
      return TRUE;
    case 1:
      account->second = FALSE;
      return TRUE;
    case 2:
      account->day_count = SLOW_ACTUAL;
      return TRUE;
    case 3:
      account->change_day_old = FALSE;
      return TRUE;
    case 4:
      account->rounding = SLOW_HALF_UP;
      return TRUE;
    case 5:
      account->zone = 0;
      return TRUE;
    case 6:
      account->months = account->anchor = 1;
      account->days = 0;
      account->first = -1;
      return TRUE;
    case 7:
      if (account->months > 0)
        account->anchor = 1;
      return TRUE;
    case 8:
      if (account->months > 1)
        account->months = 1;
      return TRUE;
    case 9:
      if (account->months > 0)
        account->first = -1;
      return TRUE;
    case 10:
      account->history_version = 0;
      return TRUE;
    case 11:
      account->collect_next = FALSE;
      return TRUE;
    case 12:
      account->list
          = account->list && account->n_events > account->n_history + 1 + count_company (account, account->n_history);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
simplify_service (SlowEvent *event, int way)
{
  const gboolean start = event->type == SLOW_START;

  if (way == 0 && start)
    event->says_add = FALSE;
  if (way == 1 && (start || event->offer >= 0 || event->has_price || event->term.months > 0))
    event->quantity = 0;
  if (way == 2 && event->quantity > 2)
    event->quantity = 2;
  if (way == 3 && (start || event->offer >= 0 || event->quantity > 0))
    memset (&event->term, 0, sizeof event->term);
  if (way == 4 && (start || event->offer >= 0 || event->quantity > 0))
    {
      event->has_price = FALSE;
      event->price = (SlowNumber){ 0, 0 };
    }
  if (way == 5)
    event->term.has_cap = event->term.of_net = event->term.by_day = FALSE;
}

static void
simplify_suspension (SlowEvent *event, int way)
{
  if (way == 0)
    event->has_price = FALSE;
  if (way == 1)
    event->has_fee = FALSE;
  if (way >= 2 && way < 6)
    shrink_number (&event->fee, way - 2);
}

static void
simplify_discount (SlowEvent *event, int way)
{
  if (way == 0)
    event->cycles = 0;
  if (way == 1)
    event->has_until = FALSE;
  if (way == 2 && event->cycles > 1)
    event->cycles = 1;
  if (way == 3)
    event->offers = 0;
  if (way == 4 && (event->offers & ~SLOW_OFFER_UNKNOWN) != 0)
    event->offers &= ~SLOW_OFFER_UNKNOWN;
}

static gboolean
simplify_event (SlowAccount *account, int nth)
{
  SlowEvent *event = &account->events[nth / 10];
  const int way = nth % 10;

  if (nth / 10 >= account->n_events)
    return FALSE;
  if (event->type == SLOW_START || event->type == SLOW_CHANGE)
    simplify_service (event, way);
  if (event->type == SLOW_SUSPEND)
    simplify_suspension (event, way);
  if (event->type == SLOW_DISCOUNT)
    simplify_discount (event, way);
  if (way >= 6 && event->type == SLOW_DISCOUNT)
    shrink_number (&event->value, way - 6);
  else if (way >= 6 && event->has_price)
    shrink_number (&event->price, way - 6);
  return TRUE;
}

static gboolean
simplify_times (SlowAccount *account, int nth)
{
  SlowEvent *event = &account->events[nth / 3];

  if (nth / 3 >= account->n_events + 1)
    return FALSE;
  if (nth / 3 == account->n_events)
    {
      account->now = slow_time_of_date (slow_account_date (account, account->now));
      account->events[account->n_history].recorded = account->now;
      return TRUE;
    }
  if (nth % 3 == 0 && event->type != SLOW_REVERSAL)
    event->effective = slow_time_of_date (slow_account_date (account, event->effective));
  if (nth % 3 == 1 && nth / 3 < account->n_history)
    event->recorded = slow_time_of_date (slow_account_date (account, event->recorded));
  if (nth % 3 == 2 && event->has_until)
    event->until = slow_time_of_date (slow_account_date (account, event->until));
  return TRUE;
}

/* What comes with a change takes effect with it. */
static void
keep_company (SlowAccount *account)
{
  for (int i = 1; i < account->n_events; i++)
    if (account->events[i].with)
      account->events[i].effective = account->events[i - 1].effective;
}

static gboolean
is_the_same (const SlowAccount *a, const SlowAccount *b)
{
  g_autofree char *first = slow_account_to_json (a), *second = slow_account_to_json (b);

  return strcmp (first, second) == 0;
}

int
shrink_account (SlowAccount *account, ShrinkProperty holds, gpointer data, int effort)
{
  static const Simplify ways[]
      = { drop_ledger,       drop_product,   drop_event,    drop_pair,    drop_rows,
          shrink_drop_offer, simplify_rules, simplify_row,  shrink_offer, shrink_rows_of_offers,
          shrink_taxes,      simplify_event, simplify_times };
  SlowAccount *tried = g_new (SlowAccount, 1);
  int asked = 0;
  gboolean smaller = TRUE;

  while (smaller && asked < effort)
    {
      smaller = FALSE;
      for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
        for (int nth = 0; asked < effort; nth++)
          {
            *tried = *account;
            if (!ways[way](tried, nth))
              break;
            keep_company (tried);
            if (is_the_same (tried, account))
              continue;
            asked++;
            if (holds (tried, data))
              continue;
            *account = *tried;
            smaller = TRUE;
            nth--;
          }
    }
  g_free (tried);
  return asked;
}
