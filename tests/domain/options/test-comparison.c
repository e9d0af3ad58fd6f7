/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison.h"

#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

typedef struct
{
  GVariant *comparison;
  GVariant *columns;
  GVariant *rows;
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->comparison, g_variant_unref);
  g_clear_pointer (&self->columns, g_variant_unref);
  g_clear_pointer (&self->rows, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static Table
compare (CordCustomer *customer, CordCatalog *catalog, const char *changes)
{
  g_autoptr (GVariant) list = test_document (changes);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  gsize n = cord_value_length (list);
  Table table = { NULL, NULL, NULL };

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (items, cord_value_dup_at (list, i));
  table.comparison = cord_compare (customer, catalog, TEST_TODAY, (GVariant *const *)items->pdata, n);
  table.columns = cord_value_dup_array (table.comparison, "columns");
  table.rows = cord_value_dup_array (table.comparison, "rows");
  return table;
}

static GVariant *
find_row (Table *table, const char *label)
{
  gsize n = cord_value_length (table->rows);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) row = cord_value_dup_at (table->rows, i);

      if (g_strcmp0 (cord_value_get_string (row, "label"), label) == 0)
        return g_steal_pointer (&row);
    }
  return NULL;
}

static void
assert_cell (Table *table, const char *label, gsize column, const char *text, const char *difference,
             const char *direction)
{
  g_autoptr (GVariant) row = find_row (table, label);
  g_autoptr (GVariant) cells = row != NULL ? cord_value_dup_array (row, "cells") : NULL;
  g_autoptr (GVariant) cell = NULL;

  g_assert_nonnull (row);
  cell = cord_value_dup_at (cells, column);
  g_assert_cmpstr (cord_value_get_string (cell, "text"), ==, text);
  g_assert_cmpstr (cord_value_get_string (cell, "difference"), ==, difference);
  g_assert_cmpstr (cord_value_get_string (cell, "direction"), ==, direction);
}

static void
assert_no_row (Table *table, const char *label)
{
  g_autoptr (GVariant) row = find_row (table, label);

  g_assert_null (row);
}

static void
test_upgrade (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_auto (Table) table
      = compare (customer, catalog, "[{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','term':12}]");
  g_autoptr (GVariant) current = cord_value_dup_at (table.columns, 0);
  g_autoptr (GVariant) candidate = cord_value_dup_at (table.columns, 1);
  g_autoptr (GVariant) data = find_row (&table, "Data");

  g_assert_cmpstr (cord_value_get_string (current, "key"), ==, "");
  g_assert_cmpstr (cord_value_get_string (current, "name"), ==, "DSL Internet");
  g_assert_cmpstr (cord_value_get_string (current, "negotiated"), ==, "24.85");
  g_assert_cmpstr (cord_value_get_string (candidate, "key"), ==, "upgrade/prod-C1-dsl/fiber/12");
  g_assert_cmpstr (cord_value_get_string (candidate, "price"), ==, "50.00");
  g_assert_cmpstr (cord_value_get_string (candidate, "currency"), ==, "USD");
  assert_cell (&table, "A month", 0, "$24.85", "", "same");
  assert_cell (&table, "A month", 1, "$50.00", "+$25.15 a month", "pay");
  assert_cell (&table, "All services a month", 1, "$55.00", "+$25.15 a month", "pay");
  assert_cell (&table, "Negotiated price", 1, "ends", "loses the negotiated price of $24.85", "loss");
  assert_cell (&table, "Download", 1, "500 Mbit/s", "better: 500 Mbit/s instead of 25 Mbit/s", "gain");
  assert_cell (&table, "Technology", 1, "Fiber optic", "better: Fiber optic instead of DSL", "gain");
  assert_cell (&table, "Online Backup", 1, "stays", "", "same");
  assert_cell (&table, "Commitment", 1, "12 months", "commits for 12 months", "loss");
  g_assert_false (cord_value_get_boolean (data, "changed"));
  assert_no_row (&table, "Enabled");
  assert_no_row (&table, "Leaving early");
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
  g_auto (Table) table = compare (customer, catalog,
                                  "[{'kind':'downgrade','product':'m','offering':'mobile-s'},"
                                  " {'kind':'downgrade','product':'m','offering':'mobile-l'}]");

  assert_cell (&table, "A month", 1, "€9.99", "−€40.00 a month", "save");
  assert_cell (&table, "Negotiated price", 1, "ends", "ends the special price of €49.99", "gain");
  assert_cell (&table, "Data", 1, "5 GB", "less: 5 GB instead of unlimited", "loss");
  assert_cell (&table, "Hotspot", 1, "no", "loses hotspot", "loss");
  assert_cell (&table, "Hotspot", 2, "yes", "", "same");
  assert_cell (&table, "Calls to mobiles", 1, "—", "loses free calls to mobiles", "loss");
  /* What the product does not say is taken from its offering. */
  assert_cell (&table, "Roaming", 0, "EU, 60 GB", "", "same");
  assert_cell (&table, "Roaming", 1, "EU, 3 GB", "less: EU, 3 GB instead of EU, 60 GB", "loss");
  /* A discount survives a change of plan; an expired one is not listed. */
  assert_cell (&table, "Promotion", 1, "Welcome, 20\u00a0% until 22 February 2027", "", "same");
}

