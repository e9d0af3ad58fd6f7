/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account-features.h"
#include "cord-test-scope.h"
#include "json-document.h"
#include "random-event.h"
#include "shrink-account.h"
#include "slow-canonical.h"
#include "slow-positions.h"
#include "slow-quote.h"

#include <string.h>

/* The second implementation, the generator and the shrinker by themselves: the property tests depend on them.
 * Nothing of the engine here. */

#define SEED 11

static void
test_dates (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1900);
  for (int day = slow_date (1900, 1, 1); day < slow_date (2249, 12, 31); day++)
    {
      int year, month, of_month;

      slow_date_split (day, &year, &month, &of_month);
      g_assert_cmpint (year, ==, g_date_get_year (&date));
      g_assert_cmpint (month, ==, g_date_get_month (&date));
      g_assert_cmpint (of_month, ==, g_date_get_day (&date));
      g_assert_cmpint (slow_date (year, month, of_month), ==, day);
      g_date_add_days (&date, 1);
    }
  g_assert_cmpint (slow_date (1970, 1, 1), ==, 0);
  g_assert_cmpint (slow_date_add_months (slow_date (2024, 1, 31), 1), ==, slow_date (2024, 2, 29));
  g_assert_cmpint (slow_date_add_months (slow_date (2024, 1, 31), -11), ==, slow_date (2023, 2, 28));
}

