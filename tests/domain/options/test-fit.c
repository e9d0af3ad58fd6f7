/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-exclusion.h"
#include "domain/options/cord-fit-dimension.h"
#include "domain/options/cord-fit.h"
#include "domain/options/cord-option.h"

#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"

#include <string.h>

#define HELD(id, offering, price)                                                                                      \
  "{'id':'" id "','offering':'" offering "','name':'" offering                                                         \
  "','status':'active','account':'A1','start':'2024-03-01',"                                                           \
  "'price':'" price "','currency':'EUR'}"
#define NEED(dimension, value) "{'dimension':'" dimension "','value':'" value "','question':'q-" dimension "'}"

typedef struct
{
  GVariant *answer;
  GVariant *options;
  GVariant *excluded;
} Ranking;

static void
ranking_clear (Ranking *self)
{
  g_clear_pointer (&self->answer, g_variant_unref);
  g_clear_pointer (&self->options, g_variant_unref);
  g_clear_pointer (&self->excluded, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ranking, ranking_clear)

static Ranking
rank (CordCustomer *customer, CordCatalog *catalog, const char *kind, const char *product, const char *list)
{
  g_autoptr (CordPolicy) policy = test_policy ();
  g_autofree char *text
      = g_strdup_printf ("{'kind':'%s','product':'%s','reason':'','needs':[%s]}", kind, product, list);
  g_autoptr (GVariant) document = test_document (text);
  g_autoptr (CordNeeds) needs = cord_needs_new (document);
  Ranking ranking = { cord_fit_rank (needs, customer, catalog, policy, TEST_TODAY), NULL, NULL };

  ranking.options = cord_value_dup_array (ranking.answer, "options");
  ranking.excluded = cord_value_dup_array (ranking.answer, "excluded");
  return ranking;
}

static const char *
key_at (Ranking *ranking, gsize index)
{
  g_autoptr (GVariant) option = NULL;

  if (index >= cord_value_length (ranking->options))
    return NULL;
  option = cord_value_dup_at (ranking->options, index);
  return cord_value_get_string (option, "key");
}

static const char *
rule_for (Ranking *ranking, const char *offering)
{
  gsize n = cord_value_length (ranking->excluded);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) item = cord_value_dup_at (ranking->excluded, i);

      if (g_strcmp0 (cord_value_get_string (item, "offering"), offering) == 0)
        return cord_value_get_string (item, "rule");
    }
  return NULL;
}

static char *
reasons_at (Ranking *ranking, gsize index)
{
  g_autoptr (GVariant) document = cord_value_dup_at (ranking->options, index);
  g_autoptr (CordOption) option = cord_option_new (document);
  char *text = NULL;

  g_object_get (option, "reasons-text", &text, NULL);
  return text;
}

static void
test_upgrade_us (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_auto (Ranking) ranking
      = rank (customer, catalog, "upgrade", "prod-C1-dsl", NEED ("budget", "80") "," NEED ("commitment", "yes"));
  g_autoptr (GVariant) first = cord_value_dup_at (ranking.options, 0);
  g_autoptr (GVariant) reasons = cord_value_dup_array (first, "reasons");
  g_autoptr (GVariant) reason = cord_value_dup_at (reasons, 0);

  g_assert_cmpstr (cord_value_get_string (ranking.answer, "catalog"), ==, "7");
  g_assert_cmpuint (cord_value_length (ranking.options), ==, 2);
  g_assert_cmpstr (key_at (&ranking, 0), ==, "upgrade/prod-C1-dsl/fiber/12");
  g_assert_cmpstr (key_at (&ranking, 1), ==, "upgrade/prod-C1-dsl/fiber/24");
  g_assert_cmpstr (cord_value_get_string (first, "title"), ==, "Fiber Internet, 12 months");
  g_assert_cmpstr (cord_value_get_string (first, "price"), ==, "50.00");
  g_assert_cmpstr (cord_value_get_string (first, "difference"), ==, "25.15");
  g_assert_cmpint (cord_value_get_integer (first, "score", -1), ==, 1000);
  g_assert_cmpstr (cord_value_get_string (reason, "question"), ==, "q-budget");
  g_assert_cmpstr (cord_value_get_string (reason, "code"), ==, "budget-met");
  g_assert_cmpstr (cord_value_get_string (reason, "text"), ==, "Within the $80.00 a month you named");
  g_assert_cmpstr (rule_for (&ranking, "dsl"), ==, "already-held");
  g_assert_null (rule_for (&ranking, "phone"));
}

