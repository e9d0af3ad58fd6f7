/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-product-resource.h"

#include "domain/change/cord-change.h"
#include "wire/cord-product-prices.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define SERVICE_ID "serviceId"
#define OFFERING "productOffering"
#define SPECIFICATION "productSpecification"
#define CHARACTERISTICS "productCharacteristic"
#define TERMS "productTerm"
#define ACCOUNT "billingAccount"
#define STATUS "status"

static char *
midnight (const CordProductResource *self)
{
  g_autofree char *day = cord_date_to_string (cord_quote_get_effective (self->quote));

  return cord_tmf_dup_midnight (day);
}

static JsonObject *
reference (const char *id, const char *name)
{
  JsonObject *object = cord_tmf_new_reference (id, NULL);

  cord_tmf_set_text (object, "name", name);
  return object;
}

/* The service number stays when the plan changes. */
static void
keep_service (JsonObject *product, JsonArray *into)
{
  JsonArray *before = cord_tmf_array (product, CHARACTERISTICS);

  for (guint i = 0; i < cord_tmf_length (before); i++)
    {
      JsonNode *entry = json_array_get_element (before, i);

      if (JSON_NODE_HOLDS_OBJECT (entry) && g_strcmp0 (cord_json_find_string (entry, "name"), SERVICE_ID) == 0)
        json_array_add_element (into, json_node_copy (entry));
    }
}

static JsonArray *
characteristics (const CordProductResource *self, JsonObject *product)
{
  GVariant *features = cord_offering_get_features (self->offering);
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

/* A change without a term leaves the one there is; a product without a commitment has an empty list. */
static void
set_term (const CordProductResource *self, JsonObject *product)
{
  gint64 months = cord_change_get_term (self->change);
  g_autofree char *name = months > 0 ? cord_offering_dup_term_name (self->offering, months) : NULL;
  g_autofree char *start = midnight (self);
  JsonArray *terms = json_array_new ();

  if (!cord_change_has_term (self->change) && json_object_has_member (product, TERMS))
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
  json_object_set_array_member (product, TERMS, terms);
}

static void
set_specification (const CordProductResource *self, JsonObject *product)
{
  JsonNode *offering = self->resource;
  const char *id = offering != NULL ? cord_json_find_string (offering, SPECIFICATION ".id") : NULL;

  if (id != NULL)
    json_object_set_object_member (product, SPECIFICATION,
                                   reference (id, cord_json_find_string (offering, SPECIFICATION ".name")));
  else
    json_object_remove_member (product, SPECIFICATION);
}

static void
set_offering (const CordProductResource *self, JsonObject *product)
{
  const char *name = cord_offering_get_name (self->offering);

  json_object_set_string_member (product, "name", name);
  json_object_set_object_member (product, OFFERING, reference (cord_offering_get_id (self->offering), name));
  set_specification (self, product);
  json_object_set_array_member (product, CHARACTERISTICS, characteristics (self, product));
  json_object_set_array_member (product, "productPrice", cord_product_prices_to_tmf (self, product));
}

static void
set_relations (const CordProductResource *self, JsonObject *product)
{
  g_autoptr (GPtrArray) relies = cord_change_dup_relies_on (self->change);
  JsonArray *relations = json_array_new ();

  for (guint i = 0; i < relies->len; i++)
    {
      JsonObject *relation = json_object_new ();

      json_object_set_string_member (relation, "relationshipType", "reliesOn");
      json_object_set_object_member (relation, "product", reference (g_ptr_array_index (relies, i), NULL));
      json_array_add_object_element (relations, relation);
    }
  json_object_set_array_member (product, "productRelationship", relations);
}

static void
set_quantity (const CordProductResource *self, JsonObject *product)
{
  if (cord_change_get_quantity (self->change) != 0)
    json_object_set_int_member (product, "quantity", cord_change_get_quantity (self->change));
}

JsonObject *
cord_product_resource_to_tmf (const CordProductResource *self)
{
  JsonObject *product = json_object_new ();
  g_autofree char *start = midnight (self);

  json_object_set_string_member (product, "id", cord_change_get_product (self->change));
  json_object_set_string_member (product, "@type", "Product");
  json_object_set_string_member (product, STATUS, "active");
  json_object_set_boolean_member (product, "isBundle", cord_offering_is_bundle (self->offering));
  json_object_set_string_member (product, "startDate", start);
  cord_tmf_take_single (product, "relatedParty", cord_tmf_new_customer (self->customer));
  cord_tmf_take_object (product, ACCOUNT, cord_tmf_new_reference (self->account, NULL));
  set_offering (self, product);
  set_term (self, product);
  set_relations (self, product);
  set_quantity (self, product);
  return product;
}

void
cord_product_resource_count (const CordProductResource *self, JsonObject *product)
{
  set_quantity (self, product);
}

void
cord_product_resource_modify (const CordProductResource *self, JsonObject *product)
{
  const char *held = cord_tmf_string (product, OFFERING ".id");

  /* The same offering with another term or quantity keeps its price, negotiated or not. */
  if (g_strcmp0 (held, cord_offering_get_id (self->offering)) != 0)
    set_offering (self, product);
  set_term (self, product);
  set_quantity (self, product);
}

static gboolean
set_status (JsonObject *product, const char *before, const char *after, GError **error)
{
  if (!cord_tmf_is (product, STATUS, before))
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "status", STATUS, NULL,
                                _ ("The product has become “%s” in the meantime"), cord_tmf_string (product, STATUS));
  json_object_set_string_member (product, STATUS, after);
  return TRUE;
}

CordDate
cord_product_resource_get_end (JsonObject *product, CordZone *zone)
{
  g_autofree char *day = cord_tmf_dup_date (cord_tmf_string (product, "terminationDate"), zone);
  CordDate end;

  return day != NULL && cord_date_parse (day, &end, NULL) ? end : CORD_DATE_NONE;
}

const char *
cord_product_resource_get_currency (JsonObject *product)
{
  JsonArray *prices = cord_tmf_array (product, "productPrice");

  for (guint i = 0; i < cord_tmf_length (prices); i++)
    {
      JsonObject *price = cord_tmf_at (prices, i);
      const char *taxed = price != NULL ? cord_tmf_string (price, "price.taxIncludedAmount.unit") : NULL;
      const char *free = price != NULL ? cord_tmf_string (price, "price.dutyFreeAmount.unit") : NULL;

      if (free != NULL || taxed != NULL)
        return free != NULL ? free : taxed;
    }
  return NULL;
}

gboolean
cord_product_resource_suspend (JsonObject *product, GError **error)
{
  return set_status (product, "active", "suspended", error);
}

gboolean
cord_product_resource_resume (JsonObject *product, GError **error)
{
  return set_status (product, "suspended", "active", error);
}

gboolean
cord_product_resource_is_over (JsonObject *product)
{
  return cord_tmf_is (product, STATUS, "terminated") || cord_tmf_is (product, STATUS, "cancelled")
         || cord_tmf_is (product, STATUS, "aborted");
}

void
cord_product_resource_end (JsonObject *product, const char *end)
{
  json_object_set_string_member (product, STATUS, "terminated");
  json_object_set_string_member (product, "terminationDate", end);
}

void
cord_product_resource_terminate (const CordProductResource *self, JsonObject *product)
{
  g_autofree char *end = midnight (self);

  cord_product_resource_end (product, end);
}
