/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-scope.h"
#include "quote-property.h"

#include "base/cord-period.h"
#include "billing/cord-prorate.h"
#include "json-document.h"
#include "random-event.h"

#include <stdlib.h>
#include <string.h>

/* Invariants of parts of the engine, over random rules: cycles, fractions, whole cycles, split spans, dates and prices
 * that grow. */

#define GRIDS 2000
#define CASES 3000
#define HISTORIES 200

static int
clamped_day (int date, int anchor)
{
  int year, month, day;

  slow_date_split (date, &year, &month, &day);
  return MIN (anchor, slow_date (year, month, 31) - slow_date (year, month, 1) + 1);
}

/* Cycles of a grid that starts on random rules: each ends where the next starts, each date is in the cycle reported
 * for it, and after a short month the anchor returns. */
static void
assert_tiles (const CordCycleGrid *grid, GRand *rand)
{
  int date = slow_date (1999 + random_below (rand, 102), 1, 1) + random_below (rand, 366);
  gint64 index = cord_cycle_grid_index (grid, date);

  for (int i = 0; i < 30; i++)
    {
      const CordCycle cycle = cord_cycle_grid_nth (grid, index + i), next = cord_cycle_grid_nth (grid, index + i + 1);
      int year, month, day;

      g_assert_cmpint (cycle.end, ==, next.start);
      g_assert_cmpint (cycle.start, <, cycle.end);
      g_assert_cmpint (cord_cycle_grid_index (grid, cycle.start), ==, index + i);
      g_assert_cmpint (cord_cycle_grid_index (grid, cycle.end - 1), ==, index + i);
      if (i == 0)
        g_assert_true (cycle.start <= date && date < cycle.end);
      if (grid->days > 0)
        {
          g_assert_cmpint (cycle.end - cycle.start, ==, grid->days);
          g_assert_cmpint ((cycle.start - grid->first) % grid->days, ==, 0);
          continue;
        }
      slow_date_split (cycle.start, &year, &month, &day);
      g_assert_cmpint (day, ==, clamped_day (cycle.start, grid->anchor));
      g_assert_cmpint (((year - 1970) * 12 + month - 1 - grid->first_month) % grid->months, ==, 0);
      g_assert_cmpint (cycle.end, ==, slow_date (year, month + grid->months, grid->anchor));
    }
}

static void
test_cycles_tile (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  for (int i = 0; i < cord_test_scope_share (GRIDS); i++)
    {
      g_autoptr (GRand) rand = property_rand ("cycles", i);
      CordCycleGrid grid;

      random_rules (account, rand, RANDOM_BASE);
      grid = (CordCycleGrid){ .anchor = account->anchor, .months = account->months, .days = account->days };
      if (account->months == 0)
        grid.first = account->first;
      else
        grid.first_month = account->first >= 0 ? account->first - 1970 * 12 : 0;
      assert_tiles (&grid, rand);
    }
}

static char *
prorate_case (const SlowAccount *account, const SlowNumber *price, GRand *rand)
{
  const int start = slow_account_date (account, account->now), length = 2 + random_below (rand, 90);
  const char *day_count = account->day_count == SLOW_30_360 ? "30/360" : "actual";
  g_autofree char *first = slow_date_to_text (start), *end = slow_date_to_text (start + length);
  g_autofree char *at = slow_date_to_text (start + random_below (rand, length + 1));
  g_autofree char *old = slow_number_to_text (*price);
  g_autofree char *fixed
      = account->day_count > 0 ? g_strdup_printf ("fixed:%d", account->day_count) : g_strdup (day_count);

  return g_strdup_printf (
      "{\"id\":\"x\",\"cycle\":{\"start\":\"%s\",\"end\":\"%s\"},\"at\":\"%s\",\"zone\":\"%s\",\"old\":\"%s\",\"new\":"
      "\"%s\","
      "\"scale\":%d,\"policy\":{\"tick\":\"%s\",\"day_count\":\"%s\",\"rounding\":\"%s\",\"change_day\":\"%s\"}}",
      first, end, at, slow_zone (account->zone)->name, old, old, account->scale, account->second ? "second" : "day",
      fixed, slow_rounding_name (account->rounding), account->change_day_old ? "old" : "new");
}

