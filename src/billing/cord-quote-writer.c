/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-quote-writer.h"

#include "billing/cord-output.h"

static void
add_row (CordBuilder *builder, const CordBillRow *row, guint scale)
{
  cord_output_add_amount (builder, "net", row->net, scale);
  cord_output_add_amount (builder, "tax", row->tax, scale);
  cord_output_add_amount (builder, "gross", row->gross, scale);
}

static void
add_step (CordBuilder *builder, const char *key, const CordBillRow *row, gboolean with_cycle, guint scale)
{
  CordBuilder step;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init (&step);
  if (with_cycle)
    cord_output_add_cycle (&step, row->cycle);
  add_row (&step, row, scale);
  value = cord_builder_end (&step);
  cord_builder_value (builder, key, value);
}

static GVariant *
write_promotion_end (const CordPromotionEnd *end, guint scale)
{
  const gboolean is_price = end->offers[0] != NULL;
  g_autofree char *day = cord_date_to_string (end->ends);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_output_add_cycle (&builder, end->row.cycle);
  cord_builder_string (&builder, is_price ? "from" : "ends", day);
  cord_builder_strv (&builder, is_price ? "offers" : "discounts",
                     (const char *const *)(is_price ? end->offers : end->discounts));
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

/* The first bill is a row of the candidate alone. */
static void
add_first (CordBuilder *builder, const CordLadder *ladder, guint scale)
{
  if (ladder->has_first)
    add_step (builder, "first", &ladder->first, TRUE, scale);
  else
    cord_builder_null (builder, "first");
}

static void
add_ladder (CordBuilder *builder, const char *key, const CordLadder *ladder, gboolean candidate, guint scale)
{
  CordBuilder rows;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init (&rows);
  add_step (&rows, "this", &ladder->this_bill, FALSE, scale);
  add_step (&rows, "next", &ladder->next, TRUE, scale);
  if (candidate)
    add_first (&rows, ladder, scale);
  add_step (&rows, "steady", &ladder->steady, TRUE, scale);
  add_after (&rows, ladder->after, scale);
  add_step (&rows, "year", &ladder->year, FALSE, scale);
  value = cord_builder_end (&rows);
  cord_builder_value (builder, key, value);
}

static GVariant *
write_entitlements (const CordQuoteChange *change)
{
  CordBuilder array;

  cord_builder_init_array (&array);
  for (guint i = 0; i < change->entitlements->len; i++)
    {
      const CordEntitlement *entitlement = g_ptr_array_index (change->entitlements, i);
      g_autoptr (GVariant) element = NULL;
      CordBuilder object;

      cord_builder_init (&object);
      cord_builder_string (&object, "product", entitlement->product);
      cord_builder_string (&object, "allowance", entitlement->allowance);
      cord_output_add_cycle (&object, entitlement->cycle);
      cord_output_add_amount (&object, "current", entitlement->current, 0);
      cord_output_add_amount (&object, "candidate", entitlement->candidate, 0);
      element = cord_builder_end (&object);
      cord_builder_add (&array, element);
    }
  return cord_builder_end (&array);
}

static GVariant *
write_replaced (const CordQuoteChange *change)
{
  return change->replaced != NULL ? g_variant_ref_sink (g_variant_new_string (change->replaced))
                                  : g_variant_ref_sink (g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
}

/* What is said of the only change, or a list of what is said of each. */
static void
add_of_changes (CordBuilder *builder, const char *key, CordQuote *quote, GVariant *(*write) (const CordQuoteChange *))
{
  GPtrArray *changes = cord_quote_get_changes (quote);
  g_autoptr (GVariant) value = NULL;
  CordBuilder array;

  if (!cord_quote_lists_changes (quote))
    value = write (g_ptr_array_index (changes, 0));
  else
    {
      cord_builder_init_array (&array);
      for (guint i = 0; i < changes->len; i++)
        {
          g_autoptr (GVariant) element = write (g_ptr_array_index (changes, i));

          cord_builder_add (&array, element);
        }
      value = cord_builder_end (&array);
    }
  cord_builder_value (builder, key, value);
}

GVariant *
cord_quote_to_value (CordQuote *self)
{
  const guint scale = cord_quote_get_scale (self);
  g_autoptr (GVariant) lines = cord_bill_lines_to_value (cord_quote_get_lines (self), scale);
  g_autoptr (GVariant) ladder = NULL;
  g_autoptr (GVariant) seal
      = cord_value_of_strings ("sha256", cord_quote_get_sha256 (self), "letters", cord_quote_get_letters (self), NULL);
  CordBuilder ladders, builder;

  cord_builder_init (&ladders);
  add_ladder (&ladders, "current", cord_quote_get_current (self), FALSE, scale);
  add_ladder (&ladders, "candidate", cord_quote_get_candidate (self), TRUE, scale);
  ladder = cord_builder_end (&ladders);

  cord_builder_init (&builder);
  cord_builder_value (&builder, "lines", lines);
  cord_builder_value (&builder, "ladder", ladder);
  add_of_changes (&builder, "replaced", self, write_replaced);
  if (cord_quote_has_allowances (self))
    add_of_changes (&builder, "allowances", self, write_entitlements);
  cord_builder_value (&builder, "seal", seal);
  return cord_builder_end (&builder);
}

char *
cord_quote_to_json (CordQuote *self)
{
  g_autoptr (GVariant) value = cord_quote_to_value (self);

  return cord_output_to_json (value);
}