/* Days whose first second is well known, by the number of the zone. */
static void
test_zones (void)
{
  static const struct
  {
    guint zone;
    const char *name;
    int year, month, day;
    gint64 second;
  } cases[] = {
    { 0, "UTC", 2024, 6, 17, 1718582400 },
    { 1, "Europe/Berlin", 2024, 6, 17, 1718575200 },
    { 5, "Pacific/Apia", 2011, 12, 29, 1325152800 },
    { 5, "Pacific/Apia", 2011, 12, 30, 1325239200 }, /* skipped: where the 31st begins */
    { 5, "Pacific/Apia", 2011, 12, 31, 1325239200 },
    { 10, "America/Sao_Paulo", 2017, 10, 15, 1508036400 }, /* no midnight: 01:00-02:00 */
    { 11, "Asia/Beirut", 2022, 3, 27, 1648332000 },        /* no midnight: 01:00+03:00 */
    { 14, "America/St_Johns", 2010, 11, 7, 1289097000 },   /* 00:01 is 23:01 again: the first midnight */
    { 24, "Europe/Dublin", 2039, 1, 1, 2177452800 },       /* winter is UTC, also after 2037 */
    { 24, "Europe/Dublin", 2039, 7, 1, 2193087600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SlowZone *zone = slow_zone (cases[i].zone);
      const int date = slow_date (cases[i].year, cases[i].month, cases[i].day);

      g_assert_cmpstr (zone->name, ==, cases[i].name);
      g_assert_cmpint (slow_zone_first_second (zone, date), ==, cases[i].second);
    }
}

/* In every zone each date starts where the clocks reach it, and not a second before. */
static void
test_first_seconds (void)
{
  for (guint z = 0; z < slow_zone_count (); z++)
    for (int date = slow_date (2009, 1, 1); date < slow_date (2025, 1, 1); date += (int)cord_test_scope_step (10))
      {
        const gint64 second = slow_zone_first_second (slow_zone (z), date);

        g_assert_cmpint (slow_zone_date_at (slow_zone (z), second), >=, date);
        g_assert_cmpint (slow_zone_date_at (slow_zone (z), second - 1), <, date);
      }
}

/* The fast rounding against long division. */
static void
test_rounding (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  const SlowDigits much[] = { slow_power_of_ten (28), slow_power_of_ten (28) }, little[] = { 3 };

  for (int i = 0; i < cord_test_scope_share (20000); i++)
    {
      const SlowDigits over[]
          = { g_rand_int (rand) >> random_below (rand, 31), g_rand_int (rand) >> random_below (rand, 31) };
      const SlowDigits under[] = { 1 + (SlowDigits)random_below (rand, 60), 1 + (SlowDigits)random_below (rand, 5) };
      const SlowRounding rounding = (SlowRounding)(i % SLOW_ROUNDINGS);

      g_assert_true (slow_round (over, 2, under, 2, rounding) == slow_round_long (over, 2, under, 2, rounding));
    }
  g_assert_true (slow_round (much, 2, little, 1, SLOW_HALF_UP) == SLOW_HUGE);
  g_assert_true (slow_round (much, 2, much, 2, SLOW_CEILING) == 1);
  g_assert_true (slow_round (much, 2, much, 1, SLOW_HALF_UP) == (SlowAmount)slow_power_of_ten (28));
}

static void
test_halves (void)
{
  static const struct
  {
    int over, under;
    int rounded[SLOW_ROUNDINGS]; /* half-up, half-even, half-down, truncate, floor, ceiling */
  } cases[] = {
    { 5, 2, { 3, 2, 2, 2, 2, 3 } }, { 7, 2, { 4, 4, 3, 3, 3, 4 } }, { 7, 3, { 2, 2, 2, 2, 2, 3 } },
    { 8, 3, { 3, 3, 3, 2, 2, 3 } }, { 6, 3, { 2, 2, 2, 2, 2, 2 } }, { 1, 2, { 1, 0, 0, 0, 0, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int rounding = 0; rounding < SLOW_ROUNDINGS; rounding++)
      {
        const SlowDigits over[] = { (SlowDigits)cases[i].over }, under[] = { (SlowDigits)cases[i].under };

        g_assert_cmpint ((int)slow_round (over, 1, under, 1, (SlowRounding)rounding), ==, cases[i].rounded[rounding]);
        g_assert_cmpint ((int)slow_round_long (over, 1, under, 1, (SlowRounding)rounding), ==,
                         cases[i].rounded[rounding]);
      }
}

static void
test_numbers (void)
{
  g_autofree char *text = slow_number_to_text (slow_number (2500, 4));
  g_autofree char *key = slow_number_to_key (slow_number (2500, 4), 0);
  g_autofree char *money = slow_number_to_key (slow_number (25, 0), 2);
  g_autofree char *fine = slow_number_to_key (slow_number (30001, 3), 2);
  g_autofree char *credit = slow_amount_to_text (-7, 2);

  g_assert_cmpstr (text, ==, "0.2500");
  g_assert_cmpstr (key, ==, "0.25");
  g_assert_cmpstr (money, ==, "25.00");
  g_assert_cmpstr (fine, ==, "30.001");
  g_assert_cmpstr (credit, ==, "-0.07");
  g_assert_cmpint (slow_number_compare (slow_number (250, 1), slow_number (25, 0)), ==, 0);
  g_assert_cmpint (slow_number_compare (slow_number (249, 1), slow_number (25, 0)), <, 0);
  g_assert_cmpint (slow_number_compare (slow_number (3, 0), slow_number (25, 1)), >, 0);
}

/* 9.5 % in two parts: of 10.00 net 0.70 and 0.25; of 0.01 gross nothing and nothing; of 1.00 gross 0.09 (0.0867…), of
 * which 0.06 is 7 % of 0.91 and the rest 0.03. */
static void
test_taxes (void)
{
  const SlowTax tax = slow_tax_of_key ("7+2.5"), one = slow_tax_of_key ("19");
  g_autofree char *key = slow_tax_to_key (&tax), *single = slow_tax_to_key (&one);
  SlowAmount parts[SLOW_TAXES];

  g_assert_cmpstr (key, ==, "7+2.5");
  g_assert_cmpstr (single, ==, "19");
  g_assert_false (slow_tax_same_percents (&tax, &one));
  g_assert_cmpint ((int)slow_tax_of (&one, -1000, FALSE, SLOW_HALF_UP, NULL), ==, -190);
  g_assert_cmpint ((int)slow_tax_of (&tax, 1000, FALSE, SLOW_HALF_UP, parts), ==, 95);
  g_assert_cmpint ((int)parts[0], ==, 70);
  g_assert_cmpint ((int)parts[1], ==, 25);
  g_assert_cmpint ((int)slow_tax_of (&tax, 1, TRUE, SLOW_HALF_UP, parts), ==, 0);
  g_assert_cmpint ((int)slow_tax_of (&tax, -100, TRUE, SLOW_HALF_UP, parts), ==, -9);
  g_assert_cmpint ((int)parts[0], ==, -6);
  g_assert_cmpint ((int)parts[1], ==, -3);
}

static void
test_differences (void)
{
  const SlowDigits over[] = { 7, 10 }, minus[] = { 5 }, more[] = { 71 }, under[] = { 2 };

  g_assert_cmpint ((int)slow_round_difference (over, 2, minus, 1, under, 1, SLOW_HALF_UP), ==, 33);
  g_assert_cmpint ((int)slow_round_difference (over, 2, minus, 1, under, 1, SLOW_FLOOR), ==, 32);
  g_assert_cmpint ((int)slow_round_difference (over, 2, more, 1, under, 1, SLOW_CEILING), ==, 0);
}

static void
test_canonical (void)
{
  g_autofree char *text = slow_json_canonical ("{\"b\":[1,{\"z\":\"x\",\"a\":null}],\"a-b\":\"\",\"a\":[],\"c\":{}}");

  g_assert_cmpstr (text, ==, "{\"a\":[],\"a-b\":\"\",\"b\":[1,{\"a\":null,\"z\":\"x\"}],\"c\":{}}");
}

static SlowAccount *
example_account (const char *const *names, const guint64 *prices, int n)
{
  SlowAccount *self = g_new0 (SlowAccount, 1);

  g_strlcpy (self->currency, "EUR", sizeof self->currency);
  self->scale = 2;
  self->zone = 1;
  self->anchor = self->months = 1;
  self->first = -1;
  g_strlcpy (self->products[0], "line1", SLOW_NAME);
  self->n_offers = n;
  for (int i = 0; i < n; i++)
    {
      g_strlcpy (self->offer_names[i], names[i], SLOW_NAME);
      self->offers[i].sale.price = slow_number (prices[i], 2);
    }
  return self;
}

static SlowEvent *
example_event (SlowAccount *self, SlowType type, int offer, int recorded, int effective)
{
  SlowEvent *event = &self->events[self->n_events++];

  *event = (SlowEvent){ .type = type,
                        .product = type == SLOW_REVERSAL ? -1 : 0,
                        .offer = offer,
                        .recorded = slow_time_of_date (recorded),
                        .effective = slow_time_of_date (effective) };
  self->n_history = self->n_events - 1;
  return event;
}

/* Example @nth of the format: its rows and lines, and the seal that is printed with it. */
static void
assert_example (const SlowAccount *account, const char *lines, const char *rows, const char *seal)
{
  g_auto (SlowAnswer) answer = slow_quote (account);

  g_assert_nonnull (answer.json);
  g_assert_nonnull (strstr (answer.json, lines));
  g_assert_nonnull (strstr (answer.json, rows));
  if (!g_str_has_suffix (answer.json, seal))
    g_assert_cmpstr (answer.json, ==, seal);
}

/* An upgrade in mid-cycle: a negotiated price is lost, 20 % promotion for six cycles, 19 % tax, one-time fee. */
static void
test_first_example (void)
{
  static const char *const names[] = { "S", "M" };
  static const guint64 prices[] = { 3000, 4500 };
  g_autofree SlowAccount *account = example_account (names, prices, 2);
  SlowEvent *event;

  account->offers[0].sale.tax.parts[0].percent = account->offers[1].sale.tax.parts[0].percent = slow_number (19, 0);
  account->offers[1].sale.once = slow_number (990, 2);
  event = example_event (account, SLOW_START, 0, slow_date (2024, 1, 1), slow_date (2024, 1, 1));
  event->has_price = TRUE;
  event->price = slow_number (2500, 2);
  event = example_event (account, SLOW_DISCOUNT, -1, slow_date (2024, 3, 20), slow_date (2024, 4, 1));
  g_strlcpy (event->discount, "spring", SLOW_NAME);
  event->is_percent = TRUE;
  event->value = slow_number (20, 0);
  event->cycles = 6;
  account->now = slow_time_of_date (slow_date (2024, 6, 17));
  example_event (account, SLOW_CHANGE, 1, slow_date (2024, 6, 17), slow_date (2024, 6, 17));
  assert_example (
      account,
      "{\"key\":\"discount/line1/25.00/19/spring\",\"cycle\":{\"start\":\"2024-06-01\",\"end\":\"2024-07-01\"},"
      "\"ticks\":\"16/30\",\"position\":\"-2.67\",\"invoiced\":\"-5.00\",\"net\":\"2.33\",\"tax\":\"0.44\","
      "\"gross\":\"2.77\"}",
      "\"year\":{\"net\":\"530.36\",\"tax\":\"100.76\",\"gross\":\"631.12\"}",
      "\"replaced\":\"25.00\",\"seal\":{\"sha256\":"
      "\"c9bca215ec66868aab6f1ebdfac22181deddb89001852263a2086bddcad5ea73\",\"letters\":\"S6YA45FC\"}}");
}

/* S to M on the 11th, M to L on the 20th, and on the 25th the second change is reversed. */
static void
test_second_example (void)
{
  static const char *const names[] = { "S", "M", "L" };
  static const guint64 prices[] = { 2995, 4495, 5995 };
  g_autofree SlowAccount *account = example_account (names, prices, 3);

  example_event (account, SLOW_START, 0, slow_date (2024, 6, 1), slow_date (2024, 6, 1));
  example_event (account, SLOW_CHANGE, 1, slow_date (2024, 6, 11), slow_date (2024, 6, 11));
  example_event (account, SLOW_CHANGE, 2, slow_date (2024, 6, 20), slow_date (2024, 6, 20));
  account->now = slow_time_of_date (slow_date (2024, 6, 25));
  example_event (account, SLOW_REVERSAL, -1, slow_date (2024, 6, 25), 0)->of = 3;
  assert_example (account,
                  "{\"key\":\"recurring/line1/59.95/0\",\"cycle\":{\"start\":\"2024-06-01\",\"end\":\"2024-07-01\"},"
                  "\"ticks\":\"0/30\",\"position\":\"0.00\",\"invoiced\":\"21.98\",\"net\":\"-21.98\",\"tax\":\"0.00\","
                  "\"gross\":\"-21.98\"}",
                  "\"year\":{\"net\":\"533.90\",\"tax\":\"0.00\",\"gross\":\"533.90\"}",
                  "\"replaced\":null,\"seal\":{\"sha256\":"
                  "\"1ae27f223d6fc57d5e4b9632c88647537a82569fa9df96978848397502c2c485\",\"letters\":\"3BH7Y8HX\"}}");
}

/* Skipping seconds that are equal against counting each of them, over the cycles of a few days that a history
 * touches. */
static void
test_every_second (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  gboolean any = FALSE;

  for (guint32 i = 0; i < 12; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + i);
      g_autoptr (SlowTimeline) skipping = NULL, counting = NULL;

      do
        random_account (account, rand, RANDOM_BASE, 8);
      while (!account->second);
      account->months = 0;
      account->days = 1 + (int)(i % 3);
      account->first = slow_account_date (account, account->now) - 1;
      skipping = slow_timeline_new (account, account->n_events);
      counting = slow_timeline_new (account, account->n_events);
      counting->every_second = TRUE;
      for (int c = MAX (0, skipping->now - 4); skipping->possible && c < skipping->now + 2; c++)
        {
          GPtrArray *expected = slow_positions_of (counting, c), *positions = slow_positions_of (skipping, c);

          g_assert_cmpuint (positions->len, ==, expected->len);
          for (guint p = 0; p < positions->len; p++)
            {
              const SlowPosition *a = g_ptr_array_index (positions, p), *b = g_ptr_array_index (expected, p);

              any = any || (a->units > 0 && a->units < a->whole);
              g_assert_cmpstr (a->key, ==, b->key);
              g_assert_true (a->units == b->units && a->whole == b->whole && a->amount == b->amount);
            }
        }
    }
  g_assert_true (any);
}

/* The generator makes the same documents from the same numbers, valid JSON, and at least one of everything. */
static void
test_generator (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1), *same = g_new (SlowAccount, 1);
  int types[SLOW_BILLING_DAY + 1] = { 0 }, features[ACCOUNT_FEATURES] = { 0 };
  int zones = 0, seconds = 0, ledgers = 0, largest = 0;

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i), again = g_rand_new_with_seed (i);
      g_autofree char *json = NULL, *twin = NULL;
      g_autoptr (GVariant) document = NULL;

      random_account (account, rand, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION, 12);
      random_account (same, again, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION, 12);
      json = slow_account_to_json (account);
      twin = slow_account_to_json (same);
      g_assert_cmpstr (json, ==, twin);
      document = json_document_parse (json);
      g_assert_true (slow_account_is_possible (account, account->n_events));
      for (int e = 0; e < account->n_events; e++)
        types[account->events[e].type]++;
      account_features_count (account, features);
      zones |= 1 << account->zone;
      seconds += account->second;
      ledgers += account->has_ledger;
      largest = MAX (largest, account->n_history);
    }
  for (int type = SLOW_START; type <= SLOW_BILLING_DAY; type++)
    g_assert_cmpint (types[type], >, 0);
  for (int feature = 0; feature < ACCOUNT_FEATURES; feature++)
    {
      g_test_message ("%s: %d", account_feature_name (feature), features[feature]);
      g_assert_cmpint (features[feature], >, 0);
    }
  g_assert_cmpint (zones, ==, (1 << slow_zone_count ()) - 1);
  g_assert_cmpint (seconds, >, 30);
  g_assert_cmpint (ledgers, >, 30);
  g_assert_cmpint (largest, >=, 8);
}

