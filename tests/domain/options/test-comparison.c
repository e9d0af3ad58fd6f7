/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison.h"

#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

static CordComparison *
compare_on (CordCustomer *customer, CordCatalog *catalog, const char *changes, CordDate day)
{
  g_autoptr (GVariant) list = test_document (changes);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  gsize n = cord_value_length (list);
  g_autofree CordDate *days = g_new0 (CordDate, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      g_ptr_array_add (items, cord_value_dup_at (list, i));
      days[i] = day;
    }
  return cord_comparison_new (customer, catalog, TEST_TODAY, (GVariant *const *)items->pdata, days, n);
}

static CordComparison *
compare (CordCustomer *customer, CordCatalog *catalog, const char *changes)
{
  return compare_on (customer, catalog, changes, TEST_TODAY);
}

static const CordComparisonRow *
find_row (CordComparison *table, const char *label)
{
  GPtrArray *rows = cord_comparison_get_rows (table);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (cord_comparison_row_get_label (rows->pdata[i]), label) == 0)
      return rows->pdata[i];
  return NULL;
}

static void
assert_cell (CordComparison *table, const char *label, guint column, const char *text, const char *difference,
             const char *direction)
{
  const CordComparisonRow *row = find_row (table, label);

  g_assert_nonnull (row);
  g_assert_cmpstr (cord_comparison_row_get_text (row, column), ==, text);
  g_assert_cmpstr (cord_comparison_row_get_difference (row, column), ==, difference);
  g_assert_cmpstr (cord_comparison_row_get_direction (row, column), ==, direction);
}

static void
assert_no_row (CordComparison *table, const char *label)
{
  g_assert_null (find_row (table, label));
}

static void
test_upgrade (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_autoptr (CordComparison) table
      = compare (customer, catalog, "[{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','term':12}]");
  const CordComparisonColumn *current = cord_comparison_get_column (table, 0);
  const CordComparisonColumn *candidate = cord_comparison_get_column (table, 1);
  const CordComparisonRow *data = find_row (table, "Data");

  g_assert_cmpstr (current->key, ==, "");
  g_assert_cmpstr (current->name, ==, "DSL Internet");
  g_assert_true (cord_money_equal (current->price, cord_money (2485, "USD", 2)));
  g_assert_cmpstr (candidate->key, ==, "upgrade/prod-C1-dsl/fiber/12");
  g_assert_true (cord_money_equal (candidate->price, cord_money (5000, "USD", 2)));
  assert_cell (table, "Negotiated price", 0, "$24.85 instead of $25.00", "", "same");
  assert_cell (table, "A month", 0, "$24.85", "", "same");
  assert_cell (table, "A month", 1, "$50.00", "+$25.15 a month", "pay");
  assert_cell (table, "All services a month", 1, "$55.00", "+$25.15 a month", "pay");
  assert_cell (table, "Negotiated price", 1, "ends", "loses the negotiated price of $24.85", "loss");
  assert_cell (table, "Download", 1, "500 Mbit/s", "better: 500 Mbit/s instead of 25 Mbit/s", "gain");
  assert_cell (table, "Technology", 1, "Fiber optic", "better: Fiber optic instead of DSL", "gain");
  assert_cell (table, "Online Backup", 1, "stays", "", "same");
  assert_cell (table, "Commitment", 1, "12 months", "commits for 12 months", "loss");
  g_assert_nonnull (data);
  g_assert_false (cord_comparison_row_is_changed (data));
  assert_no_row (table, "Enabled");
  assert_no_row (table, "Leaving early");
}

