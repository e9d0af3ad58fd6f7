/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-calendar.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* What is asked of a quote beside its document: the offer that a line is of, what a price comes to with its taxes, when
 * the billing day moves, what the changes add. Product p is on S, at 30.00, since January; it is 16 June. */

#define CATALOG                                                                                                        \
  "'S':{'price':'30.00','tax':'19','dated':[{'from':'2024-07-01','tax':[{'name':'A','percent':'7'},"                   \
  "{'name':'B','percent':'0.5'}]}]},'T':{'price':'30.00','tax':'19'},"                                                 \
  "'M':{'price':'45.00','tax':'19'},'L':{'price':'60.00','tax':'19'}"
#define EVENT(type, more, effective, recorded)                                                                         \
  "{'type':'" type "','product':'p'," more "'effective':'2024-" effective "','recorded':'2024-" recorded "'}"
#define START(more) EVENT ("start", "'offer':'S'" more ",", "01-01", "01-01")
#define CHANGE(offer, effective, recorded) EVENT ("change", "'offer':'" offer "',", effective, recorded)
#define UNDO(of, recorded) "{'type':'reversal','of':" of ",'recorded':'2024-" recorded "'}"
#define TERM ",'term':{'months':24,'etf':{'kind':'subsidy','amount':'240'}}"
#define NOW(change, effective) "'change':{'product':'p'," change "},'effective':'2024-" effective "'"

static CordQuote *
make_quote (const char *members, const char *history, const char *change)
{
  g_autofree char *text = g_strdup_printf (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1},'catalog':{" CATALOG
      "},%s'history':[%s],'now':'2024-06-16',%s}",
      members, history, change);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static const CordBillLine *
find_line (GPtrArray *lines, const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((const CordBillLine *)lines->pdata[i])->key, key))
      return lines->pdata[i];
  g_error ("there is no line %s", key);
}

/* The offer that a line is of. */
static const struct
{
  const char *name;
  const char *history;
  const char *change;
  const char *line;
  const char *offer;
} cases[] = {
  { "before", START (""), NOW ("'type':'change','offer':'M'", "06-16"), "recurring/p/30.00/19", "S" },
  { "after", START (""), NOW ("'type':'change','offer':'M'", "06-16"), "recurring/p/45.00/19", "M" },
  /* M, from the 15th, gave way to L, from the 14th. */
  { "a-change-that-gave-way", START ("") "," CHANGE ("M", "06-15", "06-10") "," CHANGE ("L", "06-14", "06-12"),
    NOW ("'type':'price','price':'5.00'", "06-16"), "recurring/p/5.00/19", "L" },
  { "a-change-that-was-undone", START ("") "," CHANGE ("M", "06-11", "06-05") "," UNDO ("2", "06-06"),
    NOW ("'type':'price','price':'5.00'", "06-16"), "recurring/p/5.00/19", "S" },
  /* Nothing is left of S; T has the same price. */
  { "of-what-is-given-up", START ("") "," CHANGE ("T", "06-11", "06-05") "," UNDO ("2", "06-06"),
    NOW ("'type':'change','offer':'M'", "06-01"), "recurring/p/30.00/19", "S" },
  { "a-fee-for-leaving", START (TERM) "," CHANGE ("M", "06-11", "06-05") "," UNDO ("2", "06-06"),
    NOW ("'type':'remove'", "06-16"), "etf/p/4/0", "S" },
  { "a-fee-that-is-given-back",
    START (TERM) "," CHANGE ("M", "06-11", "06-05") "," UNDO ("2", "06-06") "," EVENT ("remove", "", "06-15", "06-15"),
    "'change':{'type':'reversal','of':4}", "etf/p/4/0", "S" },
  { "a-fee-for-suspending", START ("") "," CHANGE ("M", "06-11", "06-05") "," UNDO ("2", "06-06"),
    NOW ("'type':'suspend','fee':'2.00'", "06-16"), "once/p/4/19", "S" },
};

static void
test_line_offer (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CordQuote) quote = make_quote ("", cases[i].history, cases[i].change);

  g_assert_cmpstr (cord_quote_find_line_offer (quote, find_line (cord_quote_get_lines (quote), cases[i].line)), ==,
                   cases[i].offer);
}

