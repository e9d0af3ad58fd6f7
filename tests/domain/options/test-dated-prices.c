/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-quote.h"
#include "domain/change/cord-quote-input.h"
#include "domain/options/cord-comparison.h"
#include "domain/options/cord-qualification-held.h"
#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

/* An offering whose price and fee are others from January: each day has the price of that day, and the twelve months
 * have both. */

#define UNTIL "{'price':'19.99','until':'2026-12-31T23:00:00Z'}"
#define THEN "{'price':'24.99','from':'2026-12-31T23:00:00Z'}"
#define SHOP                                                                                                           \
  "{'version':'1','currency':'EUR','offerings':["                                                                      \
  "{'id':'plain','name':'Plain','category':'c','sellable':true,'price':'15.00'},"                                      \
  "{'id':'rising','name':'Rising','category':'c','sellable':true,'price':'19.99','prices':[" UNTIL "," THEN "],"       \
  "'once':'10.00','fees':[{'price':'10.00','until':'2027-01-01'},{'price':'30.00','from':'2027-01-01'}]}]}"

static CordDate
day_of (const char *text)
{
  CordDate day;

  g_assert_true (cord_date_parse (text, &day, NULL));
  return day;
}

static CordCustomer *
customer_on (const char *offering, const char *price)
{
  g_autofree char *products
      = g_strdup_printf ("[{'id':'h','offering':'%s','name':'Home','status':'active','start':'2026-10-01',"
                         "'price':'%s','currency':'EUR'}]",
                         offering, price);

  return test_customer_with ("EUR", products);
}

static CordQuote *
quote_on (const char *day)
{
  g_autoptr (GVariant) document = test_document (SHOP);
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = customer_on ("plain", "15.00");
  g_autoptr (CordPolicy) policy = test_policy ();
  g_autoptr (GVariant) change = cord_change_new ("modify", "h", "rising", "plain", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input
      = cord_quote_input_new (change, customer, catalog, policy, day_of (day), day_of (day), &error);
  CordQuote *quote;

  g_assert_no_error (error);
  quote = cord_quote_new (input, &error);
  g_assert_no_error (error);
  return quote;
}

static void
test_quote (void)
{
  g_autoptr (CordQuote) quote = quote_on ("2026-12-01");
  g_autoptr (CordQuote) later = quote_on ("2027-01-01");
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  const CordPromotionEnd *rise;

  /* The cycle begins on the 7th: the fee of December and 6/30 of 4.99, a cycle of 19.99, eleven of 24.99. */
  g_assert_cmpint (ladder->year.net, ==, 1000 + 100 + 1999 + 11 * 2499);
  g_assert_cmpint (ladder->steady.net, ==, 2499);
  g_assert_cmpuint (ladder->after->len, ==, 1);
  rise = ladder->after->pdata[0];
  g_assert_cmpint (rise->ends, ==, day_of ("2027-01-01"));
  ladder = cord_quote_get_candidate (later);
  g_assert_cmpint (ladder->steady.net, ==, 2499);
  /* Who comes in January has its fee, and pays its price at once: 6/31 of 24.99 less 6/31 of
   * 15.00. */
  g_assert_cmpint (ladder->year.net, ==, 3000 + 194 + 12 * 2499);
}

static void
assert_negotiated (const char *price, gboolean negotiated)
{
  g_autoptr (GVariant) document = test_document (SHOP);
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = customer_on ("rising", price);
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  CordMoney listed;

  g_assert_cmpint (cord_qualify_is_negotiated (cord_customer_find_product (customer, "h"),
                                               cord_catalog_find (catalog, "rising"), day_of ("2027-02-01"), zone,
                                               &listed),
                   ==, negotiated);
}

/* Neither the list price of the day on which it began nor that of today was negotiated. */
static void
test_negotiated (void)
{
  assert_negotiated ("19.99", FALSE);
  assert_negotiated ("24.99", FALSE);
  assert_negotiated ("22.00", TRUE);
}

/* Whatever the inventory goes on saying, a month costs what its bill has: the price of the cycle's first day, cycles
 * from the seventh on. */
static void
test_held_price (void)
{
  static const struct
  {
    const char *price;
    const char *day;
    gint64 held;
  } cases[] = {
    { "19.99", "2026-12-31", 1999 }, { "19.99", "2027-01-06", 1999 }, { "19.99", "2027-01-07", 2499 },
    { "22.00", "2027-01-07", 2200 }, { "24.99", "2027-01-07", 2499 },
  };
  g_autoptr (GVariant) document = test_document (SHOP);
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CordCustomer) customer = customer_on ("rising", cases[i].price);
      CordProduct *held = cord_customer_find_product (customer, "h");
      const CordDate day = day_of (cases[i].day);
      CordMoney before, after;

      g_assert_cmpint (cord_qualify_held_price (customer, held, catalog, day).minor, ==, cases[i].held);
      g_assert_cmpint (cord_qualify_monthly (customer, catalog, day).minor, ==, cases[i].held);
      cord_qualify_prices (customer, catalog, held, cord_catalog_find (catalog, "rising"), 2, day, &before, &after);
      g_assert_cmpint (before.minor, ==, cases[i].held);
      g_assert_cmpint (after.minor, ==, 2 * cases[i].held);
    }
}

