/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-quote.h"

#include "json-document.h"
#include "slow-quote.h"

#include <string.h>

/* Random histories against the slow second implementation, and the invariants of billing.md. Seeded: a failure is
 * run again with --seed. */

#define ROUNDS 250

static int
pick (int below)
{
  return g_test_rand_int_range (0, below);
}

static void
make_rules (SlowQuote *quote)
{
  static const int counts[] = { 0, 0, 0, 30, 28, 360 };

  memset (quote, 0, sizeof *quote);
  quote->fixed = counts[pick (G_N_ELEMENTS (counts))];
  quote->change_day_old = pick (3) == 0;
  quote->rounding = (CordRounding)pick (6);
  quote->grid = (CordCycleGrid){ .anchor = 1 + pick (31), .months = 1 + pick (2) };
  if (pick (4) == 0)
    quote->grid = (CordCycleGrid){ .days = 7 + pick (40), .first = cord_date (2024, 1, 1) + pick (60) };
  quote->now = cord_date (2024, 3, 1) + pick (120);
  for (int i = 0; i < SLOW_OFFERS; i++)
    {
      static const int taxes[] = { 0, 7, 19 };

      quote->offers[i].price = pick (60000) / (1 + 9 * pick (2)) * (1 + 9 * pick (2));
      quote->offers[i].tax = taxes[pick (3)];
      quote->offers[i].once = pick (3) == 0 ? pick (20000) : 0;
    }
}

static SlowEvent
make_event (const SlowQuote *quote, CordDate recorded, int number, const gboolean *started)
{
  SlowEvent event = { .offer = -1, .price = -1, .until = CORD_DATE_NONE, .recorded = recorded };

  event.product = pick (3);
  event.effective = recorded + pick (60) - 25;
  event.type = (SlowType)(1 + pick (7));
  if (!started[event.product])
    event.type = SLOW_START;
  if (event.type == SLOW_START || (event.type == SLOW_CHANGE && pick (3) > 0))
    event.offer = pick (SLOW_OFFERS);
  if (event.type == SLOW_START || (event.type == SLOW_CHANGE && (event.offer < 0 || pick (3) == 0)))
    event.quantity = 1 + pick (3);
  if (event.type <= SLOW_PRICE && pick (3) == 0)
    event.price = pick (30000);
  if (event.type == SLOW_DISCOUNT)
    {
      event.percent = pick (2) == 0 ? pick (101) : -1;
      event.amount = pick (15000);
      event.cycles = pick (2) == 0 ? 1 + pick (4) : 0;
      if (event.cycles == 0 && pick (2) == 0)
        event.until = event.effective + pick (150);
    }
  if (event.type == SLOW_REVERSAL)
    event.of = 1 + pick (number - 1);
  return event;
}

/* Adds an event that leaves the history possible; FALSE when none was found. */
static gboolean
add_event (SlowQuote *quote, CordDate recorded, gboolean *started)
{
  for (int attempt = 0; attempt < 20; attempt++)
    {
      SlowEvent *event = &quote->events[quote->n_events];

      *event = make_event (quote, recorded, quote->n_events + 1, started);
      if (!slow_quote_is_possible (quote, quote->n_events + 1))
        continue;
      quote->n_events++;
      if (event->type == SLOW_START)
        started[event->product] = TRUE;
      return TRUE;
    }
  return FALSE;
}

static void
spoil_ledger (SlowQuote *quote)
{
  for (int i = 0; i < quote->n_ledger; i++)
    {
      if (pick (4) == 0)
        quote->ledger[i].net += pick (400) - 200;
      if (pick (4) == 0)
        quote->ledger[i].adjusted = pick (3000);
    }
}

/* A history of up to @length events, and a change. */
static void
make_quote (SlowQuote *quote, int length)
{
  gboolean started[3] = { FALSE };
  CordDate recorded;

  make_rules (quote);
  recorded = quote->now - 100;
  while (quote->n_events < length && recorded <= quote->now)
    {
      add_event (quote, recorded, started);
      recorded += pick (40);
    }
  while (!add_event (quote, quote->now, started))
    ;
  if (pick (3) == 0)
    {
      slow_quote_fill_ledger (quote);
      spoil_ledger (quote);
    }
}

