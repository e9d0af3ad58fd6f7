/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"

#include "json-document.h"
#include "quote-case.h"

/* Prices and taxes that change on a date, each case computed by hand. Monthly on the first, in euros. */

#define CATALOG                                                                                                        \
  "'catalog':{'S':{'price':'15.00'},"                                                                                  \
  "'mid':{'price':'30.00','dated':[{'from':'2024-06-11','price':'36.00'}]},"                                           \
  "'late':{'price':'30.00','dated':[{'from':'2024-08-11','price':'33.00'},{'from':'2024-10-01','once':'9.00'}]},"      \
  "'early':{'price':'12.00','dated':[{'from':'2024-08-11','price':'14.00'}]},"                                         \
  "'renamed':{'price':'10.00','tax':'20','dated':[{'from':'2024-09-01','tax':[{'name':'VAT','percent':'20.0'}]}]},"    \
  "'taxed':{'price':'10.00','dated':[{'from':'2024-09-01','tax':'20'}]},"                                              \
  "'many':{'price':'20.00','tax':'10','once':'5.00','dated':[{'from':'2024-05-01','once':'6.00'},"                     \
  "{'from':'2024-06-16','price':'24.00'},{'from':'2024-07-01','tax':'20'},{'from':'2024-09-01','price':'27.00',"       \
  "'tax':[{'name':'x','percent':'12'},{'name':'y','percent':'8'}],'once':'0'}]}}"

#define ON(offer) "{'type':'start','product':'p','offer':'" offer "','effective':'2024-01-01','recorded':'2024-01-01'}"
#define ON_WITH(offer, more)                                                                                           \
  "{'type':'start','product':'p','offer':'" offer "','effective':'2024-01-01','recorded':'2024-01-01'," more "}"
#define TO(offer, date) "{'type':'change','product':'p','offer':'" offer "'},'effective':'" date "'"
#define DOUBLE(date) "{'type':'change','product':'p','quantity':2},'effective':'" date "'"
#define OLD ",'policy':{'change_day':'old'}"

/* What is billed: a line is "key cycle ticks net tax". */
typedef struct
{
  const char *name;
  const char *history;
  const char *now;
  const char *change; /* with "effective" and other members */
  const char *lines;  /* separated by " | " */
} Case;

