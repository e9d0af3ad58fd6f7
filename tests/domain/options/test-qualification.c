/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-qualification-held.h"
#include "domain/options/cord-qualification.h"

#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

#include <string.h>

#define HELD(id, offering, more)                                                                                       \
  "{'id':'" id "','offering':'" offering "','name':'" offering                                                         \
  "','status':'active','account':'A1','start':'2024-03-01',"                                                           \
  "'price':'9.99','currency':'EUR'" more "}"

typedef struct
{
  const char *name;
  const char *products;
  const char *change;
  const char *rule; /* "" when qualified */
} Example;

static const Example examples[] = {
  { "upgrade", "[" HELD ("m", "mobile-m", "") "]",
    "{'kind':'upgrade','product':'m','offering':'mobile-l','from':'mobile-m'}", "" },
  { "downgrade", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'downgrade','product':'m','offering':'mobile-s'}", "" },
  { "modify-term", "[" HELD ("m", "mobile-m", "") "]",
    "{'kind':'modify','product':'m','offering':'mobile-m','term':12}", "" },
  { "add", "[" HELD ("h", "home-50", "") "]", "{'kind':'add','product':'n','offering':'tv-basic'}", "" },
  { "add-further-line", "[" HELD ("m", "mobile-m", "") "," HELD ("l", "additional-line", "") "]",
    "{'kind':'add','product':'n','offering':'additional-line'}", "" },
  { "remove", "[" HELD ("h", "home-50", "") "]", "{'kind':'remove','product':'h'}", "" },
  { "from-legacy", "[" HELD ("m", "mobile-classic", "") "]", "{'kind':'upgrade','product':'m','offering':'mobile-s'}",
    "" },
  { "to-bundle", "[" HELD ("h", "home-100", "") "]",
    "{'kind':'upgrade','product':'h','offering':'home-mobile','term':12}", "" },
  { "unknown-offering", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'upgrade','product':'m','offering':'none'}",
    "not-sold" },
  { "legacy-not-sold", "[" HELD ("m", "mobile-s", "") "]",
    "{'kind':'upgrade','product':'m','offering':'mobile-classic'}", "not-sold" },
  { "no-price", "[]", "{'kind':'add','product':'n','offering':'gift'}", "no-price" },
  { "incomplete", "[]", "{'kind':'add'}", "wrong-kind" },
  { "unknown-product", "[]", "{'kind':'remove','product':'x'}", "wrong-kind" },
  { "not-more", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'upgrade','product':'m','offering':'mobile-s'}",
    "wrong-kind" },
  { "not-less", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'downgrade','product':'m','offering':'mobile-l'}",
    "wrong-kind" },
  { "other-category", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'upgrade','product':'m','offering':'home-100'}",
    "wrong-kind" },
  { "term-not-sold", "[" HELD ("m", "mobile-m", "") "]",
    "{'kind':'upgrade','product':'m','offering':'mobile-l','term':6}", "wrong-kind" },
  { "second-plan", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'add','product':'n','offering':'mobile-l'}",
    "wrong-kind" },
  { "id-in-use", "[" HELD ("h", "home-50", "") "]", "{'kind':'add','product':'h','offering':'tv-basic'}",
    "wrong-kind" },
  { "same-plan", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'upgrade','product':'m','offering':'mobile-m'}",
    "already-held" },
  { "held", "[" HELD ("h", "home-50", "") "," HELD ("t", "tv-basic", "") "]",
    "{'kind':'add','product':'n','offering':'tv-basic'}", "already-held" },
  { "bundle-doubles", "[" HELD ("h", "home-100", "") "," HELD ("m", "mobile-s", "") "]",
    "{'kind':'upgrade','product':'h','offering':'home-mobile','term':12}", "already-held" },
  { "needs-a-line", "[" HELD ("m", "mobile-m", "") "]", "{'kind':'add','product':'n','offering':'tv-basic'}",
    "relies-on" },
  { "removal-strands", "[" HELD ("h", "home-50", "") "," HELD ("t", "tv-basic", "") "]",
    "{'kind':'remove','product':'h'}", "others-rely-on-it" },
  { "inventory-strands", "[" HELD ("h", "gone", "") "," HELD ("t", "gone-too", ",'reliesOn':['h']") "]",
    "{'kind':'remove','product':'h'}", "others-rely-on-it" },
  { "another-carries",
    "[" HELD ("h", "home-50", "") "," HELD ("i", "home-100", "") "," HELD ("t", "tv-basic", ",'reliesOn':['h']") "]",
    "{'kind':'remove','product':'h'}", "" },
  { "odd-product", "[" HELD ("h", "home-50", "") "," HELD ("t", "tv-basic", ",'problem':'productPrice.0'") "]",
    "{'kind':'upgrade','product':'h','offering':'home-fiber-250'}", "product-unreadable" },
  { "dependents-go-along", "[" HELD ("h", "home-50", "") "," HELD ("t", "tv-basic", "") "]",
    "{'kind':'remove','product':'h','along':['t']}", "" },
  { "carriers-go-together",
    "[" HELD ("h", "home-50", "") "," HELD ("i", "home-100", "") "," HELD ("t", "tv-basic", "") "]",
    "{'kind':'remove','product':'h','along':['i']}", "others-rely-on-it" },
  { "all-go-together", "[" HELD ("h", "home-50", "") "," HELD ("i", "home-100", "") "," HELD ("t", "tv-basic", "") "]",
    "{'kind':'remove','product':'t','along':['i','h']}", "" },
  { "strands-another", "[" HELD ("h", "home-50", "") "," HELD ("m", "mobile-m", "") "," HELD ("t", "tv-basic", "") "]",
    "{'kind':'remove','product':'m','along':['h']}", "others-rely-on-it" },
  { "bound-along",
    "[" HELD ("h", "home-50", "") "," HELD ("m", "mobile-m", ",'term':{'months':24,'start':'2026-01-01'}") "]",
    "{'kind':'remove','product':'h','along':['m']}", "in-commitment" },
  { "unknown-along", "[" HELD ("h", "home-50", "") "]", "{'kind':'remove','product':'h','along':['x']}", "wrong-kind" },
  { "dependents-move-along", "[" HELD ("h", "home-50", "") "," HELD ("t", "tv-basic", ",'reliesOn':['h']") "]",
    "{'kind':'upgrade','product':'h','offering':'home-fiber-250'}", "" },
  { "less-while-bound", "[" HELD ("m", "mobile-m", ",'term':{'months':24,'start':'2026-01-01'}") "]",
    "{'kind':'downgrade','product':'m','offering':'mobile-s'}", "in-commitment" },
  { "more-while-bound", "[" HELD ("m", "mobile-m", ",'term':{'months':24,'start':'2026-01-01'}") "]",
    "{'kind':'upgrade','product':'m','offering':'mobile-l'}", "" },
  { "shorter-term-while-bound", "[" HELD ("m", "mobile-m", ",'term':{'months':24,'start':'2026-01-01'}") "]",
    "{'kind':'modify','product':'m','offering':'mobile-m','term':12}", "in-commitment" },
  { "longer-term-while-bound", "[" HELD ("m", "mobile-m", ",'term':{'months':24,'start':'2026-01-01'}") "]",
    "{'kind':'modify','product':'m','offering':'mobile-m','term':24}", "" },
  { "leaving-with-fee",
    "[" HELD ("m", "mobile-m",
              ",'term':{'months':24,'start':'2026-01-01','etf':{'kind':'subsidy','amount':'240.00'}}") "]",
    "{'kind':'remove','product':'m'}", "" },
  { "leaving-without-fee", "[" HELD ("m", "mobile-m", ",'term':{'months':24,'start':'2026-01-01'}") "]",
    "{'kind':'remove','product':'m'}", "in-commitment" },
  { "commitment-over", "[" HELD ("m", "mobile-m", ",'term':{'months':12,'start':'2024-01-01'}") "]",
    "{'kind':'downgrade','product':'m','offering':'mobile-s'}", "" },
};

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", example->products);
  g_autoptr (GVariant) change = test_document (example->change);
  g_autoptr (GVariant) answer = cord_qualify (change, customer, catalog, TEST_TODAY);

  g_assert_cmpstr (cord_value_get_string (answer, "rule"), ==, example->rule);
  if (*example->rule == '\0')
    g_assert_cmpstr (cord_value_get_string (answer, "result"), ==, "qualified");
  else
    {
      g_assert_cmpstr (cord_value_get_string (answer, "result"), !=, "qualified");
      g_assert_cmpstr (cord_value_get_string (answer, "text"), !=, "");
    }
}