/* False of any account in which something costs more than 50.00 for three or more. */
static gboolean
nothing_is_dear (const SlowAccount *account, gpointer data)
{
  int *asked = data;

  ++*asked;
  for (int i = 0; i < account->n_events; i++)
    if (account->events[i].quantity >= 3 && account->events[i].offer >= 0
        && slow_number_compare (account->offers[account->events[i].offer].sale.price, slow_number (50, 0)) > 0)
      return FALSE;
  return TRUE;
}

static void
test_shrinks_to_one_event (void)
{
  int shrunk = 0;

  for (int i = 0; i < cord_test_scope_share (200); i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autofree SlowAccount *account = g_new (SlowAccount, 1);
      int asked = 0;

      random_account (account, rand, RANDOM_ADDITIONS | RANDOM_SECOND_EDITION, 12);
      if (nothing_is_dear (account, &asked))
        continue;
      shrink_account (account, nothing_is_dear, &asked, 2000);
      g_assert_false (nothing_is_dear (account, &asked));
      g_assert_cmpint (asked, <, 2000);
      g_assert_cmpint (account->n_events, ==, 1);
      g_assert_cmpint (account->n_history, ==, 0);
      g_assert_cmpint (account->n_offers, ==, 1);
      g_assert_false (account->has_ledger || account->second || account->inclusive || account->change_day_old
                      || account->list || account->collect_next);
      g_assert_cmpint (account->events[0].quantity, <=, 1000000);
      g_assert_cmpint (account->offers[0].sale.price.decimals, ==, 0);
      shrunk++;
    }
  g_assert_cmpint (shrunk, >, cord_test_scope_share (20));
}

