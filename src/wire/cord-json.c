/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-json.h"

#include <string.h>

#define MARK_LENGTH (sizeof CORD_JSON_NUMBER_MARK - 1)

static gboolean
text_is_number (const char *text)
{
  const char *p = text;

  if (*p == '-')
    p++;
  if (*p == '0')
    p++;
  else
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  if (*p == '.')
    {
      if (!g_ascii_isdigit (*++p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  if (*p == 'e' || *p == 'E')
    {
      p++;
      if (*p == '+' || *p == '-')
        p++;
      if (!g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  return *p == '\0';
}

/* The number as written behind a mark; NULL when @text is an ordinary string. */
static const char *
marked_number (const char *text)
{
  if (text == NULL || !g_str_has_prefix (text, CORD_JSON_NUMBER_MARK))
    return NULL;
  return text_is_number (text + MARK_LENGTH) ? text + MARK_LENGTH : NULL;
}

static gboolean
text_is_integer (const char *text, gint64 *out)
{
  if (strpbrk (text, ".eE") != NULL || g_str_equal (text, "-0"))
    return FALSE;
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, out, NULL);
}

static const char *
node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gboolean
node_is_integer (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

/* Writing */

static void
append_string (GString *out, const char *text)
{
  g_autofree char *valid = NULL;
  const char *p, *run;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (run = p = text; *p != '\0'; p++)
    {
      guchar c = (guchar)*p;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0xEF)
        continue;
      g_string_append_len (out, run, p - run);
      run = p + 1;
      /* A noncharacter that the parser refuses, so it cannot be part of text from outside. */
      if (c == 0xEF && strncmp (p, CORD_JSON_NUMBER_MARK, MARK_LENGTH) == 0)
        {
          p += MARK_LENGTH - 1;
          run = p + 1;
        }
      else if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, (char)c);
        }
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c < 0x20)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char)c);
    }
  g_string_append_len (out, run, p - run);
  g_string_append_c (out, '"');
}

static void append_node (GString *out, JsonNode *node);

static void
append_object (GString *out, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      append_string (out, name);
      g_string_append_c (out, ':');
      append_node (out, member);
    }
  g_string_append_c (out, '}');
}

