/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include "domain/catalog/cord-catalog.h"
#include "domain/catalog/cord-offering-prices.h"
#include "wire/cord-catalog-codec.h"
#include "wire/cord-json.h"

/* Entries of another system's catalog, {offerings, prices}, beside a good one: that is sold at its price whatever the
 * others are, each of the others has a price or a reason why not, and the same is read from them again. */

#define GOOD "good"
#define GOOD_OFFERING "{\"id\":\"good\",\"name\":\"Good\",\"productOfferingPrice\":[{\"id\":\"good\"}]}"
#define GOOD_PRICE "{\"id\":\"good\",\"priceType\":\"recurring\",\"price\":{\"unit\":\"EUR\",\"value\":20}}"

static const CordJsonLimits limits = { 1024 * 1024, 32, 20 * 1000, 64 * 1024 };

/* The good entry, then those of the input. */
static JsonArray *
dup_list (JsonNode *input, const char *member, const char *good)
{
  JsonNode *found
      = JSON_NODE_HOLDS_OBJECT (input) ? json_object_get_member (json_node_get_object (input), member) : NULL;
  JsonArray *list = json_array_new ();

  json_array_add_element (list, cord_json_parse (good, -1, &limits, NULL));
  if (found == NULL || !JSON_NODE_HOLDS_ARRAY (found))
    return list;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (found)); i++)
    json_array_add_element (list, json_array_dup_element (json_node_get_array (found), i));
  return list;
}

/* An entry with the id of the good one makes it unknown which of the two counts. */
static gboolean
is_doubled (JsonArray *list)
{
  for (guint i = 1; i < json_array_get_length (list); i++)
    if (g_strcmp0 (cord_json_find_string (json_array_get_element (list, i), "id"), GOOD) == 0)
      return TRUE;
  return FALSE;
}

static void
check_good (CordCatalog *catalog, const CordZone *utc)
{
  CordOffering *good = cord_catalog_find (catalog, GOOD);
  g_autofree char *price = NULL;

  FUZZ_REQUIRE (good != NULL && cord_offering_get_problem (good) == NULL, "the good one is set aside");
  FUZZ_REQUIRE (cord_offering_is_sold_on (good, cord_date (2026, 6, 1), utc), "the good one is not sold");
  price = cord_offering_dup_price_on (good, cord_date (2026, 6, 1), utc);
  FUZZ_REQUIRE (g_strcmp0 (price, "20.00") == 0, price != NULL ? price : "no price");
}

static void
check_offering (CordOffering *offering, const CordZone *utc)
{
  const char *problem = cord_offering_get_problem (offering);
  g_autofree char *price = NULL;

  FUZZ_REQUIRE (g_utf8_validate (cord_offering_get_name (offering), -1, NULL), "name");
  if (problem != NULL)
    {
      FUZZ_REQUIRE (*problem != '\0' && *cord_offering_get_problem_member (offering) != '\0', "no reason");
      FUZZ_REQUIRE (!cord_offering_is_sold_on (offering, cord_date (2026, 6, 1), utc), problem);
      return;
    }
  price = cord_offering_dup_price_on (offering, cord_date (2026, 6, 1), utc);
  FUZZ_REQUIRE (price == NULL || (g_ascii_isdigit (*price) && cord_offering_has_price (offering)), price);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) input = cord_json_parse ((const char *)data, (gssize)size, &limits, NULL);
  g_autoptr (JsonArray) offerings = input != NULL ? dup_list (input, "offerings", GOOD_OFFERING) : NULL;
  g_autoptr (JsonArray) prices = input != NULL ? dup_list (input, "prices", GOOD_PRICE) : NULL;
  g_autoptr (CordZone) utc = cord_zone_utc ();
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (CordCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  if (input == NULL)
    return 0;
  document = cord_catalog_from_tmf ("1", offerings, prices, NULL, NULL);
  again = cord_catalog_from_tmf ("1", offerings, prices, NULL, NULL);
  FUZZ_REQUIRE (cord_value_equal (document, again), "read otherwise again");
  catalog = cord_catalog_new (document, &error);
  FUZZ_REQUIRE (catalog != NULL, error->message);
  if (!is_doubled (offerings) && !is_doubled (prices))
    check_good (catalog, utc);
  for (guint i = 0; i < g_list_model_get_n_items (cord_catalog_get_offerings (catalog)); i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (cord_catalog_get_offerings (catalog), i);

      check_offering (offering, utc);
    }
  return 0;
}