/* A downgrade begins with the next cycle, on 7 December: it brings the promotions of that day, not of today. */
static void
test_promotion_of_the_day (void)
{
  g_autoptr (GVariant) document = test_document (
      "{'version':'1','currency':'EUR','scale':2,'offerings':["
      "{'id':'old','name':'Old','category':'c','status':'Active','sellable':true,'price':'30.00'},"
      "{'id':'new','name':'New','category':'c','status':'Active','sellable':true,'price':'20.00','promotions':["
      "{'id':'fall','name':'Fall','percent':'20','cycles':6,'until':'2026-11-30'},"
      "{'id':'winter','name':'Winter','percent':'50','cycles':3,'from':'2026-12-01'}]}]}");
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("h", "old", "30.00") "]");
  g_auto (Ranking) ranking = rank (customer, catalog, "downgrade", "h", "");
  g_autofree char *reasons = reasons_at (&ranking, 0);

  g_assert_cmpstr (key_at (&ranking, 0), ==, "downgrade/h/new/0");
  g_assert_nonnull (strstr (reasons, "50\u00a0% less for the first 3 months"));
  g_assert_null (strstr (reasons, "20\u00a0%"));
}

static void
test_no_term_without_wish (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_auto (Ranking) plain = rank (customer, catalog, "upgrade", "prod-C1-dsl", "");
  g_auto (Ranking) unsure = rank (customer, catalog, "upgrade", "prod-C1-dsl", NEED ("commitment", "unsure"));
  g_auto (Ranking) asked = rank (customer, catalog, "upgrade", "prod-C1-dsl", NEED ("term", "24"));
  g_auto (Ranking) odd = rank (customer, catalog, "upgrade", "prod-C1-dsl", NEED ("term", "7"));

  g_assert_cmpuint (cord_value_length (plain.options), ==, 1);
  g_assert_cmpstr (key_at (&plain, 0), ==, "upgrade/prod-C1-dsl/fiber/0");
  g_assert_cmpuint (cord_value_length (unsure.options), ==, 2);
  g_assert_cmpstr (key_at (&unsure, 0), ==, "upgrade/prod-C1-dsl/fiber/0");
  g_assert_cmpuint (cord_value_length (asked.options), ==, 1);
  g_assert_cmpstr (key_at (&asked, 0), ==, "upgrade/prod-C1-dsl/fiber/24");
  g_assert_cmpstr (key_at (&odd, 0), ==, "upgrade/prod-C1-dsl/fiber/0");
}

static void
test_upgrade_eu (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[" HELD ("h", "home-50", "29.99") "," HELD ("p", "home-phone", "4.99") "]");
  g_auto (Ranking) ranking
      = rank (customer, catalog, "upgrade", "h",
              NEED ("speed", "faster") "," NEED ("people", "4") "," NEED ("budget", "50.00") "," NEED (
                  "commitment", "no") "," NEED ("must-have", "The home-phone number has to stay."));
  g_autofree char *reasons = reasons_at (&ranking, 0);

  g_assert_cmpstr (key_at (&ranking, 0), ==, "upgrade/h/home-fiber-250/0");
  g_assert_nonnull (strstr (reasons, "Within the €50.00 a month you named"));
  g_assert_nonnull (strstr (reasons, "250 Mbit/s instead of 50 Mbit/s, faster as you asked"));
  g_assert_nonnull (strstr (reasons, "home-phone stays as it is"));
  g_assert_nonnull (strstr (reasons, "20\u00a0% less for the first 6 months"));
  g_assert_cmpstr (rule_for (&ranking, "home-50"), ==, "already-held");
}

