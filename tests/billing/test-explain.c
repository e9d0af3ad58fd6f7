/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-bill-explain.h"
#include "billing/cord-quote.h"

#include "cord-test-language.h"
#include "json-document.h"

#include <locale.h>
#include <string.h>

/* What a line says about itself: every kind of arithmetic, and in the reader's language. */

typedef struct
{
  const char *name;
  const char *rules;
  const char *history;
  const char *change;
  const char *key; /* of the line to read */
  const char *sentence;
} Case;

#define MONTHLY "'cycle':{'anchor':1,'months':1}"
#define START_WITH(more)                                                                                               \
  "{'type':'start','product':'p','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'" more "}"
#define TERM(etf) START_WITH (",'quantity':2,'term':{'months':12,'etf':" etf "}")
#define TERM_FROM(day, months)                                                                                         \
  "{'type':'start','product':'p','offer':'S','effective':'" day "','recorded':'" day                                   \
  "','quantity':2,'term':{'months':" months ",'etf':{'kind':'remaining','by':'day'}}}"
#define REMOVE "{'type':'remove','product':'p'}"

static const Case cases[] = {
  { "days", MONTHLY, START_WITH (""), "{'type':'change','product':'p','offer':'M'}", "recurring/p/60.00/0",
    "15 of 30 days of €60.00 = €30.00" },
  { "billed-before", MONTHLY, START_WITH (""), "{'type':'change','product':'p','offer':'M'}", "recurring/p/30.00/0",
    "15 of 30 days of €30.00 = €15.00; €30.00 already billed, so now −€15.00" },
  { "units", MONTHLY, START_WITH (",'quantity':3"), "{'type':'change','product':'p','offer':'M'}",
    "recurring/p/60.00/0", "15 of 30 days of 3 × €60.00 = €90.00" },
  { "units-that-change", MONTHLY, START_WITH (""), "{'type':'change','product':'p','quantity':3}",
    "recurring/p/30.00/0", "15 × 1 + 15 × 3 of 30 days of €30.00 = €60.00; €30.00 already billed, so now €30.00" },
  { "a-finer-price", MONTHLY, START_WITH (""), "{'type':'price','product':'p','price':'9.9995'}",
    "recurring/p/9.9995/0", "15 of 30 days of EUR\u00a09.9995 = €5.00" },
  { "seconds", MONTHLY ",'policy':{'tick':'second'}", START_WITH (""), "{'type':'change','product':'p','offer':'M'}",
    "recurring/p/60.00/0", "1296000 of 2592000 seconds of €60.00 = €30.00" },
  { "percent", MONTHLY, START_WITH (",'quantity':2"),
    "{'type':'discount','product':'p','discount':'spring','percent':'12.5'}", "discount/p/30.00/0/spring",
    "Discount “spring”: 12.5\u00a0% of 15 of 30 days of 2 × €30.00 = −€3.75" },
  { "amount", MONTHLY, START_WITH (",'quantity':2"),
    "{'type':'discount','product':'p','discount':'spring','amount':'5'}", "discount/p/30.00/0/spring",
    "Discount “spring”: 15 of 30 days of €5.00 = −€2.50" },
  { "amount-limited", MONTHLY, START_WITH (""), "{'type':'discount','product':'p','discount':'all','amount':'500'}",
    "discount/p/30.00/0/all", "Discount “all”: 15 of 30 days of €500.00, as far as there is a charge left = −€30.00" },
  { "fee", MONTHLY, START_WITH (""), "{'type':'change','product':'p','offer':'M'}", "once/p/2/0",
    "One-time fee = €5.00" },
  { "fees", MONTHLY, START_WITH (",'quantity':3"), "{'type':'change','product':'p','offer':'M'}", "once/p/2/0",
    "One-time fee: 3 × €5.00 = €15.00" },
  { "suspended", MONTHLY, START_WITH (""), "{'type':'suspend','product':'p','price':'12.00'}", "recurring/p/12.00/0",
    "While suspended, 15 of 30 days of €12.00 = €6.00" },
  { "suspended-at-the-same-price", MONTHLY, START_WITH (""), "{'type':'suspend','product':'p','price':'30','fee':'7'}",
    "once/p/2/0", "Fee for suspending = €7.00" },
  { "remaining", MONTHLY, TERM ("{'kind':'remaining','percent':'50'}"), REMOVE, "etf/p/2/0",
    "Early termination fee: 7 of 12 months left, 50\u00a0% of 2 × €30.00 a month = €210.00" },
  { "remaining-quarter", "'cycle':{'anchor':1,'months':3}", TERM ("{'kind':'remaining'}"), REMOVE, "etf/p/2/0",
    "Early termination fee: 7 of 12 months left, 100\u00a0% of 2 × €30.00 for 3 months = €140.00" },
  { "remaining-capped", MONTHLY, TERM ("{'kind':'remaining','cap':'100'}"), REMOVE, "etf/p/2/0",
    "Early termination fee: 7 of 12 months left, 100\u00a0% of 2 × €30.00 a month, at most €100.00" },
  { "remaining-by-the-day", MONTHLY, TERM ("{'kind':'remaining','by':'day'}"), REMOVE, "etf/p/2/0",
    "Early termination fee: 6 months and 16 of 31 days left of 12 months, 100\u00a0% of 2 × €30.00 a month = €390.97" },
  { "remaining-by-the-day-whole-months", MONTHLY, TERM_FROM ("2024-01-16", "12"), REMOVE, "etf/p/2/0",
    "Early termination fee: 7 of 12 months left, 100\u00a0% of 2 × €30.00 a month = €420.00" },
  { "remaining-by-the-day-one-month", MONTHLY, TERM_FROM ("2024-01-01", "7"), REMOVE, "etf/p/2/0",
    "Early termination fee: 1 month and 16 of 31 days left of 7 months, 100\u00a0% of 2 × €30.00 a month = €90.97" },
  { "remaining-by-the-day-last-month", MONTHLY, TERM_FROM ("2024-01-01", "6"), REMOVE, "etf/p/2/0",
    "Early termination fee: 15 of 30 days left of the last of 6 months, 100\u00a0% of 2 × €30.00 a month = €30.00" },
  { "remaining-by-the-day-all", MONTHLY, TERM_FROM ("2024-06-16", "12"), REMOVE, "etf/p/2/0",
    "Early termination fee: 12 of 12 months left, 100\u00a0% of 2 × €30.00 a month = €720.00" },
  { "remaining-after-discounts", MONTHLY,
    TERM ("{'kind':'remaining','of':'net'}") ",{'type':'discount','product':'p','discount':'ten','amount':'10',"
                                             "'effective':'2024-01-01','recorded':'2024-01-01'}",
    REMOVE, "etf/p/3/0",
    "Early termination fee: 7 of 12 months left, 100\u00a0% of €50.00 a month after discounts = €350.00" },
  { "table", MONTHLY, TERM ("{'kind':'table','amounts':['90','80','70','60','50','40','30']}"), REMOVE, "etf/p/2/0",
    "Early termination fee: 5 of 12 months completed = €40.00" },
  { "subsidy", MONTHLY, TERM ("{'kind':'subsidy','amount':'240'}"), REMOVE, "etf/p/2/0",
    "Early termination fee: 7 of 12 months left of €240.00 = €140.00" },
};