/* False where a reversal has an effect: it needs an event, its reversal, and nothing else. */
static gboolean
reversals_do_nothing (const SlowAccount *account, gpointer data)
{
  g_auto (SlowAnswer) answer = slow_quote (account);

  return answer.json == NULL || account->events[account->n_history].type != SLOW_REVERSAL
         || strstr (answer.json, "\"lines\":[]") != NULL;
}

static void
test_shrinks_through_answers (void)
{
  int shrunk = 0;

  for (int i = 0; i < cord_test_scope_share (200); i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autofree SlowAccount *account = g_new (SlowAccount, 1);

      random_account (account, rand, RANDOM_BASE, 12);
      if (reversals_do_nothing (account, NULL))
        continue;
      shrink_account (account, reversals_do_nothing, NULL, 3000);
      if (account->n_events > 3 || account->n_ledger > 1)
        {
          g_autofree char *json = slow_account_to_json (account);

          g_test_message ("%s", json);
        }
      g_assert_false (reversals_do_nothing (account, NULL));
      g_assert_cmpint (account->n_events, <=, 3);
      g_assert_cmpint (account->n_ledger, <=, 1);
      shrunk++;
    }
  g_assert_cmpint (shrunk, >=, cord_test_scope_share (5));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/billing/slow/dates", test_dates);
  g_test_add_func ("/billing/slow/zones", test_zones);
  g_test_add_func ("/billing/slow/first-seconds", test_first_seconds);
  g_test_add_func ("/billing/slow/rounding", test_rounding);
  g_test_add_func ("/billing/slow/halves", test_halves);
  g_test_add_func ("/billing/slow/numbers", test_numbers);
  g_test_add_func ("/billing/slow/taxes", test_taxes);
  g_test_add_func ("/billing/slow/differences", test_differences);
  g_test_add_func ("/billing/slow/canonical", test_canonical);
  g_test_add_func ("/billing/slow/first-example", test_first_example);
  g_test_add_func ("/billing/slow/second-example", test_second_example);
  g_test_add_func ("/billing/slow/every-second", test_every_second);
  g_test_add_func ("/billing/slow/generator", test_generator);
  g_test_add_func ("/billing/slow/shrinks-to-one-event", test_shrinks_to_one_event);
  g_test_add_func ("/billing/slow/shrinks-through-answers", test_shrinks_through_answers);
  return g_test_run ();
}