static void
test_downgrade_and_bound (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("m", "mobile-xl", "44.99") "]");
  g_autoptr (CordCustomer) bound
      = test_customer_with ("EUR", "[{'id':'m','offering':'mobile-xl','name':'XL','status':'active','start':'2026-03-"
                                   "01','price':'44.99','currency':'EUR','term':{'months':24}}]");
  g_auto (Ranking) ranking
      = rank (customer, catalog, "downgrade", "m", NEED ("data", "medium") "," NEED ("budget", "25.00"));
  g_auto (Ranking) none = rank (bound, catalog, "downgrade", "m", NEED ("data", "medium"));

  g_assert_cmpstr (key_at (&ranking, 0), ==, "downgrade/m/mobile-m/0");
  g_assert_cmpstr (rule_for (&ranking, "mobile-classic"), ==, "not-sold");
  g_assert_cmpstr (rule_for (&ranking, "home-mobile"), ==, "wrong-kind");
  g_assert_cmpuint (cord_value_length (none.options), ==, 0);
  g_assert_cmpstr (rule_for (&none, "mobile-m"), ==, "in-commitment");
}

static void
test_legacy (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("m", "mobile-classic", "14.99") "]");
  g_auto (Ranking) ranking = rank (customer, catalog, "upgrade", "", "");

  /* With one product there is no need to choose it. Without needs, options are sorted by price. */
  g_assert_cmpstr (key_at (&ranking, 0), ==, "upgrade/m/mobile-s/0");
  g_assert_cmpstr (key_at (&ranking, 1), ==, "upgrade/m/mobile-m/0");
  g_assert_cmpstr (rule_for (&ranking, "mobile-classic"), ==, "not-sold");
}

static void
test_add (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("h", "home-fiber-250", "44.99") "]");
  g_auto (Ranking) wish = rank (customer, catalog, "add", "", NEED ("wish", "TV Plus"));
  g_auto (Ranking) streaming = rank (customer, catalog, "add", "", NEED ("streaming", "yes") "," NEED ("people", "2"));
  g_auto (Ranking) must = rank (customer, catalog, "add", "", NEED ("must-have", "I want recordings of films"));
  gsize n = g_list_model_get_n_items (cord_catalog_get_offerings (catalog));

  g_assert_cmpstr (key_at (&wish, 0), ==, "add/prod-C1-tv-plus/tv-plus/0");
  g_assert_cmpstr (key_at (&streaming, 0), ==, "add/prod-C1-streaming-tv/streaming-tv/0");
  g_assert_cmpstr (key_at (&must, 0), ==, "add/prod-C1-tv-plus/tv-plus/0");
  g_assert_cmpstr (rule_for (&wish, "additional-line"), ==, "relies-on");
  g_assert_cmpstr (rule_for (&wish, "home-100"), ==, "wrong-kind");
  g_assert_cmpstr (rule_for (&wish, "gift"), ==, "no-price");
  /* Each offering is either offered or excluded. */
  g_assert_cmpuint (cord_value_length (wish.options) + cord_value_length (wish.excluded), ==, n);
}

static void
test_remove (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[" HELD ("h", "home-100", "34.99") "," HELD ("t", "tv-plus", "19.99") "]");
  g_auto (Ranking) tv = rank (customer, catalog, "remove", "t", NEED ("budget", "50"));
  g_auto (Ranking) home = rank (customer, catalog, "remove", "h", "");

  g_assert_cmpstr (key_at (&tv, 0), ==, "remove/t");
  g_assert_cmpstr (key_at (&tv, 1), ==, "downgrade/t/tv-basic/0");
  g_assert_cmpstr (key_at (&home, 0), ==, "downgrade/h/home-50/0");
  g_assert_cmpstr (rule_for (&home, "home-100"), ==, "others-rely-on-it");
  g_assert_cmpstr (rule_for (&home, "home-fiber-250"), ==, "wrong-kind");
}

