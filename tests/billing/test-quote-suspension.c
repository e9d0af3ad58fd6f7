/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-document.h"
#include "quote-case.h"

/* Products that are suspended at a price and for a fee, each computed by hand. A is 60.00 a month with 10 % tax,
 * B 90.00 with 20 % and a fee of 6.00; suspended, a unit is 12.00 a month: 2.00, 3.00 and 0.40 a day in June. */

#define MONTHLY "'cycle':{'anchor':1,'months':1},"
#define CATALOG "'catalog':{'A':{'price':'60.00','tax':'10'},'B':{'price':'90.00','tax':'20','once':'6.00'}},"
#define START_WITH(more)                                                                                               \
  "{'type':'start','product':'p','offer':'A','effective':'2024-01-01','recorded':'2024-01-01'" more "}"
#define START START_WITH ("")
#define EVENT(type, day, more)                                                                                         \
  ",{'type':'" type "','product':'p','effective':'2024-" day "','recorded':'2024-" day "'" more "}"
#define SUSPENDED EVENT ("suspend", "06-06", ",'price':'12.00'")
#define QUOTE(history, change, day)                                                                                    \
  CATALOG "'history':[" history "],'now':'2024-06-16','change':" change ",'effective':'" day "'"
#define SUSPEND(more) "{'type':'suspend','product':'p'," more "}"
#define RESUME "{'type':'resume','product':'p'}"

