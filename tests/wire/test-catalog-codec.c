/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-codec.h"

#include "cord-wire-fixture.h"

#include "domain/catalog/cord-catalog.h"

#include <string.h>

#define OFFERINGS                                                                                                      \
  "[{'id':'fiber','name':'Home "                                                                                       \
  "Fiber','description':'Steady.','isSellable':true,'isBundle':false,'lifecycleStatus':'Active',"                      \
  "'category':[{'id':'internet','name':'Internet'}],'productSpecification':{'id':'s1'},"                               \
  "'productOfferingPrice':[{'id':'monthly'},{'id':'once'},{'id':'promo'}],"                                            \
  "'productOfferingTerm':[{'name':'Month to month','duration':{'amount':0,'units':'month'}},"                          \
  "{'name':'One "                                                                                                      \
  "year','duration':{'amount':1,'units':'year'},'etf':{'kind':'table','amounts':[50,25.00],'cap':'60.00'}}]},"         \
  "{'id':'tv','name':'TV','productOfferingRelationship':[{'id':'dsl','relationshipType':'reliesOn','role':'any'},"     \
  "{'id':'box','relationshipType':'reliesOn'},{'id':'fiber','relationshipType':'reliesOn','role':'any'},{'id':'x','"   \
  "relationshipType':'excludes'}]},"                                                                                   \
  "{'id':'old','name':'Old','lifecycleStatus':'Obsolete','category':[{'id':'misc','name':'Misc'}],"                    \
  "'productOfferingPrice':[{'id':'inline','priceType':'recurring','price':{'unit':'EUR','value':5}}],"                 \
  "'bundledProductOffering':[{'id':'fiber'},{'id':'tv'}],'isBundle':true}]"
#define PRICES                                                                                                         \
  "[{'id':'monthly','priceType':'recurring','recurringChargePeriodType':'month','recurringChargePeriodLength':1,'"     \
  "price':{'unit':'EUR','value':44.9},"                                                                                \
  "'tax':[{'taxRate':19}]},"                                                                                           \
  "{'id':'once','priceType':'oneTime','price':{'unit':'EUR','value':29.99}},"                                          \
  "{'id':'promo','name':'Welcome','priceType':'discount','percentage':20,'applicationDuration':{'amount':6,'units':'"  \
  "month'}}]"
#define SPECIFICATIONS                                                                                                 \
  "[{'id':'s1','productSpecCharacteristic':["                                                                          \
  "{'name':'download','productSpecCharacteristicValue':[{'value':'100 Mbit/s'},{'value':'250 "                         \
  "Mbit/s','isDefault':true}]},"                                                                                       \
  "{'name':'router','productSpecCharacteristicValue':[{'value':'included'}]},{'name':'empty','"                        \
  "productSpecCharacteristicValue':[]},"                                                                               \
  "{'name':'customerStep','productSpecCharacteristicValue':[{'value':'Plug it "                                        \
  "in','isDefault':true},{'value':'Wait','isDefault':true}]},"                                                         \
  "{'name':'leadTimeDays','productSpecCharacteristicValue':[{'value':'3','isDefault':true}]}]}]"

static JsonArray *
array_of (JsonNode **node, const char *text)
{
  *node = text != NULL ? fixture (text) : NULL;
  return text != NULL ? json_node_get_array (*node) : NULL;
}

static GVariant *
catalog (const char *offerings, const char *prices, const char *specifications, const char *categories)
{
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;
  g_autoptr (JsonNode) c = NULL;
  g_autoptr (JsonNode) d = NULL;
  JsonArray *first = array_of (&a, offerings);
  JsonArray *second = array_of (&b, prices);
  JsonArray *third = array_of (&c, specifications);
  JsonArray *fourth = array_of (&d, categories);

  return cord_catalog_from_tmf ("7", first, second, third, fourth);
}

