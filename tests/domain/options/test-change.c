/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-change-event.h"
#include "domain/change/cord-quote-input.h"
#include "domain/customer/cord-history.h"
#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog;
  CordPolicy *policy;
} Shop;

static void
set_up (Shop *shop, gconstpointer data)
{
  shop->customer = test_customer_us ();
  shop->catalog = test_catalog_us ();
  shop->policy = test_policy ();
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  g_object_unref (shop->customer);
  g_object_unref (shop->catalog);
  g_object_unref (shop->policy);
}

static void
test_key_and_title (Shop *shop, gconstpointer data)
{
  static const struct
  {
    const char *change;
    const char *key;
    const char *title;
  } cases[] = {
    { "{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','from':'dsl','term':12}",
      "upgrade/prod-C1-dsl/fiber/12", "Fiber Internet, 12 months" },
    { "{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','from':'dsl'}", "upgrade/prod-C1-dsl/fiber/0",
      "Fiber Internet" },
    { "{'kind':'add','product':'new','offering':'tech-support','quantity':2}", "add/new/tech-support/0/x2",
      "Add 2 × Tech Support" },
    { "{'kind':'remove','product':'prod-C1-online-backup'}", "remove/prod-C1-online-backup", "Remove Online Backup" },
    { "{'kind':'remove','product':'prod-C1-online-backup','along':['x','prod-C1-dsl']}",
      "remove/prod-C1-online-backup+x+prod-C1-dsl", "Remove Online Backup, x, DSL Internet" },
    { "{'kind':'upgrade','product':'x','offering':'y'}", "upgrade/x/y/0", "y" },
    { "{'kind':'suspend','product':'prod-C1-online-backup'}", "suspend/prod-C1-online-backup",
      "Suspend Online Backup" },
    { "{'kind':'modify','product':'prod-C1-online-backup','quantity':1}", "modify/prod-C1-online-backup",
      "1 × Online Backup" },
    { "{'kind':'resume','product':'prod-C1-online-backup'}", "resume/prod-C1-online-backup", "Resume Online Backup" },
    { "{'kind':'billing-day','dateShift':15}", "billing-day/15", "Move the billing day to day 15 of the month" },
    { "{'kind':'billing-day','dateShift':31,'bill':'extension'}", "billing-day/31/extension",
      "Move the billing day to day 31 of the month" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) change = test_document (cases[i].change);
      g_autofree char *key = cord_change_key (change);
      g_autofree char *title = cord_change_title (change, shop->customer, shop->catalog);

      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_true (cord_change_check (change, NULL));
    }
}

static void
test_check (Shop *shop, gconstpointer data)
{
  static const char *const bad[] = {
    "{}",
    "{'kind':'explode','product':'a','offering':'b'}",
    "{'kind':'upgrade','offering':'b'}",
    "{'kind':'upgrade','product':'a'}",
    "{'kind':'add','product':'','offering':'b'}",
    "{'kind':'upgrade','product':'a','offering':'b','term':'12'}",
    "{'kind':'upgrade','product':'a','offering':'b','term':-1}",
    "{'kind':'upgrade','product':'a','offering':'b','quantity':0}",
    "{'kind':'remove','product':'a','along':[]}",
    "{'kind':'remove','product':'a','along':['a']}",
    "{'kind':'remove','product':'a','along':['b','b']}",
    "{'kind':'remove','product':'a','along':['b',7]}",
    "{'kind':'remove','product':'a','along':['']}",
    "{'kind':'upgrade','product':'a','offering':'b','along':['c']}",
    "{'kind':'suspend','product':'a','along':['c']}",
    "{'kind':'billing-day','dateShift':15,'along':['c']}",
    "{'kind':'billing-day'}",
    "{'kind':'billing-day','dateShift':0}",
    "{'kind':'billing-day','dateShift':32}",
    "{'kind':'billing-day','dateShift':'15'}",
    "{'kind':'billing-day','dateShift':15,'bill':'later'}",
    "{'kind':'billing-day','dateShift':15,'product':'a'}",
    "{'kind':'billing-day','dateShift':15,'quantity':1}",
    "[]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GVariant) change = test_document (bad[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (cord_change_check (change, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
    }
  g_assert_false (cord_change_check (NULL, NULL));
}