static void
test_downgrade (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with (
      "EUR", "[{'id':'m','offering':'mobile-xl','name':'Mobile "
             "XL','status':'active','start':'2026-01-01','price':'49.99','currency':'EUR',"
             "  'features':[{'name':'data','value':'unlimited'},{'name':'hotspot','value':'yes'},{'name':'calls to "
             "mobiles','value':'free'}],"
             "  "
             "'discounts':[{'name':'Welcome','percent':'20','until':'2027-02-22'},{'name':'Old','percent':'50','until':"
             "'2026-02-22'}]}]");
  g_autoptr (CordComparison) table = compare (customer, catalog,
                                              "[{'kind':'downgrade','product':'m','offering':'mobile-s'},"
                                              " {'kind':'downgrade','product':'m','offering':'mobile-l'}]");

  assert_cell (table, "A month", 1, "€9.99", "−€40.00 a month", "save");
  assert_cell (table, "Negotiated price", 1, "ends", "ends the special price of €49.99", "gain");
  assert_cell (table, "Data", 1, "5 GB", "less: 5 GB instead of unlimited", "loss");
  assert_cell (table, "Hotspot", 1, "no", "loses hotspot", "loss");
  assert_cell (table, "Hotspot", 2, "yes", "", "same");
  assert_cell (table, "Calls to mobiles", 1, "—", "loses free calls to mobiles", "loss");
  /* What the product does not say is taken from its offering. */
  assert_cell (table, "Roaming", 0, "EU, 60 GB", "", "same");
  assert_cell (table, "Roaming", 1, "EU, 3 GB", "less: EU, 3 GB instead of EU, 60 GB", "loss");
  /* A discount survives a change of plan; an expired one is not listed. */
  assert_cell (table, "Promotion", 1, "Welcome, 20\u00a0% until 22 February 2027", "", "same");
}

static void
test_fees_and_promotion (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'home-50','name':'Home "
                                   "50','status':'active','start':'2026-10-01','price':'29.99','currency':'EUR',"
                                   "  'term':{'months':12,'etf':{'kind':'subsidy','amount':'240.00'}}}]");
  g_autoptr (CordComparison) table
      = compare (customer, catalog,
                 "[{'kind':'upgrade','product':'h','offering':'home-fiber-250','term':24},"
                 " {'kind':'upgrade','product':'h','offering':'home-100'},{'kind':'remove','product':'h'}]");

  assert_cell (table, "Once", 1, "€29.99", "+€29.99 once", "pay");
  assert_cell (table, "Once", 2, "—", "", "same");
  assert_cell (table, "Promotion", 1, "20\u00a0% less for the first 6 months", "20\u00a0% less for the first 6 months",
               "gain");
  assert_cell (table, "Leaving early", 0, "at most €240.00, less every month", "", "same");
  assert_cell (table, "Leaving early", 1, "50\u00a0% of the months left, at most €150.00",
               "leaving early costs 50\u00a0% of the months left, at most €150.00", "loss");
  assert_cell (table, "Leaving early", 2, "at most €240.00, less every month", "", "same");
  assert_cell (table, "Leaving early", 3, "at most €240.00, less every month",
               "a fee for leaving early: at most €240.00, less every month", "pay");
  assert_cell (table, "Commitment", 2, "until 1 October 2027", "", "same");
  assert_cell (table, "Ready after", 1, "3 days", "", "same");
  g_assert_cmpstr (cord_comparison_get_column (table, 3)->name, ==, "Without Home 50");
  assert_cell (table, "A month", 3, "€0.00", "−€29.99 a month", "save");
  assert_cell (table, "Download", 3, "—", "loses 50 Mbit/s download", "loss");
}

/* A column is of the day that its change takes effect on: promotions of today may have ended by then, and others begun.
 */
static void
test_day (void)
{
  g_autoptr (GVariant) document = test_document (
      "{'version':'1','currency':'EUR','scale':2,'offerings':["
      "{'id':'old','name':'Old','category':'c','status':'Active','sellable':true,'price':'30.00'},"
      "{'id':'new','name':'New','category':'c','status':'Active','sellable':true,'price':'20.00','promotions':["
      "{'id':'fall','name':'Fall','percent':'20','cycles':6,'until':'2026-11-30'},"
      "{'id':'winter','name':'Winter','percent':'50','cycles':3,'from':'2026-12-01'}]}]}");
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = test_customer_with (
      "EUR", "[{'id':'h','offering':'old','name':'Old','status':'active','start':'2026-01-01','price':'30.00',"
             "'currency':'EUR','term':{'months':12,'start':'2025-11-25','etf':{'kind':'subsidy','amount':'240.00'}},"
             "'discounts':[{'name':'Loyal','percent':'5','until':'2026-11-25'}]}]");
  const char *change = "[{'kind':'downgrade','product':'h','offering':'new'},{'kind':'remove','product':'h'}]";
  g_autoptr (CordComparison) now = compare (customer, catalog, change);
  g_autoptr (CordComparison) later = compare_on (customer, catalog, change, cord_date (2026, 12, 1));

  assert_cell (now, "Promotion", 1, "Loyal, 5\u00a0% until 25 November 2026; 20\u00a0% less for the first 6 months",
               "20\u00a0% less for the first 6 months", "gain");
  assert_cell (now, "Promotion", 2, "—", "loses Loyal, 5\u00a0% until 25 November 2026", "loss");
  assert_cell (now, "Commitment", 1, "until 25 November 2026", "", "same");
  assert_cell (later, "Promotion", 0, "Loyal, 5\u00a0% until 25 November 2026", "", "same");
  assert_cell (later, "Promotion", 1, "50\u00a0% less for the first 3 months", "50\u00a0% less for the first 3 months",
               "gain");
  assert_cell (later, "Promotion", 2, "—", "", "same");
  assert_cell (later, "Commitment", 1, "none", "", "same");
  assert_cell (later, "Leaving early", 2, "no fee", "", "same");
}