static const QuoteCase cases[] = {
  /* 15 days of 0.40 for 15 of 2.00. 120 = -24 + 12 × 12 */
  { "costs-its-price", MONTHLY QUOTE (START, SUSPEND ("'price':'12.00'"), "2024-06-16"),
    "recurring/p/12.00/10 2024-06-01 15/30 6.00 0.60 | recurring/p/60.00/10 2024-06-01 15/30 -30.00 -3.00",
    "this -24.00 | next 2024-07-01 12.00 | steady 2024-07-01 12.00 | year 120.00" },
  /* Suspended for 10 days instead of 25, back for 15 more. */
  { "the-price-comes-back", MONTHLY QUOTE (START SUSPENDED, RESUME, "2024-06-16"),
    "recurring/p/12.00/10 2024-06-01 10/30 -6.00 -0.60 | recurring/p/60.00/10 2024-06-01 20/30 30.00 3.00", NULL },
  /* 15 more days of 48.00: 24.00 */
  { "a-negotiated-price-comes-back", MONTHLY QUOTE (START_WITH (",'price':'48.00'") SUSPENDED, RESUME, "2024-06-16"),
    "recurring/p/12.00/10 2024-06-01 10/30 -6.00 -0.60 | recurring/p/48.00/10 2024-06-01 20/30 24.00 2.40", NULL },
  /* Half of 30.00 is given back, and nothing taken from the 12.00. */
  { "no-discounts-meanwhile",
    MONTHLY QUOTE (START EVENT ("discount", "01-01", ",'discount':'d','percent':'50'"), SUSPEND ("'price':'12.00'"),
                   "2024-06-16"),
    "discount/p/60.00/10/d 2024-06-01 15/30 15.00 1.50 | recurring/p/12.00/10 2024-06-01 15/30 6.00 0.60 | "
    "recurring/p/60.00/10 2024-06-01 15/30 -30.00 -3.00",
    NULL },
  { "no-discounts-meanwhile-at-the-same-price",
    MONTHLY QUOTE (START EVENT ("discount", "01-01", ",'discount':'d','percent':'50'"), SUSPEND ("'price':'60.00'"),
                   "2024-06-16"),
    "discount/p/60.00/10/d 2024-06-01 15/30 15.00 1.50", NULL },
  /* B for two days meanwhile, so the promotion of A goes on: 20 days of 1.00 instead of 5. Of the 10 days suspended 8
   * have the tax of A; before, 23 of 25. */
  { "no-other-offer-meanwhile",
    MONTHLY QUOTE (START EVENT ("discount", "01-01", ",'discount':'d','percent':'50','offers':['A']")
                       SUSPENDED EVENT ("change", "06-08", ",'offer':'B'") EVENT ("change", "06-10", ",'offer':'A'"),
                   RESUME, "2024-06-16"),
    "discount/p/60.00/10/d 2024-06-01 20/30 -15.00 -1.50 | recurring/p/12.00/10 2024-06-01 8/30 -6.00 -0.60 | "
    "recurring/p/60.00/10 2024-06-01 20/30 30.00 3.00",
    NULL },
  /* 10 + 15 × 3 days of 0.40, of which 25 were billed */
  { "a-new-quantity-counts-at-once",
    MONTHLY QUOTE (START SUSPENDED, "{'type':'change','product':'p','quantity':3}", "2024-06-16"),
    "recurring/p/12.00/10 2024-06-01 55/30 12.00 1.20", NULL },
  /* From the 10th the tax is that of B: 6 days of 0.40 instead of 21, and then 15 of 3.00. */
  { "another-offer-comes-back",
    MONTHLY QUOTE (START SUSPENDED EVENT ("change", "06-10", ",'offer':'B'"), RESUME, "2024-06-16"),
    "recurring/p/12.00/20 2024-06-01 6/30 -6.00 -1.20 | recurring/p/90.00/20 2024-06-01 15/30 45.00 9.00", NULL },
  { "another-price-comes-back",
    MONTHLY QUOTE (START SUSPENDED EVENT ("price", "06-10", ",'price':'30.00'"), RESUME, "2024-06-16"),
    "recurring/p/12.00/10 2024-06-01 10/30 -6.00 -0.60 | recurring/p/30.00/10 2024-06-01 15/30 15.00 1.50", NULL },
  /* Three units are given back, and one fee is taken: 7.505 rounded, and 10 % of that. */
  { "a-fee-is-not-for-each-unit", MONTHLY QUOTE (START_WITH (",'quantity':3"), SUSPEND ("'fee':'7.505'"), "2024-06-16"),
    "once/p/2/10 2024-06-01 - 7.51 0.75 | recurring/p/60.00/10 2024-06-01 45/30 -90.00 -9.00", NULL },
  /* 6 days of 3.00 instead of 21 */
  { "a-fee-has-the-tax-of-the-offer",
    MONTHLY QUOTE (START EVENT ("change", "06-10", ",'offer':'B'"), SUSPEND ("'fee':'5'"), "2024-06-16"),
    "once/p/3/20 2024-06-01 - 5.00 1.00 | recurring/p/90.00/20 2024-06-01 6/30 -45.00 -9.00", NULL },
  /* Suspended from 1 July, and the fee is June's. */
  { "a-fee-is-in-the-cycle-of-its-own-date",
    MONTHLY "'policy':{'change_day':'old'}," QUOTE (START, SUSPEND ("'price':'12.00','fee':'5.00'"), "2024-06-30"),
    "once/p/2/10 2024-06-01 - 5.00 0.50", "this 5.00 | next 2024-07-01 12.00 | steady 2024-07-01 12.00 | year 149.00" },
  /* July: 29.03 (15/31 of 60) + 6.19 (16/31 of 12) + 5. 172.22 = 40.22 + 11 × 12 */
  { "a-suspension-to-come", MONTHLY QUOTE (START, SUSPEND ("'price':'12.00','fee':'5.00'"), "2024-07-16"), "",
    "this 0.00 | next 2024-07-01 40.22 | steady 2024-08-01 12.00 | year 172.22" },
  /* 7 of 12 months of 60.00, not of 12.00 */
  { "remaining-charges-are-of-what-would-come-back",
    MONTHLY QUOTE (START_WITH (",'term':{'months':12,'etf':{'kind':'remaining'}}")
                       EVENT ("suspend", "06-01", ",'price':'12.00'"),
                   "{'type':'remove','product':'p'}", "2024-06-16"),
    "etf/p/3/0 2024-06-01 - 420.00 0.00 | recurring/p/12.00/10 2024-06-01 15/30 -6.00 -0.60", NULL },
};

/* Half a month of the allowance is lost with half a month of the offer, whatever is paid meanwhile. */
static void
test_allowances (void)
{
  g_autoptr (GVariant) input = json_document_parse_quoted (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin'," MONTHLY
      "'catalog':{'A':{'price':'60.00','allowances':{'data':{'amount':3000,'partial':'prorate'}}}},'history':[" START
      "],'now':'2024-06-16','change':" SUSPEND ("'price':'12.00'") ",'effective':'2024-06-16'}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  const CordEntitlement *data;

  g_assert_no_error (error);
  data = g_ptr_array_index (
      ((const CordQuoteChange *)g_ptr_array_index (cord_quote_get_changes (quote), 0))->entitlements, 0);
  g_assert_cmpint (data->current, ==, 3000);
  g_assert_cmpint (data->candidate, ==, 1500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  quote_case_add_tests ("suspension", cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/billing/quote/suspension/allowances", test_allowances);
  return g_test_run ();
}
