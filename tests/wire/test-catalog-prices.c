/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-offering-prices.h"
#include "wire/cord-catalog-codec.h"

#include "cord-wire-fixture.h"

#include "domain/catalog/cord-catalog.h"

#define EUROS(id, value, more)                                                                                         \
  "{'id':'" id "','priceType':'recurring','price':{'unit':'EUR','value':" value "}" more "}"

static CordOffering *
only_offering (CordCatalog **catalog_out, const char *members, const char *prices)
{
  g_autofree char *offerings = g_strdup_printf ("[{'id':'o','name':'O',%s}]", members);
  g_autoptr (JsonNode) offering_list = fixture (offerings);
  g_autoptr (JsonNode) price_list = fixture (prices != NULL ? prices : "[]");
  g_autoptr (GVariant) document
      = cord_catalog_from_tmf ("7", json_node_get_array (offering_list), json_node_get_array (price_list), NULL, NULL);
  g_autoptr (GError) error = NULL;

  *catalog_out = cord_catalog_new (document, &error);
  g_assert_no_error (error);
  return cord_catalog_find (*catalog_out, "o");
}

static void
assert_set_aside (const char *members, const char *prices, const char *member)
{
  g_autoptr (CordCatalog) read = NULL;
  CordOffering *offering = only_offering (&read, members, prices);

  g_assert_cmpstr (cord_offering_get_problem_member (offering), ==, member);
  g_assert_false (cord_offering_is_sellable (offering));
}

static void
assert_price_on (CordOffering *offering, const char *day, const char *zone_name, const char *wanted)
{
  g_autoptr (CordZone) zone = cord_zone_parse (zone_name, NULL);
  g_autofree char *price = NULL;
  CordDate date;

  g_assert_true (cord_date_parse (day, &date, NULL));
  price = cord_offering_dup_price_on (offering, date, zone);
  g_assert_cmpstr (price, ==, wanted);
}

static void
assert_sold (CordOffering *offering, const char *day, gboolean sold, gboolean later)
{
  g_autoptr (CordZone) zone = cord_zone_parse ("Europe/Berlin", NULL);
  CordDate date;

  g_assert_true (cord_date_parse (day, &date, NULL));
  g_assert_cmpint (cord_offering_is_sold_on (offering, date, zone), ==, sold);
  g_assert_cmpint (cord_offering_is_sold_after (offering, date, zone), ==, later);
}

#define BOTH "'productOfferingPrice':[{'id':'p'},{'id':'q'}]"

/* Prices that follow one another are never charged together, wherever the account is. */
static void
test_prices_in_time (void)
{
  static const char *const ways[][2] = {
    { "'2026-12-31T23:00:00Z'", "'2026-12-31T23:00:00Z'" },
    { "'2026-12-31T23:59:59Z'", "'2027-01-01T00:00:00Z'" },
    { "'2026-12-31T23:59:59+01:00'", "'2027-01-01T00:00:00+01:00'" },
    { "'2027-01-01'", "'2027-01-01'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *prices = g_strdup_printf ("[" EUROS ("p", "19.99", ",'validFor':{'endDateTime':%s}") "," EUROS (
                                                     "q", "24.99", ",'validFor':{'startDateTime':%s}") "]",
                                                 ways[i][0], ways[i][1]);
      g_autoptr (CordCatalog) read = NULL;
      CordOffering *offering = only_offering (&read, BOTH, prices);
      g_autoptr (CordZone) zone = cord_zone_parse ("Europe/Berlin", NULL);
      g_autoptr (GVariant) dated = cord_offering_dup_dated (offering, zone);

      g_assert_null (cord_offering_get_problem (offering));
      assert_value (dated, "[{'from':'2027-01-01','price':'24.99'}]");
      assert_price_on (offering, "2026-12-31", "Europe/Berlin", "19.99");
      assert_price_on (offering, "2027-01-01", "Europe/Berlin", "24.99");
      assert_price_on (offering, "2026-12-30", "America/New_York", "19.99");
      assert_price_on (offering, "2027-01-01", "America/New_York", "24.99");
      assert_sold (offering, "2026-12-31", TRUE, FALSE);
      assert_sold (offering, "2027-01-01", TRUE, FALSE);
    }
}