static const Case cases[] = {
  /* The row of 11 June counts from July on. */
  { "from-the-next-cycle", ON ("mid"), "2024-07-20", DOUBLE ("2024-06-01"),
    "recurring/p/30.00/0 2024-06-01 60/30 30.00 0.00 | recurring/p/36.00/0 2024-07-01 62/31 36.00 0.00" },
  { "at-once-for-who-comes-later", ON ("S"), "2024-07-20", TO ("mid", "2024-06-16"),
    "recurring/p/15.00/0 2024-06-01 15/30 -7.50 0.00 | recurring/p/36.00/0 2024-06-01 15/30 18.00 0.00 | "
    "recurring/p/15.00/0 2024-07-01 0/31 -15.00 0.00 | recurring/p/36.00/0 2024-07-01 31/31 36.00 0.00" },
  { "on-the-day-itself", ON ("S"), "2024-06-20", TO ("mid", "2024-06-11"),
    "recurring/p/15.00/0 2024-06-01 10/30 -10.00 0.00 | recurring/p/36.00/0 2024-06-01 20/30 24.00 0.00" },
  { "on-the-day-before", ON ("S"), "2024-07-20", TO ("mid", "2024-06-10"),
    "recurring/p/15.00/0 2024-06-01 9/30 -10.50 0.00 | recurring/p/30.00/0 2024-06-01 21/30 21.00 0.00 | "
    "recurring/p/15.00/0 2024-07-01 0/31 -15.00 0.00 | recurring/p/36.00/0 2024-07-01 31/31 36.00 0.00" },
  { "comes-when-the-change-takes-effect", ON ("S"), "2024-06-20", TO ("mid", "2024-06-10") OLD,
    "recurring/p/15.00/0 2024-06-01 10/30 -10.00 0.00 | recurring/p/36.00/0 2024-06-01 20/30 24.00 0.00" },
  /* On the plan until the 5th at 30.00, and again from the 21st: 10 days of 36.00. */
  { "coming-back-counts-anew",
    ON ("mid") ",{'type':'change','product':'p','offer':'S','effective':'2024-06-06','recorded':'2024-06-06'}",
    "2024-06-21", TO ("mid", "2024-06-21"),
    "recurring/p/15.00/0 2024-06-01 15/30 -5.00 0.00 | recurring/p/36.00/0 2024-06-01 10/30 12.00 0.00" },
  { "the-same-offer-does-not", ON ("mid"), "2024-06-21",
    "{'type':'change','product':'p','offer':'mid','quantity':2},'effective':'2024-06-21'",
    "recurring/p/30.00/0 2024-06-01 40/30 10.00 0.00" },
  { "back-to-the-catalog-of-the-cycle", ON_WITH ("mid", "'price':'21.00'"), "2024-06-21",
    "{'type':'price','product':'p','price':null},'effective':'2024-06-16'",
    "recurring/p/21.00/0 2024-06-01 15/30 -10.50 0.00 | recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00" },
  /* 16 of 31 days of 36.00 are 18.58. */
  { "while-suspended", ON ("mid") ",{'type':'suspend','product':'p','effective':'2024-06-01','recorded':'2024-06-01'}",
    "2024-07-20", "{'type':'resume','product':'p'},'effective':'2024-07-16'",
    "recurring/p/36.00/0 2024-07-01 16/31 18.58 0.00" },
  /* With the day after for its first, the change itself is on 30 April, when the fee was 5.00. */
  { "a-fee-goes-by-its-own-date", ON ("S"), "2024-05-10", TO ("many", "2024-04-30") OLD,
    "once/p/2/10 2024-04-01 - 5.00 0.50 | recurring/p/15.00/0 2024-05-01 0/31 -15.00 0.00 | "
    "recurring/p/20.00/10 2024-05-01 31/31 20.00 2.00" },
  { "a-fee-from-its-date-on", ON ("S"), "2024-05-10", TO ("many", "2024-05-01"),
    "once/p/2/10 2024-05-01 - 6.00 0.60 | recurring/p/15.00/0 2024-05-01 0/31 -15.00 0.00 | "
    "recurring/p/20.00/10 2024-05-01 31/31 20.00 2.00" },
  /* July: the price of 16 June, the tax of 1 July, the fee of 1 May. 27 of 31 days of 24.00 are 20.90, 4 of 31 days of
   * 15.00 are 1.94. */
  { "what-is-not-given-goes-on", ON ("S"), "2024-07-20", TO ("many", "2024-07-05"),
    "once/p/2/20 2024-07-01 - 6.00 1.20 | recurring/p/15.00/0 2024-07-01 4/31 -13.06 0.00 | "
    "recurring/p/24.00/20 2024-07-01 27/31 20.90 4.18" },
  { "negotiated-against-prices-not-against-taxes", ON_WITH ("many", "'price':'22.00'"), "2024-07-20",
    DOUBLE ("2024-06-01"),
    "recurring/p/22.00/10 2024-06-01 60/30 22.00 2.20 | recurring/p/22.00/20 2024-07-01 62/31 22.00 4.40" },
  /* The removal is in June, though it takes effect with July: 7 of 12 months left of 30.00. */
  { "remaining-charges-of-the-removal's-cycle", ON_WITH ("mid", "'term':{'months':12,'etf':{'kind':'remaining'}}"),
    "2024-07-20", "{'type':'remove','product':'p'},'effective':'2024-06-30'" OLD,
    "etf/p/2/0 2024-06-01 - 210.00 0.00 | recurring/p/36.00/0 2024-07-01 0/31 -36.00 0.00" },
  { "remaining-charges-of-the-next-cycle", ON_WITH ("mid", "'term':{'months':12,'etf':{'kind':'remaining'}}"),
    "2024-07-20", "{'type':'remove','product':'p'},'effective':'2024-07-01'",
    "etf/p/2/0 2024-07-01 - 216.00 0.00 | recurring/p/36.00/0 2024-07-01 0/31 -36.00 0.00" },
  /* Came on the 16th at 36.00, of which 10 days are used: 12.00, and 18.00 are billed. 12 months left. */
  { "remaining-charges-of-who-came-in-the-cycle",
    ON ("S") ",{'type':'change','product':'p','offer':'mid','term':{'months':12,'etf':{'kind':'remaining'}},"
             "'effective':'2024-06-16','recorded':'2024-06-16'}",
    "2024-06-26", "{'type':'remove','product':'p'},'effective':'2024-06-26'",
    "etf/p/3/0 2024-06-01 - 432.00 0.00 | recurring/p/36.00/0 2024-06-01 10/30 -6.00 0.00" },
  /* The suspension is in June, though it takes effect with July, when the tax is 20 %. */
  { "the-fee-of-a-suspension", ON ("many"), "2024-07-20",
    "{'type':'suspend','product':'p','fee':'4.00'},'effective':'2024-06-30'" OLD,
    "once/p/2/10 2024-06-01 - 4.00 0.40 | recurring/p/24.00/20 2024-07-01 0/31 -24.00 -4.80" },
  /* The stub from 1 to 15 July, 14 of the 30 days from 15 June, is a cycle and begins after 11 June. */
  { "a-stub-is-a-cycle",
    ON ("mid") ",{'type':'billing-day','anchor':15,'effective':'2024-06-16','recorded':'2024-06-16'}", "2024-07-05",
    DOUBLE ("2024-06-01"),
    "recurring/p/30.00/0 2024-06-01 60/30 30.00 0.00 | recurring/p/36.00/0 2024-07-01 28/30 16.80 0.00" },
};

