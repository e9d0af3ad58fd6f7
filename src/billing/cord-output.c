/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-output.h"

#include "billing/cord-amount.h"

void
cord_output_add_amount (CordBuilder *builder, const char *name, gint64 minor, guint scale)
{
  g_autofree char *text = cord_amount_to_string (minor, scale);

  cord_builder_string (builder, name, text);
}

GVariant *
cord_output_new_cycle (CordCycle cycle)
{
  g_autofree char *start = cord_date_to_string (cycle.start);
  g_autofree char *end = cord_date_to_string (cycle.end);

  return cord_value_of_strings ("start", start, "end", end, NULL);
}

void
cord_output_add_cycle (CordBuilder *builder, CordCycle cycle)
{
  g_autoptr (GVariant) value = cord_output_new_cycle (cycle);

  cord_builder_value (builder, "cycle", value);
}

void
cord_output_append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *c = string; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      if ((guchar)*c < 0x20)
        g_string_append_printf (text, "\\u%04x", (guint)*c);
      else
        g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

static void append_value (GString *text, GVariant *value);

static void
append_object (GString *text, GVariant *object)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;
  const char *separator = "";

  g_string_append_c (text, '{');
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_string_append (text, separator);
      cord_output_append_string (text, key);
      g_string_append_c (text, ':');
      append_value (text, value);
      g_variant_unref (value);
      separator = ",";
    }
  g_string_append_c (text, '}');
}

static void
append_array (GString *text, GVariant *array)
{
  g_string_append_c (text, '[');
  for (gsize i = 0; i < g_variant_n_children (array); i++)
    {
      g_autoptr (GVariant) element = cord_value_dup_at (array, i);

      if (i > 0)
        g_string_append_c (text, ',');
      append_value (text, element);
    }
  g_string_append_c (text, ']');
}

static void
append_value (GString *text, GVariant *value)
{
  if (g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    append_object (text, value);
  else if (g_variant_is_of_type (value, CORD_VALUE_ARRAY))
    append_array (text, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    cord_output_append_string (text, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_string_append_printf (text, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    g_string_append (text, g_variant_get_boolean (value) ? "true" : "false");
  else
    g_string_append (text, "null");
}

char *
cord_output_to_json (GVariant *value)
{
  GString *text = g_string_new (NULL);

  append_value (text, value);
  return g_string_free (text, FALSE);
}