/* Between prices nobody can buy, and who has it goes on paying the last one; a price beside another adds to it. */
static void
test_gaps_and_sums (void)
{
  g_autoptr (CordCatalog) read = NULL;
  CordOffering *offering = only_offering (
      &read, "'productOfferingPrice':[{'id':'p'},{'id':'q'},{'id':'r'}]",
      "[" EUROS ("p", "10", ",'validFor':{'startDateTime':'2026-02-01','endDateTime':'2026-03-01'}") "," EUROS (
          "q", "20", ",'validFor':{'startDateTime':'2026-05-01'}") "," EUROS ("r", "1.5",
                                                                              ",'validFor':{'startDateTime':'2026-06-"
                                                                              "01','endDateTime':'2026-07-01'}") "]");

  g_assert_null (cord_offering_get_problem (offering));
  assert_sold (offering, "2026-01-31", FALSE, TRUE);
  assert_sold (offering, "2026-02-28", TRUE, FALSE);
  assert_sold (offering, "2026-03-01", FALSE, TRUE);
  assert_sold (offering, "2026-06-01", TRUE, FALSE);
  assert_price_on (offering, "2025-01-01", "UTC", "10.00");
  assert_price_on (offering, "2026-04-01", "UTC", "10.00");
  assert_price_on (offering, "2026-05-31", "UTC", "20.00");
  assert_price_on (offering, "2026-06-01", "UTC", "21.50");
  assert_price_on (offering, "2026-07-01", "UTC", "20.00");
}

/* A retired price is not charged beside the one that took its place; alone it is what those pay who still have it. */
static void
test_retired_prices (void)
{
  g_autoptr (CordCatalog) read = NULL;
  g_autoptr (CordCatalog) old = NULL;
  const char *prices = "[" EUROS ("p", "10", ",'lifecycleStatus':'Retired'") "," EUROS ("q", "20", "") "]";

  assert_price_on (only_offering (&read, BOTH, prices), "2026-06-01", "UTC", "20.00");
  assert_set_aside ("'productOfferingPrice':[{'id':'p'}]", prices, "lifecycleStatus");
  assert_price_on (only_offering (&old, "'lifecycleStatus':'Retired','productOfferingPrice':[{'id':'p'}]", prices),
                   "2026-06-01", "UTC", "10.00");
}

/* A member of another type is not a missing one: "false" must not sell, and a period must not become a month. */
static void
test_shapes (void)
{
  static const struct
  {
    const char *members;
    const char *price;
    const char *member;
  } cases[] = {
    { "'isSellable':'false'", "", "isSellable" },
    { "'lifecycleStatus':['Retired']", "", "lifecycleStatus" },
    { "'validFor':['2026-01-01']", "", "validFor" },
    { "'productOfferingRelationship':[{'relationshipType':'reliesOn','id':7}]", "",
      "productOfferingRelationship.0.id" },
    { "'productOfferingRelationship':['tv']", "", "productOfferingRelationship" },
    { "'description':'plain'", ",'recurringChargePeriodType':{'amount':12}", "recurringChargePeriodType" },
    { "'description':'plain'", ",'validFor':7", "validFor" },
    { "'description':'plain'", ",'lifecycleStatus':7", "lifecycleStatus" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *members = g_strdup_printf ("'productOfferingPrice':[{'id':'p'}],%s", cases[i].members);
      g_autofree char *prices = g_strdup_printf (
          "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':20}%s}]", cases[i].price);

      assert_set_aside (members, prices, cases[i].member);
    }
  assert_set_aside ("'productOfferingPrice':['p']", NULL, "productOfferingPrice");
}

/* What a price says is taken off it is a promotion, also where prices name each other in a circle. */
static void
test_discounted_by (void)
{
  g_autoptr (CordCatalog) read = NULL;
  CordOffering *offering = only_offering (&read, "'productOfferingPrice':[{'id':'p'}]",
                                          "[" EUROS ("p", "10",
                                                     ",'popRelationship':[{'id':'d','relationshipType':'discounted "
                                                     "by'},{'id':'p',"
                                                     "'relationshipType':'discount'},{'id':'e','relationshipType':'"
                                                     "excludes'},null]") ",{'id':'d','priceType':'discount','"
                                                                         "percentage':20,'popRelationship':[{'id':'p',"
                                                                         "'relationshipType':'discount'}]},{'id':'e','"
                                                                         "priceType':'discount','percentage':50}]");
  const GArray *promotions = cord_offering_get_promotions (offering);

  g_assert_null (cord_offering_get_problem (offering));
  assert_price_on (offering, "2026-06-01", "UTC", "10.00");
  g_assert_cmpuint (promotions->len, ==, 1);
  g_assert_cmpstr (g_array_index (promotions, CordPromotion, 0).percent, ==, "20");
}

/* What cannot be told to be a part of the sum, or a price at all, must not be left out or added. */
static void
test_kinds_of_prices (void)
{
  static const char *const months[] = { "Recurring", "recurring charge", "RECURRING_FEE" };
  const char *one = "'productOfferingPrice':[{'id':'p'}]";

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *prices
          = g_strdup_printf ("[{'id':'p','priceType':'%s','price':{'unit':'EUR','value':7}}]", months[i]);
      g_autoptr (CordCatalog) read = NULL;

      assert_price_on (only_offering (&read, one, prices), "2026-06-01", "UTC", "7.00");
    }
  assert_set_aside (one, "[{'id':'p','price':{'unit':'EUR','value':7}}]", "priceType");
  assert_set_aside (one, "[{'id':'p','priceType':'barter','price':{'unit':'EUR','value':7}}]", "priceType");
  assert_set_aside ("'productOfferingPrice':[{'price':{'unit':'EUR','value':7}}]", NULL, "priceType");
  assert_set_aside (BOTH, "[" EUROS ("p", "1", ",'productOfferingTerm':[{'duration':12}]") "," EUROS ("q", "2", "") "]",
                    "productOfferingTerm");
  assert_set_aside (
      BOTH, "[" EUROS ("p", "1", ",'tax':[{'taxRate':7}]") "," EUROS ("q", "2", ",'tax':[{'taxRate':19}]") "]", "tax");
  assert_set_aside (one,
                    "[" EUROS ("p", "1", ",'validFor':{'startDateTime':'2027-01-01','endDateTime':'2026-01-01'}") "]",
                    "validFor.endDateTime");
}

