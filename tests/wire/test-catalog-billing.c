/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-codec.h"

#include "cord-wire-fixture.h"

#include "domain/catalog/cord-offering.h"

#include <string.h>

#define MONTHLY(more)                                                                                                  \
  "{'id':'m','priceType':'recurring','recurringChargePeriodType':'month','price':{'unit':'EUR','value':30}" more "}"
#define DATA(more) "{'id':'d','priceType':'allowance','name':'data'" more "}"

/* The only offering of a catalog, with these prices. Full reference. */
static GVariant *
dup_offering (const char *prices)
{
  g_autofree char *text = g_strdup_printf ("[{'id':'o','name':'O','productOfferingPrice':[%s]}]", prices);
  g_autoptr (JsonNode) offerings = fixture (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) catalog = cord_catalog_from_tmf ("1", json_node_get_array (offerings), NULL, NULL, NULL);
  g_autoptr (GVariant) list = NULL;

  g_assert_no_error (error);
  list = cord_value_dup_array (catalog, "offerings");
  return cord_value_dup_at (list, 0);
}

static void
test_billed (void)
{
  g_autoptr (GVariant) document = dup_offering (MONTHLY (",'cordboardBilled':'arrears'") "," DATA (
      ",'unitOfMeasure':{'amount':3000,'units':'MB'}") ",{'id':'s','priceType':'allowance','name':'sms',"
                                                       "'unitOfMeasure':{'amount':100},'cordboardPartial':'full'}");
  g_autoptr (CordOffering) offering = cord_offering_new (document, NULL);
  const GArray *allowances = cord_offering_get_allowances (offering);
  const CordIncluded *data = &g_array_index (allowances, CordIncluded, 0);
  const CordIncluded *sms = &g_array_index (allowances, CordIncluded, 1);
  g_autoptr (GVariant) plain = dup_offering (MONTHLY (",'cordboardBilled':'advance'"));
  g_autoptr (CordOffering) usual = cord_offering_new (plain, NULL);

  g_assert_true (cord_offering_is_sellable (offering));
  g_assert_cmpstr (cord_offering_get_billed (offering), ==, "arrears");
  g_assert_cmpuint (allowances->len, ==, 2);
  g_assert_cmpstr (data->name, ==, "data");
  g_assert_cmpint (data->amount, ==, 3000);
  g_assert_cmpstr (data->units, ==, "MB");
  g_assert_cmpstr (data->partial, ==, "prorate");
  g_assert_cmpint (sms->amount, ==, 100);
  g_assert_null (sms->units);
  g_assert_cmpstr (sms->partial, ==, "full");
  g_assert_null (cord_offering_get_billed (usual));
  g_assert_cmpuint (cord_offering_get_allowances (usual)->len, ==, 0);
}

static void
assert_problem (const char *prices, const char *member)
{
  g_autoptr (GVariant) offering = dup_offering (prices);
  const char *found = cord_value_get_string (offering, "problem.member");

  g_assert_false (cord_value_get_boolean (offering, "sellable"));
  g_assert_nonnull (found);
  g_assert_true (g_str_has_suffix (found, member));
}

static void
test_unreadable (void)
{
  assert_problem (MONTHLY (",'cordboardBilled':'later'"), "cordboardBilled");
  assert_problem (MONTHLY (",'cordboardBilled':7"), "cordboardBilled");
  assert_problem (MONTHLY ("") "," MONTHLY (",'cordboardBilled':'arrears'"), "cordboardBilled");
  assert_problem (MONTHLY ("") "," DATA (""), "unitOfMeasure.amount");
  assert_problem (MONTHLY ("") "," DATA (",'unitOfMeasure':{'amount':-1}"), "unitOfMeasure.amount");
  assert_problem (MONTHLY ("") "," DATA (",'unitOfMeasure':{'amount':1.5}"), "unitOfMeasure.amount");
  assert_problem (MONTHLY ("") "," DATA (",'unitOfMeasure':{'amount':1000000000000001}"), "unitOfMeasure.amount");
  assert_problem (MONTHLY ("") "," DATA (",'unitOfMeasure':{'amount':1},'cordboardPartial':'half'"),
                  "cordboardPartial");
  assert_problem (MONTHLY ("") "," DATA (",'unitOfMeasure':{'amount':1},'cordboardPartial':7"), "cordboardPartial");
  assert_problem (MONTHLY ("") ",{'id':'d','priceType':'allowance','unitOfMeasure':{'amount':1}}", "name");
  assert_problem (MONTHLY ("") "," DATA (",'unitOfMeasure':{'amount':1}") "," DATA (",'unitOfMeasure':{'amount':2}"),
                  "name");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-billing/billed", test_billed);
  g_test_add_func ("/catalog-billing/unreadable", test_unreadable);
  return g_test_run ();
}
