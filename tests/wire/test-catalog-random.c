/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-codec.h"

#include "cord-wire-fixture.h"

#include "billing/cord-quote.h"
#include "domain/change/cord-quote-input.h"
#include "domain/options/cord-exclusion.h"
#include "domain/options/cord-fit.h"
#include "domain/options/cord-option.h"
#include "domain/options/cord-qualification.h"
#include "tests/domain/customer/test-document.h"
#include "tests/domain/options/test-shop.h"
#include "tests/support/cord-test-scope.h"

/* Random entries of TMF620, legal and not, beside a small catalog that is good: whatever they are, it is sold at the
 * same price, and what is qualified of them has a price. A failure prints the seed: CORD_SEED=N tries that catalog
 * alone. */

#define ROUNDS 150
#define ALL_ROUNDS 20000
#define ENTRIES 6

#define GOOD_OFFERINGS                                                                                                 \
  "{'id':'small','name':'Small','category':[{'id':'home'}],'productOfferingPrice':[{'id':'small-month'}]},"            \
  "{'id':'large','name':'Large','category':[{'id':'home'}],'productOfferingPrice':[{'id':'large-month'},"              \
  "{'id':'large-once'},{'id':'large-off'}],'productOfferingTerm':[{'name':'Year','duration':12}]}"
#define GOOD_PRICES                                                                                                    \
  "{'id':'small-month','priceType':'recurring','price':{'unit':'EUR','value':20}},"                                    \
  "{'id':'large-month','priceType':'recurring','price':{'unit':'EUR','value':30},'tax':[{'taxRate':19}]},"             \
  "{'id':'large-once','priceType':'oneTime','price':{'unit':'EUR','value':5}},"                                        \
  "{'id':'large-off','priceType':'discount','percentage':10}"

static const char *const words[] = {
  "x0",
  "x1",
  "x2",
  "xp0",
  "xp1",
  "xp2",
  "small",
  "large",
  "home",
  "recurring",
  "oneTime",
  "discount",
  "usage",
  "EUR",
  "USD",
  "JPY",
  "XXX",
  "euro",
  "month",
  "Monthly",
  "year",
  "week",
  "day",
  "Active",
  "Retired",
  "In study",
  "reliesOn",
  "any",
  "exclusive",
  "add",
  "true",
  "2026-01-01",
  "2026-12-31T23:00:00Z",
  "2026-12-31T23:59:59Z",
  "2027-01-01T00:00:00+01:00",
  "9999-12-31T23:59:59Z",
  "2026-02-30",
  "",
  "19.99",
  "-5",
  "1e3",
  "0.000000000001",
  "\\u202e\\ud83d\\ude00",
  "99999999999999999999",
  "remaining",
  "table",
  "arrears",
  "allowance",
  "suspension",
  "repeatable",
  "stacking",
};

static const char *const numbers[] = { "0",
                                       "1",
                                       "2",
                                       "12",
                                       "19.99",
                                       "20",
                                       "100",
                                       "101",
                                       "-1",
                                       "-0.5",
                                       "0.1234567",
                                       "600",
                                       "601",
                                       "1e3",
                                       "1e-3",
                                       "9223372036854775807",
                                       "9223372036854775808",
                                       "92233720368547758",
                                       "123456789012345678901234567890" };

static const char *
pick (GRand *rand, const char *const *list, gsize n)
{
  return list[g_rand_int_range (rand, 0, (int)n)];
}

static void
add_anything (GString *out, GRand *rand, int depth)
{
  static const char *const members[] = { "id",          "name",
                                         "amount",      "units",
                                         "unit",        "value",
                                         "taxRate",     "startDateTime",
                                         "endDateTime", "priceType",
                                         "price",       "duration",
                                         "kind",        "relationshipType",
                                         "role",        "percentage" };
  const int n = g_rand_int_range (rand, 0, 4);

  switch (g_rand_int_range (rand, 0, depth > 0 ? 6 : 4))
    {
    case 0:
      g_string_append (out, g_rand_boolean (rand) ? "null" : g_rand_boolean (rand) ? "true" : "false");
      break;
    case 1:
      g_string_append (out, pick (rand, numbers, G_N_ELEMENTS (numbers)));
      break;
    case 2:
    case 3:
      g_string_append_printf (out, "'%s'", pick (rand, words, G_N_ELEMENTS (words)));
      break;
    case 4:
      g_string_append_c (out, '[');
      for (int i = 0; i < n; i++)
        {
          g_string_append (out, i > 0 ? "," : "");
          add_anything (out, rand, depth - 1);
        }
      g_string_append_c (out, ']');
      break;
    default:
      g_string_append_c (out, '{');
      for (int i = 0; i < n; i++)
        {
          const int first = g_rand_int_range (rand, 0, (int)G_N_ELEMENTS (members) / 4);

          g_string_append_printf (out, "%s'%s':", i > 0 ? "," : "",
                                  members[first + i * (int)G_N_ELEMENTS (members) / 4]);
          add_anything (out, rand, depth - 1);
        }
      g_string_append_c (out, '}');
    }
}

