/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-account.h"

#include "random-event.h"
#include "slow-quote.h"

#include <string.h>

#define ATTEMPTS 30

/* Zones (by number) with days on which their clocks changed in an unusual way. */
static const struct
{
  guint zone;
  int year;
  int month;
  int day;
} clock_changes[] = {
  { 1, 2024, 3, 31 },  { 1, 2050, 10, 30 },  { 2, 2007, 11, 4 },   { 4, 2024, 4, 7 },   { 4, 2030, 10, 6 },
  { 5, 2011, 12, 30 }, { 5, 2011, 12, 30 },  { 6, 1995, 1, 1 },    { 7, 1995, 1, 1 },   { 8, 1993, 8, 21 },
  { 9, 2011, 12, 30 }, { 10, 2017, 10, 15 }, { 10, 2018, 2, 18 },  { 11, 2022, 3, 27 }, { 12, 2023, 3, 12 },
  { 13, 2023, 10, 1 }, { 14, 2010, 11, 7 },  { 14, 2006, 10, 29 }, { 15, 2022, 3, 27 }, { 16, 2018, 5, 5 },
  { 17, 2016, 5, 1 },  { 18, 2023, 3, 19 },  { 19, 2021, 2, 1 },   { 20, 2023, 4, 28 }, { 22, 2022, 3, 22 },
  { 23, 2024, 9, 29 },
};

int
random_below (GRand *rand, int below)
{
  return g_rand_int_range (rand, 0, below);
}

static gboolean
one_in (GRand *rand, int n)
{
  return random_below (rand, n) == 0;
}

/* Up to 10^@places − 1. */
static SlowDigits
random_digits (GRand *rand, int places)
{
  SlowDigits digits = 0;

  for (int i = 0; i < places; i++)
    digits = digits * 10 + (SlowDigits)random_below (rand, 10);
  return digits;
}

SlowNumber
random_price (GRand *rand, int scale, RandomFlags flags)
{
  const int decimals = one_in (rand, 3) ? random_below (rand, scale + 7) : scale;
  int places = 2 + random_below (rand, 5);

  if (one_in (rand, 12))
    return slow_number (0, decimals);
  if (one_in (rand, 6))
    places = 1 + random_below (rand, 15);
  if ((flags & RANDOM_HUGE) != 0 && one_in (rand, 3))
    places = 15 + random_below (rand, 8);
  return (SlowNumber){ random_digits (rand, places + decimals - scale > 0 ? places + decimals - scale : 1), decimals };
}

SlowNumber
random_percent (GRand *rand)
{
  static const guint8 usual[] = { 0, 5, 7, 10, 19, 20, 21, 25, 50, 100 };
  const int decimals = random_below (rand, 7);

  if (!one_in (rand, 4))
    return slow_number (usual[random_below (rand, G_N_ELEMENTS (usual))], 0);
  return (SlowNumber){ random_digits (rand, 2 + decimals), decimals };
}

static void
random_grid (SlowAccount *out, GRand *rand)
{
  static const int months[] = { 1, 1, 1, 1, 1, 2, 3, 6, 12, 24 }, days[] = { 7, 14, 28, 30, 10 };

  out->first = -1;
  if (one_in (rand, 4))
    {
      out->days = one_in (rand, 3) ? 2 + random_below (rand, 90) : days[random_below (rand, G_N_ELEMENTS (days))];
      out->first
          = slow_date (1999 + random_below (rand, 100), 1, 1 + random_below (rand, 31)) + random_below (rand, 400);
      return;
    }
  out->anchor = one_in (rand, 3) ? 28 + random_below (rand, 4) : 1 + random_below (rand, 31);
  out->months = months[random_below (rand, G_N_ELEMENTS (months))];
  if (one_in (rand, 3))
    out->first = (1960 + random_below (rand, 150)) * 12 + random_below (rand, 12);
}