/* A row of the ledger that nothing in the history explains goes by its price, or by the event of the fee. */
static void
test_line_offer_of_ledger (void)
{
  g_autoptr (CordQuote) quote = make_quote (
      "'invoiced':[{'key':'recurring/p/60.00/19','cycle':'2024-05-01','net':'60.00'},{'key':'recurring/p/7.00/"
      "19','cycle':'2024-05-01','net':'7.00'},{'key':'etf/p/3/0','cycle':'2024-05-01','net':'9.00'}],",
      START ("") "," CHANGE ("L", "06-02", "06-02") "," CHANGE ("M", "06-03", "06-03"),
      NOW ("'type':'change','quantity':2", "06-16"));
  GPtrArray *lines = cord_quote_get_lines (quote);

  g_assert_cmpstr (cord_quote_find_line_offer (quote, find_line (lines, "recurring/p/60.00/19")), ==, "L");
  g_assert_null (cord_quote_find_line_offer (quote, find_line (lines, "recurring/p/7.00/19")));
  g_assert_cmpstr (cord_quote_find_line_offer (quote, find_line (lines, "etf/p/3/0")), ==, "L");
}

/* What a change undoes comes back from its own beginning on. */
static void
test_undone_discount (void)
{
  g_autoptr (CordQuote) quote
      = make_quote ("", START ("") "," EVENT ("discount", "'discount':'d','percent':'10',", "05-01", "05-01"),
                    "'change':{'type':'reversal','of':2}");
  GPtrArray *lines = cord_quote_get_lines (quote);

  g_assert_cmpuint (lines->len, ==, 2);
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];

      g_assert_cmpstr (line->key, ==, "discount/p/30.00/19/d");
      g_assert_cmpint (line->cycle.start, ==, cord_date (2024, 5 + (int)i, 1));
      g_assert_cmpint (line->net, ==, 300);
    }
}

/* The fee falls in May; that the product is suspended is seen in June alone. */
static void
test_undone_fee (void)
{
  g_autoptr (CordQuote) quote = make_quote ("'policy':{'change_day':'old'},",
                                            START ("") "," EVENT ("suspend", "'fee':'2.00',", "05-31", "05-31"),
                                            "'change':{'type':'reversal','of':2}");
  GPtrArray *lines = cord_quote_get_lines (quote);
  const CordBillLine *fee;

  g_assert_cmpuint (lines->len, ==, 2);
  fee = find_line (lines, "once/p/2/19");
  g_assert_cmpint (fee->net, ==, -200);
  g_assert_cmpint (fee->cycle.start, ==, cord_date (2024, 5, 1));
  g_assert_cmpint (find_line (lines, "recurring/p/30.00/19")->net, ==, 3000);
}

static void
test_events_of_lines (void)
{
  g_autoptr (CordQuote) quote = make_quote ("", START (TERM), NOW ("'type':'remove'", "06-16"));
  GPtrArray *lines = cord_quote_get_lines (quote);

  g_assert_cmpint (cord_bill_line_get_event (find_line (lines, "etf/p/2/0")), ==, 2);
  g_assert_cmpint (cord_bill_line_get_event (find_line (lines, "recurring/p/30.00/19")), ==, 0);
}

static void
assert_split (CordQuote *quote, const char *offer, gint64 net, gint64 gross, const char *percents, gint64 first)
{
  gint64 parts[CORD_TAXES_MAX] = { 0 };
  gint64 found_net, found_gross;
  const CordTaxes *taxes;

  g_assert_true (cord_quote_split_price (quote, offer, 1000, &found_net, &found_gross, &taxes, parts));
  g_assert_cmpint (found_net, ==, net);
  g_assert_cmpint (found_gross, ==, gross);
  g_assert_cmpstr (taxes != NULL ? taxes->text : NULL, ==, percents);
  g_assert_cmpint (parts[0], ==, first);
}

/* The taxes are those of the day that the change takes effect, each with its own amount. */
static void
test_split_price (void)
{
  g_autoptr (CordQuote) june = make_quote ("", START (""), NOW ("'type':'change','offer':'M'", "06-16"));
  g_autoptr (CordQuote) july = make_quote ("", START (""), NOW ("'type':'change','offer':'M'", "07-01"));
  g_autoptr (CordQuote) inclusive
      = make_quote ("'tax':'inclusive',", START (""), NOW ("'type':'change','offer':'M'", "06-16"));

  assert_split (june, "S", 1000, 1190, "19", 190);
  assert_split (july, "S", 1000, 1075, "7+0.5", 70);
  assert_split (june, "elsewhere", 1000, 1000, NULL, 0);
  assert_split (inclusive, "S", 840, 1000, "19", 160);
}

#define MOVE "'type':'billing-day','anchor':15"

