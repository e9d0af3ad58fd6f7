/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-customer.h"

#include "domain/customer/cord-feature.h"
#include "domain/customer/cord-history.h"
#include "tests/domain/customer/test-document.h"

#include <string.h>

static const char text[]
    = "{'id':'7590-VHVEG','name':'Zoe Moreau','status':'active','since':'2021-03-09',"
      " 'contacts':[{'kind':'phone','value':'+12015550100','preferred':true},{'kind':'mobile','value':'+12015550101','"
      "preferred':false},"
      "  "
      "{'kind':'email','value':'old@example.com','preferred':false},{'kind':'email','value':'zoe@example.com','"
      "preferred':true}],"
      " 'account':{'id':'A1','state':'active','zone':'America/New_York','anchor':31,'months':1,'payment':'Electronic "
      "check',"
      "  'currency':'USD','scale':2,'version':'9'},"
      " 'products':["
      "  {'id':'p-fiber','offering':'fiber','name':'Fiber "
      "Internet','status':'active','account':'A1','start':'2026-01-10','price':'48.10',"
      "   'currency':'USD','quantity':1,'category':'internet','features':[{'name':'download','value':'500 Mbit/s'}],"
      "   'term':{'name':'One year','months':12,'start':'2026-01-10','etf':{'kind':'subsidy','amount':'120.00'}},"
      "   'discounts':[{'name':'Spring offer!','percent':'20','until':'2027-02-22'},{'name':'Spring "
      "offer!','percent':'5','until':'2027-02-22'},{'name':'Rebate','amount':'2.00'},"
      "                {'name':'over','percent':'20','until':'2026-01-10'}]},"
      "  "
      "{'id':'p-gone','offering':'dsl','name':'DSL','status':'terminated','account':'A1','start':'2025-01-10','price':'"
      "25.00','currency':'USD'},"
      "  {'id':'p-backup','offering':'online-backup','name':'Online "
      "Backup','status':'active','account':'A1','start':'2026-01-10',"
      "   'price':'5.00','currency':'USD','quantity':2,'reliesOn':['p-fiber']},"
      "  "
      "{'id':'p-sim','offering':'sim','name':'Sim','status':'suspended','account':'A1','start':'2025-06-01','price':'"
      "10.00','currency':'USD',"
      "   'term':{'months':24,'start':'2026-02-01'}},"
      "  "
      "{'id':'p-other','offering':'phone','name':'Phone','status':'active','account':'A2','start':'2026-01-10','price':"
      "'20.00','currency':'EUR'}],"
      " 'bills':[{'id':'b1','number':'2026-10','date':'2026-10-31','due':'2026-11-14','amount':'58.10','currency':'USD'"
      ",'state':'settled'}],"
      " 'interactions':[{'id':'i1','at':'2026-11-01T03:30:00Z','channel':'phone','summary':'Asked about "
      "fiber','status':'completed'}],"
      " 'orders':[],'followUps':[{'id':'f1','at':'2026-11-20T15:00:00Z','purpose':'Call back','status':'confirmed'}]}";

static CordCustomer *
make (const char *source)
{
  g_autoptr (GVariant) document = test_document (source);
  g_autoptr (GError) error = NULL;
  CordCustomer *customer = cord_customer_new (document, &error);

  g_assert_no_error (error);
  return customer;
}

static void
test_reads (void)
{
  g_autoptr (CordCustomer) customer = make (text);
  g_autofree char *monthly = cord_money_to_decimal (cord_customer_get_monthly (customer));
  CordCycle cycle = cord_customer_get_cycle (customer, cord_date (2026, 11, 16));

  g_assert_cmpstr (cord_customer_get_id (customer), ==, "7590-VHVEG");
  g_assert_cmpstr (cord_customer_get_name (customer), ==, "Zoe Moreau");
  g_assert_cmpstr (cord_customer_get_since (customer), ==, "since March 2021");
  g_assert_cmpstr (cord_customer_get_account_id (customer), ==, "A1");
  g_assert_cmpstr (cord_customer_get_zone (customer), ==, "America/New_York");
  g_assert_cmpstr (cord_customer_get_currency (customer), ==, "USD");
  g_assert_cmpuint (cord_customer_get_scale (customer), ==, 2);
  g_assert_cmpint (cycle.start, ==, cord_date (2026, 10, 31));
  g_assert_cmpint (cycle.end, ==, cord_date (2026, 11, 30));
  g_assert_cmpuint (g_list_model_get_n_items (cord_customer_get_products (customer)), ==, 4);
  /* 48.10 + 2 × 5.00: without the suspended and the terminated product, and without that of the other account. */
  g_assert_cmpstr (monthly, ==, "58.10");
  g_assert_true (cord_customer_is_active (customer));
  g_assert_cmpstr (cord_product_get_id (cord_customer_find_product (customer, "p-sim")), ==, "p-sim");
  g_assert_null (cord_customer_find_product (customer, "p-gone"));
  g_assert_null (cord_customer_find_product (customer, NULL));
}