static void
test_whole_catalog (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document
      = catalog (OFFERINGS, PRICES, SPECIFICATIONS, "[{'id':'internet','name':'Home internet'}]");

  g_assert_no_error (error);
  assert_value (
      document,
      "{'version':'7','currency':'EUR','scale':2,'offerings':["
      "{'id':'fiber','name':'Home Fiber','description':'Steady.','category':'internet','categoryName':'Home "
      "internet','status':'Active',"
      "'sellable':true,'bundle':false,'price':'44.90','once':'29.99','tax':'19','currency':'EUR',"
      "'promotions':[{'id':'promo','name':'Welcome','percent':'20','cycles':6}],"
      "'features':[{'name':'download','value':'250 Mbit/s'},{'name':'router','value':'included'}],"
      "'terms':[{'name':'Month to month','months':0},{'name':'One "
      "year','months':12,'etf':{'kind':'table','amounts':['50','25'],'cap':'60'}}],"
      "'reliesOn':[],'bundled':[],'steps':['Plug it in','Wait'],'leadDays':3},"
      "{'id':'tv','name':'TV','sellable':true,'bundle':false,'features':[],'terms':[],'reliesOn':[['box'],['dsl','"
      "fiber']],'bundled':[],"
      "'steps':[],'leadDays':0},"
      "{'id':'old','name':'Old','category':'misc','categoryName':'Misc','status':'Obsolete','sellable':false,'bundle':"
      "true,'price':'5.00',"
      "'currency':'EUR','features':[],'terms':[],'reliesOn':[],'bundled':['fiber','tv'],'steps':[],'leadDays':0}]}");
}

static void
test_an_empty_catalog (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document = catalog (NULL, NULL, NULL, NULL);

  g_assert_no_error (error);
  assert_value (document, "{'version':'7','offerings':[]}");
}

static GVariant *
first_offering (const char *members, const char *prices, GError **error)
{
  g_autofree char *offerings = g_strdup_printf ("[{'id':'o','name':'O',%s}]", members);
  g_autoptr (GVariant) document = catalog (offerings, prices, SPECIFICATIONS, NULL);
  g_autoptr (GVariant) list = document != NULL ? cord_value_dup_array (document, "offerings") : NULL;

  return list != NULL ? cord_value_dup_at (list, 0) : NULL;
}

static void
test_sellable (void)
{
  static const struct
  {
    const char *members;
    gboolean sellable;
  } cases[] = {
    { "'lifecycleStatus':'Launched'", TRUE },  { "'lifecycleStatus':'active'", TRUE },
    { "'lifecycleStatus':'In study'", FALSE }, { "'lifecycleStatus':'Retired'", FALSE },
    { "'isSellable':false", FALSE },           { "'isSellable':false,'lifecycleStatus':'Active'", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) offering = first_offering (cases[i].members, NULL, NULL);

      g_assert_cmpint (cord_value_get_boolean (offering, "sellable"), ==, cases[i].sellable);
    }
}

/* The offering's own choice among the values of its specification. */
static void
test_chosen_values (void)
{
  g_autoptr (GVariant) offering
      = first_offering ("'productSpecification':{'id':'s1'},'prodSpecCharValueUse':[{'name':'download',"
                        "'productSpecCharacteristicValue':[{'value':'100 Mbit/s','isDefault':true}]}]",
                        NULL, NULL);
  g_autoptr (GVariant) features = cord_value_dup_array (offering, "features");
  g_autoptr (GVariant) feature = cord_value_dup_at (features, 0);

  g_assert_cmpstr (cord_value_get_string (feature, "value"), ==, "100 Mbit/s");
}

/* A yearly price is not a monthly one: no price is better than a wrong one. */
static void
test_other_periods (void)
{
  g_autoptr (GVariant) offering = first_offering (
      "'productOfferingPrice':[{'id':'p'}]",
      "[{'id':'p','priceType':'recurring','recurringChargePeriodType':'year','price':{'unit':'EUR','value':120}}]",
      NULL);

  g_assert_false (cord_value_has (offering, "price"));
}