static void
append_array (GString *out, JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
append_value (GString *out, JsonNode *node)
{
  const char *text = node_string (node);
  GType type = json_node_get_value_type (node);

  if (text != NULL)
    {
      const char *number = marked_number (text);

      if (number != NULL)
        g_string_append (out, number);
      else
        append_string (out, text);
    }
  else if (type == G_TYPE_INT64)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else
    {
      /* No document has a double; a string node without text is written as null. */
      g_warn_if_fail (type != G_TYPE_DOUBLE);
      g_string_append (out, "null");
    }
}

static void
append_node (GString *out, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (out, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      append_array (out, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      append_value (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

char *
cord_json_write (JsonNode *node)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, g_string_free (out, FALSE));

  append_node (out, node);
  return g_string_free (out, FALSE);
}

/* Reading */

JsonNode *
cord_json_parse (const char *text, gssize length, const CordJsonLimits *limits, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *guarded = NULL;
  gsize bytes = 0;

  g_return_val_if_fail (text != NULL, NULL);

  guarded = cord_json_guard (text, length < 0 ? strlen (text) : (gsize)length,
                             limits != NULL ? limits : &CORD_JSON_LIMITS_WIRE, &bytes, error);
  if (guarded == NULL)
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, guarded, (gssize)bytes, &local) || json_parser_get_root (parser) == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "json-syntax", NULL, NULL, "This is not JSON");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

gboolean
cord_json_is_decimal (JsonNode *node)
{
  return node_is_integer (node) || marked_number (node_string (node)) != NULL;
}

void
cord_json_add_stored (JsonArray *array, const char *text)
{
  JsonNode *node = cord_json_parse (text, -1, &CORD_JSON_LIMITS_FILE, NULL);

  if (node != NULL)
    json_array_add_element (array, node);
}

char *
cord_json_dup_decimal (JsonNode *node)
{
  if (node_is_integer (node))
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (marked_number (node_string (node)));
}

JsonNode *
cord_json_decimal (const char *decimal)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  gint64 integer;

  g_return_val_if_fail (decimal != NULL && text_is_number (decimal), json_node_init_null (node));

  if (text_is_integer (decimal, &integer))
    json_node_set_int (node, integer);
  else
    {
      g_autofree char *marked = g_strconcat (CORD_JSON_NUMBER_MARK, decimal, NULL);

      json_node_set_string (node, marked);
    }
  return node;
}

/* Documents */

static GVariant *
value_of_node (JsonNode *node) /* floating */
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      {
        GVariantBuilder builder;
        JsonObjectIter iter;
        const char *name;
        JsonNode *member;

        g_variant_builder_init (&builder, CORD_VALUE_OBJECT);
        json_object_iter_init_ordered (&iter, json_node_get_object (node));
        while (json_object_iter_next_ordered (&iter, &name, &member))
          g_variant_builder_add (&builder, "{sv}", name, value_of_node (member));
        return g_variant_builder_end (&builder);
      }
    case JSON_NODE_ARRAY:
      {
        GVariantBuilder builder;
        JsonArray *array = json_node_get_array (node);

        g_variant_builder_init (&builder, CORD_VALUE_ARRAY);
        for (guint i = 0; i < json_array_get_length (array); i++)
          g_variant_builder_add (&builder, "v", value_of_node (json_array_get_element (array, i)));
        return g_variant_builder_end (&builder);
      }
    case JSON_NODE_VALUE:
      if (node_is_integer (node))
        return g_variant_new_int64 (json_node_get_int (node));
      if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        return g_variant_new_boolean (json_node_get_boolean (node));
      if (marked_number (node_string (node)) != NULL)
        return g_variant_new ("(s)", marked_number (node_string (node)));
      if (node_string (node) != NULL)
        return g_variant_new_string (node_string (node));
      return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
    case JSON_NODE_NULL:
    default:
      return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
    }
}

GVariant *
cord_json_to_value (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return g_variant_ref_sink (value_of_node (node));
}

static JsonNode *
node_of_string (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  /* Text that a person typed must never be written as a bare number. */
  while (g_str_has_prefix (text, CORD_JSON_NUMBER_MARK))
    text += MARK_LENGTH;
  json_node_set_string (node, text);
  return node;
}

static JsonNode *
node_of_object (GVariant *value)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  GVariantIter iter;
  const char *name;
  GVariant *member;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &member))
    json_object_set_member (object, name, cord_json_from_value (member));
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
node_of_array (GVariant *value)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) element = g_variant_get_child_value (value, i);

      json_array_add_element (array, cord_json_from_value (element));
    }
  json_node_take_array (node, array);
  return node;
}

