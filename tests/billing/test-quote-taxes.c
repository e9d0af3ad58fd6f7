/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-bill-explain.h"
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* Several taxes on a price or a fee, each case computed by hand. A line is "key net tax gross", then each of its taxes
 * in brackets as "name percent tax". Monthly on the first, in euros; now is 16 June 2024 unless a case says so. */

typedef struct
{
  const char *name;
  const char *history;
  const char *change; /* with "effective" and other members */
  const char *lines;  /* separated by " | " */
} Case;

#define CATALOG                                                                                                        \
  "'catalog':{'basic':{'price':'20.00','tax':'19'},"                                                                   \
  "'two':{'price':'10.10','once':'3.30','tax':[{'name':'land','percent':'7'},{'name':'town','percent':'1.35'}]},"      \
  "'alike':{'price':'10.10','once':'3.30','tax':[{'name':'state','percent':'7.0'},{'name':'city','percent':'1.35'}]}," \
  "'turned':{'price':'10.10','tax':[{'name':'town','percent':'1.35'},{'name':'land','percent':'7'}]},"                 \
  "'one':{'price':'20.00','tax':[{'name':'VAT','percent':'19'}]},"                                                     \
  "'halves':{'price':'1.00','tax':[{'name':'a','percent':'5'},{'name':'b','percent':'5'}]},"                           \
  "'nil':{'price':'20.00','tax':[{'name':'levy','percent':'7.50'},{'name':'relief','percent':'0'}]}}"

#define ON(offer) "{'type':'start','product':'p','offer':'" offer "','effective':'2024-01-01','recorded':'2024-01-01'}"
#define ON_WITH(offer, more)                                                                                           \
  "{'type':'start','product':'p','offer':'" offer "','effective':'2024-01-01','recorded':'2024-01-01'," more "}"
#define ADD(offer, date) "{'type':'add','product':'p','offer':'" offer "'},'effective':'" date "'"
#define TWO_TAXES(first, second) "'tax':[{'name':'" first "','percent':'3'},{'name':'" second "','percent':'4'}]"
#define TERM(first, second)                                                                                            \
  "'term':{'months':12,'etf':{'kind':'table','amounts':['50.50','50.50','50.50','50.50','50.50','50.50']," TWO_TAXES ( \
      first, second) "}}"
#define ROW(key) "'invoiced':[{'key':'" key "','cycle':'2024-06-01','net':'10.00'}]"
/* Nothing of the product is billed in June, so that the ledger's row is given back whole. */
#define NOTHING "{'type':'add','product':'p','offer':'basic'},'effective':'2024-07-01',"

