/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-ownership.h"

#include "config.h"

#include "domain/change/cord-change.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "store/cord-resource-store.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const CordRequest *request;
  const char *items; /* the member that holds the items */
  const char *customer;
} Claim;

typedef gboolean (*Check) (const Claim *self, JsonNode *node, GError **error);

/* The same for one and for several; what is absent claims nothing. */
static gboolean
each (const Claim *self, JsonNode *node, Check check, GError **error)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL || (array == NULL && !JSON_NODE_HOLDS_OBJECT (node)))
    return TRUE;
  if (array == NULL)
    return check (self, node, error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!each (self, json_array_get_element (array, i), check, error))
      return FALSE;
  return TRUE;
}

/* @absent: the answer where there is none of this id. */
static gboolean
owns (const Claim *self, const char *type, const char *id, gboolean absent)
{
  CordCore *core = self->request->core;
  g_autoptr (JsonNode) node = cord_engine_load (core, type, id, NULL, NULL);
  g_autofree char *owner
      = node != NULL ? cord_access_dup_customer (core, cord_resource_type_find (type), json_node_get_object (node))
                     : NULL;

  return node != NULL ? g_strcmp0 (owner, self->customer) == 0 : absent;
}

static gboolean
check_account (const Claim *self, JsonNode *account, GError **error)
{
  const char *id = cord_json_find_string (account, "id");

  return id == NULL || owns (self, "billingAccount", id, self->request->core->kit_mode)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "account", "billingAccount",
                                 _ ("Choose one of the customer's own accounts."),
                                 _ ("This is not an account of the customer"));
}

/* An id that nobody has may be that of a product to come; the pricing knows. */
static gboolean
check_product_id (const Claim *self, const char *id, GError **error)
{
  g_autofree char *member = g_strconcat (self->items, ".product.id", NULL);

  return id == NULL || owns (self, "product", id, TRUE)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-product", member, NULL,
                                 _ ("There is no such product"));
}

static gboolean
check_relation (const Claim *self, JsonNode *relation, GError **error)
{
  return check_product_id (self, cord_json_find_string (relation, "product.id"), error)
         && check_product_id (self, cord_json_find_string (relation, "id"), error);
}

static gboolean
check_product (const Claim *self, JsonNode *product, GError **error)
{
  return check_product_id (self, cord_json_find_string (product, "id"), error)
         && each (self, cord_json_find (product, "billingAccount"), check_account, error)
         && each (self, cord_json_find (product, "productRelationship"), check_relation, error);
}

static gboolean
check_item (const Claim *self, JsonNode *item, GError **error)
{
  return each (self, cord_json_find (item, "billingAccount"), check_account, error)
         && each (self, cord_json_find (item, "product"), check_product, error);
}

/* A desk may name a quote that was never kept. */
static gboolean
check_quote (const Claim *self, JsonNode *quote, GError **error)
{
  const char *id = cord_json_find_string (quote, "id");

  return id == NULL || owns (self, "quote", id, TRUE)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-quote", "quote", NULL,
                                 _ ("There is no such quote"));
}

static gboolean
check_change (const Claim *self, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) relies = cord_change_dup_relies_on (change);

  if (change != NULL && !check_product_id (self, cord_change_get_product (change), error))
    return FALSE;
  for (guint i = 0; i < relies->len; i++)
    if (!check_product_id (self, g_ptr_array_index (relies, i), error))
      return FALSE;
  return TRUE;
}

gboolean
cord_ownership_check (const CordRequest *request, const char *items, const char *customer, GVariant *change,
                      GError **error)
{
  const Claim self = { request, items, customer };

  return customer == NULL
         || (cord_ownership_check_parties (request, "relatedParty", customer, error)
             && each (&self, cord_json_find (request->json, "billingAccount"), check_account, error)
             && each (&self, cord_json_find (request->json, items), check_item, error)
             && each (&self, cord_json_find (request->json, "quote"), check_quote, error)
             && check_change (&self, change, error));
}

static gboolean
check_party (const Claim *self, JsonNode *party, GError **error)
{
  const char *id = cord_json_find_string (party, "id");
  const char *role = cord_json_find_string (party, "role");
  gboolean counts
      = g_str_equal (self->items, "receiver") || (role != NULL && g_ascii_strcasecmp (role, "customer") == 0);

  return !counts || id == NULL || g_strcmp0 (id, self->customer) == 0
         || cord_error_set_full (error, CORD_ERROR_INVALID, "several-customers", self->items,
                                 _ ("Do it once for each customer."), _ ("More than one customer is named"));
}

gboolean
cord_ownership_check_parties (const CordRequest *request, const char *member, const char *customer, GError **error)
{
  const Claim self = { request, member, customer };

  return each (&self, cord_json_find (request->json, member), check_party, error);
}

/* References */

gboolean
cord_ownership_exists (const CordRequest *request, const char *type, const char *id)
{
  gint64 version = 0;

  return id != NULL && cord_resource_store_get_version (request->core->database, type, id, &version, NULL)
         && version > 0;
}

gboolean
cord_ownership_is_unpriced (const CordRequest *request, const char *customer, GVariant *change)
{
  if (cord_change_get_kind (change) == NULL)
    return TRUE;
  return request->core->kit_mode
         && (!cord_ownership_exists (request, "customer", customer) || cord_change_get_offering (change) == NULL);
}

static gboolean
unknown (const char *reason, const char *items, const char *path, const char *text, GError **error)
{
  g_autofree char *member = g_strconcat (items, path, NULL);

  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, NULL, "%s", text);
}

gboolean
cord_ownership_check_references (const CordRequest *request, const char *items, GVariant *change, GError **error)
{
  const char *kind = cord_change_get_kind (change);
  const char *offering = cord_change_get_offering (change);

  if (kind != NULL && !g_str_equal (kind, "add")
      && !cord_ownership_exists (request, "product", cord_change_get_product (change)))
    return unknown ("unknown-product", items, ".product.id", _ ("There is no such product"), error);
  if (offering != NULL && !cord_ownership_exists (request, "productOffering", offering))
    return unknown ("unknown-offering", items, ".productOffering.id", _ ("There is no such offering"), error);
  return TRUE;
}
