/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-reference.h"

#define ID "id"
#define PRODUCT "product"
#define ACCOUNT "billingAccount"

typedef struct
{
  CordReferenceFunc func;
  gpointer user_data;
  gboolean receivers; /* any party, not only those with the role "customer" */
} Walk;

typedef gboolean (*Step) (const Walk *self, JsonNode *node, GError **error);

static gboolean
each (const Walk *self, JsonNode *node, Step step, GError **error)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL || (array == NULL && !JSON_NODE_HOLDS_OBJECT (node)))
    return TRUE;
  if (array == NULL)
    return step (self, node, error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!each (self, json_array_get_element (array, i), step, error))
      return FALSE;
  return TRUE;
}

static gboolean
tell (const Walk *self, CordReferenceKind kind, const char *id, GError **error)
{
  return id == NULL || self->func (kind, id, self->user_data, error);
}

static gboolean
visit_account (const Walk *self, JsonNode *account, GError **error)
{
  return tell (self, CORD_REFERENCE_ACCOUNT, cord_json_find_string (account, ID), error);
}

static gboolean
visit_quote (const Walk *self, JsonNode *quote, GError **error)
{
  return tell (self, CORD_REFERENCE_QUOTE, cord_json_find_string (quote, ID), error);
}

static gboolean
visit_relation (const Walk *self, JsonNode *relation, GError **error)
{
  return tell (self, CORD_REFERENCE_PRODUCT, cord_json_find_string (relation, PRODUCT "." ID), error)
         && tell (self, CORD_REFERENCE_PRODUCT, cord_json_find_string (relation, ID), error);
}

static gboolean
visit_product (const Walk *self, JsonNode *product, GError **error)
{
  return tell (self, CORD_REFERENCE_PRODUCT, cord_json_find_string (product, ID), error)
         && each (self, cord_json_find (product, ACCOUNT), visit_account, error)
         && each (self, cord_json_find (product, "productRelationship"), visit_relation, error);
}

static gboolean
visit_item (const Walk *self, JsonNode *item, GError **error)
{
  return each (self, cord_json_find (item, ACCOUNT), visit_account, error)
         && each (self, cord_json_find (item, PRODUCT), visit_product, error);
}

static gboolean
visit_party (const Walk *self, JsonNode *party, GError **error)
{
  const char *role = cord_json_find_string (party, "role");

  if (!self->receivers && (role == NULL || g_ascii_strcasecmp (role, "customer") != 0))
    return TRUE;
  return tell (self, CORD_REFERENCE_CUSTOMER, cord_json_find_string (party, ID), error);
}

gboolean
cord_reference_each (JsonNode *body, const char *items, CordReferenceFunc func, gpointer user_data, GError **error)
{
  const Walk self = { func, user_data, FALSE };

  return each (&self, cord_json_find (body, ACCOUNT), visit_account, error)
         && each (&self, cord_json_find (body, items), visit_item, error)
         && each (&self, cord_json_find (body, "quote"), visit_quote, error);
}

gboolean
cord_reference_each_customer (JsonNode *body, const char *member, CordReferenceFunc func, gpointer user_data,
                              GError **error)
{
  const Walk self = { func, user_data, g_str_equal (member, "receiver") };

  return each (&self, cord_json_find (body, member), visit_party, error);
}