/* Whose product it is, the id says: customers and offerings whose ids run together have products of their own. */
static void
test_names (Shop *shop, gconstpointer data)
{
  static const struct
  {
    const char *customer;
    const char *offering;
    const char *name;
  } cases[] = {
    { "C", "1-tv", "prod-C-1-tv" },     { "C-1", "tv", "prod-C_-1-tv" },    { "C_", "1-tv", "prod-C__-1-tv" },
    { "C_-1", "tv", "prod-C___-1-tv" }, { "C", "_-1-tv", "prod-C-_-1-tv" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autoptr (GVariant) change = cord_change_new ("add", NULL, cases[i].offering, NULL, 0);

        g_assert_cmpint (cord_change_may_name (change, cases[i].customer, cases[j].name), ==, i == j);
      }
}

static void
test_default_date (Shop *shop, gconstpointer data)
{
  g_autoptr (GVariant) up = cord_change_new ("upgrade", "prod-C1-dsl", "fiber", "dsl", 0);
  g_autoptr (GVariant) off = cord_change_new ("remove", "prod-C1-online-backup", NULL, NULL, 0);

  g_assert_cmpint (cord_change_default_date (up, shop->customer, shop->policy, TEST_TODAY), ==, TEST_TODAY);
  g_assert_cmpint (cord_change_default_date (off, shop->customer, shop->policy, TEST_TODAY), ==,
                   cord_date (2026, 12, 7));
}

static void
test_quote_input (Shop *shop, gconstpointer data)
{
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "prod-C1-dsl", "fiber", "dsl", 12);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input
      = cord_quote_input_new (change, shop->customer, shop->catalog, shop->policy, TEST_TODAY, CORD_DATE_NONE, &error);
  g_autoptr (GVariant) expected = test_document (
      "{'currency':'USD','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':7,'months':1},"
      " 'policy':{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new'},"
      " 'catalog':{'dsl':{'price':'25.00'},'fiber':{'price':'50.00'},'online-backup':{'price':'5.00'}},"
      " 'history':[{'type':'start','product':'prod-C1-dsl','offer':'dsl','price':'24.85','effective':'2026-10-07','"
      "recorded':'2026-10-07'},"
      "  "
      "{'type':'start','product':'prod-C1-online-backup','offer':'online-backup','effective':'2026-10-07','recorded':'"
      "2026-10-07'}],"
      " 'now':'2026-11-16','effective':'2026-11-16',"
      " 'change':{'type':'change','product':'prod-C1-dsl','offer':'fiber','term':{'months':12}},"
      " 'history_version':'552cda55b2976aff','catalog_version':'c46e90f8f68df168'}");
  g_autofree char *made = NULL;
  g_autofree char *wanted = cord_value_to_canonical (expected, NULL);

  g_assert_no_error (error);
  made = cord_value_to_canonical (input, NULL);
  g_assert_cmpstr (made, ==, wanted);
}

/* Where the policy says that prices include the tax, the billing input says so too. */
static void
test_tax_included (Shop *shop, gconstpointer data)
{
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "prod-C1-dsl", "fiber", "dsl", 12);
  g_autoptr (GVariant) base = test_policy_document ();
  g_autoptr (GVariant) document = NULL;
  g_autoptr (CordPolicy) policy = NULL;
  g_autoptr (GVariant) plain = NULL;
  g_autoptr (GVariant) input = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, base);
  cord_builder_string (&builder, "tax", "inclusive");
  document = cord_builder_end (&builder);
  policy = cord_policy_new (document, NULL);
  plain = cord_quote_input_new (change, shop->customer, shop->catalog, shop->policy, TEST_TODAY, CORD_DATE_NONE, NULL);
  input = cord_quote_input_new (change, shop->customer, shop->catalog, policy, TEST_TODAY, CORD_DATE_NONE, NULL);
  g_assert_cmpstr (cord_value_get_string (plain, "tax"), ==, NULL);
  g_assert_cmpstr (cord_value_get_string (input, "tax"), ==, "inclusive");
}

