/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-resource-type.h"

#include "base/cord-search-key.h"
#include "base/cord-text.h"
#include "wire/cord-definition.h"
#include "wire/cord-entry-match.h"
#include "wire/cord-json-equal.h"
#include "wire/cord-resource-shape.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LAST_UPDATE "lastUpdate"

/* Percent-decoded text; NULL when it is empty, badly encoded, not UTF-8 or holds a NUL. */
static char *
decode_segment (const char *segment)
{
  g_autofree char *text = g_uri_unescape_string (segment, NULL);

  if (text == NULL || *text == '\0' || !g_utf8_validate (text, -1, NULL))
    return NULL;
  return g_steal_pointer (&text);
}

const CordResourceType *
cord_resource_type_find (const char *name)
{
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  for (gsize i = 0; name != NULL && i < n; i++)
    if (g_str_equal (table[i].name, name) || g_str_equal (table[i].type, name))
      return &table[i];
  return NULL;
}

gboolean
cord_resource_type_is_public (const CordResourceType *self)
{
  return g_str_equal (self->disclosure, "PUBLIC");
}

gboolean
cord_resource_type_is_party (const char *name)
{
  return g_str_equal (name, "individual") || g_str_equal (name, "organization");
}

const CordResourceType *
cord_resource_type_for_path (const char *path, char **id)
{
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  if (id != NULL)
    *id = NULL;
  for (gsize i = 0; path != NULL && i < n; i++)
    {
      gsize base = strlen (table[i].base);
      gsize name = strlen (table[i].name);
      const char *rest;

      if (strncmp (path, table[i].base, base) != 0 || path[base] != '/'
          || strncmp (path + base + 1, table[i].name, name) != 0)
        continue;
      rest = path + base + 1 + name;
      if (*rest == '\0')
        return &table[i];
      if (*rest == '/' && strchr (rest + 1, '/') == NULL)
        {
          g_autofree char *decoded = decode_segment (rest + 1);

          if (decoded == NULL)
            return NULL;
          if (id != NULL)
            *id = g_steal_pointer (&decoded);
          return &table[i];
        }
    }
  return NULL;
}

char *
cord_resource_type_path (const char *name, const char *id)
{
  const CordResourceType *type = cord_resource_type_find (name);
  g_autofree char *encoded = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;

  if (type == NULL)
    return NULL;
  return encoded != NULL ? g_strconcat (type->base, "/", type->name, "/", encoded, NULL)
                         : g_strconcat (type->base, "/", type->name, NULL);
}

static const char *
element_string (JsonNode *element, const char *path)
{
  return JSON_NODE_HOLDS_OBJECT (element) ? cord_json_find_string (element, path) : NULL;
}

const char *
cord_resource_type_customer (const CordResourceType *type, JsonObject *document)
{
  g_autofree char *head = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *dot;
  JsonNode *member;

  g_return_val_if_fail (type != NULL && document != NULL, NULL);

  if (type->customer == NULL)
    return NULL;
  root = json_node_init_object (json_node_alloc (), document);
  dot = strrchr (type->customer, '.');
  if (dot == NULL)
    return cord_json_find_string (root, type->customer);

  head = g_strndup (type->customer, (gsize)(dot - type->customer));
  member = cord_json_find (root, head);
  if (member != NULL && JSON_NODE_HOLDS_ARRAY (member))
    {
      JsonArray *array = json_node_get_array (member);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);
          const char *role = element_string (element, "role");
          const char *found = element_string (element, dot + 1);

          if (role != NULL && found != NULL && g_ascii_strcasecmp (role, "customer") == 0)
            return found;
        }
    }
  return cord_json_find_string (root, type->customer);
}

/* Checking */

static gboolean
missing (const CordResourceType *type, const char *member, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", member, NULL, _ ("%s: “%s” is missing"), type->name,
                              member);
}