static void
test_billing_day (void)
{
  static const char moved[] = START ("") ",{" MOVE ",'effective':'2024-03-01','recorded':'2024-02-20'}";
  g_autoptr (CordQuote) move = make_quote ("", START (""), "'change':{" MOVE "},'effective':'2024-06-16'");
  g_autoptr (CordQuote) other = make_quote ("", moved, NOW ("'type':'change','quantity':2", "06-16"));
  g_autoptr (CordQuote) none = make_quote ("", START (""), NOW ("'type':'change','quantity':2", "06-16"));

  g_assert_cmpint (cord_quote_get_billing_day (move), ==, cord_date (2024, 7, 15));
  g_assert_cmpint (cord_quote_get_billing_day (other), ==, CORD_DATE_NONE);
  g_assert_cmpint (cord_quote_get_billing_day (none), ==, CORD_DATE_NONE);
}

/* The new day is in force from the first bill that it moves on, which may be that of a stub. */
static void
test_anchor (void)
{
  const CordCycleGrid grid = { .anchor = 1, .months = 1 };
  const CordBillingMove first = { .number = 1, .grid = { .anchor = 15 } }, second = { .grid = { .anchor = 20 } };
  g_autoptr (CordCalendar) calendar = cord_calendar_new (NULL, &grid);

  g_assert_true (cord_calendar_move (calendar, &first, cord_date (2024, 6, 16), cord_date (2024, 6, 16), NULL));
  g_assert_true (cord_calendar_move (calendar, &second, cord_date (2024, 8, 20), cord_date (2024, 8, 20), NULL));
  g_assert_cmpint (cord_calendar_anchor (calendar, cord_date (2024, 6, 30)), ==, 1);
  g_assert_cmpint (cord_calendar_anchor (calendar, cord_date (2024, 7, 1)), ==, 15);
  g_assert_cmpint (cord_calendar_anchor (calendar, cord_date (2024, 9, 14)), ==, 15);
  g_assert_cmpint (cord_calendar_anchor (calendar, cord_date (2024, 9, 15)), ==, 20);
}

/* June is on no bill yet. A second unit from today on adds 15.00 to it, with the tax that the sum is short of. */
static void
test_added_lines (void)
{
  g_autoptr (CordQuote) quote = make_quote (
      "'invoiced':[{'key':'recurring/p/30.00/19','cycle':'2024-01-01','net':'30.00'},{'key':'recurring/p/30.00/"
      "19','cycle':'2024-02-01','net':'30.00'},{'key':'recurring/p/30.00/19','cycle':'2024-03-01','net':'30.00'},"
      "{'key':'recurring/p/30.00/19','cycle':'2024-04-01','net':'30.00'},{'key':'recurring/p/30.00/19','cycle':'2024-"
      "05-01','net':'30.00'},{'key':'recurring/p/30.00/19','cycle':'2024-06-01','net':'5.00'}],",
      START (""), NOW ("'type':'change','quantity':2", "06-16"));
  const CordBillLine *added = find_line (cord_quote_get_added_lines (quote), "recurring/p/30.00/19");

  g_assert_cmpuint (cord_quote_get_added_lines (quote)->len, ==, 1);
  g_assert_cmpint (find_line (cord_quote_get_lines (quote), added->key)->net, ==, 4000);
  g_assert_cmpint (added->net, ==, 1500);
  g_assert_cmpint (added->tax, ==, 285);
  g_assert_cmpint (added->tax_parts[0], ==, 285);
  g_assert_cmpint (cord_quote_get_added (quote)->gross, ==, 1785);
  g_assert_cmpint (added->invoiced, ==, 3000);
  g_assert_cmpint (added->waiting, ==, 2500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/answers/line-offer/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_line_offer);
    }
  g_test_add_func ("/billing/quote/answers/line-offer-of-ledger", test_line_offer_of_ledger);
  g_test_add_func ("/billing/quote/answers/an-undone-discount", test_undone_discount);
  g_test_add_func ("/billing/quote/answers/an-undone-fee", test_undone_fee);
  g_test_add_func ("/billing/quote/answers/events-of-lines", test_events_of_lines);
  g_test_add_func ("/billing/quote/answers/split-price", test_split_price);
  g_test_add_func ("/billing/quote/answers/billing-day", test_billing_day);
  g_test_add_func ("/billing/quote/answers/anchor", test_anchor);
  g_test_add_func ("/billing/quote/answers/added-lines", test_added_lines);
  return g_test_run ();
}
