/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-quote-arithmetic.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* What a month costs, and the first bill on which a change is seen, each computed by hand. Product p costs 30.00 a
 * month unless a case says otherwise, billed on the first; it is 16 June. */

typedef struct
{
  const char *name;
  const char *collect; /* a policy's "collect" */
  const char *history;
  const char *change; /* with "effective" and what else the document has; or a list of changes */
  const char *answer; /* of the candidate, net; then the next bill without the change */
} Case;

#define START(offer, from)                                                                                             \
  "{'type':'start','product':'p','offer':'" offer "','effective':'" from "','recorded':'" from "'}"
#define HALF(until)                                                                                                    \
  ",{'type':'discount','product':'p','discount':'d','percent':'50','until':'" until "','effective':'2024-06-01',"      \
  "'recorded':'2024-06-01'}"
#define CHANGE(offer, from) "{'type':'change','product':'p','offer':'" offer "'},'effective':'" from "'"
#define QUANTITY(from) "{'type':'change','product':'p','quantity':2},'effective':'" from "'"

static const Case cases[] = {
  /* 590 = 95 + 11 × 45 */
  { "a-fee-is-no-month", "now", START ("S", "2024-01-01"), CHANGE ("M", "2024-07-01"),
    "this 0.00 | next 2024-07-01 95.00 | first 2024-07-01 95.00 | steady 2024-07-01 45.00 | year 590.00 | 30.00" },
  { "a-fee-is-no-month-after-a-promotion", "now", START ("S", "2024-01-01") HALF ("2024-07-01"),
    CHANGE ("M", "2024-07-01"),
    "this 0.00 | next 2024-07-01 95.00 | first 2024-07-01 95.00 | steady 2024-07-01 45.00 | after 45.00 | year 590.00 "
    "| 30.00" },
  /* 57.50 = 22.50 - 15 + 50; 597.50 = 57.50 + 12 × 45 */
  { "now-is-a-bill-of-its-own", "now", START ("S", "2024-01-01"), CHANGE ("M", "2024-06-16"),
    "this 57.50 | next 2024-07-01 45.00 | first 2024-06-01 57.50 | steady 2024-07-01 45.00 | year 597.50 | 30.00" },
  { "now-is-collected-with-the-next-bill", "next", START ("S", "2024-01-01"), CHANGE ("M", "2024-06-16"),
    "this 57.50 | next 2024-07-01 102.50 | first 2024-07-01 102.50 | steady 2024-07-01 45.00 | year 597.50 | 30.00" },
  /* Nothing of June has been billed. 720 = 2 × 30 + 11 × 60 */
  { "what-is-owed-anyway", "now", START ("S", "2024-06-01"), QUANTITY ("2024-08-01") ",'invoiced':[]",
    "this 30.00 | next 2024-07-01 30.00 | first 2024-08-01 60.00 | steady 2024-08-01 60.00 | year 720.00 | 30.00" },
  { "what-is-owed-anyway-with-the-next-bill", "next", START ("S", "2024-06-01"),
    QUANTITY ("2024-08-01") ",'invoiced':[]",
    "this 30.00 | next 2024-07-01 60.00 | first 2024-08-01 60.00 | steady 2024-08-01 60.00 | year 720.00 | 60.00" },
  { "what-is-not-owed-any-more", "now", START ("S", "2024-06-01"),
    "{'type':'suspend','product':'p'},'effective':'2024-06-01','invoiced':[]",
    "this 0.00 | next 2024-07-01 0.00 | first 2024-07-01 0.00 | steady 2024-07-01 0.00 | year 0.00 | 30.00" },
  /* Half of 15 of 30 days; July is as it was. 352.50 = 12 × 30 - 7.50 */
  { "only-the-lines-of-now-differ", "next", START ("S", "2024-01-01"),
    "{'type':'discount','product':'p','discount':'e','percent':'50','until':'2024-07-01'},'effective':'2024-06-16'",
    "this -7.50 | next 2024-07-01 22.50 | first 2024-07-01 22.50 | steady 2024-07-01 30.00 | after 30.00 | year 352.50 "
    "| 30.00" },
  { "the-same-price-is-no-difference", "now", START ("S", "2024-01-01"), CHANGE ("T", "2024-06-16"),
    "this 0.00 | next 2024-07-01 30.00 | first null | steady 2024-07-01 30.00 | year 360.00 | 30.00" },
  { "another-key-is-a-difference", "now", START ("S", "2024-01-01"),
    "{'type':'change','product':'p','quantity':2,'price':'15.00'},'effective':'2024-08-01'",
    "this 0.00 | next 2024-07-01 30.00 | first 2024-08-01 30.00 | steady 2024-08-01 30.00 | year 360.00 | 30.00" },
  /* July is billed in August. 230 = 10 + 11 × 20 */
  { "arrears-are-seen-a-bill-later", "now", START ("W", "2024-01-01"), CHANGE ("X", "2024-07-01"),
    "this 0.00 | next 2024-07-01 10.00 | first 2024-08-01 20.00 | steady 2024-07-01 20.00 | year 230.00 | 10.00" },
  { "far-away", "now", START ("S", "2024-01-01"), QUANTITY ("2090-03-16"),
    "this 0.00 | next 2024-07-01 30.00 | first 2090-03-01 45.48 | steady 2090-04-01 60.00 | year 360.00 | 30.00" },
  { "arrears-far-away", "now", START ("W", "2024-01-01"), CHANGE ("X", "2090-03-01"),
    "this 0.00 | next 2024-07-01 10.00 | first 2090-04-01 20.00 | steady 2090-03-01 20.00 | year 120.00 | 10.00" },
  { "none-until-far-away", "now",
    START ("S", "2024-01-01") ",{'type':'price','product':'p','price':'40.00','effective':'8990-05-01',"
                              "'recorded':'2024-02-01'}",
    CHANGE ("T", "2024-06-16"),
    "this 0.00 | next 2024-07-01 30.00 | first null | steady 8990-05-01 40.00 | year 360.00 | 30.00" },
  /* 14 of the 30 days from 15 June. */
  { "a-billing-day", "now", START ("S", "2024-01-01"), "{'type':'billing-day','anchor':15},'effective':'2024-06-16'",
    "this 0.00 | next 2024-07-01 14.00 | first 2024-07-01 14.00 | steady 2024-07-15 30.00 | year 374.00 | 30.00" },
  /* 14 of the 31 days from 15 July, and the month from 15 August with them. 373.55 = 30 + 43.55 + 10 × 30 */
  { "a-billing-day-to-come", "now", START ("S", "2024-01-01"),
    "{'type':'billing-day','anchor':15,'bill':'extension'},'effective':'2024-08-01'",
    "this 0.00 | next 2024-07-01 30.00 | first 2024-08-01 43.55 | steady 2024-08-15 30.00 | year 373.55 | 30.00" },
  /* F is free until 3 August. The third bill is that of September without the changes, which is the first to charge
   * 8.00; with them that from 9 September, which charges nothing, like those before. */
  { "the-history-comes-later-to-its-month", "now", START ("F", "2024-01-01"),
    "[{'type':'suspend','product':'p','effective':'2024-06-20'},"
    "{'type':'billing-day','anchor':9,'bill':'extension','effective':'2024-06-16'}]",
    "this 0.00 | next 2024-07-01 0.00 | first 2024-09-09 0.00 | steady 2024-08-09 0.00 | after 0.00 | year 0.00 | "
    "0.00" },
};