static void
test_modify (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("h", "home-100", "30.00") "]");
  g_auto (Ranking) ranking
      = rank (customer, catalog, "modify", "h", NEED ("term", "12") "," NEED ("commitment", "yes"));
  g_autoptr (GVariant) first = cord_value_dup_at (ranking.options, 0);

  g_assert_cmpstr (key_at (&ranking, 0), ==, "modify/h/home-100/12");
  g_assert_cmpstr (key_at (&ranking, 1), ==, "modify/h/home-100/24");
  /* The same plan keeps its negotiated price. */
  g_assert_cmpstr (cord_value_get_string (first, "price"), ==, "30.00");
  g_assert_cmpstr (cord_value_get_string (first, "difference"), ==, "0.00");
}

static void
test_without_needs (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (GVariant) nothing = cord_value_empty_object ();
  g_autoptr (CordCatalog) empty = cord_catalog_new (nothing, NULL);
  g_autoptr (CordCustomer) nobody = test_customer_with ("EUR", "[]");
  g_autoptr (CordCustomer) two
      = test_customer_with ("EUR", "[" HELD ("h", "home-100", "34.99") "," HELD ("m", "mobile-s", "9.99") "]");
  g_autoptr (CordCustomer) stranger = test_customer_with ("EUR", "[" HELD ("x", "unheard-of", "5.00") "]");
  g_auto (Ranking) unknown_kind = rank (two, catalog, "", "", "");
  g_auto (Ranking) no_product = rank (nobody, catalog, "upgrade", "", "");
  g_auto (Ranking) not_chosen = rank (two, catalog, "upgrade", "", "");
  g_auto (Ranking) wrong = rank (two, catalog, "upgrade", "nobody", "");
  g_auto (Ranking) no_catalog = rank (two, empty, "upgrade", "h", NEED ("budget", "10"));
  g_auto (Ranking) no_catalog_add = rank (nobody, empty, "add", "", "");
  g_auto (Ranking) unheard = rank (stranger, catalog, "modify", "x", "");
  g_auto (Ranking) newcomer = rank (nobody, catalog, "add", "", NEED ("budget", "10"));

  g_assert_cmpuint (cord_value_length (unknown_kind.options) + cord_value_length (unknown_kind.excluded), ==, 0);
  g_assert_cmpstr (rule_for (&no_product, ""), ==, "wrong-kind");
  g_assert_cmpstr (rule_for (&not_chosen, ""), ==, "wrong-kind");
  g_assert_cmpstr (rule_for (&wrong, ""), ==, "wrong-kind");
  g_assert_cmpuint (cord_value_length (no_catalog.options) + cord_value_length (no_catalog.excluded), ==, 0);
  g_assert_cmpuint (cord_value_length (no_catalog_add.options), ==, 0);
  g_assert_cmpstr (rule_for (&unheard, "unheard-of"), ==, "not-sold");
  g_assert_cmpstr (key_at (&newcomer, 0), ==, "add/prod-C1-mobile-s/mobile-s/0");
}

static void
test_odd_needs (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_eu ();
  g_autoptr (CordCustomer) customer = test_customer_with ("EUR", "[" HELD ("h", "home-50", "29.99") "]");
  g_auto (Ranking) ranking
      = rank (customer, catalog, "upgrade", "h",
              NEED ("budget", "plenty") "," NEED ("people", "-3") "," NEED ("data", "odd") "," NEED (
                  "accessibility", "loud") "," NEED ("other", "x") ","
                                                                   "{'dimension':'budget'}");
  g_autoptr (GVariant) first = cord_value_dup_at (ranking.options, 0);

  g_assert_cmpint (cord_value_get_integer (first, "score", -1), ==, 500);
  g_assert_cmpstr (key_at (&ranking, 0), ==, "upgrade/h/home-100/0");
}

