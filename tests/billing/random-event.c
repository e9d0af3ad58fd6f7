/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-event.h"

#include <stdlib.h>
#include <string.h>

SlowTime
random_time (const SlowAccount *account, GRand *rand, int date)
{
  static const int offsets[] = { 0, 120, 330, -720, 840, -210 }, clocks[] = { 0, 1, 59, 60, 3600, 43200, 86399 };
  const gint64 first = slow_zone_first_second (slow_zone (account->zone), date);
  const int clock
      = random_one_in (rand, 2) ? random_below (rand, 86400) : clocks[random_below (rand, G_N_ELEMENTS (clocks))];
  int offset = offsets[random_below (rand, G_N_ELEMENTS (offsets))];

  if (!random_one_in (rand, account->second ? 2 : 6))
    return slow_time_of_date (date);
  if (random_one_in (rand, 2))
    offset = slow_zone_offset_at (slow_zone (account->zone), first + clock) / 60;
  return slow_time_of_second (first + clock, offset);
}

/* The date of an existing event, of its end, an anniversary of it, or the day before or after one of these. */
static int
date_of_another (const SlowAccount *account, GRand *rand, int recorded)
{
  const SlowEvent *event = &account->events[random_below (rand, MAX (account->n_events, 1))];
  int date;

  if (account->n_events == 0 || event->type == SLOW_REVERSAL)
    return recorded;
  date = slow_account_date (account, event->effective);
  if (event->has_until && random_one_in (rand, 2))
    date = slow_account_date (account, event->until);
  else if (event->term.months > 0)
    date = slow_date_add_months (date, random_below (rand, MIN (event->term.months, 12) + 2));
  else if (random_one_in (rand, 3))
    date = slow_date_add_months (date, random_below (rand, 4));
  return random_one_in (rand, 4) ? date + 1 - random_below (rand, 3) : date;
}

/* A date near @recorded: the same, before, after, one related to another event, or one at which a cycle may start. */
static int
random_date (const SlowAccount *account, GRand *rand, int recorded)
{
  int year, month, day;

  switch (random_below (rand, 9))
    {
    case 0:
    case 1:
      return recorded;
    case 2:
      return recorded - random_below (rand, 200);
    case 3:
      return recorded + random_below (rand, 120);
    case 4:
    case 5:
      return date_of_another (account, rand, recorded);
    case 6:
      slow_date_split (recorded, &year, &month, &day);
      return slow_date (year, month + random_below (rand, 4) - 2, account->months > 0 ? account->anchor : 1)
             - random_below (rand, 2);
    default:
      return recorded + random_below (rand, 21) - 10;
    }
}

static void
free_name (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowEvent *event, int product)
{
  static const char *const names[] = { "sale", "Z-1" };
  const char *name = names[random_below (rand, G_N_ELEMENTS (names))];
  gboolean taken = !random_one_in (rand, 4);

  /* Rarely one that may be taken: a name is used once. */
  if ((flags & RANDOM_SECOND_EDITION) != 0 && random_one_in (rand, 20))
    {
      g_strlcpy (event->discount, name, sizeof event->discount);
      return;
    }
  for (int i = 0; i < SLOW_EVENTS; i++)
    if (&account->events[i] != event && account->events[i].type == SLOW_DISCOUNT
        && account->events[i].product == product && strcmp (account->events[i].discount, name) == 0)
      taken = TRUE;
  if (taken)
    g_snprintf (event->discount, sizeof event->discount, "d%d", (int)(event - account->events) + 1);
  else
    g_strlcpy (event->discount, name, sizeof event->discount);
}

/* Mostly with an offer that the product has been given. */
static guint
random_offers_of (const SlowAccount *account, GRand *rand, int product)
{
  guint offers = random_one_in (rand, 3) ? 1U << random_below (rand, account->n_offers) : 0;

  if (random_one_in (rand, 6))
    offers |= SLOW_OFFER_UNKNOWN;
  for (int i = account->n_events - 1; i >= 0; i--)
    if (account->events[i].product == product && account->events[i].offer >= 0
        && account->events[i].type != SLOW_DISCOUNT && !random_one_in (rand, 3))
      return offers | 1U << account->events[i].offer;
  return offers != 0 ? offers : 1;
}

void
random_discount (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowEvent *event, int product,
                 SlowTime effective)
{
  memset (event, 0, sizeof *event);
  event->type = SLOW_DISCOUNT;
  event->product = product;
  event->offer = -1;
  event->effective = effective;
  free_name (account, rand, flags, event, product);
  event->is_percent = random_one_in (rand, 2);
  event->value = event->is_percent ? random_percent (rand) : random_price (rand, account->scale, flags);
  if (random_one_in (rand, 2))
    event->cycles = 1 + random_below (rand, random_one_in (rand, 4) ? 14 : 4);
  else if (random_one_in (rand, 2))
    {
      event->has_until = TRUE;
      event->until = random_time (
          account, rand,
          random_date (account, rand, slow_account_date (account, effective) + random_below (rand, 200)));
      /* One that is not after its beginning is refused. */
      if (slow_account_at (account, event->until) <= slow_account_at (account, effective)
          && ((flags & RANDOM_SECOND_EDITION) == 0 || !random_one_in (rand, 4)))
        event->until = slow_time_of_date (slow_account_date (account, effective) + 1 + random_below (rand, 3));
    }
  if ((flags & RANDOM_SECOND_EDITION) != 0 && random_one_in (rand, 2))
    event->offers = random_offers_of (account, rand, product);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return -slow_number_compare (*(const SlowNumber *)a, *(const SlowNumber *)b);
}