static CordQuote *
quote_case (const Case *test)
{
  g_autofree char *text = g_strdup_printf (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1},'policy':{'collect':'%s'},"
      "'catalog':{'S':{'price':'30.00'},'T':{'price':'30.00'},'M':{'price':'45.00','once':'50.00'},"
      "'F':{'price':'0.00','dated':[{'from':'2024-08-03','price':'8.00'}]},"
      "'W':{'price':'10.00','billed':'arrears'},'X':{'price':'20.00','billed':'arrears'}},"
      "'history':[%s],'now':'2024-06-16','%s':%s}",
      test->collect, test->history, test->change[0] == '[' ? "changes" : "change", test->change);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static void
print_row (GString *text, CordQuote *quote, const char *name, const CordBillRow *row, gboolean has_cycle)
{
  g_autofree char *net = cord_money_to_decimal (cord_quote_money (quote, row->net));
  g_autofree char *start = cord_date_to_string (row->cycle.start);

  g_string_append_printf (text, "%s %s%s%s | ", name, has_cycle ? start : "", has_cycle ? " " : "", net);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CordQuote) quote = quote_case (test);
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *next = cord_money_to_decimal (cord_quote_money (quote, cord_quote_get_current (quote)->next.net));

  print_row (text, quote, "this", &ladder->this_bill, FALSE);
  print_row (text, quote, "next", &ladder->next, TRUE);
  if (ladder->has_first)
    print_row (text, quote, "first", &ladder->first, TRUE);
  else
    g_string_append (text, "first null | ");
  print_row (text, quote, "steady", &ladder->steady, TRUE);
  for (guint i = 0; i < ladder->after->len; i++)
    print_row (text, quote, "after", &((CordPromotionEnd *)g_ptr_array_index (ladder->after, i))->row, FALSE);
  print_row (text, quote, "year", &ladder->year, FALSE);
  g_string_append (text, next);
  g_assert_cmpstr (text->str, ==, test->answer);
}

/* The lines behind a row, which are its sum. */
static void
check_row (GVariant *explained, const char *row, gint64 net)
{
  g_autofree char *path = g_strconcat ("arithmetic.", row, NULL);
  g_autoptr (GVariant) lines = cord_value_dup_array (explained, path);
  gint64 sum = 0;

  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);
      CordMoney money;

      g_assert_true (cord_money_parse (cord_value_get_string (line, "net"), "EUR", 2, &money, NULL));
      sum += money.minor;
    }
  g_assert_cmpint (sum, ==, net);
}

static void
test_explained (gconstpointer data)
{
  g_autoptr (CordQuote) quote = quote_case (data);
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autoptr (GVariant) explained = cord_quote_to_explained_value (quote);

  check_row (explained, "current.next", cord_quote_get_current (quote)->next.net);
  check_row (explained, "candidate.next", ladder->next.net);
  check_row (explained, "candidate.steady", ladder->steady.net);
  check_row (explained, "candidate.year", ladder->year.net);
  g_assert_cmpint (cord_value_has (explained, "arithmetic.candidate.first"), ==, TRUE);
  g_assert_false (cord_value_has (explained, "arithmetic.current.first"));
  if (ladder->has_first)
    check_row (explained, "candidate.first", ladder->first.net);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/first/", cases[i].name, NULL);
      g_autofree char *explained = g_strconcat ("/billing/quote/first-explained/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
      g_test_add_data_func (explained, &cases[i], test_explained);
    }
  return g_test_run ();
}