/* used + unused = 1 over one denominator; used charge + credit = the full price, rounded. */
static void
test_used_and_unused (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  for (int i = 0; i < cord_test_scope_share (CASES); i++)
    {
      g_autoptr (GRand) rand = property_rand ("used", i);
      g_autofree char *json = NULL;
      g_autoptr (GVariant) input = NULL, answer = NULL;
      g_auto (GStrv) used = NULL, unused = NULL;
      gboolean failed;

      random_rules (account, rand, RANDOM_BASE);
      json = prorate_case (account, &account->offers[0].sale.price, rand);
      input = json_document_parse (json);
      answer = cord_prorate_case (input, &failed);
      if (failed && account->day_count == SLOW_30_360)
        continue; /* a cycle such as 30th to 31st holds no day of such a month */
      g_assert_false (failed);
      used = g_strsplit (cord_value_get_string (answer, "used"), "/", 2);
      unused = g_strsplit (cord_value_get_string (answer, "unused"), "/", 2);
      g_assert_cmpstr (used[1], ==, unused[1]);
      g_assert_cmpint (atoll (used[0]) + atoll (unused[0]), ==, atoll (used[1]));
      g_assert_cmpint (atoll (used[0]), >=, 0);
      g_assert_cmpint (atoll (unused[0]), >=, 0);
    }
}

/* Random rules, and one product that started well before now; no ledger. */
static void
make_started (SlowAccount *account, GRand *rand, RandomFlags flags)
{
  int date;

  random_rules (account, rand, flags);
  date = slow_account_date (account, account->now);
  account->events[0] = (SlowEvent){ .type = SLOW_START,
                                    .quantity = 1 + random_below (rand, 3),
                                    .effective = slow_time_of_date (date - 900 + random_below (rand, 500)),
                                    .recorded = slow_time_of_date (date - 400) };
  account->n_events = 1;
}

/* Adds an event of the only product as the change. */
static SlowEvent *
add_change (SlowAccount *account, SlowType type, SlowTime effective)
{
  SlowEvent *event = &account->events[account->n_events];

  *event = (SlowEvent){ .type = type, .offer = -1, .recorded = account->now, .effective = effective };
  account->n_history = account->n_events++;
  return event;
}

static SlowAmount
round_price (const SlowAccount *account, SlowNumber price, gint64 quantity)
{
  const SlowDigits over[] = { price.digits, slow_power_of_ten (account->scale), (SlowDigits)quantity };
  const SlowDigits under[] = { slow_power_of_ten (price.decimals) };

  return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), account->rounding);
}

/* A cycle in which nothing happens costs exactly the price, whatever is counted and however. */
static void
test_whole_cycle (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  for (int i = 0; i < cord_test_scope_share (HISTORIES); i++)
    {
      g_autoptr (GRand) rand = property_rand ("whole", i);
      g_autoptr (CordQuote) quote = NULL;
      SlowAmount price;

      make_started (account, rand, RANDOM_BASE);
      add_change (account, SLOW_CHANGE, account->now)->quantity = account->events[0].quantity;
      account->n_ledger = 0;
      account->has_ledger = TRUE;
      price = round_price (account, account->offers[0].sale.price, account->events[0].quantity);
      quote = property_quote_new (account);
      g_assert_true (price == cord_quote_get_candidate (quote)->next.net);
      g_assert_true (price == cord_quote_get_candidate (quote)->steady.net);
      for (guint l = 0; l < cord_quote_get_lines (quote)->len; l++)
        {
          const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), l);

          if (line->cycle.start > slow_account_date (account, account->events[0].effective) && line->ticks >= 0)
            g_assert_true (price == line->position);
        }
    }
}

/* Changes without effect, at any moments and to an offer at the same price, leave every amount as it is. */
static void
test_split_anywhere (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  for (int i = 0; i < cord_test_scope_share (HISTORIES); i++)
    {
      g_autoptr (GRand) rand = property_rand ("split", i);
      g_autoptr (CordQuote) whole = NULL, split = NULL;
      const int cuts = 1 + random_below (rand, 8);

      make_started (account, rand, RANDOM_BASE);
      account->n_offers = 2;
      g_strlcpy (account->offer_names[1], "same", SLOW_NAME);
      account->offers[0].sale.once = slow_number (0, 0);
      account->offers[1] = account->offers[0];
      account->n_ledger = 0;
      account->has_ledger = TRUE;
      add_change (account, SLOW_CHANGE, account->now)->offer = 0;
      whole = property_quote_new (account);
      account->n_events--;
      for (int cut = 0; cut < cuts; cut++)
        {
          const int date = slow_account_date (account, account->now) - random_below (rand, 390);

          add_change (account, SLOW_CHANGE, random_time (account, rand, date))->offer = cut % 2;
        }
      split = property_quote_new (account);
      g_assert_cmpint (cord_quote_get_candidate (split)->this_bill.net, ==,
                       cord_quote_get_candidate (whole)->this_bill.net);
      g_assert_cmpint (cord_quote_get_candidate (split)->year.gross, ==, cord_quote_get_candidate (whole)->year.gross);
      g_assert_cmpuint (cord_quote_get_lines (split)->len, ==, cord_quote_get_lines (whole)->len);
    }
}