static void
assert_sentence (CordComparison *table, const char *label, const char *sentence)
{
  g_assert_cmpstr (cord_comparison_row_get_sentence (find_row (table, label), 1), ==, sentence);
}

/* More is better only where that is known, and of some things less is. */
static void
test_sense (void)
{
  g_autoptr (GVariant) document = test_document (
      "{'version':'1','currency':'EUR','scale':2,'offerings':["
      "{'id':'old','name':'Old','category':'c','status':'Active','sellable':true,'price':'30.00','features':["
      "{'name':'data','value':'20 GB'},{'name':'latency','value':'10 ms'},{'name':'noticePeriod','value':'3 months'},"
      "{'name':'Reaktion','value':'8','better':'less'},{'name':'Punkte','value':'8','better':'more'},"
      "{'name':'sort','value':'8'},{'name':'deposit','value':'none'},{'name':'excess','value':'29 EUR'}]},"
      "{'id':'new','name':'New','category':'c','status':'Active','sellable':true,'price':'20.00','features':["
      "{'name':'data','value':'5 GB'},{'name':'latency','value':'30 ms'},{'name':'noticePeriod','value':'1 months'},"
      "{'name':'Reaktion','value':'24','better':'less'},{'name':'Punkte','value':'4','better':'more'},"
      "{'name':'sort','value':'4'},{'name':'deposit','value':'50 EUR'}]}]}");
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = test_customer_with (
      "EUR", "[{'id':'h','offering':'old','name':'Old','status':'active','start':'2026-01-01','price':'30.00',"
             "'currency':'EUR'}]");
  g_autoptr (CordComparison) table
      = compare (customer, catalog, "[{'kind':'downgrade','product':'h','offering':'new'}]");
  g_autoptr (CordComparison) added = compare (customer, catalog, "[{'kind':'add','product':'n','offering':'old'}]");

  assert_cell (table, "Data", 1, "5 GB", "less: 5 GB instead of 20 GB", "loss");
  assert_sentence (table, "Data", "Data: only 5 GB instead of 20 GB.");
  assert_cell (table, "Latency", 1, "30 ms", "30 ms instead of 10 ms", "loss");
  assert_sentence (table, "Latency", "Latency: 30 ms instead of 10 ms.");
  assert_cell (table, "NoticePeriod", 1, "1 months", "better: 1 months instead of 3 months", "gain");
  assert_sentence (table, "NoticePeriod", NULL);
  assert_cell (table, "Reaktion", 1, "24", "24 instead of 8", "loss");
  assert_cell (table, "Punkte", 1, "4", "less: 4 instead of 8", "loss");
  assert_cell (table, "Sort", 1, "4", "4 instead of 8", "same");
  assert_sentence (table, "Sort", "Sort: 4 instead of 8.");
  assert_cell (table, "Deposit", 1, "50 EUR", "50 EUR instead of none", "loss");
  assert_sentence (table, "Deposit", "Deposit: 50 EUR instead of none.");
  assert_cell (table, "Excess", 1, "—", "— instead of 29 EUR", "same");
  assert_cell (added, "Excess", 1, "29 EUR", "", "same");
  assert_cell (added, "Data", 1, "20 GB", "gains 20 GB data", "gain");
}