static void
check_set_aside (const char *members, const char *prices, const char *member)
{
  g_autofree char *offerings = g_strdup_printf ("[{'id':'o','name':'O',%s},{'id':'other','name':'Other'}]", members);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document = catalog (offerings, prices, SPECIFICATIONS, NULL);
  g_autoptr (GVariant) list = cord_value_dup_array (document, "offerings");
  g_autoptr (GVariant) offering = cord_value_dup_at (list, 0);
  g_autoptr (GVariant) other = cord_value_dup_at (list, 1);

  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (offering, "problem.member"), ==, member);
  g_assert_nonnull (cord_value_get_string (offering, "problem.text"));
  g_assert_false (cord_value_get_boolean (offering, "sellable"));
  g_assert_false (cord_value_has (other, "problem"));
  g_assert_true (cord_value_get_boolean (other, "sellable"));
}

/* A bad entry sets aside its own offering; the others are sold. */
static void
test_unreadable (void)
{
  const char *one = "'productOfferingPrice':[{'id':'p'}]";
  const char *both = "'productOfferingPrice':[{'id':'p'},{'id':'q'}]";

  check_set_aside (one, "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':'free'}}]", "price");
  check_set_aside (one, "[{'id':'p','priceType':'recurring'}]", "price");
  check_set_aside (
      both,
      "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':1}},{'id':'q','priceType':'oneTime',"
      "'price':{'unit':'USD','value':1}}]",
      "price.unit");
  check_set_aside (one, "[{'id':'p','priceType':'discount','applicationDuration':6}]", "percentage");
  check_set_aside (one, "[{'id':'p','priceType':'discount','percentage':20,'applicationDuration':'long'}]",
                   "applicationDuration");
  check_set_aside ("'productOfferingTerm':[{'duration':{'amount':'x','units':'month'}}]", NULL,
                   "productOfferingTerm.0.duration");
}

/* Entries that no reference can mean: they are named by their place, or as the one id that several have. */
static void
test_ids (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document
      = catalog ("[{'name':'x'},7,null,{'id':'a','name':'A'},{'id':'a','name':'A'},{'id':'b','name':'B'},"
                 "{'id':'b','name':'C'},{'id':''},{'id':{}}]",
                 NULL, NULL, NULL);
  g_autoptr (CordCatalog) read = cord_catalog_new (document, &error);
  CordOffering *nameless = cord_catalog_find (read, "entry 1 without an id");

  g_assert_no_error (error);
  g_assert_cmpstr (cord_offering_get_problem_member (nameless), ==, "id");
  g_assert_cmpstr (cord_offering_get_name (nameless), ==, "x");
  g_assert_true (cord_offering_is_sellable (cord_catalog_find (read, "a")));
  g_assert_cmpstr (cord_offering_get_problem_member (cord_catalog_find (read, "b")), ==, "id");
  g_assert_cmpuint (cord_catalog_get_problems (read)->len, ==, 6);
}

#define DISCOUNT(more) "[{'id':'p','name':'P','priceType':'discount'" more "}]"
#define CHARACTERISTIC(name, value)                                                                                    \
  ",'prodSpecCharValueUse':[{'name':'" name "','productSpecCharacteristicValue':[{'value':" value "}]}]"

