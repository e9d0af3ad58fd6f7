/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One quote: read, priced and sealed, with its ladder. The baseline of the small one is the second implementation
 * that the tests compare with, which does not parse a document. The baseline of an account with a long history is a
 * loop over the same events and months. */
#include "bench-report.h"
#include "billing/cord-quote.h"
#include "json-document.h"
#include "slow-quote.h"

#include <string.h>

#define ATTEMPTS 5
#define ROUNDS 500
#define SLOW_ROUNDS 20
#define LONG_ROUNDS 60
#define LONG_EVENTS 200
#define LONG_PRODUCTS 20
#define LONG_OFFERS 8

/* A start, a discount for six cycles, and a change of offer in mid-cycle. */
static void
make (SlowAccount *account)
{
  static const char *const names[] = { "S", "M" };
  const SlowTime begun = slow_time_of_date (slow_date (2024, 1, 1)), later = slow_time_of_date (slow_date (2024, 4, 1));

  *account = (SlowAccount){
    .currency = "EUR", .scale = 2, .zone = 1, .anchor = 1, .months = 1, .first = -1, .n_offers = 2, .products = { "p" }
  };
  account->now = slow_time_of_date (slow_date (2024, 6, 17));
  for (int i = 0; i < account->n_offers; i++)
    {
      g_strlcpy (account->offer_names[i], names[i], SLOW_NAME);
      account->offers[i].sale = (SlowSale){ .price = slow_number (25000 + 10000 * (guint64)i, 3),
                                            .tax.parts[0].percent = slow_number (19, 0),
                                            .once = slow_number (990, 2) };
    }
  account->events[0] = (SlowEvent){ .type = SLOW_START, .recorded = begun, .effective = begun };
  account->events[1] = (SlowEvent){ .type = SLOW_DISCOUNT,
                                    .offer = -1,
                                    .recorded = begun,
                                    .effective = later,
                                    .discount = "spring",
                                    .is_percent = TRUE,
                                    .value = slow_number (20, 0),
                                    .cycles = 6 };
  account->events[2]
      = (SlowEvent){ .type = SLOW_CHANGE, .offer = 1, .recorded = account->now, .effective = account->now };
  account->n_events = 3;
  account->n_history = 2;
}

/* Milliseconds a quote takes: the best of several attempts in processor time, because others use the machine too. */
static double
time_quotes (GVariant *input, guint rounds)
{
  double best = G_MAXDOUBLE;

  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      double begun = bench_processor_time ();

      for (guint i = 0; i < rounds; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (CordQuote) quote = cord_quote_new (input, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (cord_quote_get_lines (quote)->len, >, 0);
        }
      best = MIN (best, bench_processor_time () - begun);
    }
  return best / rounds;
}

static double
time_slowly (const SlowAccount *account)
{
  double begun = bench_processor_time ();

  for (guint i = 0; i < SLOW_ROUNDS; i++)
    {
      g_auto (SlowAnswer) answer = slow_quote (account);

      g_assert_nonnull (answer.json);
    }
  return (bench_processor_time () - begun) / SLOW_ROUNDS;
}

/* What a catalog of the second edition says of an offer: three taxes, of which one changes, and a price that rises
 * each year, the next time after the day of the quote. */
#define TAXES(county)                                                                                                  \
  "\"tax\":[{\"name\":\"State\",\"percent\":\"6.25\"},{\"name\":\"County\",\"percent\":\"" county                      \
  "\"},{\"name\":\"City\",\"percent\":\"0.375\"}]"
#define DATED                                                                                                          \
  "\"dated\":[{\"from\":\"2022-07-01\"," TAXES ("1.5") "},{\"from\":\"2023-01-01\",\"price\":\"%d.49\"},"              \
                                                       "{\"from\":\"2024-01-01\",\"price\":\"%d.99\"}]"

static void
append_offer (GString *text, int offer, gboolean dated)
{
  const int price = 10 + 7 * offer;

  g_string_append_printf (text, "%s\"O%d\":{\"price\":\"%d.%02d\",\"once\":\"4.90\",", offer > 0 ? "," : "", offer,
                          price, 13 * offer % 100);
  if (dated)
    g_string_append_printf (text, TAXES ("1") "," DATED "}", price, price + 1);
  else
    g_string_append (text, "\"tax\":\"19\"}");
}

/* An account of twenty products that has been changed every few days for two years: offers, prices, quantities,
 * discounts. @dated: with several taxes, with prices that have dates, and with discounts that are bound to offers */