#define WHOLE(id, parts, more) "{'id':'" id "','isBundle':true,'bundledPopRelationship':[" parts "]" more "}"
#define FEE(id, value, more) "{'id':'" id "','priceType':'oneTime','price':{'unit':'EUR','value':" value "}" more "}"

/* A price that consists of others is these, wherever they say nothing else. */
static void
test_composite (void)
{
  static const char *const whole = WHOLE ("p", "{'id':'in'},{'id':'f'}", ",'tax':[{'taxRate':19}],'price':null");
  static const char *const inner
      = WHOLE ("in", "{'id':'m'},{'id':'n'},{'id':'m'}", ",'validFor':{'endDateTime':'2027-01-01'}");
  static const char *const months
      = EUROS ("m", "1.2E1", ",'tax':[{'taxRate':7}]") "," EUROS ("n", "3", ",'tax':[{'taxRate':7}]");
  g_autofree char *prices = g_strdup_printf ("[%s,%s,%s,%s]", whole, inner, months, FEE ("f", "5", ""));
  g_autoptr (CordCatalog) read = NULL;
  CordOffering *offering = only_offering (&read, "'productOfferingPrice':[{'id':'p'}]", prices);

  g_assert_cmpstr (cord_offering_get_problem (offering), ==, NULL);
  assert_price_on (offering, "2026-06-01", "UTC", "15.00");
  assert_sold (offering, "2026-06-01", TRUE, FALSE);
  assert_sold (offering, "2027-01-01", FALSE, FALSE);
}

/* Of the price p that consists of q. @more: of p; @period: of q. */
static void
assert_composite_refused (const char *more, const char *period, const char *member)
{
  g_autofree char *prices
      = g_strdup_printf ("[{'id':'p','bundledPopRelationship':[{'id':'q'}]%s},{'id':'q','priceType':'recurring',"
                         "'price':{'unit':'EUR','value':1}%s}]",
                         more, period);

  assert_set_aside ("'productOfferingPrice':[{'id':'p'}]", prices, member);
}

static void
test_composite_refused (void)
{
  const char *one = "'productOfferingPrice':[{'id':'p'}]";
  const char *parts = "bundledPopRelationship";

  assert_composite_refused (",'price':{'unit':'EUR','value':0}", "", parts);
  assert_composite_refused (",'lifecycleStatus':'Retired'", "", "lifecycleStatus");
  assert_composite_refused (",'validFor':{'endDateTime':'2027-01-01'}", ",'validFor':{'endDateTime':'2028-01-01'}",
                            "validFor");
  assert_set_aside (one, "[" WHOLE ("p", "{'id':'q'}", "") "," WHOLE ("q", "{'id':'p'}", "") "]", parts);
  assert_set_aside (one, "[" WHOLE ("p", "{'id':'q'},{'id':'gone'}", "") "," EUROS ("q", "1", "") "]", parts);
  assert_set_aside (BOTH,
                    "[" WHOLE ("p", "{'id':'m'}", "") "," WHOLE ("q", "{'id':'n'}", "") "," EUROS (
                        "m", "1", "") "," EUROS ("n", "2", "") "]",
                    "productOfferingPrice");
}

/* Each of forty names the next twice, which is 2^40 ways through them. */
static void
test_composite_of_many (void)
{
  g_autoptr (GString) prices = g_string_new ("[" EUROS ("w40", "1", ""));

  for (int i = 0; i < 40; i++)
    g_string_append_printf (prices, "," WHOLE ("w%d", "{'id':'w%d'},{'id':'w%d'}", ""), i, i + 1, i + 1);
  g_string_append_c (prices, ']');
  assert_set_aside ("'productOfferingPrice':[{'id':'w0'}]", prices->str, "productOfferingPrice");
}