static void
print_ladder_row (GString *text, const char *name, const CordBillRow *row, gboolean with_cycle)
{
  g_autofree char *start = with_cycle ? cord_date_to_string (row->cycle.start) : g_strdup ("");

  g_string_append_printf (text, "%s%s%s %d %d %d\n", name, with_cycle ? " " : "", start, (int)row->net, (int)row->tax,
                          (int)row->gross);
}

static void
print_ladder (GString *text, const CordLadder *ladder)
{
  print_ladder_row (text, "this", &ladder->this_bill, FALSE);
  print_ladder_row (text, "next", &ladder->next, TRUE);
  print_ladder_row (text, "steady", &ladder->steady, TRUE);
  for (guint i = 0; i < ladder->after->len; i++)
    {
      const CordPromotionEnd *end = g_ptr_array_index (ladder->after, i);
      g_autofree char *ends = cord_date_to_string (end->ends);
      g_autofree char *names = g_strjoinv (" ", end->discounts);
      g_autofree char *full = g_strdup_printf ("after %s %s", ends, names);

      print_ladder_row (text, full, &end->row, TRUE);
    }
  print_ladder_row (text, "year", &ladder->year, FALSE);
}

static char *
print_quote (CordQuote *quote)
{
  GString *text = g_string_new (NULL);
  GPtrArray *lines = cord_quote_get_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      g_autofree char *start = cord_date_to_string (line->cycle.start);

      if (line->ticks < 0)
        g_string_append_printf (text, "%s %s -", line->key, start);
      else
        g_string_append_printf (text, "%s %s %d/%d", line->key, start, (int)line->ticks, (int)line->cycle_ticks);
      g_string_append_printf (text, " %d %d %d %d %d\n", (int)line->position, (int)line->invoiced, (int)line->net,
                              (int)line->tax, (int)line->gross);
    }
  print_ladder (text, cord_quote_get_current (quote));
  print_ladder (text, cord_quote_get_candidate (quote));
  return g_string_free (text, FALSE);
}

static CordQuote *
compute (const SlowQuote *slow)
{
  g_autofree char *json = slow_quote_to_json (slow);
  g_autoptr (GVariant) input = json_document_parse (json);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  if (error != NULL)
    g_test_message ("%s", json);
  g_assert_no_error (error);
  return quote;
}

static void
test_second_implementation (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      SlowQuote slow;
      g_autoptr (CordQuote) quote = NULL;
      g_autofree char *expected = NULL, *answer = NULL;

      make_quote (&slow, pick (10));
      quote = compute (&slow);
      expected = slow_quote_answer (&slow);
      answer = print_quote (quote);
      if (strcmp (expected, answer) != 0)
        {
          g_autofree char *json = slow_quote_to_json (&slow);

          g_test_message ("%s\n%s", json, answer);
          g_assert_cmpstr (answer, ==, expected);
        }
      slow_quote_clear (&slow);
    }
}

/* What one implementation finds impossible, the other does too. */
static void
test_impossible (void)
{
  int refused = 0;

  for (int i = 0; i < ROUNDS; i++)
    {
      gboolean started[3] = { FALSE };
      SlowQuote slow;
      g_autofree char *json = NULL;
      g_autoptr (GVariant) input = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CordQuote) quote = NULL;
      gboolean possible;

      make_rules (&slow);
      for (int n = 0; n < 4; n++)
        {
          slow.events[n] = make_event (&slow, n < 3 ? slow.now - 10 + n : slow.now, n + 1, started);
          started[slow.events[n].product] |= slow.events[n].type == SLOW_START;
        }
      slow.n_events = 4;
      possible = slow_quote_is_possible (&slow, 3) && slow_quote_is_possible (&slow, 4);
      json = slow_quote_to_json (&slow);
      input = json_document_parse (json);
      quote = cord_quote_new (input, &error);
      g_assert_cmpint (quote != NULL, ==, possible);
      if (possible)
        continue;
      g_assert_cmpstr (cord_error_get_reason (error), ==, "impossible");
      refused++;
    }
  g_assert_cmpint (refused, >, 0);
}

