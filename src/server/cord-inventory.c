/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-inventory.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define SERVICE_ID "serviceId"

static char *
midnight (const CordInventoryChange *self)
{
  return g_strconcat (self->effective, "T00:00:00Z", NULL);
}

static JsonObject *
reference (const char *id, const char *name, const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  if (name != NULL)
    json_object_set_string_member (object, "name", name);
  if (type != NULL)
    json_object_set_string_member (object, "@referredType", type);
  return object;
}

/* The line keeps its number when the plan changes. */
static void
keep_service (JsonObject *product, JsonArray *into)
{
  JsonNode *node = json_object_get_member (product, "productCharacteristic");
  JsonArray *before = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonNode *entry = json_array_get_element (before, i);

      if (JSON_NODE_HOLDS_OBJECT (entry) && g_strcmp0 (cord_json_find_string (entry, "name"), SERVICE_ID) == 0)
        json_array_add_element (into, json_node_copy (entry));
    }
}

static JsonArray *
characteristics (const CordInventoryChange *self, JsonObject *product)
{
  g_autoptr (GVariant) features = cord_value_dup_array (cord_offering_get_document (self->offering), "features");
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < cord_value_length (features); i++)
    {
      g_autoptr (GVariant) feature = cord_value_dup_at (features, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "name", cord_value_get_string (feature, "name"));
      json_object_set_string_member (entry, "valueType", "string");
      json_object_set_string_member (entry, "value", cord_value_get_string (feature, "value"));
      json_array_add_object_element (array, entry);
    }
  keep_service (product, array);
  return array;
}

static void
set_price (const CordInventoryChange *self, JsonObject *product)
{
  const char *amount = cord_value_get_string (cord_offering_get_document (self->offering), "price");
  g_autofree char *name = g_strdup_printf (_("%s, monthly"), cord_offering_get_name (self->offering));
  JsonArray *prices = json_array_new ();
  JsonObject *price = json_object_new ();
  JsonObject *value = json_object_new ();
  JsonObject *money = json_object_new ();

  json_object_set_string_member (money, "unit", self->currency);
  json_object_set_member (money, "value", cord_json_decimal (amount != NULL ? amount : "0"));
  json_object_set_object_member (value, "dutyFreeAmount", money);
  json_object_set_string_member (price, "name", name);
  json_object_set_string_member (price, "priceType", "recurring");
  json_object_set_string_member (price, "recurringChargePeriod", "month");
  json_object_set_object_member (price, "price", value);
  json_array_add_object_element (prices, price);
  json_object_set_array_member (product, "productPrice", prices);
}

static const char *
term_name (const CordInventoryChange *self, gint64 months, GVariant **owner)
{
  g_autoptr (GVariant) terms = cord_value_dup_array (cord_offering_get_document (self->offering), "terms");

  for (gsize i = 0; i < cord_value_length (terms); i++)
    {
      g_autoptr (GVariant) term = cord_value_dup_at (terms, i);

      if (cord_value_get_integer (term, "months", -1) == months && cord_value_get_string (term, "name") != NULL)
        {
          *owner = g_steal_pointer (&term);
          return cord_value_get_string (*owner, "name");
        }
    }
  return NULL;
}

/* A change that says nothing of a term leaves it; none at all is an empty list. */
static void
set_term (const CordInventoryChange *self, JsonObject *product)
{
  gint64 months = cord_value_get_integer (self->change, "term", -1);
  g_autoptr (GVariant) owner = NULL;
  const char *name = months > 0 ? term_name (self, months, &owner) : NULL;
  g_autofree char *start = midnight (self);
  JsonArray *terms = json_array_new ();

  if (months < 0 && json_object_has_member (product, "productTerm"))
    {
      json_array_unref (terms);
      return;
    }
  if (months > 0)
    {
      JsonObject *term = json_object_new ();
      JsonObject *duration = json_object_new ();
      JsonObject *valid = json_object_new ();

      json_object_set_int_member (duration, "amount", months);
      json_object_set_string_member (duration, "units", "month");
      json_object_set_string_member (valid, "startDateTime", start);
      if (name != NULL)
        json_object_set_string_member (term, "name", name);
      json_object_set_object_member (term, "duration", duration);
      json_object_set_object_member (term, "validFor", valid);
      json_array_add_object_element (terms, term);
    }
  json_object_set_array_member (product, "productTerm", terms);
}