static void
test_other_kinds (Shop *shop, gconstpointer data)
{
  static const struct
  {
    const char *change;
    const char *event;
  } cases[] = {
    { "{'kind':'add','product':'n','offering':'tech-support','quantity':3}",
      "{'type':'add','product':'n','offer':'tech-support','quantity':3}" },
    { "{'kind':'remove','product':'prod-C1-online-backup','from':'online-backup'}",
      "{'type':'remove','product':'prod-C1-online-backup'}" },
    /* The same plan: no offer in the event, so that the negotiated price stays. */
    { "{'kind':'modify','product':'prod-C1-dsl','offering':'dsl','from':'dsl','term':24}",
      "{'type':'change','product':'prod-C1-dsl','term':{'months':24}}" },
    { "{'kind':'modify','product':'prod-C1-dsl','offering':'dsl','from':'dsl','quantity':2}",
      "{'type':'change','product':'prod-C1-dsl','quantity':2}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) change = test_document (cases[i].change);
      g_autoptr (GVariant) expected = test_document (cases[i].event);
      g_autoptr (GVariant) event = cord_change_event_new (change, shop->customer, shop->catalog, NULL);
      g_autoptr (GVariant) input
          = cord_quote_input_new (change, shop->customer, shop->catalog, shop->policy, TEST_TODAY, TEST_TODAY, NULL);

      g_assert_nonnull (event);
      g_assert_nonnull (input);
      g_assert_true (cord_value_equal (event, expected));
    }
}

static void
test_refuses_change (Shop *shop, gconstpointer data)
{
  static const struct
  {
    const char *change;
    const char *where;
  } cases[] = {
    { "{'kind':'upgrade','product':'nobody','offering':'fiber'}", "change.product" },
    { "{'kind':'upgrade','product':'prod-C1-dsl','offering':'none'}", "change.offering" },
    { "{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','from':'phone'}", "change.from" },
    { "{'kind':'modify','product':'prod-C1-dsl','offering':'dsl'}", "change" },
    { "{'kind':'add','product':'prod-C1-dsl','offering':'fiber'}", "change.product" },
    { "{'kind':'remove','product':'nobody'}", "change.product" },
    { "{'kind':'other'}", "change.kind" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) change = test_document (cases[i].change);
      g_autoptr (GError) error = NULL;

      g_assert_null (
          cord_quote_input_new (change, shop->customer, shop->catalog, shop->policy, TEST_TODAY, TEST_TODAY, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, cases[i].where);
    }
}

static void
test_wrong_clock (Shop *shop, gconstpointer data)
{
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "prod-C1-dsl", "fiber", "dsl", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (cord_quote_input_new (change, shop->customer, shop->catalog, shop->policy, cord_date (2026, 10, 1),
                                       CORD_DATE_NONE, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "clock");
  g_assert_cmpstr (cord_error_get_member (error), ==, "history.0.recorded");
}

static void
test_plan_gone_from_catalog (Shop *shop, gconstpointer data)
{
  g_autoptr (CordCustomer) customer
      = test_customer_with ("USD", "[{'id':'p','offering':'old','name':'Old','status':'active','start':'2020-01-01','"
                                   "price':'9.99','currency':'USD'},"
                                   " {'id':'urn:x:1','offering':'dsl','name':'DSL','status':'active','start':'2020-01-"
                                   "01','price':'25.0','currency':'USD'}]");
  g_autoptr (GVariant) change = cord_change_new ("remove", "urn:x:1", NULL, NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input
      = cord_quote_input_new (change, customer, shop->catalog, shop->policy, TEST_TODAY, CORD_DATE_NONE, &error);
  g_autoptr (GVariant) prices = NULL;
  g_autoptr (GVariant) expected = test_document ("{'dsl':{'price':'25.00'},'old':{'price':'9.99'}}");
  g_autofree char *name = cord_history_name ("urn:x:1");

  g_assert_no_error (error);
  prices = cord_value_dup_object (input, "catalog");
  g_assert_true (cord_value_equal (prices, expected));
  g_assert_cmpstr (cord_value_get_string (input, "change.product"), ==, name);
  g_assert_cmpstr (cord_value_get_string (input, "effective"), ==, "2026-12-07");
}

static void
test_term_and_fees (Shop *shop, gconstpointer data)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'p','offering':'home-50','name':'Home "
                                   "50','status':'active','start':'2024-03-01','price':'29.99','currency':'EUR'}]");
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "p", "home-fiber-250", "home-50", 24);
  g_autoptr (GVariant) input
      = cord_quote_input_new (change, customer, catalog, shop->policy, TEST_TODAY, CORD_DATE_NONE, NULL);
  g_autoptr (GVariant) fiber = cord_value_dup_object (input, "catalog.home-fiber-250");
  g_autoptr (GVariant) term = cord_value_dup_object (input, "change.term");
  g_autoptr (GVariant) expected = test_document ("{'price':'44.99','once':'29.99'}");
  g_autoptr (GVariant) etf = test_document ("{'months':24,'etf':{'kind':'remaining','percent':'50','cap':'150.00'}}");

  g_assert_true (cord_value_equal (fiber, expected));
  g_assert_true (cord_value_equal (term, etf));
}

static void
test_other_currency (Shop *shop, gconstpointer data)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) nobody = test_customer_with ("XXX", "[]");
  g_autoptr (GVariant) change = cord_change_new ("add", "n", "mobile-s", NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = NULL;

  g_assert_null (cord_quote_input_new (change, shop->customer, catalog, shop->policy, TEST_TODAY, TEST_TODAY, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "currency");
  /* A new customer is billed in the catalog's currency. */
  input = cord_quote_input_new (change, nobody, catalog, shop->policy, TEST_TODAY, TEST_TODAY, NULL);
  g_assert_cmpstr (cord_value_get_string (input, "currency"), ==, "EUR");
}

static void
test_document_order (Shop *shop, gconstpointer data)
{
  g_autoptr (GVariant) document = test_customer_us_document ();
  g_autoptr (GVariant) products = cord_value_dup_array (document, "products");
  g_autoptr (GVariant) first = cord_value_dup_at (products, 0);
  g_autoptr (GVariant) second = cord_value_dup_at (products, 1);
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "prod-C1-dsl", "fiber", "dsl", 0);
  g_autoptr (GVariant) turned = NULL;
  g_autoptr (CordCustomer) other = NULL;
  g_autoptr (GVariant) a = NULL;
  g_autoptr (GVariant) b = NULL;
  CordBuilder builder;

  cord_builder_init_array (&builder);
  cord_builder_add (&builder, second);
  cord_builder_add (&builder, first);
  turned = test_with (document, "products", cord_builder_end (&builder));
  other = cord_customer_new (turned, NULL);
  a = cord_quote_input_new (change, shop->customer, shop->catalog, shop->policy, TEST_TODAY, TEST_TODAY, NULL);
  b = cord_quote_input_new (change, other, shop->catalog, shop->policy, TEST_TODAY, TEST_TODAY, NULL);
  g_assert_true (cord_value_equal (a, b));
}