/* Taken off the month, a discount of the fee would make the offering cheaper than it is. */
static void
test_discount_of_a_fee (void)
{
  const char *all = "'productOfferingPrice':[{'id':'p'},{'id':'q'},{'id':'d'}]";

  assert_set_aside (all,
                    "[" EUROS ("p", "10", "") "," FEE (
                        "q", "30", "") ",{'id':'d','priceType':'discount','percentage':100,"
                                       "'popRelationship':[{'id':'q','relationshipType':'discount'}]}]",
                    "popRelationship");
  assert_set_aside (
      BOTH,
      "[" EUROS ("p", "10", "") "," FEE (
          "q", "30", ",'popRelationship':[{'id':'d','relationshipType':'discount'}]") ",{'id':'d','priceType':'"
                                                                                      "discount','percentage':100}]",
      "popRelationship");
  assert_set_aside (BOTH, "[" EUROS ("p", "10", "") "," EUROS ("q", "99", ",'recurringChargePeriodType':'year'") "]",
                    "recurringChargePeriodType");
}

/* Null says what is not there, in any member. */
static void
test_nulls (void)
{
  const char *members
      = "'productOfferingPrice':[{'id':'p'},{'id':'d'}],'validFor':null,'productOfferingTerm':[{'duration':null}],"
        "'etf':null,'category':null";
  const char *prices = "[" EUROS (
      "p", "10",
      ",'tax':null,'validFor':{'startDateTime':null,'endDateTime':null},'popRelationship':null,"
      "'recurringChargePeriodLength':null,'recurringChargePeriodType':null,'applicationDuration':null,"
      "'lifecycleStatus':null") ",{'id':'d','priceType':'discount','percentage':null,'applicationDuration':null,"
                                "'price':{'unit':'EUR','value':2}}]";
  g_autoptr (CordCatalog) read = NULL;
  CordOffering *offering = only_offering (&read, members, prices);

  g_assert_cmpstr (cord_offering_get_problem (offering), ==, NULL);
  assert_price_on (offering, "2026-06-01", "UTC", "10.00");
}

/* As other systems write a day; without a zone it is UTC. */
static void
test_dates_of_others (void)
{
  static const char *const starts[] = { "2026-06-02", "2026-06-02T00:00", "2026-06-02 00:00:00",
                                        "2026-06-02T00:00:00.000+0000", "2026-06-02T00:00:00" };
  static const char *const instants[]
      = { "2026-06-01T22:30", "2026-06-01 22:30:00", "2026-06-02T00:30:00+0200", "2026-06-02T00:30+02:00" };
  const char *form = "[" EUROS ("p", "10", ",'validFor':{'startDateTime':'%s'}") "]";

  for (gsize i = 0; i < G_N_ELEMENTS (starts) + G_N_ELEMENTS (instants); i++)
    {
      const char *start = i < G_N_ELEMENTS (starts) ? starts[i] : instants[i - G_N_ELEMENTS (starts)];
      g_autoptr (GString) prices = g_string_new (form);
      g_autoptr (CordCatalog) read = NULL;
      CordOffering *offering;

      g_string_replace (prices, "%s", start, 1);
      offering = only_offering (&read, "'productOfferingPrice':[{'id':'p'}]", prices->str);
      g_assert_cmpstr (cord_offering_get_problem (offering), ==, NULL);
      assert_sold (offering, "2026-06-01", FALSE, TRUE);
      assert_sold (offering, "2026-06-02", TRUE, FALSE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-prices/in-time", test_prices_in_time);
  g_test_add_func ("/catalog-prices/gaps-and-sums", test_gaps_and_sums);
  g_test_add_func ("/catalog-prices/retired", test_retired_prices);
  g_test_add_func ("/catalog-prices/shapes", test_shapes);
  g_test_add_func ("/catalog-prices/discounted-by", test_discounted_by);
  g_test_add_func ("/catalog-prices/kinds", test_kinds_of_prices);
  g_test_add_func ("/catalog-prices/composite", test_composite);
  g_test_add_func ("/catalog-prices/composite-refused", test_composite_refused);
  g_test_add_func ("/catalog-prices/composite-of-many", test_composite_of_many);
  g_test_add_func ("/catalog-prices/discount-of-a-fee", test_discount_of_a_fee);
  g_test_add_func ("/catalog-prices/nulls", test_nulls);
  g_test_add_func ("/catalog-prices/dates-of-others", test_dates_of_others);
  return g_test_run ();
}
