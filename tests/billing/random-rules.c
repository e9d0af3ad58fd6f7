/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-account.h"

#include "random-event.h"

#include <string.h>

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
  { 23, 2024, 9, 29 }, { 24, 2038, 10, 31 }, { 24, 2050, 3, 27 },
};

static void
random_grid (SlowAccount *out, GRand *rand)
{
  static const int months[] = { 1, 1, 1, 1, 1, 2, 3, 6, 12, 24 }, days[] = { 7, 14, 28, 30, 10 };

  out->first = -1;
  if (random_one_in (rand, 4))
    {
      out->days
          = random_one_in (rand, 3) ? 2 + random_below (rand, 90) : days[random_below (rand, G_N_ELEMENTS (days))];
      out->first
          = slow_date (1999 + random_below (rand, 100), 1, 1 + random_below (rand, 31)) + random_below (rand, 400);
      return;
    }
  out->anchor = random_one_in (rand, 3) ? 28 + random_below (rand, 4) : 1 + random_below (rand, 31);
  out->months = months[random_below (rand, G_N_ELEMENTS (months))];
  if (random_one_in (rand, 3))
    out->first = (1960 + random_below (rand, 150)) * 12 + random_below (rand, 12);
}

static void
random_policy (SlowAccount *out, GRand *rand)
{
  static const int counts[]
      = { SLOW_ACTUAL, SLOW_ACTUAL, SLOW_ACTUAL, 30, 30, 28, 31, 7, 365, SLOW_30_360, SLOW_30_360 };

  out->rounding = (SlowRounding)random_below (rand, SLOW_ROUNDINGS);
  out->second = random_one_in (rand, 4);
  if (out->second)
    return;
  out->change_day_old = random_one_in (rand, 3);
  if (out->months == 0 && random_one_in (rand, 12))
    out->days = 1;
  out->day_count
      = random_one_in (rand, 12) ? 1 + random_below (rand, 400) : counts[random_below (rand, G_N_ELEMENTS (counts))];
  if (out->days == 1 && out->day_count == SLOW_30_360)
    out->days = 2; /* such a month has no days from the 30th on */
}

static void
random_now (SlowAccount *out, GRand *rand)
{
  int date = slow_date (1999 + random_below (rand, 102), 1 + random_below (rand, 12), 1 + random_below (rand, 31));

  out->zone = (guint)random_below (rand, (int)slow_zone_count ());
  if (random_one_in (rand, 3))
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

  out->scale = random_one_in (rand, 2) ? 2 : random_below (rand, 5);
  g_strlcpy (out->currency, random_one_in (rand, 2) ? "XTS" : exact[out->scale], sizeof out->currency);
}

static void
random_allowance (SlowAllowance *out, GRand *rand)
{
  out->present = !random_one_in (rand, 3);
  out->amount = random_one_in (rand, 6) ? (gint64)random_digits (rand, 12) : random_below (rand, 3000);
  out->partial = (SlowPartial)random_below (rand, 3);
}

static SlowNumber
written_differently (const SlowAccount *account, SlowNumber price)
{
  return price.decimals < account->scale + 6 ? (SlowNumber){ price.digits * 10, price.decimals + 1 } : price;
}

/* The same percents under another name: both have one key. */
static SlowTax
renamed (SlowTax tax)
{
  if (tax.n > 0)
    tax.parts[0].name = "Duty";
  return tax;
}

static void
random_offers (SlowAccount *out, GRand *rand, RandomFlags flags)
{
  static const char *const names[SLOW_OFFERS] = { "S", "M-2", "l_0", "7" };

  out->n_offers = 1 + random_below (rand, SLOW_OFFERS);
  for (int i = 0; i < out->n_offers; i++)
    {
      const SlowSale *first = &out->offers[0].sale;
      SlowSale *sale = &out->offers[i].sale;

      g_strlcpy (out->offer_names[i], names[i], SLOW_NAME);
      sale->price = i > 0 && random_one_in (rand, 4) ? written_differently (out, first->price)
                                                     : random_price (rand, out->scale, flags);
      sale->tax = i > 0 && random_one_in (rand, 2) ? first->tax : random_tax (rand, flags);
      if (random_one_in (rand, 2))
        sale->tax = renamed (sale->tax);
      if (random_one_in (rand, 3))
        sale->once = random_price (rand, out->scale, flags);
    }
}

static void
random_additions (SlowAccount *out, GRand *rand)
{
  const gboolean allowances = random_one_in (rand, 2);

  out->inclusive = random_one_in (rand, 3);
  for (int i = 0; i < out->n_offers; i++)
    {
      out->offers[i].arrears = random_one_in (rand, 3);
      for (int a = 0; allowances && a < SLOW_ALLOWANCES; a++)
        random_allowance (&out->offers[i].allowances[a], rand);
    }
}

/* A date on which a cycle starts, or near it, or any. */
static int
random_date_of_row (const SlowAccount *account, GRand *rand)
{
  const int near = slow_account_date (account, account->now) + random_below (rand, 600) - 250;
  int year, month, day, start;

  slow_date_split (near, &year, &month, &day);
  start
      = account->months > 0 ? slow_date (year, month, account->anchor) : near - (near - account->first) % account->days;
  return random_one_in (rand, 3) ? near : start + 1 - random_below (rand, 3);
}

static void
random_dated (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowOffer *offer)
{
  int rows = 1 + random_below (rand, SLOW_DATED);

  while (rows-- > 0)
    {
      SlowDated *row = &offer->dated[offer->n_dated];
      const SlowDated *before = offer->n_dated > 0 ? row - 1 : NULL;
      const int from = random_date_of_row (account, rand);

      if (before != NULL && from <= before->from)
        continue;
      *row = (SlowDated){ .from = from };
      row->has_price = !random_one_in (rand, 3);
      row->price = random_one_in (rand, 4) ? written_differently (account, offer->sale.price)
                                           : random_price (rand, account->scale, flags);
      row->has_tax = random_one_in (rand, 3);
      row->tax = random_one_in (rand, 3) ? offer->sale.tax : random_tax (rand, flags);
      row->has_once = random_one_in (rand, 3) || (!row->has_price && !row->has_tax);
      row->once = random_price (rand, account->scale, flags);
      offer->n_dated++;
    }
}

static void
random_second_edition (SlowAccount *out, GRand *rand, RandomFlags flags)
{
  out->collect_next = random_one_in (rand, 2);
  for (int i = 0; i < out->n_offers; i++)
    if (random_one_in (rand, 2))
      random_dated (out, rand, flags, &out->offers[i]);
}

void
random_rules (SlowAccount *out, GRand *rand, RandomFlags flags)
{
  static const char *const products[SLOW_PRODUCTS] = { "p", "p-1", "P_2", "0" };

  memset (out, 0, sizeof *out);
  for (int i = 0; i < SLOW_PRODUCTS; i++)
    g_strlcpy (out->products[i], products[i], SLOW_NAME);
  if (random_one_in (rand, 20)) /* as long as a name may be */
    memset (out->products[1], 'x', 64);
  out->terse = random_one_in (rand, 2);
  random_currency (out, rand);
  random_grid (out, rand);
  random_policy (out, rand);
  random_now (out, rand);
  random_offers (out, rand, flags);
  if ((flags & RANDOM_ADDITIONS) != 0)
    random_additions (out, rand);
  if ((flags & RANDOM_SECOND_EDITION) != 0)
    random_second_edition (out, rand, flags);
}