static void
test_alternate (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("m", "mobile-s", "") "]");
  g_autoptr (GVariant) change = test_document ("{'kind':'upgrade','product':'m','offering':'mobile-classic'}");
  g_autoptr (GVariant) answer = cord_qualify (change, customer, catalog, TEST_TODAY);

  g_assert_cmpstr (cord_value_get_string (answer, "result"), ==, "alternate");
  /* 9.99 and 19.99 are equally near 14.99: the first by id. */
  g_assert_cmpstr (cord_value_get_string (answer, "alternate"), ==, "mobile-m");
}

static void
test_account (void)
{
  static const char *const accounts[] = { "{'id':'A1','state':'closed','currency':'EUR'}", "{'currency':'EUR'}" };
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (GVariant) change = test_document ("{'kind':'add','product':'n','offering':'mobile-s'}");
  g_autoptr (CordCustomer) good = test_customer_with ("EUR", "[]");
  g_autoptr (GVariant) fine = cord_qualify (change, good, catalog, TEST_TODAY);

  g_assert_cmpstr (cord_value_get_string (fine, "result"), ==, "qualified");
  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (GVariant) active = test_customer_document ("EUR", "[]");
      g_autoptr (GVariant) document = test_with (active, "account", test_document (accounts[i]));
      g_autoptr (CordCustomer) customer = cord_customer_new (document, NULL);
      g_autoptr (GVariant) answer = cord_qualify (change, customer, catalog, TEST_TODAY);

      g_assert_cmpstr (cord_value_get_string (answer, "rule"), ==, "account-inactive");
    }
}