static CordQuote *
quote_case (const Case *test)
{
  g_autofree char *text
      = g_strdup_printf ("{'currency':'EUR','scale':2,'zone':'Europe/"
                         "Berlin',%s,'catalog':{'S':{'price':'30.00'},'M':{'price':'60.00','once':'5.00'}},"
                         "'history':[%s],'now':'2024-06-16','change':%s,'effective':'2024-06-16'}",
                         test->rules, test->history, test->change);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static const CordBillLine *
find_line (CordQuote *quote, const char *key)
{
  GPtrArray *lines = cord_quote_get_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    if (strcmp (((const CordBillLine *)g_ptr_array_index (lines, i))->key, key) == 0)
      return g_ptr_array_index (lines, i);
  g_test_message ("no line %s", key);
  g_assert_not_reached ();
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CordQuote) quote = quote_case (test);
  g_autofree char *sentence = cord_bill_line_explain (quote, find_line (quote, test->key));

  g_assert_cmpstr (sentence, ==, test->sentence);
}

/* What an order of the same cycle added is on no bill yet: it waits for the next one, and the words say so. */
static void
test_waiting (void)
{
  static const char *const expected[][2] = {
    { "recurring/p/30.00/0", "24 of 30 days of €30.00 = €24.00; €30.00 already billed and −€21.00 put on the bill of "
                             "1 July 2024, so now €15.00" },
    { "recurring/p/60.00/0",
      "6 of 30 days of €60.00 = €12.00; €42.00 already put on the bill of 1 July 2024, so now −€30.00" },
  };
  g_autoptr (GVariant) input = json_document_parse_quoted (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin'," MONTHLY ",'policy':{'collect':'next'},"
      "'catalog':{'S':{'price':'30.00'},'M':{'price':'60.00'}},'history':["
      "{'type':'start','product':'p','offer':'S','effective':'2024-06-01','recorded':'2024-06-01'},"
      "{'type':'change','product':'p','offer':'M','effective':'2024-06-10','recorded':'2024-06-10'}],"
      "'invoiced':[{'key':'recurring/p/30.00/0','cycle':'2024-06-01','net':'30.00'}],'now':'2024-06-16',"
      "'change':{'type':'change','product':'p','offer':'S'},'effective':'2024-06-16'}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  GPtrArray *lines = cord_quote_get_added_lines (quote);

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *sentence = cord_bill_line_explain (quote, line);

      g_assert_cmpstr (line->key, ==, expected[i][0]);
      g_assert_cmpstr (sentence, ==, expected[i][1]);
    }
}