JsonNode *
cord_json_from_value (GVariant *value)
{
  g_return_val_if_fail (value != NULL, json_node_new (JSON_NODE_NULL));

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);

      return cord_json_from_value (inner);
    }
  if (g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    return node_of_object (value);
  if (g_variant_is_of_type (value, CORD_VALUE_ARRAY))
    return node_of_array (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return node_of_string (g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return json_node_init_int (json_node_alloc (), g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return json_node_init_boolean (json_node_alloc (), g_variant_get_boolean (value));
  if (g_variant_is_of_type (value, CORD_VALUE_DECIMAL))
    {
      const char *decimal;

      g_variant_get (value, "(&s)", &decimal);
      return cord_json_decimal (decimal);
    }
  g_warn_if_fail (g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE));
  return json_node_new (JSON_NODE_NULL);
}

GVariant *
cord_json_parse_value (const char *text, gssize length, const CordJsonLimits *limits, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return cord_json_read (text, length < 0 ? strlen (text) : (gsize)length,
                         limits != NULL ? limits : &CORD_JSON_LIMITS_WIRE, error);
}

/* Documents are written directly: to go through a tree of nodes would cost four times as much. */

static void append_document (GString *out, GVariant *value);

typedef struct
{
  const char *name;
  GVariant *value;
} Member;

/* As JsonObject does it: of members with the same name the first decides the position and the last the value. */
static gsize
read_members (GVariant *object, Member *members)
{
  GVariantIter iter;
  gsize n = 0;
  const char *name;
  GVariant *value;

  g_variant_get_data (object);
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      gsize at = 0;

      while (at < n && strcmp (members[at].name, name) != 0)
        at++;
      if (at < n)
        g_variant_unref (members[at].value);
      else
        members[n++].name = name;
      members[at].value = value;
    }
  return n;
}

#define MEMBERS_COMPARED 64

static void
append_document_object (GString *out, GVariant *object)
{
  Member members[MEMBERS_COMPARED];
  gsize n;

  if (g_variant_n_children (object) > MEMBERS_COMPARED)
    {
      g_autoptr (JsonNode) node = node_of_object (object);

      append_node (out, node);
      return;
    }
  n = read_members (object, members);
  g_string_append_c (out, '{');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_string (out, members[i].name);
      g_string_append_c (out, ':');
      append_document (out, members[i].value);
      g_variant_unref (members[i].value);
    }
  g_string_append_c (out, '}');
}

static void
append_document_array (GString *out, GVariant *array)
{
  gsize n = g_variant_n_children (array);

  g_string_append_c (out, '[');
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) element = g_variant_get_child_value (array, i);

      if (i > 0)
        g_string_append_c (out, ',');
      append_document (out, element);
    }
  g_string_append_c (out, ']');
}

static void
append_document (GString *out, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);

      append_document (out, inner);
    }
  else if (g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    append_document_object (out, value);
  else if (g_variant_is_of_type (value, CORD_VALUE_ARRAY))
    append_document_array (out, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    append_string (out, g_variant_get_string (value, NULL));
  else
    {
      g_autoptr (JsonNode) node = cord_json_from_value (value);

      append_node (out, node);
    }
}

char *
cord_json_write_value (GVariant *value)
{
  GString *out = g_string_sized_new (256);

  g_return_val_if_fail (value != NULL, g_string_free (out, FALSE));

  append_document (out, value);
  return g_string_free (out, FALSE);
}

GVariant *
cord_json_load_value (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local))
    {
      gboolean missing = g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT);

      cord_error_set_full (error, missing ? CORD_ERROR_NOT_FOUND : CORD_ERROR_INTERNAL, "file", NULL, NULL, "%s",
                           local->message);
      return NULL;
    }
  value = cord_json_parse_value (text, (gssize)length, &CORD_JSON_LIMITS_FILE, &local);
  if (value == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, cord_error_get_reason (local), cord_error_get_member (local),
                           cord_error_get_hint (local), "%s: %s", shown, local->message);
      return NULL;
    }
  return g_steal_pointer (&value);
}

/* Paths */

JsonNode *
cord_json_find (JsonNode *node, const char *path)
{
  const char *dot;
  g_autofree char *name = NULL;
  JsonNode *member;

  if (node == NULL || path == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *hit = cord_json_find (json_array_get_element (array, i), path);

          if (hit != NULL)
            return hit;
        }
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  dot = strchr (path, '.');
  name = dot != NULL ? g_strndup (path, (gsize)(dot - path)) : g_strdup (path);
  member = json_object_get_member (json_node_get_object (node), name);
  if (member == NULL || dot == NULL)
    return member;
  return cord_json_find (member, dot + 1);
}

const char *
cord_json_find_string (JsonNode *node, const char *path)
{
  const char *text = node_string (cord_json_find (node, path));

  return marked_number (text) == NULL ? text : NULL;
}