static void
test_promotions (void)
{
  static const struct
  {
    const char *price;
    const char *promotion;
  } cases[] = {
    { DISCOUNT (",'percentage':20"), "{'id':'p','name':'P','percent':'20'}" },
    { DISCOUNT (",'percentage':-20,'applicationDuration':{'amount':1,'units':'year'}"),
      "{'id':'p','name':'P','percent':'20','cycles':12}" },
    { DISCOUNT (",'price':{'unit':'EUR','value':5},'applicationDuration':3"),
      "{'id':'p','name':'P','amount':'5.00','cycles':3}" },
    { DISCOUNT (",'percentage':20,'validFor':{'startDateTime':'2026-12-01T00:00:00Z','endDateTime':'2026-12-31T22:59:59"
                "Z'}"),
      "{'id':'p','name':'P','percent':'20','from':'2026-12-01','until':'2026-12-31T22:59:59Z'}" },
    { DISCOUNT (",'percentage':20" CHARACTERISTIC ("repeatable", "true")),
      "{'id':'p','name':'P','percent':'20','repeatable':true}" },
    { DISCOUNT (",'percentage':20" CHARACTERISTIC ("repeatable", "false")), "{'id':'p','name':'P','percent':'20'}" },
    { DISCOUNT (",'percentage':20" CHARACTERISTIC ("stacking", "'exclusive'")),
      "{'id':'p','name':'P','percent':'20','stacking':'exclusive'}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) offering = first_offering ("'productOfferingPrice':[{'id':'p'}]", cases[i].price, &error);
      g_autoptr (GVariant) list = cord_value_dup_array (offering, "promotions");
      g_autoptr (GVariant) promotion = cord_value_dup_at (list, 0);

      g_assert_no_error (error);
      g_assert_true (cord_value_get_boolean (offering, "sellable"));
      assert_value (promotion, cases[i].promotion);
    }
}

static void
test_bad_promotions (void)
{
  const char *one = "'productOfferingPrice':[{'id':'p'}]";

  check_set_aside (one, DISCOUNT (",'percentage':101"), "percentage");
  check_set_aside (one, DISCOUNT (",'percentage':0"), "percentage");
  check_set_aside (one, DISCOUNT (",'percentage':20,'applicationDuration':0"), "applicationDuration");
  check_set_aside (one, DISCOUNT (",'percentage':20,'applicationDuration':{'amount':2,'units':'week'}"),
                   "applicationDuration");
  check_set_aside (one, DISCOUNT (",'price':{'unit':'EUR','value':-5}"), "price");
  check_set_aside (one, DISCOUNT (",'percentage':20,'validFor':{'endDateTime':'soon'}"), "validFor.endDateTime");
  check_set_aside (one, DISCOUNT (",'percentage':20" CHARACTERISTIC ("stacking", "'pile'")),
                   "prodSpecCharValueUse.stacking");
  check_set_aside (one, DISCOUNT (",'percentage':20" CHARACTERISTIC ("repeatable", "'often'")),
                   "prodSpecCharValueUse.repeatable");
}

#define PRICE(more) "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':20}" more "}]"
#define TAX(rate) "{'taxRate':" rate "}"

static void
test_taxes (void)
{
  const char *one = "'productOfferingPrice':[{'id':'p'}]";
  g_autoptr (GVariant) most = first_offering (one, PRICE (",'tax':[" TAX ("99.5") "," TAX ("0.5") "]"), NULL);

  g_autoptr (GVariant) single = first_offering (one, PRICE (",'tax':[" TAX ("19.0") "]"), NULL);
  g_autoptr (GVariant) two = first_offering (one, PRICE (",'tax':[" TAX ("6") "," TAX ("'2.500'") "]"), NULL);
  g_autoptr (GVariant) once = first_offering (
      one, "[{'id':'p','priceType':'oneTime','price':{'unit':'EUR','value':20},'tax':[" TAX ("7") "]}]", NULL);

  g_assert_false (cord_value_has (most, "problem"));
  g_assert_cmpstr (cord_value_get_string (most, "tax"), ==, "100");
  g_assert_cmpstr (cord_value_get_string (single, "tax"), ==, "19");
  g_assert_cmpstr (cord_value_get_string (two, "tax"), ==, "8.5");
  g_assert_cmpstr (cord_value_get_string (once, "tax"), ==, "7");
  check_set_aside (one, PRICE (",'tax':[" TAX ("101") "]"), "tax.0.taxRate");
  check_set_aside (one, PRICE (",'tax':[" TAX ("99.5") "," TAX ("0.500001") "]"), "tax.1.taxRate");
  check_set_aside (one, PRICE (",'tax':[" TAX ("-19") "]"), "tax.0.taxRate");
  check_set_aside (one, PRICE (",'tax':[" TAX ("'nineteen'") "]"), "tax.0.taxRate");
  check_set_aside (one, PRICE (",'tax':[" TAX ("19.1234567") "]"), "tax.0.taxRate");
  check_set_aside (one, PRICE (",'tax':[{'taxCategory':'VAT'}]"), "tax.0.taxRate");
  check_set_aside (one, PRICE (",'tax':19"), "tax");
  check_set_aside (one,
                   PRICE (",'tax':[" TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX (
                       "1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "]"),
                   "tax");
}

#define VALID(from, until) ",'validFor':{" from until "}"
#define FROM(text) "'startDateTime':'" text "'"
#define UNTIL(text) "'endDateTime':'" text "'"

/* Taxes with dates; what ends with a day is over on the next, and only what is in force together is summed. */
static void
test_dated_taxes (void)
{
  static const struct
  {
    const char *taxes;
    const char *expected;
  } cases[] = {
    { "{'taxRate':7" VALID ("", UNTIL ("2025-06-30T23:59:59Z")) "},{'taxRate':8.65" VALID (
          FROM ("2025-07-01T00:00:00Z"), "") "}",
      "[{'percent':'7','until':'2025-07-01'},{'percent':'8.65','from':'2025-07-01'}]" },
    { "{'taxCategory':'A','taxRate':60" VALID (
          "", UNTIL ("2025-07-01T00:00:00Z")) "},{'taxCategory':'B','taxRate':60" VALID (FROM ("2025-07-01T00:00:00Z"),
                                                                                         "") "}",
      "[{'name':'A','percent':'60','until':'2025-07-01'},{'name':'B','percent':'60','from':'2025-07-01'}]" },
    { "{'taxCategory':'A','taxRate':7" VALID ("", UNTIL ("2025-06-30T21:59:59Z")) "}",
      "[{'name':'A','percent':'7','until':'2025-06-30T21:59:59Z'}]" },
    { "{'taxCategory':'A','taxRate':7" VALID (FROM ("2025-07-01T00:00:00Z") ",", UNTIL ("9999-12-31T23:59:59Z")) "}",
      "[{'name':'A','percent':'7','from':'2025-07-01'}]" },
    { "{'taxCategory':'A','taxRate':7},{'taxCategory':'B','taxRate':6}",
      "[{'name':'A','percent':'7'},{'name':'B','percent':'6'}]" },
  };
  const char *one = "'productOfferingPrice':[{'id':'p'}]";

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *prices = g_strdup_printf (PRICE (",'tax':[%s]"), cases[i].taxes);
      g_autoptr (GVariant) offering = first_offering (one, prices, NULL);
      g_autoptr (GVariant) taxes = cord_value_dup_array (offering, "taxes");

      g_assert_false (cord_value_has (offering, "problem"));
      assert_value (taxes, cases[i].expected);
    }
  check_set_aside (one, PRICE (",'tax':[" TAX ("7") ",{'taxRate':6" VALID (FROM ("2026-07-01T00:00:00Z"), "") "}]"),
                   "tax.0.taxCategory");
  check_set_aside (one,
                   PRICE (",'tax':[{'taxCategory':'A','taxRate':60},{'taxCategory':'B','taxRate':60" VALID (
                       FROM ("2026-07-01T00:00:00Z"), "") "}]"),
                   "tax.1.taxRate");
  check_set_aside (one, PRICE (",'tax':[{'taxRate':7" VALID ("", UNTIL ("soon")) "}]"), "tax.0.validFor.endDateTime");
  check_set_aside (one, PRICE (",'tax':[{'taxRate':7" VALID (FROM ("2026-02-30"), "") "}]"),
                   "tax.0.validFor.startDateTime");
}

/* The offering is sold while it and what it costs are valid. */
static void
test_periods (void)
{
  const char *one = "'productOfferingPrice':[{'id':'p'}]";
  g_autoptr (GVariant) offering
      = first_offering ("'validFor':{'startDateTime':'2026-01-01T00:00:00Z'},'productOfferingPrice':[{'id':'p'}]",
                        PRICE (VALID ("", UNTIL ("2026-06-30T23:59:59Z"))), NULL);
  g_autoptr (GVariant) periods = cord_value_dup_array (offering, "periods");

  assert_value (periods, "[{'from':'2026-01-01'},{'until':'2026-07-01'}]");
  g_assert_cmpstr (cord_value_get_string (offering, "price"), ==, "20.00");
  check_set_aside (one, PRICE (VALID ("", UNTIL ("never"))), "validFor.endDateTime");
  check_set_aside (one, PRICE (VALID ("'startDateTime':7", "")), "validFor.startDateTime");
  check_set_aside ("'validFor':{'endDateTime':'2026-02-30'},'productOfferingPrice':[{'id':'p'}]", PRICE (""),
                   "validFor.endDateTime");
}

#define TERM(fee) "'productOfferingTerm':[{'duration':12,'etf':" fee "}]"

/* What leaving costs is checked when the entry is read: later it would be too late for those who are bound. */
static void
test_fees (void)
{
  static const char *const bad[] = {
    "5",
    "[]",
    "{}",
    "{'amount':100}",
    "{'kind':'penalty'}",
    "{'kind':'table'}",
    "{'kind':'table','amounts':[],"
    "'cap':'much'}",
    "{'kind':'table','amounts':[50,60]}",
    "{'kind':'table','amounts':[50,'x']}",
    "{'kind':'table','amounts':[-5]}",
    "{'kind':'table','amounts':[5.123456789]}",
    "{'kind':'table','amounts':[5],'tax':101}",
    "{'kind':'table','amounts':[5],'tax':'VAT'}",
    "{'kind':'table','amounts':[5],'tax':[]}",
    "{'kind':'remaining','percent':120}",
    "{'kind':'remaining','of':'gross'}",
    "{'kind':'remaining','by':'week'}",
    "{'kind':'subsidy'}",
  };
  const char *price = "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':20}}]";
  g_autoptr (GVariant) good = first_offering (
      "'productOfferingPrice':[{'id':'p'}]," TERM (
          "{'kind':'remaining','percent':50,'of':'net','by':'day','tax':[{'name':'VAT','percent':19}]}"),
      price, NULL);
  g_autoptr (GVariant) terms = cord_value_dup_array (good, "terms");

  assert_value (terms, "[{'months':12,'etf':{'kind':'remaining','of':'net','by':'day','percent':'50','tax':[{'name':"
                       "'VAT','percent':'19'}]}}]");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *of_term = g_strdup_printf ("'productOfferingPrice':[{'id':'p'}]," TERM ("%s"), bad[i]);
      g_autofree char *of_all = g_strdup_printf ("'productOfferingPrice':[{'id':'p'}],'etf':%s", bad[i]);

      check_set_aside (of_term, price, "productOfferingTerm.0.etf");
      check_set_aside (of_all, price, "etf");
    }
}