static const Case cases[] = {
  /* The fee of 3.30: 0.231 and 0.04455. 7 % of 10.10 is 0.707 and 1.35 % is 0.13635, each rounded up; 8.35 % in one
   * would be 0.84335, and a cent less. */
  { "each-is-rounded", "", ADD ("two", "2024-06-01"),
    "once/p/1/7+1.35 3.30 0.27 3.57 [land 7 0.23, town 1.35 0.04] | "
    "recurring/p/10.10/7+1.35 10.10 0.85 10.95 [land 7 0.71, town 1.35 0.14]" },
  /* Half of June goes back: 7 % of 5.05 is 0.3535 and 1.35 % is 0.068175. */
  { "a-credit-has-its-sign", ON ("two"), "{'type':'remove','product':'p'},'effective':'2024-06-16'",
    "recurring/p/10.10/7+1.35 -5.05 -0.42 -5.47 [land 7 -0.35, town 1.35 -0.07]" },
  { "in-the-order-of-the-list", "", ADD ("turned", "2024-06-01"),
    "recurring/p/10.10/1.35+7 10.10 0.85 10.95 [town 1.35 0.14, land 7 0.71]" },
  { "percents-as-in-the-key", "", ADD ("nil", "2024-06-01"),
    "recurring/p/20.00/7.5+0 20.00 1.50 21.50 [levy 7.5 1.50, relief 0 0.00]" },
  { "a-list-of-one", "", ADD ("one", "2024-06-01"), "recurring/p/20.00/19 20.00 3.80 23.80 [VAT 19 3.80]" },
  { "a-single-percent-has-no-list", "", ADD ("basic", "2024-06-01"), "recurring/p/20.00/19 20.00 3.80 23.80" },
  /* 10 % in 1.00 is 1.00 × 10 ÷ 110 = 0.0909. 5 % of the net of 0.91 is 0.0455, so 0.05; the other gets what is left,
   * though 5 % would be 0.05 as well. */
  { "inclusive-the-last-is-the-rest", "", ADD ("halves", "2024-06-01") ",'tax':'inclusive'",
    "recurring/p/1.00/5+5 0.91 0.09 1.00 [a 5 0.05, b 5 0.04]" },
  /* Now 5 % of 0.91 as a credit. */
  { "inclusive-credit", ON ("halves"), "{'type':'remove','product':'p'},'effective':'2024-06-01','tax':'inclusive'",
    "recurring/p/1.00/5+5 -0.91 -0.09 -1.00 [a 5 -0.05, b 5 -0.04]" },
  /* 8.35 % in 10.10 is 84.335 ÷ 108.35 = 0.7784; 7 % of 9.32 is 0.6524. In the fee of 3.30: 27.555 ÷ 108.35 = 0.2543;
   * 7 % of 3.05 is 0.2135. */
  { "inclusive-as-one-rate-of-the-sum", "", ADD ("two", "2024-06-01") ",'tax':'inclusive'",
    "once/p/1/7+1.35 3.05 0.25 3.30 [land 7 0.21, town 1.35 0.04] | "
    "recurring/p/10.10/7+1.35 9.32 0.78 10.10 [land 7 0.65, town 1.35 0.13]" },
  /* 15 of 30 days of 10 % of 10.10 are 0.505, so 0.51: 7 % of it is 0.0357 and 1.35 % is 0.006885. */
  { "discounts", ON ("two"), "{'type':'discount','product':'p','discount':'d','percent':'10'},'effective':'2024-06-16'",
    "discount/p/10.10/7+1.35/d -0.51 -0.05 -0.56 [land 7 -0.04, town 1.35 -0.01]" },
  /* 3 % of 50.50 is 1.515 and 4 % is 2.02. */
  { "early-termination-fees", ON_WITH ("basic", TERM ("x", "y")),
    "{'type':'remove','product':'p'},'effective':'2024-06-30'",
    "etf/p/2/3+4 50.50 3.54 54.04 [x 3 1.52, y 4 2.02] | recurring/p/20.00/19 -0.67 -0.13 -0.80" },
  /* The fee of 3.30 is of the new offer. The price and the percents are the same: no other line. */
  { "names-make-no-other-key", ON ("two"), "{'type':'change','product':'p','offer':'alike'},'effective':'2024-06-16'",
    "once/p/2/7+1.35 3.30 0.27 3.57 [state 7 0.23, city 1.35 0.04]" },
  /* 15 days of one unit and 15 of two: 15.15, of which 10.10 are billed. 5.05 as above. */
  { "the-names-of-the-first-segment", ON ("two"),
    "{'type':'change','product':'p','offer':'alike','quantity':2},'effective':'2024-06-16'",
    "once/p/2/7+1.35 6.60 0.55 7.15 [state 7 0.46, city 1.35 0.09] | "
    "recurring/p/10.10/7+1.35 5.05 0.42 5.47 [land 7 0.35, town 1.35 0.07]" },
  { "the-first-segment-in-the-cycle",
    ON ("two") ",{'type':'change','product':'p','offer':'alike','effective':'2024-05-16','recorded':'2024-05-16'}",
    "{'type':'change','product':'p','quantity':2},'effective':'2024-06-16'",
    "recurring/p/10.10/7+1.35 5.05 0.42 5.47 [state 7 0.35, city 1.35 0.07]" },
  /* The discount begins on the 21st, when the product is on the other offer already: 10 of 30 days of 3.00. */
  { "a-discount-has-segments-of-its-own",
    ON ("two") ",{'type':'change','product':'p','offer':'alike','effective':'2024-06-11','recorded':'2024-06-11'}",
    "{'type':'discount','product':'p','discount':'d','amount':'3.00'},'effective':'2024-06-21'",
    "discount/p/10.10/7+1.35/d -1.00 -0.08 -1.08 [state 7 -0.07, city 1.35 -0.01]" },
  /* The offer "alike" is before "two" by name, and after it in the catalog. 7 % of 10.00 is 0.70, 1.35 % 0.135. */
  { "the-ledger-alone-offers-by-name", "", NOTHING ROW ("recurring/p/10.00/7+1.35"),
    "recurring/p/10.00/7+1.35 -10.00 -0.84 -10.84 [state 7 -0.70, city 1.35 -0.14]" },
  { "the-ledger-alone-fees", "", NOTHING ROW ("once/q/7/1.35+7"),
    "once/q/7/1.35+7 -10.00 -0.84 -10.84 [town 1.35 -0.14, land 7 -0.70]" },
  { "the-ledger-alone-terms-by-event",
    "{'type':'start','product':'q','offer':'basic','effective':'2024-07-01','recorded':'2024-01-01'," TERM (
        "m", "n") "},{'type':'start','product':'r','offer':'basic','effective':'2024-07-01','recorded':'2024-01-01'"
                  "," TERM ("a", "b") "}",
    NOTHING ROW ("recurring/p/10.00/3+4"), "recurring/p/10.00/3+4 -10.00 -0.70 -10.70 [m 3 -0.30, n 4 -0.40]" },
  { "the-ledger-alone-nobody-names-them", "", NOTHING ROW ("recurring/p/10.00/1+2"),
    "recurring/p/10.00/1+2 -10.00 -0.30 -10.30 [null 1 -0.10, null 2 -0.20]" },
  /* A single percent is no list: that of "one" counts. */
  { "the-ledger-alone-a-list-of-one", "", NOTHING ROW ("recurring/p/10.00/19"),
    "recurring/p/10.00/19 -10.00 -1.90 -11.90 [VAT 19 -1.90]" },
  { "the-ledger-alone-a-single-percent", "", NOTHING ROW ("recurring/p/10.00/18"),
    "recurring/p/10.00/18 -10.00 -1.80 -11.80" },
  /* Without a ledger the history stands for it. 7 % of 10.10 is 0.707. */
  { "the-history-alone", ON ("two"), "{'type':'change','product':'p','offer':'basic'},'effective':'2024-06-01'",
    "recurring/p/10.10/7+1.35 -10.10 -0.85 -10.95 [state 7 -0.71, city 1.35 -0.14] | "
    "recurring/p/20.00/19 20.00 3.80 23.80" },
};