/* A member as it is usual, or anything at all. */
static void
add_member (GString *out, GRand *rand, const char *member, const char *usual)
{
  if (g_rand_int_range (rand, 0, 4) == 0)
    return;
  g_string_append_printf (out, ",'%s':", member);
  if (usual != NULL && g_rand_int_range (rand, 0, 4) > 0)
    g_string_append (out, usual);
  else
    add_anything (out, rand, 4);
}

static void
add_price (GString *out, GRand *rand)
{
  g_autofree char *kind = g_strdup_printf ("'%s'", pick (rand, words + 9, 4));
  g_autofree char *money = g_strdup_printf ("{'unit':'%s','value':%s}", pick (rand, words + 13, 3),
                                            pick (rand, numbers, G_N_ELEMENTS (numbers)));
  g_autofree char *valid = g_strdup_printf ("{'startDateTime':'%s','endDateTime':'%s'}", pick (rand, words + 31, 6),
                                            pick (rand, words + 31, 6));
  g_autofree char *tax = g_strdup_printf ("[{'taxRate':%s}]", pick (rand, numbers, 10));

  g_string_append_printf (out, "{'id':'xp%d'", g_rand_int_range (rand, 0, 3));
  add_member (out, rand, "priceType", kind);
  add_member (out, rand, "price", money);
  add_member (out, rand, "validFor", valid);
  add_member (out, rand, "tax", tax);
  add_member (out, rand, "percentage", pick (rand, numbers, 10));
  if (g_rand_boolean (rand))
    add_member (out, rand, "recurringChargePeriodType", "'month'");
  if (g_rand_int_range (rand, 0, 6) == 0)
    add_member (out, rand, "popRelationship",
                "[{'id':'xp0','relationshipType':'discount'},{'id':'xp1','relationshipType':'alteredBy'}]");
  if (g_rand_int_range (rand, 0, 6) == 0)
    add_member (out, rand, "bundledPopRelationship",
                g_rand_boolean (rand) ? "[{'id':'xp1'},{'id':'xp2'}]" : "[{'id':'xp0'}]");
  if (g_rand_int_range (rand, 0, 8) == 0)
    add_member (out, rand,
                pick (rand,
                      (const char *const[]){ "applicationDuration", "prodSpecCharValueUse", "lifecycleStatus",
                                             "cordboardBilled", "unitOfMeasure" },
                      5),
                NULL);
  g_string_append_c (out, '}');
}

static void
add_offering (GString *out, GRand *rand)
{
  static const char *const nameless[]
      = { "null", "7", "'x0'", "[]", "{}", "{'name':'X'}", "{'id':7}", "{'id':['x0']}" };

  if (g_rand_int_range (rand, 0, 20) == 0)
    {
      g_string_append (out, pick (rand, nameless, G_N_ELEMENTS (nameless)));
      return;
    }
  g_string_append_printf (out, "{'id':'x%d'", g_rand_int_range (rand, 0, 3));
  add_member (out, rand, "name", "'X'");
  add_member (out, rand, "category", "[{'id':'home'}]");
  add_member (out, rand, "productOfferingPrice",
              g_rand_boolean (rand) ? "[{'id':'xp0'},{'id':'xp1'}]" : "[{'id':'xp2'}]");
  if (g_rand_boolean (rand))
    add_member (out, rand, "productOfferingTerm", "[{'name':'T','duration':{'amount':24,'units':'month'}}]");
  if (g_rand_int_range (rand, 0, 4) == 0)
    add_member (
        out, rand, "productOfferingRelationship",
        "[{'id':'x1','relationshipType':'reliesOn'},{'id':'small','relationshipType':'reliesOn','role':'any'}]");
  if (g_rand_int_range (rand, 0, 4) == 0)
    add_member (out, rand, "bundledProductOffering", "[{'id':'x0'},{'id':'x2'},{'id':'large'}]");
  if (g_rand_int_range (rand, 0, 6) == 0)
    add_member (out, rand,
                pick (rand,
                      (const char *const[]){ "isSellable", "isBundle", "lifecycleStatus", "validFor", "etf",
                                             "productSpecification", "prodSpecCharValueUse", "description" },
                      8),
                NULL);
  g_string_append_c (out, '}');
}