static SlowAmount
net_of (const SlowAccount *account)
{
  g_autoptr (CordQuote) quote = property_quote_new (account);

  return cord_quote_get_candidate (quote)->this_bill.net;
}

/* In minor units, more than the longest cycle has days: the price difference of a cycle, so that a day is worth at
 * least one. */
#define WORTH_A_UNIT_A_DAY 800
/* Cycles of at least two days that the step from one date to the next may touch. */
#define CYCLES_TOUCHED 4

/* The later something is added, the less it costs; the later it is removed, the smaller the credit. The cost of an
 * upgrade does not rise with its date either; but where a day is worth less than a minor unit, two lines that are
 * rounded separately may differ by one from their sum. */
static void
test_monotone_in_date (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  for (int i = 0; i < cord_test_scope_share (HISTORIES); i++)
    {
      g_autoptr (GRand) rand = property_rand ("date", i);
      const SlowType type = (const SlowType[]){ SLOW_START, SLOW_REMOVE, SLOW_CHANGE }[i % 3];
      SlowAmount before = 0, slack;
      SlowEvent *change;
      int now, step;

      make_started (account, rand, RANDOM_BASE);
      now = slow_account_date (account, account->now);
      account->offers[0].sale.once = slow_number (0, 0);
      account->offers[1] = account->offers[0];
      account->offers[1].sale.price = random_price (rand, account->scale, RANDOM_BASE);
      g_strlcpy (account->offer_names[1], "dearer", SLOW_NAME);
      account->n_offers = 2;
      if (slow_number_compare (account->offers[1].sale.price, account->offers[0].sale.price) < 0)
        account->offers[1].sale.price = account->offers[0].sale.price;
      change = add_change (account, type, account->now);
      change->product = type == SLOW_START;
      change->offer = type == SLOW_REMOVE ? -1 : 1;
      change->quantity = type == SLOW_REMOVE ? 0 : account->events[0].quantity;
      slack = round_price (account, account->offers[1].sale.price, change->quantity)
                              - round_price (account, account->offers[0].sale.price, change->quantity)
                          < WORTH_A_UNIT_A_DAY
                      && type == SLOW_CHANGE
                  ? CYCLES_TOUCHED
                  : 0;
      step = 1 + random_below (rand, 5);
      for (int date = now - 60; date <= now; date += step)
        {
          SlowAmount net;

          change->effective = slow_time_of_date (date);
          net = net_of (account);
          if (date > now - 60 && type == SLOW_REMOVE)
            g_assert_true (net >= before);
          else if (date > now - 60)
            g_assert_true (net <= before + slack);
          before = net;
        }
    }
}

/* The higher the price, the more it costs. */
static void
test_monotone_in_price (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);

  for (int i = 0; i < cord_test_scope_share (HISTORIES); i++)
    {
      g_autoptr (GRand) rand = property_rand ("price", i);
      SlowAmount before = 0;
      SlowEvent *change;

      make_started (account, rand, RANDOM_BASE);
      change = add_change (account, SLOW_PRICE,
                           slow_time_of_date (slow_account_date (account, account->now) - random_below (rand, 80)));
      change->has_price = TRUE;
      for (guint64 price = 0, step = 0; step < 30; step++, price += (guint64)random_below (rand, 4000))
        {
          SlowAmount net;

          change->price = slow_number (price, account->scale + 3);
          if (slow_number_compare (change->price, account->offers[0].sale.price) == 0)
            continue;
          net = net_of (account);
          g_assert_true (step == 0 || net >= before);
          before = net;
        }
    }
}