static void
random_policy (SlowAccount *out, GRand *rand)
{
  static const int counts[]
      = { SLOW_ACTUAL, SLOW_ACTUAL, SLOW_ACTUAL, 30, 30, 28, 31, 7, 365, SLOW_30_360, SLOW_30_360 };

  out->rounding = (SlowRounding)random_below (rand, SLOW_ROUNDINGS);
  out->second = one_in (rand, 4);
  if (out->second)
    return;
  out->change_day_old = one_in (rand, 3);
  if (out->months == 0 && one_in (rand, 12))
    out->days = 1;
  out->day_count
      = one_in (rand, 12) ? 1 + random_below (rand, 400) : counts[random_below (rand, G_N_ELEMENTS (counts))];
  if (out->days == 1 && out->day_count == SLOW_30_360)
    out->days = 2; /* such a month has no days from the 30th on */
}

static void
random_now (SlowAccount *out, GRand *rand)
{
  int date = slow_date (1999 + random_below (rand, 102), 1 + random_below (rand, 12), 1 + random_below (rand, 31));

  out->zone = (guint)random_below (rand, (int)slow_zone_count ());
  if (one_in (rand, 3))
    {
      const int near = random_below (rand, G_N_ELEMENTS (clock_changes));

      out->zone = clock_changes[near].zone;
      date = slow_date (clock_changes[near].year, clock_changes[near].month, clock_changes[near].day)
             + random_below (rand, 90) - 10;
    }
  out->now = random_time (out, rand, date);
}

static void
random_currency (SlowAccount *out, GRand *rand)
{
  const char *exact[] = { "JPY", "EUR", "USD", "KWD", "XTS" };

  out->scale = one_in (rand, 2) ? 2 : random_below (rand, 5);
  g_strlcpy (out->currency, one_in (rand, 2) ? "XTS" : exact[out->scale], sizeof out->currency);
}

static void
random_allowance (SlowAllowance *out, GRand *rand)
{
  out->present = !one_in (rand, 3);
  out->amount = one_in (rand, 6) ? (gint64)random_digits (rand, 12) : random_below (rand, 3000);
  out->partial = (SlowPartial)random_below (rand, 3);
}

static void
random_offers (SlowAccount *out, GRand *rand, RandomFlags flags)
{
  static const char *const names[SLOW_OFFERS] = { "S", "M-2", "l_0", "7" };

  out->n_offers = 1 + random_below (rand, SLOW_OFFERS);
  for (int i = 0; i < out->n_offers; i++)
    {
      SlowOffer *offer = &out->offers[i];

      g_strlcpy (out->offer_names[i], names[i], SLOW_NAME);
      offer->price = random_price (rand, out->scale, flags);
      if (i > 0 && one_in (rand, 5)) /* the same price, written differently */
        {
          offer->price = out->offers[i - 1].price;
          if (offer->price.decimals < out->scale + 6)
            offer->price = (SlowNumber){ offer->price.digits * 10, offer->price.decimals + 1 };
        }
      offer->tax = i > 0 && one_in (rand, 2) ? out->offers[0].tax : random_percent (rand);
      if (one_in (rand, 3))
        offer->once = random_price (rand, out->scale, flags);
    }
}

static void
random_additions (SlowAccount *out, GRand *rand)
{
  const gboolean allowances = one_in (rand, 2);

  out->inclusive = one_in (rand, 3);
  for (int i = 0; i < out->n_offers; i++)
    {
      out->offers[i].arrears = one_in (rand, 3);
      for (int a = 0; allowances && a < SLOW_ALLOWANCES; a++)
        random_allowance (&out->offers[i].allowances[a], rand);
    }
}

void
random_rules (SlowAccount *out, GRand *rand, RandomFlags flags)
{
  static const char *const products[SLOW_PRODUCTS] = { "p", "p-1", "P_2", "0" };

  memset (out, 0, sizeof *out);
  for (int i = 0; i < SLOW_PRODUCTS; i++)
    g_strlcpy (out->products[i], products[i], SLOW_NAME);
  if (one_in (rand, 20)) /* as long as a name may be */
    memset (out->products[1], 'x', 64);
  out->terse = one_in (rand, 2);
  random_currency (out, rand);
  random_grid (out, rand);
  random_policy (out, rand);
  random_now (out, rand);
  random_offers (out, rand, flags);
  if ((flags & RANDOM_ADDITIONS) != 0)
    random_additions (out, rand);
}