static void
test_addresses (void)
{
  g_autoptr (CordCustomer) customer = make (text);

  g_assert_cmpstr (cord_customer_get_address (customer, "email"), ==, "zoe@example.com");
  /* A land line gets no message, preferred or not. */
  g_assert_cmpstr (cord_customer_get_address (customer, "sms"), ==, "+12015550101");
  g_assert_null (cord_customer_get_address (customer, "post"));
  g_assert_null (cord_customer_get_address (customer, NULL));
}

static void
test_panel (void)
{
  g_autoptr (CordCustomer) customer = make (text);
  g_autoptr (CordEntry) bill = g_list_model_get_item (cord_customer_get_bills (customer), 0);
  g_autoptr (CordEntry) contact = g_list_model_get_item (cord_customer_get_contacts (customer), 0);
  g_autoptr (CordEntry) interaction = g_list_model_get_item (cord_customer_get_interactions (customer), 0);
  g_autofree char *when = NULL;

  g_assert_cmpstr (cord_entry_get_title (bill), ==, "Bill 2026-10");
  g_assert_cmpstr (cord_entry_get_detail (bill), ==, "paid, due 14 November 2026");
  g_assert_cmpstr (cord_entry_get_amount (bill), ==, "$58.10");
  g_assert_cmpstr (cord_entry_get_title (contact), ==, "+12015550100");
  g_assert_cmpstr (cord_entry_get_detail (contact), ==, "Phone, preferred");
  /* In the account's zone it was still October. */
  g_object_get (interaction, "when", &when, NULL);
  g_assert_cmpstr (when, ==, "31 October 2026");
  g_assert_cmpuint (g_list_model_get_n_items (cord_customer_get_orders (customer)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cord_customer_get_follow_ups (customer)), ==, 1);
}

static void
test_derives_history (void)
{
  g_autoptr (CordCustomer) customer = make (text);
  g_autoptr (GVariant) events = cord_history_dup_events (customer);
  g_autoptr (GVariant) expected = test_document (
      "[{'type':'start','product':'p-sim','offer':'sim','price':'10.00','effective':'2025-06-01','recorded':'2025-06-"
      "01'},"
      " {'type':'suspend','product':'p-sim','effective':'2025-06-01','recorded':'2025-06-01'},"
      " {'type':'start','product':'p-backup','offer':'online-backup','price':'5.00','quantity':2,'effective':'2026-01-"
      "10','recorded':'2026-01-10'},"
      " {'type':'start','product':'p-fiber','offer':'fiber','price':'48.10','effective':'2026-01-10','recorded':'2026-"
      "01-10',"
      "  'term':{'months':12,'etf':{'kind':'subsidy','amount':'120.00'}}},"
      " {'type':'discount','product':'p-fiber','discount':'Spring-offer','percent':'20','until':'2027-02-22','"
      "effective':'2026-01-10','recorded':'2026-01-10'},"
      " {'type':'discount','product':'p-fiber','discount':'Spring-offer-2','percent':'5','until':'2027-02-22','"
      "effective':'2026-01-10','recorded':'2026-01-10'},"
      " {'type':'discount','product':'p-fiber','discount':'Rebate','amount':'2.00','effective':'2026-01-10','recorded':"
      "'2026-01-10'},"
      " {'type':'change','product':'p-sim','effective':'2026-02-01','recorded':'2026-02-01','term':{'months':24}}]");
  g_autofree char *made = cord_value_to_canonical (events, NULL);
  g_autofree char *wanted = cord_value_to_canonical (expected, NULL);

  g_assert_cmpstr (made, ==, wanted);
}

static void
test_keeps_history (void)
{
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (GVariant) kept
      = test_with (document, "history",
                   test_document ("{'version':'12','events':[{'type':'start','product':'x','offer':'y','effective':'"
                                  "2026-01-01','recorded':'2026-01-01'}]}"));
  g_autoptr (CordCustomer) customer = cord_customer_new (kept, NULL);
  g_autoptr (GVariant) events = cord_history_dup_events (customer);

  g_assert_cmpuint (cord_value_length (events), ==, 1);
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *member;
    const char *value;
    const char *where;
  } cases[] = {
    { "id", "''", "id" },
    { "account", "{'id':'A1','zone':'Mars/Olympus'}", "account.zone" },
    { "account", "{'id':'A1','anchor':32}", "account.anchor" },
    { "account", "{'id':'A1','months':0}", "account.months" },
    { "account", "{'id':'A1','first':'2026-13'}", "account.first" },
    { "account", "{'id':'A1','currency':'usd'}", "account.currency" },
    { "account", "{'id':'A1','currency':'USD','scale':3}", "account.scale" },
    { "products", "[{'offering':'x'}]", "id" },
    { "products", "['a']", "product" },
  };
  g_autoptr (GVariant) document = test_document (text);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) broken = test_with (document, cases[i].member, test_document (cases[i].value));
      g_autoptr (GError) error = NULL;

      g_assert_null (cord_customer_new (broken, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, cases[i].where);
    }
}