/* The early termination fee on the bill when the product is removed on a date. */
static SlowAmount
fee_on (SlowAccount *account, int date)
{
  g_autoptr (CordQuote) quote = NULL;

  account->now = slow_time_of_date (date);
  account->events[account->n_history].recorded = account->events[account->n_history].effective = account->now;
  quote = property_quote_new (account);
  for (guint i = 0; i < cord_quote_get_lines (quote)->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), i);

      if (strcmp (line->kind, "etf") == 0)
        return line->net;
    }
  return 0;
}

/* It is never negative, never rises, and is zero when the term is over. */
static void
test_etf_never_rises (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  gboolean any = FALSE;

  for (int i = 0; i < cord_test_scope_share (HISTORIES); i++)
    {
      g_autoptr (GRand) rand = property_rand ("etf", i);
      const SlowTerm *term = &account->events[0].term;
      SlowAmount before = G_MAXINT64;
      int start;

      make_started (account, rand, RANDOM_BASE);
      while (term->months == 0 || term->etf == SLOW_ETF_NONE)
        {
          account->n_events = 0;
          random_event (account, rand, RANDOM_BASE, account->events[0].recorded);
        }
      account->events[0].product = 0;
      account->events[0].effective = account->events[0].recorded;
      add_change (account, SLOW_REMOVE, account->now);
      start = slow_account_date (account, account->events[0].effective);
      for (int date = start; date < slow_date_add_months (start, term->months) + 4; date += 1 + random_below (rand, 60))
        {
          const SlowAmount fee = fee_on (account, date);

          g_assert_true (fee >= 0 && fee <= before);
          any = any || fee > 0;
          before = fee;
        }
      g_assert_true (fee_on (account, slow_date_add_months (start, term->months)) == 0);
    }
  g_assert_true (any);
}

static SlowTime
date_of (const SlowAccount *account, SlowTime time)
{
  return slow_time_of_date (slow_account_date (account, time));
}

/* Actual days of a zone that never changes its clocks, and no instants. */
static void
put_on_dates (SlowAccount *account)
{
  for (int i = 0; i < account->n_events; i++)
    {
      SlowEvent *event = &account->events[i];

      event->recorded = date_of (account, event->recorded);
      event->effective = date_of (account, event->effective);
      event->until = date_of (account, event->until);
      if (event->has_until
          && slow_account_date (account, event->until) <= slow_account_date (account, event->effective))
        event->has_until = FALSE;
    }
  account->now = date_of (account, account->now);
  account->zone = 0;
  account->day_count = SLOW_ACTUAL;
  account->change_day_old = FALSE;
}

/* Where clocks never change, seconds result in the same amounts as days. */
static void
test_days_and_seconds (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  int compared = 0;

  for (int i = 0; i < cord_test_scope_share (HISTORIES); i++)
    {
      GRand *rand = property_rand ("seconds", i);
      g_autoptr (CordQuote) days = NULL, seconds = NULL;

      do
        random_account (account, rand, RANDOM_BASE, 6);
      while (account->second || account->has_ledger);
      g_rand_free (rand);
      put_on_dates (account);
      days = property_quote (account, NULL);
      account->second = TRUE;
      seconds = property_quote (account, NULL);
      g_assert_true ((days == NULL) == (seconds == NULL));
      if (days == NULL)
        continue;
      g_assert_cmpint (cord_quote_get_candidate (days)->this_bill.gross, ==,
                       cord_quote_get_candidate (seconds)->this_bill.gross);
      g_assert_cmpint (cord_quote_get_candidate (days)->year.gross, ==, cord_quote_get_candidate (seconds)->year.gross);
      compared++;
    }
  g_assert_cmpint (compared, >, cord_test_scope_share (HISTORIES) / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/billing/quote/invariant/cycles-tile", test_cycles_tile);
  g_test_add_func ("/billing/quote/invariant/used-and-unused-are-one", test_used_and_unused);
  g_test_add_func ("/billing/quote/invariant/whole-cycle-is-the-price", test_whole_cycle);
  g_test_add_func ("/billing/quote/invariant/split-anywhere", test_split_anywhere);
  g_test_add_func ("/billing/quote/invariant/monotone-in-date", test_monotone_in_date);
  g_test_add_func ("/billing/quote/invariant/monotone-in-price", test_monotone_in_price);
  g_test_add_func ("/billing/quote/invariant/etf-never-rises", test_etf_never_rises);
  g_test_add_func ("/billing/quote/invariant/days-and-seconds", test_days_and_seconds);
  return g_test_run ();
}