static void
random_term (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowTerm *term)
{
  term->months = random_one_in (rand, 4) ? 1 + random_below (rand, 60) : 1 + random_below (rand, 8);
  term->etf = (SlowEtf)random_below (rand, 4);
  if (account->months == 0 && term->etf == SLOW_ETF_REMAINING)
    term->etf = SLOW_ETF_SUBSIDY;
  term->n_amounts = 1 + random_below (rand, SLOW_TABLE);
  for (int i = 0; i < term->n_amounts; i++)
    term->amounts[i] = random_price (rand, account->scale, flags);
  qsort (term->amounts, (gsize)term->n_amounts, sizeof term->amounts[0], compare_numbers);
  term->has_percent = random_one_in (rand, 2);
  term->percent = random_percent (rand);
  term->amount = random_price (rand, account->scale, flags);
  term->has_cap = random_one_in (rand, 3);
  term->cap = random_price (rand, account->scale, flags);
  if (random_one_in (rand, 2))
    term->tax = random_tax (rand, flags);
  term->of_net = (flags & RANDOM_SECOND_EDITION) != 0 && random_one_in (rand, 2);
  term->by_day = (flags & RANDOM_SECOND_EDITION) != 0 && random_one_in (rand, 2);
}

static gint64
random_quantity (GRand *rand)
{
  return random_one_in (rand, 30) ? 1 + random_below (rand, 1000000) : 1 + random_below (rand, 4);
}

static void
random_service (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowEvent *event)
{
  const gboolean start = event->type == SLOW_START;

  event->says_add = start && random_one_in (rand, 2);
  if (start || !random_one_in (rand, 3))
    event->offer = random_below (rand, account->n_offers);
  if (random_one_in (rand, 3))
    event->quantity = random_quantity (rand);
  event->has_price = random_one_in (rand, 4);
  event->price = random_price (rand, account->scale, flags);
  if (random_one_in (rand, 4))
    random_term (account, rand, flags, &event->term);
  if (!start && event->offer < 0 && !event->has_price && event->term.months == 0)
    event->quantity = random_quantity (rand);
}

static void
random_suspension (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowEvent *event)
{
  event->has_price = random_one_in (rand, 2);
  event->price = random_price (rand, account->scale, flags);
  event->has_fee = random_one_in (rand, 2);
  event->fee = random_price (rand, account->scale, flags);
}

static gboolean
is_started (const SlowAccount *account, int product)
{
  for (int i = 0; i < account->n_events; i++)
    if (account->events[i].type == SLOW_START && account->events[i].product == product)
      return TRUE;
  return FALSE;
}

static SlowType
random_type (const SlowAccount *account, GRand *rand, RandomFlags flags, int product)
{
  static const SlowType types[]
      = { SLOW_CHANGE, SLOW_CHANGE, SLOW_CHANGE, SLOW_PRICE,    SLOW_REMOVE,   SLOW_SUSPEND,
          SLOW_RESUME, SLOW_RESUME, SLOW_REMOVE, SLOW_DISCOUNT, SLOW_DISCOUNT, SLOW_REVERSAL };

  if ((flags & RANDOM_ADDITIONS) != 0 && account->months > 0 && random_one_in (rand, 10))
    return SLOW_BILLING_DAY;
  if (!is_started (account, product))
    return SLOW_START;
  return types[random_below (rand, G_N_ELEMENTS (types))];
}

void
random_event (SlowAccount *account, GRand *rand, RandomFlags flags, SlowTime recorded)
{
  SlowEvent *event = &account->events[account->n_events];
  const int product = random_below (rand, SLOW_PRODUCTS - 1);
  const SlowType type = random_type (account, rand, flags, product);
  const SlowTime effective
      = random_time (account, rand, random_date (account, rand, slow_account_date (account, recorded)));

  g_assert (account->n_events < SLOW_EVENTS);
  if (type == SLOW_DISCOUNT)
    random_discount (account, rand, flags, event, product, effective);
  else
    *event = (SlowEvent){ .type = type, .product = product, .offer = -1, .effective = effective };
  event->recorded = recorded;
  if (type == SLOW_START || type == SLOW_CHANGE)
    random_service (account, rand, flags, event);
  if (type == SLOW_PRICE && !random_one_in (rand, 3))
    {
      event->has_price = TRUE;
      event->price = random_price (rand, account->scale, flags);
    }
  if (type == SLOW_SUSPEND && (flags & RANDOM_SECOND_EDITION) != 0)
    random_suspension (account, rand, flags, event);
  if (type == SLOW_REVERSAL)
    event->of = 1 + random_below (rand, account->n_events);
  if (type == SLOW_BILLING_DAY)
    {
      event->anchor = 1 + random_below (rand, 31);
      event->extension = random_one_in (rand, 2);
    }
  if (type == SLOW_REVERSAL || type == SLOW_BILLING_DAY)
    event->product = -1;
  account->n_events++;
}