static void
test_bundle_and_dependents (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'home-100','name':'Home "
                                   "100','status':'active','start':'2024-10-01','price':'34.99','currency':'EUR'},"
                                   " {'id':'t','offering':'tv-basic','name':'TV "
                                   "Basic','status':'active','start':'2024-10-01','price':'9.99','currency':'EUR'}]");
  g_autoptr (CordComparison) table = compare (
      customer, catalog,
      "[{'kind':'upgrade','product':'h','offering':'home-mobile','term':12},{'kind':'remove','product':'h'}]");

  assert_cell (table, "Contains", 1, "home-fiber-250, mobile-m", "gains home-fiber-250, mobile-m", "gain");
  assert_cell (table, "TV Basic", 1, "stays", "", "same");
  assert_cell (table, "TV Basic", 2, "no longer works", "loses TV Basic", "loss");
}

static void
test_addition (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'home-100','name':'Home "
                                   "100','status':'active','start':'2024-10-01','price':'34.99','currency':'EUR'}]");
  g_autoptr (CordComparison) table = compare (customer, catalog, "[{'kind':'add','product':'n','offering':'tv-plus'}]");
  g_autoptr (CordCustomer) nobody = test_customer_with ("XXX", "[]");
  g_autoptr (CordComparison) first = compare (nobody, catalog, "[{'kind':'add','product':'n','offering':'mobile-s'}]");

  assert_cell (table, "A month", 0, "—", "", "same");
  assert_cell (table, "A month", 1, "€19.99", "+€19.99 a month", "pay");
  assert_cell (table, "All services a month", 0, "€34.99", "", "same");
  assert_cell (table, "All services a month", 1, "€54.98", "+€19.99 a month", "pay");
  assert_cell (table, "Recordings", 1, "100 hours", "gains 100 hours recordings", "gain");
  assert_cell (first, "All services a month", 0, "€0.00", "", "same");
  assert_cell (first, "All services a month", 1, "€9.99", "+€9.99 a month", "pay");
}

static void
test_order (void)
{
  static const char *const groups[] = { "price", "speed", "extras", "terms" };
  static const char *const ranks[] = { "loss", "gain", "pay" };
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_autoptr (CordComparison) table
      = compare (customer, catalog, "[{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','term':12}]");
  GPtrArray *rows = cord_comparison_get_rows (table);
  guint last = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CordComparisonRow *row = rows->pdata[i];
      guint group = 0, rank = 0;

      while (!g_str_equal (groups[group], cord_comparison_row_get_group (row)))
        group++;
      while (rank < 3 && !g_str_equal (ranks[rank], cord_comparison_row_get_direction (row, 1)))
        rank++;
      g_assert_cmpuint (group * 10 + rank, >=, last);
      last = group * 10 + rank;
    }
}

static void
test_bad_input (void)
{
  g_autoptr (GVariant) nothing = cord_value_empty_object ();
  g_autoptr (CordCatalog) empty = cord_catalog_new (nothing, NULL);
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_autoptr (CordComparison) unknown = compare (
      customer, empty, "[{'kind':'upgrade','product':'nobody','offering':'\u202enone'},{},{'kind':'remove'}]");
  g_autoptr (CordComparison) none = compare (customer, empty, "[]");
  g_autoptr (CordComparison) foreign
      = compare (customer, catalog, "[{'kind':'add','product':'n','offering':'mobile-s'}]");

  g_assert_cmpuint (cord_comparison_get_n_columns (unknown), ==, 4);
  g_assert_cmpstr (cord_comparison_get_column (unknown, 1)->name, ==, "none");
  g_assert_cmpuint (cord_comparison_get_n_columns (none), ==, 1);
  g_assert_cmpuint (cord_comparison_get_n_columns (foreign), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparison/upgrade", test_upgrade);
  g_test_add_func ("/comparison/downgrade", test_downgrade);
  g_test_add_func ("/comparison/fees-and-promotion", test_fees_and_promotion);
  g_test_add_func ("/comparison/bundle-and-dependents", test_bundle_and_dependents);
  g_test_add_func ("/comparison/addition", test_addition);
  g_test_add_func ("/comparison/day", test_day);
  g_test_add_func ("/comparison/sense", test_sense);
  g_test_add_func ("/comparison/order", test_order);
  g_test_add_func ("/comparison/bad-input", test_bad_input);
  return g_test_run ();
}