static char *
make_long_history (CordDate *now, gboolean dated)
{
  GString *text = g_string_new ("{\"currency\":\"EUR\",\"scale\":2,\"zone\":\"Europe/"
                                "Berlin\",\"cycle\":{\"anchor\":1,\"months\":1},\"catalog\":{");

  for (int i = 0; i < LONG_OFFERS; i++)
    append_offer (text, i, dated);
  g_string_append (text, "},\"history\":[");
  *now = cord_date (2022, 1, 1);
  for (int i = 0; i < LONG_EVENTS; i++)
    {
      g_autofree char *day = cord_date_to_string (*now);

      g_string_append_printf (text, "%s{\"product\":\"p%d\",\"effective\":\"%s\",\"recorded\":\"%s\",",
                              i > 0 ? "," : "", (i * 7 + i / LONG_PRODUCTS) % LONG_PRODUCTS, day, day);
      if (i < LONG_PRODUCTS)
        g_string_append_printf (text, "\"type\":\"start\",\"offer\":\"O%d\"}", i % LONG_OFFERS);
      else if (i % 5 < 3)
        g_string_append_printf (text, "\"type\":\"change\",\"offer\":\"O%d\",\"quantity\":%d}", i * 3 % LONG_OFFERS,
                                1 + i % 4);
      else if (i % 5 == 3)
        g_string_append_printf (text, "\"type\":\"price\",\"price\":\"%d.%02d\"}", 5 + i * 11 % 60, i * 17 % 100);
      else
        g_string_append_printf (text, "\"type\":\"discount\",\"discount\":\"d%d\",\"percent\":\"20\",\"cycles\":%d%s}",
                                i, 1 + i % 20, dated ? ",\"offers\":[\"O1\",\"O3\",\"O5\",\"O7\"]" : "");
      *now += i < LONG_PRODUCTS ? 1 : i % 8;
    }
  return g_string_free (text, FALSE);
}

/* @change: the members that say what changes, in single quotes, with TODAY for the day. */
static GVariant *
make_long_account (const char *change, gboolean dated)
{
  CordDate now;
  g_autofree char *history = make_long_history (&now, dated);
  g_autofree char *day = cord_date_to_string (now);
  g_autoptr (GString) text = g_string_new (change);

  g_string_replace (text, "TODAY", day, 0);
  g_string_replace (text, "'", "\"", 0);
  g_string_prepend (text, "\",");
  g_string_prepend (text, day);
  g_string_prepend (text, "],\"now\":\"");
  g_string_prepend (text, history);
  return json_document_parse (text->str);
}

#define ONE_CHANGE "'change':{'type':'change','product':'p3','offer':'O1','quantity':9},'effective':'TODAY'}"
#define FIVE_CHANGES                                                                                                   \
  "'changes':[{'type':'change','product':'p3','offer':'O1','quantity':9,'effective':'TODAY',"                          \
  "'with':[{'type':'discount','product':'p3','discount':'half','percent':'50','cycles':3}]},"                          \
  "{'type':'add','product':'q','offer':'O2','effective':'TODAY'},"                                                     \
  "{'type':'remove','product':'p5','effective':'TODAY'},{'type':'price','product':'p7','price':'9','effective':"       \
  "'TODAY'},{'type':'suspend','product':'p9','effective':'TODAY'}]}"

/* Every event in every month of the history and of the year to come, twice: a division each, and nothing else. */
static double
time_bare_loop (GVariant *input)
{
  g_autoptr (GVariant) history = cord_value_dup_array (input, "history");
  gint64 prices[LONG_EVENTS];
  gint64 sum = 0;
  double begun;

  for (int i = 0; i < LONG_EVENTS; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (history, (gsize)i);

      prices[i] = 1000 + 100 * (gint64)strlen (cord_value_get_string (event, "product"));
    }
  begun = bench_processor_time ();
  for (int round = 0; round < LONG_ROUNDS; round++)
    for (int month = 0; month < 2 * (24 + 13); month++)
      for (int i = 0; i < LONG_EVENTS; i++)
        {
          sum += prices[i] * ((i + month) % 31) / (28 + month % 4);
          g_assert_cmpint (sum, >=, 0);
        }
  return (bench_processor_time () - begun) / LONG_ROUNDS;
}

int
main (void)
{
  g_autofree SlowAccount *account = g_new (SlowAccount, 1);
  g_autofree char *text = NULL;
  g_autoptr (GVariant) input = NULL, one_change = make_long_account (ONE_CHANGE, FALSE),
                       five_changes = make_long_account (FIVE_CHANGES, FALSE),
                       dated = make_long_account (ONE_CHANGE, TRUE),
                       five_dated = make_long_account (FIVE_CHANGES, TRUE);
  double bare = time_bare_loop (one_change);

  make (account);
  text = slow_account_to_json (account);
  input = json_document_parse (text);
  bench_report ("quote", time_quotes (input, ROUNDS) * 1000, "µs", time_slowly (account) * 1000,
                "second implementation");
  bench_report ("quote-200-events-20-products", time_quotes (one_change, LONG_ROUNDS) * 1000, "µs", bare * 1000,
                "bare loop");
  bench_report ("quote-five-changes", time_quotes (five_changes, LONG_ROUNDS) * 1000, "µs", bare * 1000, "bare loop");
  bench_report ("quote-taxes-and-dated-prices", time_quotes (dated, LONG_ROUNDS) * 1000, "µs", bare * 1000,
                "bare loop");
  bench_report ("quote-five-changes-of-those", time_quotes (five_dated, LONG_ROUNDS) * 1000, "µs", bare * 1000,
                "bare loop");
  return 0;
}