static CordCatalog *
read_catalog (const char *offerings, const char *prices)
{
  g_autofree char *offering_text = g_strdup_printf ("[" GOOD_OFFERINGS "%s]", offerings);
  g_autofree char *price_text = g_strdup_printf ("[" GOOD_PRICES "%s]", prices);
  g_autoptr (JsonNode) offering_list = fixture (offering_text);
  g_autoptr (JsonNode) price_list = fixture (price_text);
  g_autoptr (GVariant) document
      = cord_catalog_from_tmf ("1", json_node_get_array (offering_list), json_node_get_array (price_list), NULL, NULL);
  g_autoptr (GError) error = NULL;
  CordCatalog *catalog = cord_catalog_new (document, &error);

  g_assert_no_error (error);
  return catalog;
}

static CordCatalog *
random_catalog (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) offerings = g_string_new (NULL);
  g_autoptr (GString) prices = g_string_new (NULL);

  for (int i = 0; i < ENTRIES; i++)
    {
      g_string_append_c (offerings, ',');
      add_offering (offerings, rand);
      g_string_append_c (prices, ',');
      add_price (prices, rand);
    }
  return read_catalog (offerings->str, prices->str);
}

/* The sealed quote of the change, or NULL with the error. */
static char *
dup_seal (CordCustomer *customer, CordCatalog *catalog, GVariant *change, GError **error)
{
  g_autoptr (CordPolicy) policy = test_policy ();
  g_autoptr (GVariant) input
      = cord_quote_input_new (change, customer, catalog, policy, TEST_TODAY, CORD_DATE_NONE, error);
  g_autoptr (CordQuote) quote = input != NULL ? cord_quote_new (input, error) : NULL;

  return quote != NULL ? g_strdup (cord_quote_get_sha256 (quote)) : NULL;
}

static gboolean
is_offered (CordCustomer *customer, CordCatalog *catalog, const char *offering)
{
  g_autoptr (CordPolicy) policy = test_policy ();
  g_autoptr (GVariant) wanted = test_document ("{'kind':'modify','product':'h','reason':'','needs':[]}");
  g_autoptr (CordNeeds) needs = cord_needs_new (wanted);
  g_autoptr (GVariant) ranking = cord_fit_rank (needs, customer, catalog, policy, TEST_TODAY);
  g_autoptr (GVariant) options = cord_fit_dup_options (ranking);
  gboolean found = FALSE;

  for (gsize i = 0; i < cord_value_length (options) && !found; i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (options, i);
      g_autoptr (CordOption) option = cord_option_new (document);

      found = option != NULL && g_strcmp0 (cord_change_get_offering (cord_option_get_change (option)), offering) == 0;
    }
  return found;
}

/* What may be ordered has a price. */
static void
check_entries (CordCustomer *customer, CordCatalog *catalog)
{
  GListModel *offerings = cord_catalog_get_offerings (catalog);

  for (guint i = 0; i < g_list_model_get_n_items (offerings); i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (offerings, i);
      g_autoptr (GVariant) change = cord_change_new ("add", "n", cord_offering_get_id (offering), NULL, 0);
      g_autoptr (GVariant) verdict = cord_qualify (change, customer, catalog, TEST_TODAY);
      g_autoptr (GError) error = NULL;
      g_autofree char *seal = NULL;

      if (!cord_qualification_is_qualified (verdict))
        continue;
      g_assert_null (cord_offering_get_problem (offering));
      seal = dup_seal (customer, catalog, change, &error);
      g_assert_no_error (error);
    }
}

static void
test_good_ones_sell (void)
{
  const char *one = g_getenv ("CORD_SEED");
  const guint32 first = one != NULL ? (guint32)g_ascii_strtoull (one, NULL, 10) : cord_test_scope_turn (28) * 100000;
  const int rounds = one != NULL ? 1 : cord_test_scope_is_all () ? ALL_ROUNDS : cord_test_scope_share (ROUNDS);
  g_autoptr (CordCustomer) customer
      = test_customer_with ("EUR", "[{'id':'h','offering':'small','name':'Small','status':'active',"
                                   "'start':'2026-01-01','price':'20.00','currency':'EUR'}]");
  g_autoptr (GVariant) upgrade = cord_change_new ("upgrade", "h", "large", "small", 0);
  g_autoptr (CordCatalog) good = read_catalog ("", "");
  g_autofree char *wanted = dup_seal (customer, good, upgrade, NULL);

  g_assert_nonnull (wanted);
  g_assert_true (is_offered (customer, good, "large"));
  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (CordCatalog) catalog = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *seal = NULL;

      g_test_message ("CORD_SEED=%u", first + (guint)i);
      catalog = random_catalog (first + (guint32)i);
      seal = dup_seal (customer, catalog, upgrade, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (seal, ==, wanted);
      g_assert_true (is_offered (customer, catalog, "large"));
      check_entries (customer, catalog);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-random/good-ones-sell", test_good_ones_sell);
  return g_test_run ();
}