/* What it costs later, on 16 June: gross, of the candidate. */
typedef struct
{
  const char *name;
  const char *history;
  const char *change;
  const char *ladder;
} Step;

#define MORE(product)                                                                                                  \
  ",{'type':'add','product':'" product "','offer':'early','effective':'2024-01-01','recorded':'2024-01-01'}"

static const Step steps[] = {
  /* The row of October changes the fee alone: a month waits for it, but costs no other price from then on. */
  { "steady-waits-for-the-last-row", ON ("late"), DOUBLE ("2024-06-16"),
    "steady 2024-10-01 66.00 | from 2024-08-11 late 2024-09-01 66.00" },
  { "other-names-are-no-other-tax", ON ("renamed"), DOUBLE ("2024-06-16"), "steady 2024-09-01 24.00" },
  { "another-tax", ON ("taxed"), DOUBLE ("2024-06-16"),
    "steady 2024-09-01 24.00 | from 2024-09-01 taxed 2024-09-01 24.00" },
  { "with-a-negotiated-price", ON_WITH ("late", "'price':'21.00'"), DOUBLE ("2024-06-16"),
    "steady 2024-10-01 42.00 | from 2024-08-11 late 2024-09-01 42.00" },
  { "while-suspended", ON ("late"), "{'type':'suspend','product':'p'},'effective':'2024-06-16'",
    "steady 2024-10-01 0.00 | from 2024-08-11 late 2024-09-01 0.00" },
  { "leaves-on-that-date", ON ("late"), TO ("S", "2024-08-11"), "steady 2024-09-01 15.00" },
  { "leaves-a-day-later", ON ("late"), TO ("S", "2024-08-12"),
    "steady 2024-09-01 15.00 | from 2024-08-11 late 2024-09-01 15.00" },
  { "comes-on-that-date", ON ("S"), TO ("late", "2024-08-11"),
    "steady 2024-10-01 33.00 | from 2024-08-11 late 2024-09-01 33.00" },
  { "comes-a-day-later", ON ("S"), TO ("late", "2024-08-12"), "steady 2024-10-01 33.00" },
  { "only-dates-to-come", ON ("mid"), DOUBLE ("2024-06-16"), "steady 2024-07-01 72.00" },
  { "removed-by-then", ON ("late"), "{'type':'remove','product':'p'},'effective':'2024-08-01'",
    "steady 2024-08-01 0.00" },
  { "the-offer-in-the-end", ON ("late"), TO ("S", "2024-07-01"), "steady 2024-07-01 15.00" },
  /* September: 2 × 33.00 and 2 × 14.00. */
  { "by-date-and-name-ends-first",
    ON ("late") MORE ("q") MORE ("r") ",{'type':'discount','product':'p','discount':'d','percent':'50',"
                                      "'until':'2024-08-11','effective':'2024-06-01','recorded':'2024-06-01'}",
    DOUBLE ("2024-06-16"),
    "steady 2024-10-01 94.00 | ends 2024-08-11 d 2024-09-01 94.00 | from 2024-08-11 early,late 2024-09-01 94.00" },
};