static void
test_fees_and_promotion (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'home-50','name':'Home "
                                   "50','status':'active','start':'2026-10-01','price':'29.99','currency':'EUR',"
                                   "  'term':{'months':12,'etf':{'kind':'subsidy','amount':'240.00'}}}]");
  g_auto (Table) table
      = compare (customer, catalog,
                 "[{'kind':'upgrade','product':'h','offering':'home-fiber-250','term':24},"
                 " {'kind':'upgrade','product':'h','offering':'home-100'},{'kind':'remove','product':'h'}]");
  g_autoptr (GVariant) candidate = cord_value_dup_at (table.columns, 1);
  g_autoptr (GVariant) removal = cord_value_dup_at (table.columns, 3);

  assert_cell (&table, "Once", 1, "€29.99", "+€29.99 once", "pay");
  assert_cell (&table, "Once", 2, "—", "", "same");
  assert_cell (&table, "Promotion", 1, "20\u00a0% less for the first 6 months", "20\u00a0% less for the first 6 months",
               "gain");
  g_assert_cmpstr (cord_value_get_string (candidate, "promotion"), ==, "20\u00a0% less for the first 6 months");
  assert_cell (&table, "Leaving early", 0, "at most €240.00, less every month", "", "same");
  assert_cell (&table, "Leaving early", 1, "50\u00a0% of the months left, at most €150.00",
               "leaving early costs 50\u00a0% of the months left, at most €150.00", "loss");
  assert_cell (&table, "Leaving early", 2, "at most €240.00, less every month", "", "same");
  assert_cell (&table, "Leaving early", 3, "at most €240.00, less every month",
               "a fee for leaving early: at most €240.00, less every month", "pay");
  assert_cell (&table, "Commitment", 2, "until 1 October 2027", "", "same");
  assert_cell (&table, "Ready after", 1, "3 days", "", "same");
  g_assert_cmpstr (cord_value_get_string (removal, "name"), ==, "Without Home 50");
  assert_cell (&table, "A month", 3, "€0.00", "−€29.99 a month", "save");
  assert_cell (&table, "Download", 3, "—", "loses 50 Mbit/s download", "loss");
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
  g_auto (Table) table = compare (
      customer, catalog,
      "[{'kind':'upgrade','product':'h','offering':'home-mobile','term':12},{'kind':'remove','product':'h'}]");

  assert_cell (&table, "Contains", 1, "home-fiber-250, mobile-m", "gains home-fiber-250, mobile-m", "gain");
  assert_cell (&table, "TV Basic", 1, "stays", "", "same");
  assert_cell (&table, "TV Basic", 2, "no longer works", "loses TV Basic", "loss");
}

static void
test_addition (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'home-100','name':'Home "
                                   "100','status':'active','start':'2024-10-01','price':'34.99','currency':'EUR'}]");
  g_auto (Table) table = compare (customer, catalog, "[{'kind':'add','product':'n','offering':'tv-plus'}]");
  g_autoptr (CordCustomer) nobody = test_customer_with ("XXX", "[]");
  g_auto (Table) first = compare (nobody, catalog, "[{'kind':'add','product':'n','offering':'mobile-s'}]");

  assert_cell (&table, "A month", 0, "—", "", "same");
  assert_cell (&table, "A month", 1, "€19.99", "+€19.99 a month", "pay");
  assert_cell (&table, "All services a month", 0, "€34.99", "", "same");
  assert_cell (&table, "All services a month", 1, "€54.98", "+€19.99 a month", "pay");
  assert_cell (&table, "Recordings", 1, "100 hours", "gains 100 hours recordings", "gain");
  assert_cell (&first, "All services a month", 0, "€0.00", "", "same");
  assert_cell (&first, "All services a month", 1, "€9.99", "+€9.99 a month", "pay");
}

static void
test_order (void)
{
  static const char *const groups[] = { "price", "speed", "extras", "terms" };
  static const char *const ranks[] = { "loss", "gain", "pay" };
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_auto (Table) table
      = compare (customer, catalog, "[{'kind':'upgrade','product':'prod-C1-dsl','offering':'fiber','term':12}]");
  gsize n = cord_value_length (table.rows);
  guint last = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) row = cord_value_dup_at (table.rows, i);
      g_autoptr (GVariant) cells = cord_value_dup_array (row, "cells");
      g_autoptr (GVariant) cell = cord_value_dup_at (cells, 1);
      guint group = 0, rank = 0;

      while (!g_str_equal (groups[group], cord_value_get_string (row, "group")))
        group++;
      while (rank < 3 && !g_str_equal (ranks[rank], cord_value_get_string (cell, "direction")))
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
  g_auto (Table) unknown = compare (
      customer, empty, "[{'kind':'upgrade','product':'nobody','offering':'\u202enone'},{},{'kind':'remove'}]");
  g_auto (Table) none = compare (customer, empty, "[]");
  g_auto (Table) foreign = compare (customer, catalog, "[{'kind':'add','product':'n','offering':'mobile-s'}]");
  g_autoptr (GVariant) column = cord_value_dup_at (unknown.columns, 1);

  g_assert_cmpuint (cord_value_length (unknown.columns), ==, 4);
  g_assert_cmpstr (cord_value_get_string (column, "name"), ==, "none");
  g_assert_cmpuint (cord_value_length (none.columns), ==, 1);
  g_assert_cmpuint (cord_value_length (foreign.columns), ==, 2);
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
  g_test_add_func ("/comparison/order", test_order);
  g_test_add_func ("/comparison/bad-input", test_bad_input);
  return g_test_run ();
}
