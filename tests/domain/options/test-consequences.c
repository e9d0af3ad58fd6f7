/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-quote-input.h"
#include "domain/options/cord-consequences.h"

#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

#define BOUND_HOME                                                                                                     \
  "[{'id':'h','offering':'home-50','name':'Home 50','status':'active','start':'2026-10-01','price':'29.99'"            \
  ",'currency':'EUR','term':{'months':12,'start':'2026-10-01','etf':{'kind':'subsidy','amount':'240.00'}}}]"

static char *
hear (const char *products, const char *change_text, CordDate effective)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordPolicy) policy = test_policy ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", products);
  g_autoptr (GVariant) change = test_document (change_text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = cord_quote_input_new (change, customer, catalog, policy, TEST_TODAY, effective, &error);
  g_autoptr (CordQuote) quote = NULL;
  g_autoptr (GPtrArray) sentences = NULL;

  g_assert_no_error (error);
  quote = cord_quote_new (input, &error);
  g_assert_no_error (error);
  sentences = cord_consequences_new (customer, catalog, change, quote);
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv ("\n", (char **)sentences->pdata);
}

/* The commitment runs from the day of the change, not from today. */
static void
test_commitment (void)
{
  g_autofree char *now
      = hear (BOUND_HOME, "{'kind':'upgrade','product':'h','offering':'home-fiber-250','term':24}", TEST_TODAY);
  g_autofree char *later = hear (BOUND_HOME, "{'kind':'upgrade','product':'h','offering':'home-fiber-250','term':24}",
                                 cord_date (2026, 12, 7));

  g_assert_cmpstr (now, ==,
                   "You pay €29.99 once, now: home-fiber-250, one-time fee.\n"
                   "You are bound for 24 months, until 16 November 2028.\n"
                   "Leaving earlier costs 50\u00a0% of the months left, at most €150.00.");
  g_assert_nonnull (strstr (later, "until 7 December 2028."));
}

static void
test_losses (void)
{
  g_autofree char *heard
      = hear ("[{'id':'m','offering':'mobile-xl','name':'Mobile XL','status':'active','start':'2026-01-01'"
              ",'price':'39.99','currency':'EUR','features':[{'name':'data','value':'unlimited'}"
              ",{'name':'hotspot','value':'yes'},{'name':'calls to mobiles','value':'free'}]}]",
              "{'kind':'downgrade','product':'m','offering':'mobile-s'}", TEST_TODAY);

  g_assert_nonnull (strstr (heard, "You lose the negotiated price of €39.99."));
  g_assert_nonnull (strstr (heard, "Data: only 5 GB instead of unlimited."));
  g_assert_nonnull (strstr (heard, "You lose hotspot."));
  g_assert_nonnull (strstr (heard, "You lose free calls to mobiles."));
  g_assert_null (strstr (heard, "bound"));
  g_assert_null (strstr (heard, "once"));
}

/* 240.00 for 12 months, of which 2 are over on 7 December: 200.00. Then the rule, once the term is over nothing. */
static void
test_leaving (void)
{
  g_autofree char *heard = hear (BOUND_HOME, "{'kind':'remove','product':'h'}", cord_date (2026, 12, 7));
  g_autofree char *after = hear (BOUND_HOME, "{'kind':'remove','product':'h'}", cord_date (2027, 10, 7));

  g_assert_cmpstr (heard, ==, "You pay €200.00 for leaving early, on your bill of 7 December 2026.");
  g_assert_cmpstr (after, ==, "");
}

static void
test_nothing (void)
{
  g_autofree char *heard = hear (BOUND_HOME, "{'kind':'upgrade','product':'h','offering':'home-100'}", TEST_TODAY);

  g_assert_cmpstr (heard, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consequences/commitment", test_commitment);
  g_test_add_func ("/consequences/losses", test_losses);
  g_test_add_func ("/consequences/leaving", test_leaving);
  g_test_add_func ("/consequences/nothing", test_nothing);
  return g_test_run ();
}