/* The customer and the other products stand; the one with the error has no price. */
static void
test_odd_products (void)
{
  static const struct
  {
    const char *product;
    const char *problem;
  } cases[] = {
    { "{'id':'a','offering':'x','price':'1.00','currency':'EUR'}", "currency" },
    { "{'id':'a','offering':'x','price':'1.00'}", "currency" },
    { "{'id':'a','offering':'x','price':'1.00','currency':'dollars'}", "currency" },
    { "{'id':'a','offering':'x','price':'one','currency':'USD'}", "price" },
    { "{'id':'a','offering':'x','price':'90000000000000000','quantity':1000,'currency':'USD'}", "price" },
    { "{'id':'a','offering':'x','start':'yesterday'}", "start" },
    { "{'id':'a','offering':'x','quantity':0}", "quantity" },
    { "{'id':'a','offering':'x','start':'2026-01-01','term':{'months':-1}}", "term.months" },
    { "{'id':'a','offering':'x','price':'1.00','currency':'USD','problem':'productTerm'}", "productTerm" },
  };
  g_autoptr (GVariant) document = test_document (text);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *products
          = g_strdup_printf ("[{'id':'b','offering':'y','price':'2.00','currency':'USD'},%s]", cases[i].product);
      g_autoptr (GVariant) odd = test_with (document, "products", test_document (products));
      g_autoptr (GError) error = NULL;
      g_autoptr (CordCustomer) customer = cord_customer_new (odd, &error);
      g_autofree char *left_out = NULL;
      CordProduct *product;

      g_assert_no_error (error);
      g_assert_cmpint (cord_customer_get_monthly (customer).minor, ==, 200);
      g_assert_null (cord_product_get_problem (cord_customer_find_product (customer, "b")));
      left_out = cord_customer_dup_left_out (customer);
      g_assert_cmpstr (left_out, ==, "without x");
      product = cord_customer_find_product (customer, "a");
      g_assert_true (cord_customer_find_unreadable (customer) == product);
      g_assert_cmpstr (cord_product_get_problem (product), ==, cases[i].problem);
      g_assert_false (cord_product_has_price (product));
    }
}

static void
test_empty (void)
{
  g_autoptr (CordCustomer) customer = make ("{'id':'new'}");
  g_autoptr (GVariant) events = cord_history_dup_events (customer);
  g_autofree char *monthly = NULL;

  g_assert_cmpstr (cord_customer_get_name (customer), ==, "");
  g_assert_cmpstr (cord_customer_get_since (customer), ==, "");
  g_assert_null (cord_customer_get_account_id (customer));
  g_assert_cmpstr (cord_customer_get_zone (customer), ==, "UTC");
  g_assert_cmpint (cord_customer_get_grid (customer).anchor, ==, 1);
  g_assert_false (cord_customer_is_active (customer));
  g_assert_cmpuint (g_list_model_get_n_items (cord_customer_get_products (customer)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cord_customer_get_bills (customer)), ==, 0);
  g_object_get (customer, "monthly-text", &monthly, NULL);
  g_assert_nonnull (monthly);
}

static void
test_hostile_names (void)
{
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *source
      = g_strdup_printf ("{'id':'a','name':'<b>A\u202e\u2066ada</b>\n','account':{'id':'A','payment':'%s'},"
                         "'products':[{'id':'p','offering':'o','name':'%s'}]}",
                         long_name, long_name);
  g_autoptr (CordCustomer) customer = make (source);
  CordProduct *product = cord_customer_find_product (customer, "p");

  g_assert_cmpstr (cord_customer_get_name (customer), ==, "<b>Aada</b>");
  g_assert_cmpint (g_utf8_strlen (cord_product_get_name (product), -1), <=, 80);
}