/* The same input in any order gives the same bytes; equal scores go by price, then key. */
static void
test_deterministic (void)
{
  g_autoptr (CordCatalog) catalog = test_catalog_us ();
  g_autoptr (CordCustomer) customer = test_customer_us ();
  g_autoptr (GVariant) document = test_catalog_us_document ();
  g_autoptr (GVariant) offerings = cord_value_dup_array (document, "offerings");
  g_autoptr (GVariant) turned = NULL;
  g_autoptr (CordCatalog) other = NULL;
  g_auto (Ranking) first = rank (customer, catalog, "add", "", NEED ("budget", "20"));
  g_auto (Ranking) second = { NULL, NULL, NULL };
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (gsize i = cord_value_length (offerings); i > 0; i--)
    {
      g_autoptr (GVariant) offering = cord_value_dup_at (offerings, i - 1);

      cord_builder_add (&builder, offering);
    }
  turned = test_with (document, "offerings", cord_builder_end (&builder));
  other = cord_catalog_new (turned, NULL);
  second = rank (customer, other, "add", "", NEED ("budget", "20"));
  g_assert_true (cord_value_equal (first.answer, second.answer));
  g_assert_cmpstr (key_at (&first, 0), ==, "add/prod-C1-online-security/online-security/0");
  g_assert_cmpstr (key_at (&first, 1), ==, "add/prod-C1-tech-support/tech-support/0");
}

static void
test_mentions (void)
{
  g_assert_true (cord_fit_mentions ("The Home  Phone number, please", "home phone"));
  g_assert_true (cord_fit_mentions ("TV-Plus should stay", "TV Plus"));
  g_assert_false (cord_fit_mentions ("telephone", "phone"));
  g_assert_false (cord_fit_mentions ("anything", ""));
  g_assert_false (cord_fit_mentions ("anything", NULL));
  g_assert_true (cord_fit_mentions ("Café bleu", "cafe"));
}

static void
test_option_object (void)
{
  g_autoptr (GVariant) document = test_document (
      "{'key':'k','title':'A\u202eB','score':700,'price':'25.00','difference':'-5.00','currency':'EUR',"
      " 'change':{'kind':'remove','product':'p'},'reasons':[{'text':'one'},{'text':''},{'text':'two'}]}");
  g_autoptr (CordOption) option = cord_option_new (document);
  g_autoptr (GVariant) gone
      = test_document ("{'offering':'o','name':'<i>O\u200b</i>','rule':'not-sold','text':'No longer sold.'}");
  g_autoptr (CordExclusion) exclusion = cord_exclusion_new (gone);
  g_autofree char *price = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *reasons = NULL;

  g_object_get (option, "price-text", &price, "difference-text", &difference, "reasons-text", &reasons, NULL);
  g_assert_cmpstr (cord_option_get_title (option), ==, "AB");
  g_assert_cmpstr (price, ==, "€25.00 a month");
  g_assert_cmpstr (difference, ==, "−€5.00 a month");
  g_assert_cmpstr (reasons, ==, "one · two");
  g_assert_null (cord_change_get_offering (cord_option_get_change (option)));
  g_assert_false (cord_option_get_presented (option));
  cord_option_set_presented (option, TRUE);
  g_assert_true (cord_option_get_presented (option));
  g_assert_cmpstr (cord_exclusion_get_name (exclusion), ==, "<i>O</i>");
  g_assert_cmpstr (cord_exclusion_get_rule (exclusion), ==, "not-sold");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit/upgrade-us", test_upgrade_us);
  g_test_add_func ("/fit/promotion-of-the-day", test_promotion_of_the_day);
  g_test_add_func ("/fit/no-term-without-wish", test_no_term_without_wish);
  g_test_add_func ("/fit/upgrade-eu", test_upgrade_eu);
  g_test_add_func ("/fit/downgrade-and-bound", test_downgrade_and_bound);
  g_test_add_func ("/fit/legacy", test_legacy);
  g_test_add_func ("/fit/add", test_add);
  g_test_add_func ("/fit/remove", test_remove);
  g_test_add_func ("/fit/modify", test_modify);
  g_test_add_func ("/fit/without-needs", test_without_needs);
  g_test_add_func ("/fit/odd-needs", test_odd_needs);
  g_test_add_func ("/fit/deterministic", test_deterministic);
  g_test_add_func ("/fit/mentions", test_mentions);
  g_test_add_func ("/fit/option-object", test_option_object);
  return g_test_run ();
}