/* What was agreed for later counts from its day on, and is the customer's own price. */
static void
test_agreed_price (void)
{
  g_autoptr (GVariant) document = test_document (SHOP);
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = test_customer_with (
      "EUR", "[{'id':'h','offering':'rising','name':'Home','status':'active','start':'2026-10-01','price':'19.99',"
             "'currency':'EUR','laterPrices':[{'price':'15.00','from':'2026-12-15'},"
             "{'price':'16.00','from':'2027-02-01'}]}]");
  CordProduct *held = cord_customer_find_product (customer, "h");
  static const struct
  {
    const char *day;
    gint64 price;
  } cases[] = { { "2026-12-14", 1999 }, { "2026-12-15", 1500 }, { "2027-01-20", 1500 }, { "2027-02-01", 1600 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cord_qualify_held_price (customer, held, catalog, day_of (cases[i].day)).minor, ==,
                     cases[i].price);
}

static void
test_direction (void)
{
  g_autoptr (GVariant) document = test_document ("{'currency':'EUR','offerings':["
                                                 "{'id':'plain','category':'c','sellable':true,'price':'22.00'},"
                                                 "{'id':'rising','category':'c','sellable':true,'price':'19.99',"
                                                 "'prices':[" UNTIL "," THEN "]}]}");
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = customer_on ("plain", "22.00");
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  CordProduct *held = cord_customer_find_product (customer, "h");
  CordOffering *rising = cord_catalog_find (catalog, "rising");

  g_assert_cmpint (cord_qualify_direction (held, rising, catalog, day_of ("2026-12-31"), zone), ==, -1);
  g_assert_cmpint (cord_qualify_direction (held, rising, catalog, day_of ("2027-01-01"), zone), ==, 1);
}

/* The column says what a month costs from the day on, and what comes then. */
static void
test_comparison (void)
{
  g_autoptr (GVariant) document = test_document (SHOP);
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = customer_on ("plain", "15.00");
  g_autoptr (GVariant) change = cord_change_new ("modify", "h", "rising", "plain", 0);
  GVariant *const changes[] = { change, change };
  const CordDate days[] = { day_of ("2026-12-31"), day_of ("2027-01-01") };
  g_autoptr (CordComparison) table
      = cord_comparison_new (customer, catalog, day_of ("2026-12-01"), changes, days, G_N_ELEMENTS (changes));
  GPtrArray *rows = cord_comparison_get_rows (table);
  guint found = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CordComparisonRow *row = rows->pdata[i];
      const char *label = cord_comparison_row_get_label (row);

      if (g_strcmp0 (label, "A month") == 0)
        {
          g_assert_cmpstr (cord_comparison_row_get_text (row, 1), ==, "€19.99");
          g_assert_cmpstr (cord_comparison_row_get_text (row, 2), ==, "€24.99");
          found++;
        }
      else if (g_strcmp0 (label, "Once") == 0)
        {
          g_assert_cmpstr (cord_comparison_row_get_text (row, 1), ==, "€10.00");
          g_assert_cmpstr (cord_comparison_row_get_text (row, 2), ==, "€30.00");
          found++;
        }
      else if (g_strcmp0 (label, "This price") == 0)
        {
          g_assert_cmpstr (cord_comparison_row_get_text (row, 1), ==, "until 31 December 2026");
          g_assert_cmpstr (cord_comparison_row_get_difference (row, 1), ==, "then €24.99 a month");
          g_assert_cmpstr (cord_comparison_row_get_direction (row, 1), ==, "pay");
          g_assert_cmpstr (cord_comparison_row_get_sentence (row, 1), ==,
                           "From 1 January 2027 the price is €24.99 a month.");
          g_assert_cmpstr (cord_comparison_row_get_text (row, 2), ==, "—");
          found++;
        }
    }
  g_assert_cmpuint (found, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dated-prices/quote", test_quote);
  g_test_add_func ("/dated-prices/comparison", test_comparison);
  g_test_add_func ("/dated-prices/negotiated", test_negotiated);
  g_test_add_func ("/dated-prices/held-price", test_held_price);
  g_test_add_func ("/dated-prices/agreed-price", test_agreed_price);
  g_test_add_func ("/dated-prices/direction", test_direction);
  return g_test_run ();
}
