/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-json-equal.h"

#include "wire/cord-json.h"

#include <string.h>

static void
strip_fraction (char *decimal)
{
  char *end;

  if (strpbrk (decimal, "eE") != NULL)
    return;
  if (strchr (decimal, '.') != NULL)
    {
      end = decimal + strlen (decimal);
      while (end[-1] == '0')
        *--end = '\0';
      if (end[-1] == '.')
        end[-1] = '\0';
    }
  if (g_str_equal (decimal, "-0"))
    strcpy (decimal, "0");
}

static gboolean
numbers_are_equal (JsonNode *a, JsonNode *b)
{
  g_autofree char *x = cord_json_dup_decimal (a);
  g_autofree char *y = cord_json_dup_decimal (b);

  if (x == NULL || y == NULL)
    return FALSE;
  strip_fraction (x);
  strip_fraction (y);
  return g_str_equal (x, y);
}

static gboolean
objects_are_equal (JsonObject *a, JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;
  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &node))
    if (!cord_json_equal (node, json_object_get_member (b, name)))
      return FALSE;
  return TRUE;
}

static gboolean
arrays_are_equal (JsonArray *a, JsonArray *b)
{
  guint length = json_array_get_length (a);

  if (length != json_array_get_length (b))
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!cord_json_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
cord_json_equal (JsonNode *a, JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (JSON_NODE_HOLDS_OBJECT (a) && JSON_NODE_HOLDS_OBJECT (b))
    return objects_are_equal (json_node_get_object (a), json_node_get_object (b));
  if (JSON_NODE_HOLDS_ARRAY (a) && JSON_NODE_HOLDS_ARRAY (b))
    return arrays_are_equal (json_node_get_array (a), json_node_get_array (b));
  return numbers_are_equal (a, b) || json_node_equal (a, b);
}

/* The members in any order. */
static guint
object_hash (JsonObject *object)
{
  guint hash = json_object_get_size (object);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    hash += (g_str_hash (name) ^ cord_json_hash (node)) * 2654435761u;
  return hash;
}

static guint
array_hash (JsonArray *array)
{
  guint hash = json_array_get_length (array);

  for (guint i = 0; i < json_array_get_length (array); i++)
    hash = hash * 31 + cord_json_hash (json_array_get_element (array, i));
  return hash;
}

guint
cord_json_hash (JsonNode *node)
{
  g_autofree char *decimal = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return object_hash (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return array_hash (json_node_get_array (node));
  decimal = cord_json_dup_decimal (node);
  if (decimal == NULL)
    return json_node_hash (node);
  strip_fraction (decimal);
  return g_str_hash (decimal);
}
