/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-inventory.h"

#include "config.h"

#include "billing/cord-quote-writer.h"
#include "domain/change/cord-change.h"
#include "domain/change/cord-order-price.h"

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

static JsonObject *
money (const CordInventoryChange *self, const char *amount)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "unit", cord_quote_get_currency (self->quote));
  json_object_set_member (object, "value", cord_json_decimal (amount));
  return object;
}

/* The catalog's price as it stands; beside it what it is with tax, unless it holds the tax itself. */
static JsonObject *
price_value (const CordInventoryChange *self)
{
  GVariant *document = cord_offering_get_document (self->offering);
  const char *amount = cord_value_get_string (document, "price");
  const char *tax = cord_value_get_string (document, "tax");
  gboolean inclusive = cord_quote_includes_tax (self->quote);
  g_autoptr (GVariant) amounts = NULL;
  JsonObject *value = json_object_new ();
  CordMoney price;

  if (tax != NULL && cord_offering_get_price (self->offering, &price))
    amounts = cord_order_price_monthly (self->quote, price, tax);
  if (amounts != NULL)
    json_object_set_member (value, "taxRate", cord_json_decimal (tax));
  if (amounts != NULL && !inclusive)
    json_object_set_object_member (value, "taxIncludedAmount", money (self, cord_value_get_string (amounts, "gross")));
  json_object_set_object_member (value, inclusive ? "taxIncludedAmount" : "dutyFreeAmount",
                                 money (self, amount != NULL ? amount : "0"));
  return value;
}

/* The day on which the bill loses it. */
static char *
dup_end (const CordInventoryChange *self, const char *discount)
{
  GPtrArray *after = cord_quote_get_candidate (self->quote)->after;

  for (guint i = 0; after != NULL && i < after->len; i++)
    {
      const CordPromotionEnd *end = g_ptr_array_index (after, i);

      if (g_strv_contains ((const char *const *)end->discounts, discount))
        return cord_date_to_string (end->ends);
    }
  return NULL;
}

/* A discount that comes with the plan. */
static JsonObject *
discount_price (const CordInventoryChange *self, GVariant *discount)
{
  const char *named = cord_value_get_string (cord_offering_get_document (self->offering), "promotion.name");
  const char *name = cord_value_get_string (discount, "discount");
  g_autofree char *end = dup_end (self, name);
  g_autofree char *until = end != NULL ? g_strconcat (end, "T00:00:00Z", NULL) : NULL;
  g_autofree char *from = midnight (self);
  JsonObject *price = json_object_new ();
  JsonObject *value = json_object_new ();
  JsonObject *valid = json_object_new ();

  json_object_set_string_member (price, "name", named != NULL ? named : name);
  json_object_set_string_member (price, "priceType", "discount");
  json_object_set_string_member (price, "recurringChargePeriod", "month");
  json_object_set_member (value, "percentage", cord_json_decimal (cord_value_get_string (discount, "percent")));
  json_object_set_object_member (price, "price", value);
  json_object_set_string_member (valid, "startDateTime", from);
  if (until != NULL)
    json_object_set_string_member (valid, "endDateTime", until);
  json_object_set_object_member (price, "validFor", valid);
  return price;
}

/* A discount survives a change of plan, as a price of its own or as an alteration of the one that goes. */
static void
keep_discounts (JsonObject *product, JsonArray *into, JsonObject *recurring)
{
  JsonNode *node = json_object_get_member (product, "productPrice");
  JsonArray *before = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonNode *entry = json_array_get_element (before, i);
      JsonNode *alteration = JSON_NODE_HOLDS_OBJECT (entry)
                                 ? json_object_get_member (json_node_get_object (entry), "productPriceAlteration")
                                 : NULL;

      if (alteration != NULL)
        json_object_set_member (recurring, "productPriceAlteration", json_node_copy (alteration));
      if (JSON_NODE_HOLDS_OBJECT (entry) && g_strcmp0 (cord_json_find_string (entry, "priceType"), "discount") == 0)
        json_array_add_element (into, json_node_copy (entry));
    }
}

static void
set_price (const CordInventoryChange *self, JsonObject *product)
{
  g_autoptr (GVariant) with = cord_value_dup_array (cord_quote_get_input (self->quote), "with");
  g_autofree char *name = g_strdup_printf (_ ("%s, monthly"), cord_offering_get_name (self->offering));
  JsonArray *prices = json_array_new ();
  JsonObject *price = json_object_new ();

  json_object_set_string_member (price, "name", name);
  json_object_set_string_member (price, "priceType", "recurring");
  json_object_set_string_member (price, "recurringChargePeriod", "month");
  json_object_set_object_member (price, "price", price_value (self));
  json_array_add_object_element (prices, price);
  keep_discounts (product, prices, price);
  for (gsize i = 0; i < cord_value_length (with); i++)
    {
      g_autoptr (GVariant) discount = cord_value_dup_at (with, i);

      json_array_add_object_element (prices, discount_price (self, discount));
    }
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
  gint64 months = cord_change_get_term (self->change);
  g_autoptr (GVariant) owner = NULL;
  const char *name = months > 0 ? term_name (self, months, &owner) : NULL;
  g_autofree char *start = midnight (self);
  JsonArray *terms = json_array_new ();

  if (!cord_change_has_term (self->change) && json_object_has_member (product, "productTerm"))
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
  g_autoptr (GPtrArray) relies = cord_change_dup_relies_on (self->change);
  JsonArray *relations = json_array_new ();

  for (guint i = 0; i < relies->len; i++)
    {
      JsonObject *relation = json_object_new ();

      json_object_set_string_member (relation, "relationshipType", "reliesOn");
      json_object_set_object_member (relation, "product", reference (g_ptr_array_index (relies, i), NULL, NULL));
      json_array_add_object_element (relations, relation);
    }
  json_object_set_array_member (product, "productRelationship", relations);
}

static void
set_quantity (const CordInventoryChange *self, JsonObject *product)
{
  if (cord_change_get_quantity (self->change) != 0)
    json_object_set_int_member (product, "quantity", cord_change_get_quantity (self->change));
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
  json_object_set_string_member (product, "id", cord_change_get_product (self->change));
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