/* Named twice, a price, a promotion or an allowance is still one. */
static void
test_named_twice (void)
{
  const char *prices = "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':20}},"
                       "{'id':'d','name':'Off','priceType':'discount','percentage':20},"
                       "{'id':'a','name':'data','priceType':'allowance','unitOfMeasure':{'amount':5}}]";
  g_autoptr (GVariant) twice
      = first_offering ("'productOfferingPrice':[{'id':'p'},{'id':'d'},{'id':'a'},{'id':'p','name':'P'},{'id':'d'},"
                        "{'id':'a'}]",
                        prices, NULL);
  g_autoptr (GVariant) inside
      = first_offering ("'productOfferingPrice':[{'id':'i','priceType':'recurring','price':{'unit':'EUR','value':20}},"
                        "{'id':'i','priceType':'recurring','price':{'unit':'EUR','value':20}}]",
                        NULL, NULL);
  g_autoptr (GVariant) nameless
      = first_offering ("'productOfferingPrice':[{'priceType':'recurring','price':{'unit':'EUR','value':20}},"
                        "{'priceType':'recurring','price':{'unit':'EUR','value':20}}]",
                        NULL, NULL);
  g_autoptr (GVariant) promotions = cord_value_dup_array (twice, "promotions");

  g_assert_false (cord_value_has (twice, "problem"));
  g_assert_cmpstr (cord_value_get_string (twice, "price"), ==, "20.00");
  g_assert_cmpuint (cord_value_length (promotions), ==, 1);
  g_assert_cmpstr (cord_value_get_string (inside, "price"), ==, "20.00");
  g_assert_cmpstr (cord_value_get_string (nameless, "price"), ==, "40.00");
}