static CordQuote *
quote_case (const Case *test)
{
  g_autofree char *text
      = g_strdup_printf ("{'currency':'EUR','scale':2,'zone':'UTC','cycle':{'anchor':1,'months':1}," CATALOG
                         ",'history':[%s],'now':'2024-06-16','change':%s}",
                         test->history, test->change);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static void
add_taxes (GString *text, GVariant *line)
{
  g_autoptr (GVariant) taxes = cord_value_dup_array (line, "taxes");

  if (!cord_value_has (line, "taxes"))
    return;
  for (gsize i = 0; i < cord_value_length (taxes); i++)
    {
      g_autoptr (GVariant) tax = cord_value_dup_at (taxes, i);
      const char *name = cord_value_get_string (tax, "name");

      g_assert_true (cord_value_has (tax, "name"));
      g_string_append_printf (text, "%s%s %s %s", i > 0 ? ", " : " [", name != NULL ? name : "null",
                              cord_value_get_string (tax, "percent"), cord_value_get_string (tax, "tax"));
    }
  g_string_append_c (text, ']');
}

static char *
print_lines (CordQuote *quote)
{
  g_autoptr (GVariant) value = cord_quote_to_value (quote);
  g_autoptr (GVariant) lines = cord_value_dup_array (value, "lines");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);

      g_string_append_printf (text, "%s%s %s %s %s", i > 0 ? " | " : "", cord_value_get_string (line, "key"),
                              cord_value_get_string (line, "net"), cord_value_get_string (line, "tax"),
                              cord_value_get_string (line, "gross"));
      add_taxes (text, line);
    }
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CordQuote) quote = quote_case (test);
  g_autofree char *lines = print_lines (quote);

  g_assert_cmpstr (lines, ==, test->lines);
}

/* A bill to come has the tax of each of its lines, rounded part by part: twelve months of 10.10 + 0.85. */
static void
test_ladder (void)
{
  const Case test
      = { .history = ON ("two"), .change = "{'type':'change','product':'p','quantity':1},'effective':'2024-06-16'" };
  g_autoptr (CordQuote) quote = quote_case (&test);
  const CordLadder *ladder = cord_quote_get_candidate (quote);

  g_assert_cmpint (ladder->steady.tax, ==, 85);
  g_assert_cmpint (ladder->steady.gross, ==, 1095);
  g_assert_cmpint (ladder->year.tax, ==, 12 * 85);
}

static void
assert_sentence (const char *history, const char *change, guint line, const char *sentence)
{
  const Case test = { .history = history, .change = change };
  g_autoptr (CordQuote) quote = quote_case (&test);
  g_autofree char *words = cord_bill_line_explain_tax (quote, g_ptr_array_index (cord_quote_get_lines (quote), line));

  g_assert_cmpstr (words, ==, sentence);
}

/* The sentence about the tax names every tax. */
static void
test_sentences (void)
{
  assert_sentence ("", ADD ("two", "2024-06-01"), 1, "€10.10 + 7\u00a0% land €0.71 + 1.35\u00a0% town €0.14 = €10.95");
  assert_sentence ("", ADD ("two", "2024-06-01") ",'tax':'inclusive'", 1,
                   "€10.10 includes tax €0.78: 7\u00a0% land €0.65, 1.35\u00a0% town €0.13");
  assert_sentence ("", ADD ("one", "2024-06-01"), 0, "€20.00 + 19\u00a0% VAT €3.80 = €23.80");
  assert_sentence ("", NOTHING ROW ("recurring/p/10.00/1+2"), 0,
                   "−€10.00 + 1\u00a0% tax −€0.10 + 2\u00a0% tax −€0.20 = −€10.30");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/taxes/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/billing/quote/taxes/ladder", test_ladder);
  g_test_add_func ("/billing/quote/taxes/sentences", test_sentences);
  return g_test_run ();
}