/* A plan's promotion is added with it, bound to it and named by its id; a product that keeps its plan gets none. */
static void
test_promotion (Shop *shop, gconstpointer data)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'home-50','name':'Home "
                                   "50','status':'active','start':'2026-10-01','price':'29.99','currency':'EUR',"
                                   "  'discounts':[{'name':'Welcome','percent':'10'}]},"
                                   " {'id':'f','offering':'home-fiber-250','name':'Fiber','status':'active','start':'"
                                   "2026-10-01','price':'44.99','currency':'EUR'}]");
  g_autoptr (GVariant) upgrade = cord_change_new ("upgrade", "h", "home-fiber-250", "home-50", 0);
  g_autoptr (GVariant) term = cord_change_new ("modify", "f", "home-fiber-250", "home-fiber-250", 12);
  g_autoptr (GVariant) input
      = cord_quote_input_new (upgrade, customer, catalog, shop->policy, TEST_TODAY, TEST_TODAY, NULL);
  g_autoptr (GVariant) plain
      = cord_quote_input_new (term, customer, catalog, shop->policy, TEST_TODAY, TEST_TODAY, NULL);
  g_autoptr (GVariant) with = cord_value_dup_array (input, "with");
  g_autoptr (GVariant) expected = test_document ("[{'type':'discount','product':'h','discount':'welcome-fiber','"
                                                 "percent':'20','cycles':6,'offers':['home-fiber-250']}]");

  g_assert_true (cord_value_equal (with, expected));
  g_assert_nonnull (plain);
  g_assert_false (cord_value_has (plain, "with"));
}

static void
test_new_product_ids (Shop *shop, gconstpointer data)
{
  g_autoptr (GVariant) first = cord_change_new_add (shop->customer, shop->catalog, "tech-support", 0);
  g_autoptr (GVariant) again = cord_change_new_add (shop->customer, shop->catalog, "online-backup", 0);
  g_autoptr (GVariant) relies = cord_value_dup_array (first, "reliesOn");
  g_autoptr (GVariant) host = cord_value_dup_at (relies, 0);

  g_assert_cmpstr (cord_value_get_string (first, "product"), ==, "prod-C1-tech-support");
  g_assert_cmpstr (g_variant_get_string (host, NULL), ==, "prod-C1-dsl");
  /* A product name is never used twice. */
  g_assert_cmpstr (cord_value_get_string (again, "product"), ==, "prod-C1-online-backup-2");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Shop *shop, gconstpointer data);
  } tests[] = {
    { "/change/key-and-title", test_key_and_title },
    { "/change/check", test_check },
    { "/change/names", test_names },
    { "/change/default-date", test_default_date },
    { "/change/quote-input", test_quote_input },
    { "/change/tax-included", test_tax_included },
    { "/change/other-kinds", test_other_kinds },
    { "/change/refuses", test_refuses_change },
    { "/change/wrong-clock", test_wrong_clock },
    { "/change/plan-gone-from-catalog", test_plan_gone_from_catalog },
    { "/change/term-and-fees", test_term_and_fees },
    { "/change/other-currency", test_other_currency },
    { "/change/document-order", test_document_order },
    { "/change/new-product-ids", test_new_product_ids },
    { "/change/promotion", test_promotion },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Shop, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
