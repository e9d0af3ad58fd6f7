/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-quote-writer.h"

#include "billing/cord-amount.h"

static void
add_amount (CordBuilder *builder, const char *key, gint64 minor, guint scale)
{
  g_autofree char *text = cord_amount_to_string (minor, scale);

  cord_builder_string (builder, key, text);
}

static void
add_cycle (CordBuilder *builder, CordCycle cycle)
{
  g_autofree char *start = cord_date_to_string (cycle.start);
  g_autofree char *end = cord_date_to_string (cycle.end);
  g_autoptr (GVariant) value = cord_value_of_strings ("start", start, "end", end, NULL);

  cord_builder_value (builder, "cycle", value);
}

static GVariant *
write_line (const CordBillLine *line, guint scale)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "key", line->key);
  add_cycle (&builder, line->cycle);
  if (line->ticks < 0)
    cord_builder_null (&builder, "ticks");
  else
    {
      g_autofree char *ticks
          = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, line->ticks, line->cycle_ticks);

      cord_builder_string (&builder, "ticks", ticks);
    }
  add_amount (&builder, "position", line->position, scale);
  add_amount (&builder, "invoiced", line->invoiced, scale);
  add_amount (&builder, "net", line->net, scale);
  add_amount (&builder, "tax", line->tax, scale);
  add_amount (&builder, "gross", line->gross, scale);
  return cord_builder_end (&builder);
}

GVariant *
cord_quote_write_lines (GPtrArray *lines, guint scale)
{
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GVariant) line = write_line (g_ptr_array_index (lines, i), scale);

      cord_builder_add (&builder, line);
    }
  return cord_builder_end (&builder);
}

static void
add_row (CordBuilder *builder, const CordBillRow *row, guint scale)
{
  add_amount (builder, "net", row->net, scale);
  add_amount (builder, "tax", row->tax, scale);
  add_amount (builder, "gross", row->gross, scale);
}

static void
add_step (CordBuilder *builder, const char *key, const CordBillRow *row, gboolean with_cycle, guint scale)
{
  CordBuilder step;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init (&step);
  if (with_cycle)
    add_cycle (&step, row->cycle);
  add_row (&step, row, scale);
  value = cord_builder_end (&step);
  cord_builder_value (builder, key, value);
}

static GVariant *
write_promotion_end (const CordPromotionEnd *end, guint scale)
{
  g_autofree char *ends = cord_date_to_string (end->ends);
  CordBuilder builder;

  cord_builder_init (&builder);
  add_cycle (&builder, end->row.cycle);
  cord_builder_string (&builder, "ends", ends);
  cord_builder_strv (&builder, "discounts", (const char *const *)end->discounts);
  add_row (&builder, &end->row, scale);
  return cord_builder_end (&builder);
}

static void
add_after (CordBuilder *builder, GPtrArray *after, guint scale)
{
  CordBuilder array;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init_array (&array);
  for (guint i = 0; i < after->len; i++)
    {
      g_autoptr (GVariant) end = write_promotion_end (g_ptr_array_index (after, i), scale);

      cord_builder_add (&array, end);
    }
  value = cord_builder_end (&array);
  cord_builder_value (builder, "after", value);
}

static void
add_ladder (CordBuilder *builder, const char *key, const CordLadder *ladder, guint scale)
{
  CordBuilder rows;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init (&rows);
  add_step (&rows, "this", &ladder->this_bill, FALSE, scale);
  add_step (&rows, "next", &ladder->next, TRUE, scale);
  add_step (&rows, "steady", &ladder->steady, TRUE, scale);
  add_after (&rows, ladder->after, scale);
  add_step (&rows, "year", &ladder->year, FALSE, scale);
  value = cord_builder_end (&rows);
  cord_builder_value (builder, key, value);
}

static void
add_entitlements (CordBuilder *builder, GPtrArray *entitlements)
{
  CordBuilder array;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init_array (&array);
  for (guint i = 0; i < entitlements->len; i++)
    {
      const CordEntitlement *entitlement = g_ptr_array_index (entitlements, i);
      g_autoptr (GVariant) element = NULL;
      CordBuilder object;

      cord_builder_init (&object);
      cord_builder_string (&object, "product", entitlement->product);
      cord_builder_string (&object, "allowance", entitlement->allowance);
      add_cycle (&object, entitlement->cycle);
      add_amount (&object, "current", entitlement->current, 0);
      add_amount (&object, "candidate", entitlement->candidate, 0);
      element = cord_builder_end (&object);
      cord_builder_add (&array, element);
    }
  value = cord_builder_end (&array);
  cord_builder_value (builder, "allowances", value);
}

GVariant *
cord_quote_to_value (CordQuote *self)
{
  const guint scale = cord_quote_get_scale (self);
  g_autoptr (GVariant) lines = cord_quote_write_lines (cord_quote_get_lines (self), scale);
  g_autoptr (GVariant) ladder = NULL;
  g_autoptr (GVariant) seal
      = cord_value_of_strings ("sha256", cord_quote_get_sha256 (self), "letters", cord_quote_get_letters (self), NULL);
  CordBuilder ladders, builder;

  cord_builder_init (&ladders);
  add_ladder (&ladders, "current", cord_quote_get_current (self), scale);
  add_ladder (&ladders, "candidate", cord_quote_get_candidate (self), scale);
  ladder = cord_builder_end (&ladders);

  cord_builder_init (&builder);
  cord_builder_value (&builder, "lines", lines);
  cord_builder_value (&builder, "ladder", ladder);
  if (cord_quote_get_replaced (self) != NULL)
    cord_builder_string (&builder, "replaced", cord_quote_get_replaced (self));
  else
    cord_builder_null (&builder, "replaced");
  if (cord_quote_has_allowances (self))
    add_entitlements (&builder, cord_quote_get_entitlements (self));
  cord_builder_value (&builder, "seal", seal);
  return cord_builder_end (&builder);
}

static void
append_string (GString *text, const char *string)
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
      append_string (text, key);
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
    append_string (text, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_string_append_printf (text, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    g_string_append (text, g_variant_get_boolean (value) ? "true" : "false");
  else
    g_string_append (text, "null");
}

char *
cord_quote_write_json (GVariant *value)
{
  GString *text = g_string_new (NULL);

  append_value (text, value);
  return g_string_free (text, FALSE);
}

char *
cord_quote_to_json (CordQuote *self)
{
  g_autoptr (GVariant) value = cord_quote_to_value (self);

  return cord_quote_write_json (value);
}
