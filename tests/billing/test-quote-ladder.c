/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-quote.h"

#include "json-document.h"
#include "quote-case.h"

/* Single rules of the ladder of bills to come, each computed by hand. Products are at 30.00 a month, billed on the
 * first; the figure is the candidate's net. */

typedef struct
{
  const char *name;
  const char *history; /* after the start */
  const char *now;
  const char *change; /* with "effective" */
  const char *ladder;
} Step;

#define DISCOUNT(name, value, until)                                                                                   \
  ",{'type':'discount','product':'p','discount':'" name "'," value ",'until':'" until                                  \
  "','effective':'2024-06-01','recorded':'2024-06-01'}"

static const Step steps[] = {
  /* 250 = 30 + 11 × 20 */
  { "next-is-the-cycle-after-now", "", "2024-06-16",
    "{'type':'price','product':'p','price':'20.00'},'effective':'2024-08-01'",
    "this 0.00 | next 2024-07-01 30.00 | steady 2024-08-01 20.00 | year 250.00" },
  /* 735 = 15 + 12 × 60 */
  { "the-year-begins-now", "", "2024-06-16", "{'type':'change','product':'p','quantity':2},'effective':'2024-06-16'",
    "this 15.00 | next 2024-07-01 60.00 | steady 2024-07-01 60.00 | year 735.00" },
  /* The twelfth bill to come starts on 1 June 2025. */
  { "the-year-ends-on-a-first-day", "", "2024-06-01",
    "{'type':'change','product':'p','quantity':2},'effective':'2024-06-01'",
    "this 30.00 | next 2024-07-01 60.00 | steady 2024-07-01 60.00 | year 750.00" },
  /* A year from 29 February is 28 February: the bill of 1 March 2025 is no part of it. */
  { "the-year-from-a-leap-day", "", "2024-02-29",
    "{'type':'change','product':'p','quantity':2},'effective':'2024-03-01'",
    "this 0.00 | next 2024-03-01 60.00 | steady 2024-03-01 60.00 | year 720.00" },
  /* 322.50 = -7.50 + 2 × 15 + 10 × 30 */
  { "steady-waits-for-the-last-discount", "", "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50','until':'2024-09-01'},'effective':'2024-06-16'",
    "this -7.50 | next 2024-07-01 15.00 | steady 2024-09-01 30.00 | after 2024-09-01 d 2024-09-01 30.00 | year "
    "322.50" },
  { "a-discount-without-end-stays", "", "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50'},'effective':'2024-06-16'",
    "this -7.50 | next 2024-07-01 15.00 | steady 2024-07-01 15.00 | year 172.50" },
  /* August: 30 less 16/31 of 15, which is 7.74. 202.26 = 30 + 22.26 + 10 × 15 */
  { "steady-waits-for-a-discount-to-begin", "", "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50'},'effective':'2024-08-16'",
    "this 0.00 | next 2024-07-01 30.00 | steady 2024-09-01 15.00 | year 202.26" },
  /* August: 15/31 of 30 is 14.52. */
  { "steady-waits-for-the-last-event", "", "2024-06-16", "{'type':'remove','product':'p'},'effective':'2024-08-16'",
    "this 0.00 | next 2024-07-01 30.00 | steady 2024-09-01 0.00 | year 44.52" },
  { "after-skips-removed-products", DISCOUNT ("d", "'percent':'50'", "2024-09-01"), "2024-06-16",
    "{'type':'remove','product':'p'},'effective':'2024-08-01'",
    "this 0.00 | next 2024-07-01 15.00 | steady 2024-09-01 0.00 | year 15.00" },
  /* An end at this very moment is not an end to come. */
  { "after-tells-of-ends-to-come", DISCOUNT ("d", "'percent':'50'", "2024-06-16"), "2024-06-16",
    "{'type':'change','product':'p','quantity':2},'effective':'2024-06-16'",
    "this 15.00 | next 2024-07-01 60.00 | steady 2024-07-01 60.00 | year 735.00" },
  /* July: 30 - 3 × 3. August: 30 - 3 - 3 - 1.45, which is 15/31 of 3. 343.55 = 21 + 22.55 + 10 × 30 */
  { "after-by-date-and-name",
    DISCOUNT ("z", "'percent':'10'", "2024-09-01") DISCOUNT ("m", "'percent':'10'", "2024-08-16"), "2024-06-16",
    "{'type':'discount','product':'p','discount':'a','amount':'3','until':'2024-09-01'},'effective':'2024-07-01'",
    "this 0.00 | next 2024-07-01 21.00 | steady 2024-09-01 30.00 | after 2024-08-16 m 2024-09-01 30.00 | "
    "after 2024-09-01 a,z 2024-09-01 30.00 | year 343.55" },
  { "after-names-each-once",
    ",{'type':'start','product':'q','offer':'S','effective':'2024-06-01','recorded':'2024-06-01'},"
    "{'type':'discount','product':'q','discount':'d','percent':'50','until':'2024-09-01','effective':'2024-06-01',"
    "'recorded':'2024-06-01'}",
    "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50','until':'2024-09-01'},'effective':'2024-07-01'",
    "this 0.00 | next 2024-07-01 30.00 | steady 2024-09-01 60.00 | after 2024-09-01 d 2024-09-01 60.00 | year 660.00" },
};

static void
test_step (gconstpointer data)
{
  const Step *step = data;
  g_autofree char *text = g_strdup_printf (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1},"
      "'catalog':{'S':{'price':'30.00'}},'history':[{'type':'start','product':'p','offer':'S','effective':'2024-01-01',"
      "'recorded':'2024-01-01'}%s],'now':'%s','change':%s}",
      step->history, step->now, step->change);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  g_autofree char *ladder = NULL;

  g_assert_no_error (error);
  ladder = quote_case_print_ladder (quote);
  g_assert_cmpstr (ladder, ==, step->ladder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/ladder/", steps[i].name, NULL);

      g_test_add_data_func (path, &steps[i], test_step);
    }
  return g_test_run ();
}