static void
test_what_is_not_sold (void)
{
  const char *one = "'productOfferingPrice':[{'id':'p'}]";
  const char *both = "'productOfferingPrice':[{'id':'p'},{'id':'q'}]";

  check_set_aside (one, "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':-5}}]", "price");
  check_set_aside (both, "[]", "productOfferingPrice");
  check_set_aside (both, PRICE (""), "productOfferingPrice");
  check_set_aside (one, PRICE (",'recurringChargePeriodType':'year'"), "recurringChargePeriodType");
  check_set_aside (one, "[{'id':'p','priceType':'recurring','price':{'unit':'EUR','value':9100000000000000000}}]",
                   "price");
  check_set_aside ("'productOfferingTerm':[{'duration':{'amount':1.5,'units':'month'}}]", NULL,
                   "productOfferingTerm.0.duration");
  check_set_aside ("'productOfferingTerm':[{'duration':{'amount':51,'units':'year'}}]", NULL,
                   "productOfferingTerm.0.duration");
  check_set_aside ("'productOfferingTerm':[{'duration':{'amount':30,'units':'day'}}]", NULL,
                   "productOfferingTerm.0.duration");
}

/* Each offering has its own currency, and the catalog that of most. */
static void
test_currencies (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document
      = catalog ("[{'id':'a','productOfferingPrice':[{'id':'d'}]},{'id':'b','productOfferingPrice':[{'id':'e'}]},"
                 "{'id':'c','productOfferingPrice':[{'id':'e'}]}]",
                 "[{'id':'d','priceType':'recurring','price':{'unit':'USD','value':20}},"
                 "{'id':'e','priceType':'recurring','price':{'unit':'EUR','value':20}}]",
                 SPECIFICATIONS, NULL);
  g_autoptr (GVariant) list = cord_value_dup_array (document, "offerings");
  g_autoptr (GVariant) dollars = cord_value_dup_at (list, 0);
  g_autoptr (GVariant) euros = cord_value_dup_at (list, 1);

  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (document, "currency"), ==, "EUR");
  g_assert_cmpstr (cord_value_get_string (dollars, "currency"), ==, "USD");
  g_assert_cmpstr (cord_value_get_string (euros, "currency"), ==, "EUR");
  g_assert_true (cord_value_get_boolean (dollars, "sellable"));
}

