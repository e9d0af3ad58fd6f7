/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-offering-prices.h"
#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

#include <string.h>

static void
test_reads (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  CordOffering *fiber = cord_catalog_find (catalog, "home-fiber-250");
  CordOffering *tv = cord_catalog_find (catalog, "tv-basic");
  g_autoptr (CordZone) utc = cord_zone_utc ();
  CordMoney price, once;
  const CordPromotion *promotion = &g_array_index (cord_offering_get_promotions (fiber), CordPromotion, 0);

  g_assert_cmpstr (cord_catalog_get_version (catalog), ==, "3");
  g_assert_cmpstr (cord_catalog_get_currency (catalog), ==, "EUR");
  g_assert_true (cord_offering_get_price_on (fiber, TEST_TODAY, utc, &price));
  g_assert_cmpint (price.minor, ==, 4499);
  g_assert_true (cord_offering_get_once_on (fiber, TEST_TODAY, utc, &once));
  g_assert_cmpint (once.minor, ==, 2999);
  g_assert_cmpstr (promotion->percent, ==, "20");
  g_assert_cmpint (promotion->cycles, ==, 6);
  g_assert_cmpstr (promotion->id, ==, "welcome-fiber");
  g_assert_false (promotion->repeatable);
  g_assert_cmpint (promotion->stacking, ==, CORD_STACKING_BEST);
  g_assert_cmpint (cord_offering_get_lead_days (fiber), ==, 3);
  g_assert_cmpstr (cord_offering_get_feature (fiber, "download"), ==, "250 Mbit/s");
  g_assert_null (cord_offering_get_feature (fiber, "channels"));
  g_assert_true (cord_offering_may_rely_on (tv, "home-fiber-250"));
  g_assert_false (cord_offering_may_rely_on (tv, "mobile-s"));
  g_assert_cmpuint (cord_offering_get_promotions (tv)->len, ==, 0);
  g_assert_null (cord_catalog_find (catalog, "none"));
  g_assert_null (cord_catalog_find (catalog, NULL));
  g_assert_true (cord_offering_bundles (cord_catalog_find (catalog, "home-mobile"), "mobile-m"));
}

static void
test_sellable (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();

  g_assert_true (cord_offering_is_sellable (cord_catalog_find (catalog, "mobile-s")));
  g_assert_false (cord_offering_is_sellable (cord_catalog_find (catalog, "mobile-classic")));
}

static void
test_terms (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  CordOffering *home = cord_catalog_find (catalog, "home-100");
  CordOffering *tv = cord_catalog_find (catalog, "tv-basic");
  g_autoptr (GVariant) etf = cord_offering_dup_etf (home, 12);
  g_autoptr (GArray) terms = cord_offering_dup_terms (home);
  g_auto (GStrv) steps = cord_offering_dup_steps (cord_catalog_find (catalog, "home-50"));

  g_assert_cmpuint (terms->len, ==, 3);
  g_assert_true (cord_offering_has_term (home, 24));
  g_assert_false (cord_offering_has_term (home, 6));
  g_assert_true (cord_offering_has_term (tv, 0));
  g_assert_false (cord_offering_has_term (tv, 12));
  g_assert_cmpstr (cord_value_get_string (etf, "kind"), ==, "remaining");
  g_assert_null (cord_offering_dup_etf (home, 0));
  g_assert_cmpuint (g_strv_length (steps), ==, 1);
}

static void
test_etf_of_offering (void)
{
  g_autoptr (GVariant) document
      = test_document ("{'id':'a','etf':{'kind':'subsidy','amount':'240.00'},'terms':[{'months':12}]}");
  g_autoptr (CordOffering) offering = cord_offering_new (document, NULL);
  g_autoptr (GVariant) etf = cord_offering_dup_etf (offering, 12);

  g_assert_cmpstr (cord_value_get_string (etf, "kind"), ==, "subsidy");
  g_assert_cmpstr (cord_offering_get_name (offering), ==, "a");
  g_assert_cmpstr (cord_offering_get_category (offering), ==, "");
  g_assert_true (cord_offering_is_sellable (offering));
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *offerings;
    const char *where;
  } cases[] = {
    { "[{'name':'x'}]", "offerings.0.id" },
    { "['x']", "offerings.0.offering" },
    { "[{'id':'a'},{'id':'a'}]", "offerings.1.id" },
    { "[{'id':'a','price':'-1.00'}]", "offerings.0.price" },
    { "[{'id':'a','price':5}]", "offerings.0.price" },
    { "[{'id':'a','price':'5.00','currency':'eur'}]", "offerings.0.price" },
    { "[{'id':'a','once':'x'}]", "offerings.0.once" },
    { "[{'id':'a','terms':[{'months':0},{'months':-1}]}]", "offerings.0.terms.1.months" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'version':'1','currency':'EUR','offerings':%s}", cases[i].offerings);
      g_autoptr (GVariant) document = test_document (text);
      g_autoptr (GError) error = NULL;

      g_assert_null (cord_catalog_new (document, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, cases[i].where);
    }
}

static void
test_hostile (void)
{
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *text = g_strdup_printf ("{'id':'a','name':'\u202e%s','description':'<span>\u200b<\\/span>',"
                                           "'promotions':[{'percent':'120','cycles':6},{'percent':'10','amount':'5'},{'"
                                           "percent':'10','stacking':'pile'}],'leadDays':999999999}",
                                           long_name);
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (CordOffering) offering = cord_offering_new (document, NULL);
  g_autofree char *description = NULL;

  g_object_get (offering, "description", &description, NULL);
  g_assert_cmpint (g_utf8_strlen (cord_offering_get_name (offering), -1), <=, 80);
  g_assert_null (strstr (cord_offering_get_name (offering), "\u202e"));
  g_assert_null (strstr (description, "\u200b"));
  g_assert_nonnull (strstr (cord_value_get_string (cord_offering_get_document (offering), "name"), "\u202e"));
  g_assert_cmpuint (cord_offering_get_promotions (offering)->len, ==, 0);
  g_assert_cmpint (cord_offering_get_lead_days (offering), ==, 3650);
}

static void
test_empty (void)
{
  g_autoptr (GVariant) document = cord_value_empty_object ();
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);

  g_assert_cmpstr (cord_catalog_get_version (catalog), ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (cord_catalog_get_offerings (catalog)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/reads", test_reads);
  g_test_add_func ("/catalog/sellable", test_sellable);
  g_test_add_func ("/catalog/terms", test_terms);
  g_test_add_func ("/catalog/etf-of-offering", test_etf_of_offering);
  g_test_add_func ("/catalog/refuses", test_refuses);
  g_test_add_func ("/catalog/hostile", test_hostile);
  g_test_add_func ("/catalog/empty", test_empty);
  return g_test_run ();
}
