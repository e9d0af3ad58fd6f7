/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-document.h"

#include "base/cord-json-limits.h"
#include "base/cord-value.h"

#include <json-glib/json-glib.h>
#include <string.h>

static GVariant *from_node (JsonNode *node);

static GVariant *
from_object (JsonObject *object)
{
  CordBuilder builder;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  cord_builder_init (&builder);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autoptr (GVariant) value = from_node (member);

      cord_builder_value (&builder, name, value);
    }
  return cord_builder_end (&builder);
}

static GVariant *
from_array (JsonArray *array)
{
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GVariant) value = from_node (json_array_get_element (array, i));

      cord_builder_add (&builder, value);
    }
  return cord_builder_end (&builder);
}

static GVariant *
from_string (const char *text)
{
  if (g_str_has_prefix (text, CORD_JSON_NUMBER_MARK))
    return g_variant_ref_sink (g_variant_new ("(s)", text + strlen (CORD_JSON_NUMBER_MARK)));
  return g_variant_ref_sink (g_variant_new_string (text));
}

static GVariant *
from_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return from_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return from_array (json_node_get_array (node));
  if (JSON_NODE_HOLDS_NULL (node))
    return g_variant_ref_sink (g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return from_string (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_variant_ref_sink (g_variant_new_boolean (json_node_get_boolean (node)));
  return g_variant_ref_sink (g_variant_new_int64 (json_node_get_int (node)));
}

GVariant *
json_document_parse (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *guarded = NULL;
  gsize length;

  guarded = cord_json_guard (text, strlen (text), &CORD_JSON_LIMITS_FILE, &length, &error);
  g_assert_no_error (error);
  json_parser_load_from_data (parser, guarded, (gssize)length, &error);
  g_assert_no_error (error);
  return from_node (json_parser_get_root (parser));
}

GVariant *
json_document_parse_quoted (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');

  return json_document_parse (json);
}

char *
json_document_load (const char *path)
{
  const char *root = g_getenv ("CORD_SOURCE_ROOT");
  g_autofree char *full = g_build_filename (root != NULL ? root : ".", path, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

char *
json_document_squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);
  gboolean in_string = FALSE;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        in_string = !in_string;
      if (in_string || !g_ascii_isspace (*c))
        g_string_append_c (squeezed, *c);
    }
  return g_string_free (squeezed, FALSE);
}