/* Applies the quote's lines to the ledger, as posting would. */
static void
post (SlowQuote *slow, CordQuote *quote)
{
  GPtrArray *lines = cord_quote_get_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      int row = 0;

      while (row < slow->n_ledger
             && (slow->ledger[row].cycle != line->cycle.start || strcmp (slow->ledger[row].key, line->key) != 0))
        row++;
      g_assert_cmpint (row, <, SLOW_LEDGER_MAX);
      if (row == slow->n_ledger)
        slow->ledger[slow->n_ledger++] = (SlowLedgerRow){ g_strdup (line->key), line->cycle.start, 0, 0 };
      slow->ledger[row].net += (int)line->net;
    }
}

static gint64
ledger_total (const SlowQuote *slow)
{
  gint64 total = 0;

  for (int i = 0; i < slow->n_ledger; i++)
    total += slow->ledger[i].net;
  return total;
}

/* A change posted and then reversed leaves what was there before; asked again, nothing is owed. */
static void
test_change_then_reversal (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      SlowQuote slow;
      g_autoptr (CordQuote) change = NULL, reversal = NULL;
      gint64 before;

      make_quote (&slow, pick (6));
      slow_quote_clear (&slow);
      slow_quote_fill_ledger (&slow);
      before = ledger_total (&slow);
      change = compute (&slow);
      g_assert_cmpint (cord_quote_get_current (change)->this_bill.net, ==, 0);
      post (&slow, change);

      slow.events[slow.n_events] = (SlowEvent){ .type = SLOW_REVERSAL, .recorded = slow.now, .of = slow.n_events };
      slow.n_events++;
      reversal = compute (&slow);
      g_assert_cmpint (cord_quote_get_current (reversal)->this_bill.net, ==, 0);
      post (&slow, reversal);
      g_assert_cmpint (ledger_total (&slow), ==, before);
      g_assert_cmpint (cord_quote_get_candidate (change)->this_bill.net, ==,
                       -cord_quote_get_candidate (reversal)->this_bill.net);
      slow_quote_clear (&slow);
    }
}

/* net + tax = gross on every line and row; no credit is more than was invoiced; position − invoiced = net. */
static void
test_lines (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      SlowQuote slow;
      g_autoptr (CordQuote) quote = NULL;
      gint64 net = 0, tax = 0;

      make_quote (&slow, pick (10));
      quote = compute (&slow);
      for (guint l = 0; l < cord_quote_get_lines (quote)->len; l++)
        {
          const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), l);

          g_assert_cmpint (line->net + line->tax, ==, line->gross);
          g_assert_cmpint (line->net, !=, 0);
          if (line->net < 0 && line->invoiced > 0)
            g_assert_cmpint (-line->net, <=, line->invoiced);
          if (!slow.has_ledger)
            g_assert_cmpint (line->position - line->invoiced, ==, line->net);
          net += line->net;
          tax += line->tax;
        }
      g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.net, ==, net);
      g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.tax, ==, tax);
      slow_quote_clear (&slow);
    }
}