static void
set_offering (const CordInventoryChange *self, JsonObject *product)
{
  const char *name = cord_offering_get_name (self->offering);
  const char *specification
      = self->offering_tmf != NULL ? cord_json_find_string (self->offering_tmf, "productSpecification.id") : NULL;

  json_object_set_string_member (product, "name", name);
  json_object_set_object_member (product, "productOffering",
                                 reference (cord_offering_get_id (self->offering), name, NULL));
  if (specification != NULL)
    json_object_set_object_member (
        product, "productSpecification",
        reference (specification, cord_json_find_string (self->offering_tmf, "productSpecification.name"), NULL));
  else
    json_object_remove_member (product, "productSpecification");
  json_object_set_array_member (product, "productCharacteristic", characteristics (self, product));
  set_price (self, product);
}

static void
set_relations (const CordInventoryChange *self, JsonObject *product)
{
  g_autoptr (GVariant) relies = cord_value_dup_array (self->change, "reliesOn");
  JsonArray *relations = json_array_new ();

  for (gsize i = 0; i < cord_value_length (relies); i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (relies, i);
      JsonObject *relation = json_object_new ();

      json_object_set_string_member (relation, "relationshipType", "reliesOn");
      json_object_set_object_member (relation, "product", reference (g_variant_get_string (id, NULL), NULL, NULL));
      json_array_add_object_element (relations, relation);
    }
  json_object_set_array_member (product, "productRelationship", relations);
}

static void
set_quantity (const CordInventoryChange *self, JsonObject *product)
{
  if (cord_value_has (self->change, "quantity"))
    json_object_set_int_member (product, "quantity", cord_value_get_integer (self->change, "quantity", 1));
}

JsonObject *
cord_inventory_new_product (const CordInventoryChange *self)
{
  JsonObject *product = json_object_new ();
  JsonArray *parties = json_array_new ();
  JsonObject *party = reference (self->customer, NULL, "Customer");
  g_autofree char *start = midnight (self);

  json_object_set_string_member (party, "role", "customer");
  json_array_add_object_element (parties, party);
  json_object_set_string_member (product, "id", cord_value_get_string (self->change, "product"));
  json_object_set_string_member (product, "@type", "Product");
  json_object_set_string_member (product, "status", "active");
  json_object_set_boolean_member (product, "isBundle",
                                  cord_value_get_boolean (cord_offering_get_document (self->offering), "bundle"));
  json_object_set_string_member (product, "startDate", start);
  json_object_set_array_member (product, "relatedParty", parties);
  if (self->account != NULL)
    json_object_set_object_member (product, "billingAccount", reference (self->account, NULL, NULL));
  set_offering (self, product);
  set_term (self, product);
  set_relations (self, product);
  set_quantity (self, product);
  return product;
}

void
cord_inventory_modify (const CordInventoryChange *self, JsonObject *product)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), product);
  gboolean other
      = g_strcmp0 (cord_json_find_string (node, "productOffering.id"), cord_offering_get_id (self->offering)) != 0;

  json_node_unref (node);
  /* The same offering with another term or quantity keeps its price, negotiated or not. */
  if (other)
    set_offering (self, product);
  set_term (self, product);
  set_quantity (self, product);
}

void
cord_inventory_terminate (const CordInventoryChange *self, JsonObject *product)
{
  g_autofree char *end = midnight (self);

  json_object_set_string_member (product, "status", "terminated");
  json_object_set_string_member (product, "terminationDate", end);
}