static void
test_product (void)
{
  g_autoptr (CordCustomer) customer = make (text);
  CordProduct *fiber = cord_customer_find_product (customer, "p-fiber");
  CordProduct *backup = cord_customer_find_product (customer, "p-backup");
  g_autofree char *detail = NULL;
  g_autofree char *price = NULL;
  CordDate ends;
  int months;

  g_object_get (fiber, "detail", &detail, "price-text", &price, NULL);
  g_assert_cmpstr (detail, ==, "500 Mbit/s · one year");
  g_assert_cmpstr (price, ==, "$48.10");
  g_assert_true (cord_product_get_commitment (fiber, cord_date (2027, 1, 9), &months, &ends));
  g_assert_cmpint (months, ==, 12);
  g_assert_cmpint (ends, ==, cord_date (2027, 1, 10));
  g_assert_false (cord_product_get_commitment (fiber, cord_date (2027, 1, 10), NULL, NULL));
  g_assert_false (cord_product_get_commitment (backup, cord_date (2026, 2, 1), NULL, NULL));
  g_assert_true (cord_product_relies_on (backup, "p-fiber"));
  g_assert_false (cord_product_relies_on (fiber, "p-backup"));
  g_assert_true (cord_product_is_active (fiber));
  g_assert_false (cord_product_is_active (cord_customer_find_product (customer, "p-sim")));
}

static void
test_names_for_billing (void)
{
  g_autofree char *plain = cord_history_name ("prod-7590-VHVEG-dsl");
  g_autofree char *foreign = cord_history_name ("urn:product:1");
  g_autofree char *again = cord_history_name ("urn:product:1");
  g_autofree char *empty = cord_history_discount_name ("20 %");
  g_autofree char *nothing = cord_history_discount_name ("日本");

  g_assert_cmpstr (plain, ==, "prod-7590-VHVEG-dsl");
  g_assert_true (g_str_has_prefix (foreign, "x-"));
  g_assert_cmpuint (strlen (foreign), ==, 34);
  g_assert_cmpstr (foreign, ==, again);
  g_assert_cmpstr (empty, ==, "20");
  g_assert_cmpstr (nothing, ==, "discount");
}

static void
test_features (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    CordFeatureOrder order;
  } cases[] = {
    { "25 Mbit/s", "500 Mbit/s", CORD_FEATURE_BETTER },
    { "1 Gbit/s", "500 Mbit/s", CORD_FEATURE_WORSE },
    { "1 Gbit/s", "1000 Mbit/s", CORD_FEATURE_SAME },
    { "10 GB", "unlimited", CORD_FEATURE_BETTER },
    { "unlimited", "10 GB", CORD_FEATURE_WORSE },
    { "Unlimited", "unlimited", CORD_FEATURE_SAME },
    { "1.5 GB", "1500 MB", CORD_FEATURE_SAME },
    { "EU, 3 GB", "EU, 15 GB", CORD_FEATURE_BETTER },
    { "EU, 3 GB", "World, 1 GB", CORD_FEATURE_UNKNOWN },
    { "DSL", "Fiber optic", CORD_FEATURE_BETTER },
    { "4G", "5G", CORD_FEATURE_BETTER },
    { "no", "yes", CORD_FEATURE_BETTER },
    { "no", "100 hours", CORD_FEATURE_BETTER },
    { "yes", NULL, CORD_FEATURE_WORSE },
    { NULL, "no", CORD_FEATURE_SAME },
    { "10 GB", "10 hours", CORD_FEATURE_UNKNOWN },
    { "HD", "4K", CORD_FEATURE_UNKNOWN },
    { "shared", "3 GB", CORD_FEATURE_UNKNOWN },
    { "99999999999999999999 GB", "1 GB", CORD_FEATURE_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cord_feature_compare (cases[i].before, cases[i].after), ==, cases[i].order);
}

static void
test_candidate (void)
{
  g_autoptr (CordCandidate) candidate = cord_candidate_new ("c", "G•••• O•••••", NULL);
  g_autofree char *label = NULL;

  g_object_get (candidate, "label", &label, NULL);
  g_assert_cmpstr (label, ==, "G•••• O•••••");
  g_assert_cmpstr (cord_candidate_get_hint (candidate), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/customer/reads", test_reads);
  g_test_add_func ("/customer/addresses", test_addresses);
  g_test_add_func ("/customer/panel", test_panel);
  g_test_add_func ("/customer/history/derived", test_derives_history);
  g_test_add_func ("/customer/history/kept", test_keeps_history);
  g_test_add_func ("/customer/refuses", test_refuses);
  g_test_add_func ("/customer/odd-products", test_odd_products);
  g_test_add_func ("/customer/empty", test_empty);
  g_test_add_func ("/customer/hostile-names", test_hostile_names);
  g_test_add_func ("/customer/product", test_product);
  g_test_add_func ("/customer/names-for-billing", test_names_for_billing);
  g_test_add_func ("/customer/features", test_features);
  g_test_add_func ("/customer/candidate", test_candidate);
  return g_test_run ();
}
