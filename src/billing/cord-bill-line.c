/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-bill-line.h"

#include "billing/cord-line-key.h"
#include "billing/cord-output.h"

void
cord_bill_line_free (CordBillLine *self)
{
  g_free (self->key);
  g_free (self->product);
  cord_taxes_unref (self->taxes);
  g_array_unref (self->parts);
  g_free (self);
}

gint64
cord_bill_line_get_event (const CordBillLine *self)
{
  return cord_line_key_get_event (self->key);
}

static GVariant *
write_tax (const CordBillLine *line, guint tax, guint scale)
{
  g_autofree char *percent = cord_decimal_to_string (line->taxes->percents[tax], 0);
  CordBuilder builder;

  cord_builder_init (&builder);
  if (line->taxes->names[tax] != NULL)
    cord_builder_string (&builder, "name", line->taxes->names[tax]);
  else
    cord_builder_null (&builder, "name");
  cord_builder_string (&builder, "percent", percent);
  cord_output_add_amount (&builder, "tax", line->tax_parts[tax], scale);
  return cord_builder_end (&builder);
}

void
cord_bill_line_add_taxes (const CordBillLine *self, guint scale, CordBuilder *builder)
{
  g_autoptr (GVariant) list = NULL;
  CordBuilder array;

  if (!self->taxes->listed)
    return;
  cord_builder_init_array (&array);
  for (guint i = 0; i < self->taxes->n; i++)
    {
      g_autoptr (GVariant) tax = write_tax (self, i, scale);

      cord_builder_add (&array, tax);
    }
  list = cord_builder_end (&array);
  cord_builder_value (builder, "taxes", list);
}

static GVariant *
write_line (const CordBillLine *line, GVariant *cycle, guint scale)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "key", line->key);
  cord_builder_value (&builder, "cycle", cycle);
  if (line->ticks < 0)
    cord_builder_null (&builder, "ticks");
  else
    {
      g_autofree char *ticks
          = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, line->ticks, line->cycle_ticks);

      cord_builder_string (&builder, "ticks", ticks);
    }
  cord_output_add_amount (&builder, "position", line->position, scale);
  cord_output_add_amount (&builder, "invoiced", line->invoiced, scale);
  cord_output_add_amount (&builder, "net", line->net, scale);
  cord_output_add_amount (&builder, "tax", line->tax, scale);
  cord_output_add_amount (&builder, "gross", line->gross, scale);
  cord_bill_line_add_taxes (line, scale, &builder);
  return cord_builder_end (&builder);
}

GVariant *
cord_bill_lines_to_value (GPtrArray *lines, guint scale)
{
  g_autoptr (GVariant) cycle = NULL;
  CordCycle last = { CORD_DATE_NONE, CORD_DATE_NONE }; /* is that cycle: many lines share one */
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      g_autoptr (GVariant) written = NULL;

      if (cycle == NULL || line->cycle.start != last.start || line->cycle.end != last.end)
        {
          g_clear_pointer (&cycle, g_variant_unref);
          cycle = cord_output_new_cycle (line->cycle);
          last = line->cycle;
        }
      written = write_line (line, cycle, scale);
      cord_builder_add (&builder, written);
    }
  return cord_builder_end (&builder);
}