/* The same change recorded when it happened, or caught up with later, comes to the same total. */
static void
test_back_dated (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      SlowQuote slow;
      const CordDate later = cord_date (2024, 6, 1) + pick (28);
      gint64 on_time, late;
      g_autoptr (CordQuote) first = NULL, catch_up = NULL, back_dated = NULL;
      SlowEvent change;

      make_rules (&slow);
      slow.events[0]
          = (SlowEvent){ .type = SLOW_START, .offer = 0, .quantity = 1, .price = -1, .until = CORD_DATE_NONE };
      slow.events[0].recorded = slow.events[0].effective = cord_date (2024, 1, 10);
      slow.now = cord_date (2024, 4, 1) + pick (30);
      change = (SlowEvent){ .type = SLOW_CHANGE, .offer = 1, .price = -1, .recorded = slow.now, .effective = slow.now };
      slow.events[1] = change;
      slow.n_events = 2;

      /* on time: posted on the day, and again when later has come (a change that alters nothing then) */
      slow_quote_fill_ledger (&slow);
      first = compute (&slow);
      post (&slow, first);
      slow.now = later;
      slow.events[2] = (SlowEvent){
        .type = SLOW_CHANGE, .offer = -1, .quantity = 1, .price = -1, .recorded = later, .effective = later
      };
      slow.n_events = 3;
      catch_up = compute (&slow);
      post (&slow, catch_up);
      on_time = ledger_total (&slow);
      slow_quote_clear (&slow);

      slow.has_ledger = FALSE;
      slow.events[1].recorded = later;
      slow.n_events = 2;
      slow_quote_fill_ledger (&slow);
      back_dated = compute (&slow);
      post (&slow, back_dated);
      late = ledger_total (&slow);
      g_assert_cmpint (on_time, ==, late);
      slow_quote_clear (&slow);
    }
}

/* Seconds in a zone without daylight saving come to the same money as days. */
static void
test_seconds (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      SlowQuote slow;
      g_autofree char *days = NULL, *json = NULL;
      g_auto (GStrv) parts = NULL, zones = NULL;
      g_autofree char *zoned = NULL;
      g_autoptr (GVariant) day_input = NULL, second_input = NULL;
      g_autoptr (CordQuote) by_day = NULL, by_second = NULL;
      g_autoptr (GError) error = NULL;

      make_quote (&slow, pick (8));
      slow.fixed = 0;
      slow.change_day_old = FALSE;
      if (!slow_quote_is_possible (&slow, slow.n_events - 1) || !slow_quote_is_possible (&slow, slow.n_events))
        {
          slow_quote_clear (&slow);
          continue;
        }
      days = slow_quote_to_json (&slow);
      zones = g_strsplit (days, "Europe/Berlin", -1);
      zoned = g_strjoinv ("UTC", zones);
      parts = g_strsplit (zoned, "\"day_count\":\"actual\"", -1);
      json = g_strjoinv ("\"tick\":\"second\"", parts);
      day_input = json_document_parse (zoned);
      second_input = json_document_parse (json);
      by_day = cord_quote_new (day_input, &error);
      g_assert_no_error (error);
      by_second = cord_quote_new (second_input, &error);
      g_assert_no_error (error);
      g_assert_cmpint (cord_quote_get_candidate (by_day)->this_bill.gross, ==,
                       cord_quote_get_candidate (by_second)->this_bill.gross);
      g_assert_cmpint (cord_quote_get_candidate (by_day)->year.gross, ==,
                       cord_quote_get_candidate (by_second)->year.gross);
      slow_quote_clear (&slow);
    }
}

/* The same input gives the same seal, another history version another one. */
static void
test_seal (void)
{
  SlowQuote slow;
  g_autofree char *json = NULL, *other = NULL;
  g_autoptr (CordQuote) first = NULL, second = NULL, third = NULL;
  g_autoptr (GVariant) input = NULL;

  make_quote (&slow, 5);
  first = compute (&slow);
  second = compute (&slow);
  g_assert_cmpstr (cord_quote_get_sha256 (first), ==, cord_quote_get_sha256 (second));
  json = slow_quote_to_json (&slow);
  other = g_strconcat ("{\"history_version\":8,", json + 1, NULL);
  input = json_document_parse (other);
  third = cord_quote_new (input, NULL);
  g_assert_cmpstr (cord_quote_get_sha256 (first), !=, cord_quote_get_sha256 (third));
  slow_quote_clear (&slow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/quote/random/second-implementation", test_second_implementation);
  g_test_add_func ("/change/quote/random/impossible", test_impossible);
  g_test_add_func ("/change/quote/random/change-then-reversal", test_change_then_reversal);
  g_test_add_func ("/change/quote/random/lines", test_lines);
  g_test_add_func ("/change/quote/random/back-dated", test_back_dated);
  g_test_add_func ("/change/quote/random/seconds", test_seconds);
  g_test_add_func ("/change/quote/random/seal", test_seal);
  return g_test_run ();
}