gboolean
random_possible_event (SlowAccount *account, GRand *rand, RandomFlags flags, SlowTime recorded)
{
  for (int attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      random_event (account, rand, flags, recorded);
      if (slow_account_is_possible (account, account->n_events))
        return TRUE;
      account->n_events--;
    }
  return FALSE;
}

/* Ledger rows without a matching event, of a cycle that has begun. */
static void
add_orphans (SlowAccount *account, GRand *rand, int cycle)
{
  static const char *const tails[] = { "recurring/p-9/1200/19", "recurring/p/1200/7.5", "discount/p/1200/19/old",
                                       "etf/p/77/19",           "once/0/88/0",          "etf/gone/99/100" };

  for (guint i = 0; i < G_N_ELEMENTS (tails) && account->n_ledger < SLOW_LEDGER; i++)
    {
      SlowRow *row = &account->ledger[account->n_ledger];
      g_auto (GStrv) parts = g_strsplit (tails[i], "/", -1);
      g_autofree char *price = slow_amount_to_text (1200, account->scale);
      g_autofree char *key = NULL;

      if (!one_in (rand, 4))
        continue;
      if (strcmp (parts[2], "1200") == 0)
        {
          g_free (parts[2]);
          parts[2] = g_strdup (price);
        }
      key = g_strjoinv ("/", parts);
      g_strlcpy (row->key, key, SLOW_KEY);
      row->cycle = cycle;
      row->net = random_below (rand, 4000) - 1000;
      row->adjusted = one_in (rand, 3) ? random_below (rand, 3000) : 0;
      account->n_ledger++;
    }
}

static void
spoil_ledger (SlowAccount *account, GRand *rand)
{
  const int cycle = account->n_ledger > 0 ? account->ledger[random_below (rand, account->n_ledger)].cycle : G_MININT;
  const int spoilt = one_in (rand, 2) ? 3 : 20;

  for (int i = 0; i < account->n_ledger; i++)
    {
      if (one_in (rand, spoilt))
        account->ledger[i].net += random_below (rand, 400) - 200;
      if (one_in (rand, spoilt))
        account->ledger[i].adjusted = random_below (rand, 3000);
      if (one_in (rand, spoilt))
        account->ledger[i] = account->ledger[--account->n_ledger];
    }
  if (cycle != G_MININT)
    add_orphans (account, rand, cycle);
}

static void
add_with (SlowAccount *account, GRand *rand, RandomFlags flags)
{
  const SlowEvent *change = &account->events[account->n_history];

  if ((flags & RANDOM_ADDITIONS) == 0 || change->type == SLOW_REVERSAL || change->type == SLOW_BILLING_DAY)
    return;
  while (one_in (rand, 3) && account->n_events < SLOW_EVENTS)
    {
      SlowEvent *event = &account->events[account->n_events++];

      random_discount (account, rand, flags, event, change->product, change->effective);
      event->recorded = account->now;
      if (!slow_account_is_possible (account, account->n_events))
        account->n_events--;
    }
}

void
random_account (SlowAccount *out, GRand *rand, RandomFlags flags, int length)
{
  const gboolean burst = one_in (rand, 4);
  SlowTime recorded;
  int date;

  random_rules (out, rand, flags);
  date = slow_account_date (out, out->now) - (burst ? 40 : 30 + random_below (rand, 500));
  recorded = slow_time_of_date (date);
  while (out->n_events < MIN (length, SLOW_EVENTS - 6) && date < slow_account_date (out, out->now))
    {
      const SlowTime next = random_time (out, rand, date);

      /* Sorted, also where a date and an instant of the same date meet. */
      if (slow_account_at (out, next) >= slow_account_at (out, recorded)
          && slow_account_at (out, next) <= slow_account_at (out, out->now))
        recorded = next;
      random_possible_event (out, rand, flags, recorded);
      date += random_below (rand, burst ? 5 : 60);
    }
  out->n_history = out->n_events;
  while (!random_possible_event (out, rand, flags, out->now))
    ;
  add_with (out, rand, flags);
  if (one_in (rand, 3) && slow_account_fill_ledger (out))
    spoil_ledger (out, rand);
  if (one_in (rand, 10))
    out->history_version = 1 + random_below (rand, 1000);
}