/* "Until further notice". */
static void
test_open_term (void)
{
  g_autoptr (GVariant) offering = first_offering ("'productOfferingTerm':[{'name':'Open'}]", NULL, NULL);
  g_autoptr (GVariant) terms = cord_value_dup_array (offering, "terms");
  g_autoptr (GVariant) term = cord_value_dup_at (terms, 0);

  g_assert_true (cord_value_get_boolean (offering, "sellable"));
  g_assert_cmpint (cord_value_get_integer (term, "months", -1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-codec/whole-catalog", test_whole_catalog);
  g_test_add_func ("/catalog-codec/an-empty-catalog", test_an_empty_catalog);
  g_test_add_func ("/catalog-codec/sellable", test_sellable);
  g_test_add_func ("/catalog-codec/chosen-values", test_chosen_values);
  g_test_add_func ("/catalog-codec/other-periods", test_other_periods);
  g_test_add_func ("/catalog-codec/unreadable", test_unreadable);
  g_test_add_func ("/catalog-codec/ids", test_ids);
  g_test_add_func ("/catalog-codec/promotions", test_promotions);
  g_test_add_func ("/catalog-codec/bad-promotions", test_bad_promotions);
  g_test_add_func ("/catalog-codec/taxes", test_taxes);
  g_test_add_func ("/catalog-codec/dated-taxes", test_dated_taxes);
  g_test_add_func ("/catalog-codec/periods", test_periods);
  g_test_add_func ("/catalog-codec/fees", test_fees);
  g_test_add_func ("/catalog-codec/named-twice", test_named_twice);
  g_test_add_func ("/catalog-codec/not-sold", test_what_is_not_sold);
  g_test_add_func ("/catalog-codec/currencies", test_currencies);
  g_test_add_func ("/catalog-codec/open-term", test_open_term);
  return g_test_run ();
}