static CordQuote *
quote_example (void)
{
  g_autofree char *text = json_document_load ("tests/billing/data/example-1.input.json");
  g_autoptr (GVariant) input = json_document_parse (text);

  return cord_quote_new (input, NULL);
}

/* The same lines in German: no sentence is put together before its reader's language is known. */
static void
test_language (void)
{
  static const char *const expected[][2] = {
    { "Rabatt „spring“: 20\u00a0% von 16 von 30 Tagen zu €25.00 = −€2.67; −€5.00 schon berechnet, also jetzt €2.33",
      "€2.33 + 19\u00a0% Steuer €0.44 = €2.77" },
    { "Rabatt „spring“: 20\u00a0% von 14 von 30 Tagen zu €45.00 = −€4.20",
      "−€4.20 + 19\u00a0% Steuer −€0.80 = −€5.00" },
    { "Einmalige Gebühr = €9.90", "€9.90 + 19\u00a0% Steuer €1.88 = €11.78" },
    { "16 von 30 Tagen zu €25.00 = €13.33; €25.00 schon berechnet, also jetzt −€11.67",
      "−€11.67 + 19\u00a0% Steuer −€2.22 = −€13.89" },
    { "14 von 30 Tagen zu €45.00 = €21.00", "€21.00 + 19\u00a0% Steuer €3.99 = €24.99" },
  };
  g_autoptr (CordQuote) quote = quote_example ();
  g_autofree char *folder = cord_test_language_install ("tests/billing/data/de.po");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), i);
      g_autofree char *sentence = cord_bill_line_explain (quote, line);
      g_autofree char *tax = cord_bill_line_explain_tax (quote, line);

      g_assert_cmpstr (sentence, ==, expected[i][0]);
      g_assert_cmpstr (tax, ==, expected[i][1]);
    }
  cord_test_language_remove (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/explain/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/billing/explain/waiting", test_waiting);
  g_test_add_func ("/billing/explain/in-the-readers-language", test_language);
  return g_test_run ();
}