static void
test_suspended (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'m','offering':'mobile-m','name':'Mobile "
                                   "M','status':'suspended','start':'2024-01-01','price':'19.99','currency':'EUR'}]");
  g_autoptr (GVariant) change = test_document ("{'kind':'upgrade','product':'m','offering':'mobile-l'}");
  g_autoptr (GVariant) removal = test_document ("{'kind':'remove','product':'m'}");
  g_autoptr (GVariant) answer = cord_qualify (change, customer, catalog, TEST_TODAY);
  g_autoptr (GVariant) leaving = cord_qualify (removal, customer, catalog, TEST_TODAY);

  g_assert_cmpstr (cord_value_get_string (answer, "rule"), ==, "wrong-kind");
  g_assert_nonnull (strstr (cord_value_get_string (answer, "text"), "suspended"));
  g_assert_cmpstr (cord_value_get_string (leaving, "result"), ==, "qualified");
}

static void
test_currency (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_autoptr (GVariant) change = test_document ("{'kind':'add','product':'n','offering':'mobile-s'}");
  g_autoptr (GVariant) answer = cord_qualify (change, customer, catalog, TEST_TODAY);

  g_assert_cmpstr (cord_value_get_string (answer, "rule"), ==, "no-price");
}

static void
test_equal_prices (void)
{
  g_autoptr (GVariant) document = test_document (
      "{'currency':'EUR','offerings':["
      "{'id':'a','category':'c','sellable':true,'price':'10.00','features':[{'name':'download','value':'50 Mbit/s'}]},"
      "{'id':'b','category':'c','sellable':true,'price':'10.00','features':[{'name':'download','value':'1 Gbit/s'}]},"
      "{'id':'d','category':'c','sellable':true,'price':'10.00','features':[{'name':'download','value':'50 "
      "Mbit/s'}]}]}");
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("p", "a", "") "]");
  g_autoptr (CordZone) utc = cord_zone_utc ();
  CordProduct *held = cord_customer_find_product (customer, "p");

  g_assert_cmpint (cord_qualify_direction (held, cord_catalog_find (catalog, "b"), catalog, TEST_TODAY, utc), ==, 1);
  g_assert_cmpint (cord_qualify_direction (held, cord_catalog_find (catalog, "d"), catalog, TEST_TODAY, utc), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/qualification/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/qualification/alternate", test_alternate);
  g_test_add_func ("/qualification/account", test_account);
  g_test_add_func ("/qualification/suspended-product", test_suspended);
  g_test_add_func ("/qualification/currency", test_currency);
  g_test_add_func ("/qualification/equal-prices", test_equal_prices);
  return g_test_run ();
}