static gboolean
empty (const CordResourceType *type, const char *member, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "empty", member, NULL,
                              _ ("%s: “%s” must have at least one entry"), type->name, member);
}

static gboolean
misshapen (const CordResourceType *type, JsonObject *document, const char *member, const char *expected, GError **error)
{
  g_autofree char *hint = cord_definition_dup_subclass_hint (type->type, document);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "shape", member, hint, _ ("%s: “%s” must be %s"), type->name,
                              member, expected);
}

static gboolean
has_shape (JsonNode *node, char shape)
{
  switch (shape)
    {
    case 's':
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             && !cord_json_is_decimal (node);
    case 'n':
      return cord_json_is_decimal (node);
    case 'b':
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case 'o':
      return JSON_NODE_HOLDS_OBJECT (node);
    case 'a':
      return JSON_NODE_HOLDS_ARRAY (node);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static const char *
shape_name (char shape)
{
  switch (shape)
    {
    case 's':
      return _ ("a text");
    case 'n':
      return _ ("a number");
    case 'b':
      return _ ("true or false");
    case 'o':
      return _ ("an object");
    default:
      return _ ("a list");
    }
}

/* A document whose shapes are checked, and what was stored of it, or NULL: what that has may stay as it is. */
typedef struct
{
  const CordResourceType *type;
  JsonObject *document;
  JsonObject *before;
} Checked;

static gboolean
check_entry (const Checked *self, const CordMemberShape *shape, JsonNode *entry, JsonNode *before, const char *place,
             GError **error)
{
  JsonObject *old = before != NULL && JSON_NODE_HOLDS_OBJECT (before) && cord_entry_match_is_same (before, entry)
                        ? json_node_get_object (before)
                        : NULL;

  if (cord_json_equal (before, entry))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (entry))
    return misshapen (self->type, self->document, place, shape_name ('o'), error);
  for (gsize i = 0; i < G_N_ELEMENTS (shape->entry) && shape->entry[i] != NULL; i++)
    if (cord_tmf_is_absent (json_node_get_object (entry), shape->entry[i])
        && (old == NULL || !cord_tmf_is_absent (old, shape->entry[i])))
      {
        g_autofree char *path = g_strconcat (place, ".", shape->entry[i], NULL);

        return missing (self->type, path, error);
      }
  return TRUE;
}

static gboolean
check_entries (const Checked *self, const CordMemberShape *shape, JsonArray *array, JsonNode *before, GError **error)
{
  g_auto (CordEntryMatch) match = { 0 };

  if (shape->filled && json_array_get_length (array) == 0)
    return empty (self->type, shape->member, error);
  cord_entry_match_init (&match, before, array);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *entry = json_array_get_element (array, i);
      g_autofree char *place = g_strdup_printf ("%s.%u", shape->member, i);

      if (!check_entry (self, shape, entry, cord_entry_match_find (&match, i, entry), place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_shape (const Checked *self, const CordMemberShape *shape, JsonNode *node, GError **error)
{
  JsonNode *before = self->before != NULL ? json_object_get_member (self->before, shape->member) : NULL;

  if (cord_json_equal (before, node))
    return TRUE;
  if (!has_shape (node, shape->shape))
    return misshapen (self->type, self->document, shape->member, shape_name (shape->shape), error);
  if (shape->shape == 'o' && shape->entry[0] != NULL)
    return check_entry (self, shape, node, before, shape->member, error);
  return shape->shape != 'a' || check_entries (self, shape, json_node_get_array (node), before, error);
}

static gboolean
check_shapes (const CordResourceType *type, JsonObject *document, JsonObject *before, GError **error)
{
  const Checked checked = { type, document, before };
  gsize n;
  const CordMemberShape *shapes = cord_resource_shapes (&n);

  for (gsize i = 0; i < n; i++)
    {
      JsonNode *node = json_object_get_member (document, shapes[i].member);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (shapes[i].type != NULL ? !g_str_equal (shapes[i].type, type->name)
                                 : cord_resource_shape_is_special (type->name, shapes[i].member))
        continue;
      if (!check_shape (&checked, &shapes[i], node, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cord_resource_type_check (const CordResourceType *type, JsonObject *document, gboolean kit, GError **error)
{
  g_return_val_if_fail (type != NULL && document != NULL, FALSE);

  for (gsize i = 0; type->mandatory != NULL && type->mandatory[i] != NULL; i++)
    if (cord_tmf_is_absent (document, type->mandatory[i]))
      return missing (type, type->mandatory[i], error);
  return check_shapes (type, document, NULL, error) && cord_definition_check (type->name, document, NULL, kit, error);
}

gboolean
cord_resource_type_check_change (const CordResourceType *type, JsonObject *before, JsonObject *after, gboolean kit,
                                 GError **error)
{
  g_return_val_if_fail (type != NULL && before != NULL && after != NULL, FALSE);

  for (gsize i = 0; type->mandatory != NULL && type->mandatory[i] != NULL; i++)
    if (cord_tmf_is_absent (after, type->mandatory[i]) && !cord_tmf_is_absent (before, type->mandatory[i]))
      return missing (type, type->mandatory[i], error);
  return check_shapes (type, after, before, error) && cord_definition_check (type->name, after, before, kit, error);
}

gboolean
cord_resource_type_check_import (const CordResourceType *type, JsonObject *document, GError **error)
{
  JsonNode *id;

  g_return_val_if_fail (type != NULL && document != NULL, FALSE);

  if (cord_tmf_is_absent (document, "id"))
    return missing (type, "id", error);
  id = json_object_get_member (document, "id");
  if (!has_shape (id, 's') || *json_node_get_string (id) == '\0')
    return misshapen (type, document, "id", shape_name ('s'), error);
  return type->loads_any || check_shapes (type, document, NULL, error);
}

/* States */

gboolean
cord_resource_type_is_state (const CordResourceType *type, const char *state)
{
  g_return_val_if_fail (type != NULL, FALSE);

  if (type->states == NULL)
    return state != NULL;
  for (const CordStateRule *rule = type->states; state != NULL && rule->to != NULL; rule++)
    if (g_str_equal (rule->to, state))
      return TRUE;
  return FALSE;
}

gboolean
cord_resource_type_may_become (const CordResourceType *type, const char *from, const char *to)
{
  g_return_val_if_fail (type != NULL && to != NULL, FALSE);

  if (type->states == NULL)
    return TRUE;
  if (from != NULL && g_str_equal (from, to))
    return cord_resource_type_is_state (type, to);
  for (const CordStateRule *rule = type->states; rule->to != NULL; rule++)
    if (g_str_equal (rule->to, to) && g_strcmp0 (rule->from, from) == 0)
      return TRUE;
  return FALSE;
}

const char *
cord_resource_type_first_state (const CordResourceType *type)
{
  g_return_val_if_fail (type != NULL, NULL);

  if (type->first != NULL)
    return type->first;
  for (const CordStateRule *rule = type->states; rule != NULL && rule->to != NULL; rule++)
    if (rule->from == NULL)
      return rule->to;
  return NULL;
}

/* Times */

const char *const *
cord_resource_type_times (void)
{
  static const char *const times[] = { "creationDate", "statusChangeDate",
                                       "quoteDate",    "orderDate",
                                       "searchDate",   "productOfferingQualificationDate",
                                       LAST_UPDATE,    NULL };

  return times;
}

gboolean
cord_resource_type_gets_time (const CordResourceType *type, const char *member)
{
  g_return_val_if_fail (type != NULL && member != NULL, FALSE);

  if (type->server_set != NULL && g_strv_contains (type->server_set, member))
    return TRUE;
  return !g_str_equal (member, LAST_UPDATE) && type->immutable != NULL && g_strv_contains (type->immutable, member);
}

/* Indexes */

static void
emit_names (const char *name, CordIndexFunc func, gpointer user_data)
{
  g_auto (GStrv) keys = cord_search_key_names (name);

  for (guint i = 0; keys[i] != NULL; i++)
    func (CORD_RESOURCE_COLUMN_NAME, keys[i], user_data);
}

/* NULL for what is no text, number or boolean. */
static char *
dup_value (JsonNode *node)
{
  char *text = cord_json_dup_decimal (node);

  if (text != NULL || !JSON_NODE_HOLDS_VALUE (node))
    return text;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return NULL;
}

static char *
dup_phone_end (const char *text)
{
  g_autofree char *number = cord_text_phone (text);

  return g_strreverse (*number != '\0' ? g_steal_pointer (&number) : cord_text_digits (text));
}

/* Whether values that are their own key have it in another column already. */
static gboolean
stands_as_it_is (const char *column)
{
  return g_str_equal (column, CORD_RESOURCE_COLUMN_ID) || g_str_equal (column, CORD_RESOURCE_COLUMN_EMAIL);
}

static void
emit (const CordResourceIndex *index, JsonNode *node, CordIndexFunc func, gpointer user_data)
{
  g_autofree char *text = dup_value (node);
  g_autofree char *key = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (g_str_equal (index->column, CORD_RESOURCE_COLUMN_NAME))
    {
      emit_names (text, func, user_data);
      return;
    }
  if (g_str_equal (index->column, CORD_RESOURCE_COLUMN_PHONE))
    key = dup_phone_end (text);
  else if (g_str_equal (index->column, CORD_RESOURCE_COLUMN_ID))
    key = cord_search_key_id (text);
  else if (g_str_equal (index->column, CORD_RESOURCE_COLUMN_EMAIL))
    key = cord_search_key_email (text);
  else if (g_str_has_suffix (index->column, CORD_RESOURCE_COLUMN_WHOLE))
    key = cord_search_key_whole (text);
  if (key == NULL)
    func (index->column, text, user_data);
  else if (*key != '\0' && !(stands_as_it_is (index->column) && g_str_equal (key, text)))
    func (index->column, key, user_data);
}

/* Of several members: "givenName familyName". */
static void
emit_joined (const char *path, JsonObject *document, CordIndexFunc func, gpointer user_data)
{
  g_auto (GStrv) members = g_strsplit (path, " ", -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (document, members[i]);
      g_autofree char *text = node != NULL ? dup_value (node) : NULL;

      if (text != NULL)
        g_string_append_printf (name, "%s ", text);
    }
  emit_names (name->str, func, user_data);
}

static void
walk (const CordResourceIndex *index, const char *path, JsonNode *node, CordIndexFunc func, gpointer user_data)
{
  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        walk (index, path, json_array_get_element (array, i), func, user_data);
    }
  else if (*path == '\0')
    emit (index, node, func, user_data);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      const char *dot = strchr (path, '.');
      g_autofree char *name = dot != NULL ? g_strndup (path, (gsize)(dot - path)) : g_strdup (path);

      walk (index, dot != NULL ? dot + 1 : "", json_object_get_member (json_node_get_object (node), name), func,
            user_data);
    }
}

typedef struct
{
  GHashTable *seen;
  CordIndexFunc func;
  gpointer user_data;
} Once;

static void
emit_once (const char *column, const char *value, gpointer user_data)
{
  Once *once = user_data;

  if (g_hash_table_add (once->seen, g_strconcat (column, "=", value, NULL)))
    once->func (column, value, once->user_data);
}

void
cord_resource_type_index (const CordResourceType *type, JsonObject *document, CordIndexFunc func, gpointer user_data)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Once once = { seen, func, user_data };

  g_return_if_fail (type != NULL && document != NULL && func != NULL);

  root = json_node_init_object (json_node_alloc (), document);
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    if (strchr (index->path, ' ') != NULL)
      emit_joined (index->path, document, emit_once, &once);
    else
      walk (index, index->path, root, emit_once, &once);
}
