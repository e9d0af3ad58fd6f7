/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-account.h"

#include "slow-quote.h"

#include "random-event.h"

#include <string.h>

#define ATTEMPTS 30

int
random_below (GRand *rand, int below)
{
  return g_rand_int_range (rand, 0, below);
}

gboolean
random_one_in (GRand *rand, int n)
{
  return random_below (rand, n) == 0;
}

/* Up to 10^@places − 1. */
SlowDigits
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
  const int decimals = random_one_in (rand, 3) ? random_below (rand, scale + 7) : scale;
  int places = 2 + random_below (rand, 5);

  if (random_one_in (rand, 12))
    return slow_number (0, decimals);
  if (random_one_in (rand, 6))
    places = 1 + random_below (rand, 15);
  if ((flags & RANDOM_HUGE) != 0 && random_one_in (rand, 3))
    places = 15 + random_below (rand, 8);
  return (SlowNumber){ random_digits (rand, places + decimals - scale > 0 ? places + decimals - scale : 1), decimals };
}

SlowNumber
random_percent (GRand *rand)
{
  static const guint8 usual[] = { 0, 5, 7, 10, 19, 20, 21, 25, 50, 100 };
  const int decimals = random_below (rand, 7);

  if (!random_one_in (rand, 4))
    return slow_number (usual[random_below (rand, G_N_ELEMENTS (usual))], 0);
  return (SlowNumber){ random_digits (rand, 2 + decimals), decimals };
}

/* Every other list is one of two, whose percents are the same and whose names differ. */
SlowTax
random_tax (GRand *rand, RandomFlags flags)
{
  static const char *const names[SLOW_TAXES] = { "VAT", "City", "County", "State", "911", "USF", "Excise", "Green" };
  const SlowNumber hundred = { 100, 0 };
  SlowTax tax = { .n = 0 };
  SlowNumber sum = { 0, 0 };

  if ((flags & RANDOM_SECOND_EDITION) == 0 || random_one_in (rand, 3))
    {
      tax.parts[0].percent = random_percent (rand);
      return tax;
    }
  if (random_one_in (rand, 2))
    {
      tax.n = 2;
      tax.parts[0] = (SlowTaxPart){ names[random_below (rand, 2)], slow_number (7, 0) };
      tax.parts[1] = (SlowTaxPart){ "Levy", slow_number (250, 2) };
      return tax;
    }
  for (int n = random_one_in (rand, 4) ? SLOW_TAXES : 1 + random_below (rand, 3); tax.n < n; tax.n++)
    {
      const SlowNumber percent = random_percent (rand);

      sum = slow_number_add (sum, percent);
      if (slow_number_compare (sum, hundred) > 0)
        break;
      tax.parts[tax.n] = (SlowTaxPart){ names[tax.n], percent };
    }
  return tax;
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
add_orphans (SlowAccount *account, GRand *rand, RandomFlags flags, int cycle)
{
  static const char *const tails[]
      = { "recurring/p-9/1200/19", "recurring/p/1200/7.5", "discount/p/1200/19/old", "etf/p/77/19",
          "once/0/88/0",           "etf/gone/99/100",      "recurring/p/1200/7+2.5", "once/0/86/3.5+0+21" };

  for (guint i = 0; i < G_N_ELEMENTS (tails) && account->n_ledger < SLOW_LEDGER; i++)
    {
      SlowRow *row = &account->ledger[account->n_ledger];
      g_auto (GStrv) parts = g_strsplit (tails[i], "/", -1);
      g_autofree char *price = slow_amount_to_text (1200, account->scale);
      g_autofree char *key = NULL;

      if (!random_one_in (rand, 4) || ((flags & RANDOM_SECOND_EDITION) == 0 && strchr (tails[i], '+') != NULL))
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
      row->adjusted = random_one_in (rand, 3) ? random_below (rand, 3000) : 0;
      account->n_ledger++;
    }
}

static void
spoil_ledger (SlowAccount *account, GRand *rand, RandomFlags flags)
{
  const int cycle = account->n_ledger > 0 ? account->ledger[random_below (rand, account->n_ledger)].cycle : G_MININT;
  const int spoilt = random_one_in (rand, 2) ? 3 : 20;

  for (int i = 0; i < account->n_ledger; i++)
    {
      if (random_one_in (rand, spoilt))
        account->ledger[i].net += random_below (rand, 400) - 200;
      if (random_one_in (rand, spoilt))
        account->ledger[i].adjusted = random_below (rand, 3000);
      if (random_one_in (rand, spoilt))
        account->ledger[i] = account->ledger[--account->n_ledger];
    }
  if (cycle != G_MININT)
    add_orphans (account, rand, flags, cycle);
}

static void
add_with (SlowAccount *account, GRand *rand, RandomFlags flags)
{
  const SlowEvent *change = &account->events[account->n_events - 1];

  if ((flags & RANDOM_ADDITIONS) == 0 || change->type == SLOW_REVERSAL || change->type == SLOW_BILLING_DAY)
    return;
  while (random_one_in (rand, 3) && account->n_events < SLOW_EVENTS)
    {
      SlowEvent *event = &account->events[account->n_events++];

      random_discount (account, rand, flags, event, change->product, change->effective);
      event->with = TRUE;
      event->recorded = account->now;
      if (!slow_account_is_possible (account, account->n_events))
        account->n_events--;
    }
}

static void
add_changes (SlowAccount *account, GRand *rand, RandomFlags flags)
{
  account->list = (flags & RANDOM_SECOND_EDITION) != 0 && random_one_in (rand, 3);
  do
    {
      while (!random_possible_event (account, rand, flags, account->now))
        ;
      add_with (account, rand, flags);
    }
  while (account->list && account->n_events < SLOW_EVENTS && !random_one_in (rand, 3));
}

void
random_account (SlowAccount *out, GRand *rand, RandomFlags flags, int length)
{
  const gboolean burst = random_one_in (rand, 4);
  SlowTime recorded;
  int date;

  random_rules (out, rand, flags);
  date = slow_account_date (out, out->now) - (burst ? 40 : 30 + random_below (rand, 500));
  recorded = slow_time_of_date (date);
  while (out->n_events < MIN (length, SLOW_EVENTS - 14) && date < slow_account_date (out, out->now))
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
  add_changes (out, rand, flags);
  if (random_one_in (rand, 3) && slow_account_fill_ledger (out))
    spoil_ledger (out, rand, flags);
  if (random_one_in (rand, 10))
    out->history_version = 1 + random_below (rand, 1000);
}