static CordQuote *
quote_case (const char *history, const char *now, const char *change)
{
  g_autofree char *text
      = g_strdup_printf ("{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1}," CATALOG
                         ",'history':[%s],'now':'%s','change':%s}",
                         history, now, change);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CordQuote) quote = quote_case (test->history, test->now, test->change);
  g_autofree char *lines = quote_case_print_lines (quote);

  g_assert_cmpstr (lines, ==, test->lines);
}

static void
add_row (GString *text, GVariant *row, const char *list)
{
  g_autoptr (GVariant) names = cord_value_dup_array (row, list);

  for (gsize i = 0; i < cord_value_length (names); i++)
    {
      g_autoptr (GVariant) name = cord_value_dup_at (names, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", g_variant_get_string (name, NULL));
    }
  g_string_append_printf (text, " %s %s", cord_value_get_string (row, "cycle.start"),
                          cord_value_get_string (row, "gross"));
}

static char *
print_ladder (CordQuote *quote)
{
  g_autoptr (GVariant) value = cord_quote_to_value (quote);
  g_autoptr (GVariant) steady = cord_value_dup (value, "ladder.candidate.steady");
  g_autoptr (GVariant) after = cord_value_dup_array (value, "ladder.candidate.after");
  GString *text = g_string_new ("steady");

  add_row (text, steady, "offers");
  for (gsize i = 0; i < cord_value_length (after); i++)
    {
      g_autoptr (GVariant) row = cord_value_dup_at (after, i);
      const char *from = cord_value_get_string (row, "from");

      g_assert_true (cord_value_has (row, "offers") == (from != NULL));
      g_assert_true (cord_value_has (row, "discounts") == (from == NULL));
      g_string_append_printf (text, " | %s %s ", from != NULL ? "from" : "ends",
                              from != NULL ? from : cord_value_get_string (row, "ends"));
      add_row (text, row, from != NULL ? "offers" : "discounts");
    }
  return g_string_free (text, FALSE);
}

static void
test_step (gconstpointer data)
{
  const Step *step = data;
  g_autoptr (CordQuote) quote = quote_case (step->history, "2024-06-16", step->change);
  g_autofree char *ladder = print_ladder (quote);

  g_assert_cmpstr (ladder, ==, step->ladder);
}

/* A list of taxes among the dated rows names the taxes of a key that only the ledger knows. */
static void
test_names_for_the_ledger (void)
{
  g_autoptr (CordQuote) quote
      = quote_case ("", "2024-06-16",
                    "{'type':'add','product':'p','offer':'S'},'effective':'2024-07-01',"
                    "'invoiced':[{'key':'recurring/q/10.00/12+8','cycle':'2024-06-01','net':'10.00'}]");
  const CordBillLine *line = g_ptr_array_index (cord_quote_get_lines (quote), 0);

  g_assert_cmpstr (line->taxes->names[0], ==, "x");
  g_assert_cmpstr (line->taxes->names[1], ==, "y");
  g_assert_cmpint (line->tax_parts[0], ==, -120);
  g_assert_cmpint (line->tax_parts[1], ==, -80);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/dated/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/dated/ladder/", steps[i].name, NULL);

      g_test_add_data_func (path, &steps[i], test_step);
    }
  g_test_add_func ("/billing/quote/dated/names-for-the-ledger", test_names_for_the_ledger);
  return g_test_run ();
}
