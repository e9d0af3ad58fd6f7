/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-quote-arithmetic.h"

#include "billing/cord-bill-explain.h"
#include "billing/cord-output.h"
#include "billing/cord-quote-writer.h"

#include <string.h>

static void
add_decimal (CordBuilder *builder, const char *key, CordDecimal decimal, guint min_decimals)
{
  g_autofree char *text = cord_decimal_to_string (decimal, min_decimals);

  cord_builder_string (builder, key, text);
}

static void
add_amount (CordBuilder *builder, const char *key, CordQuote *quote, gint64 minor)
{
  cord_output_add_amount (builder, key, minor, cord_quote_get_scale (quote));
}

static void
add_moment (CordBuilder *builder, const char *key, CordQuote *quote, gint64 at)
{
  g_autofree char *text = cord_quote_counts_days (quote) ? cord_date_to_string ((CordDate)at)
                                                         : cord_instant_to_string (at * G_USEC_PER_SEC);

  cord_builder_string (builder, key, text);
}

static void
add_parts (CordBuilder *builder, CordQuote *quote, const CordBillLine *line)
{
  CordBuilder array;
  g_autoptr (GVariant) value = NULL;

  cord_builder_init_array (&array);
  for (guint i = 0; i < line->parts->len; i++)
    {
      const CordBillPart *part = &g_array_index (line->parts, CordBillPart, i);
      g_autoptr (GVariant) element = NULL;
      CordBuilder object;

      cord_builder_init (&object);
      add_moment (&object, "from", quote, part->from);
      add_moment (&object, "to", quote, part->to);
      cord_builder_integer (&object, "quantity", part->quantity);
      cord_builder_integer (&object, "ticks", part->ticks);
      if (part->suspended)
        cord_builder_boolean (&object, "suspended", TRUE);
      element = cord_builder_end (&object);
      cord_builder_add (&array, element);
    }
  value = cord_builder_end (&array);
  cord_builder_value (builder, "parts", value);
}

static void
add_share (CordBuilder *builder, CordQuote *quote, const CordBillLine *line)
{
  const guint scale = cord_quote_get_scale (quote);

  add_decimal (builder, "price", line->unit, scale);
  if (strcmp (line->kind, "discount") == 0 && line->is_percent)
    add_decimal (builder, "percent", line->discount, 0);
  else if (strcmp (line->kind, "discount") == 0)
    add_decimal (builder, "amount", line->discount, scale);
  add_parts (builder, quote, line);
  cord_builder_integer (builder, "ticks", line->ticks);
  cord_builder_integer (builder, "cycle_ticks", line->cycle_ticks);
}

static void
add_remaining (CordBuilder *builder, const CordFeeArithmetic *fee)
{
  CordBuilder object;
  g_autoptr (GVariant) rest = NULL;

  add_decimal (builder, "percent", fee->percent, 0);
  if (fee->net)
    cord_builder_string (builder, "of", "net");
  if (!fee->by_day)
    return;
  cord_builder_init (&object);
  cord_builder_integer (&object, "months", fee->rest.months);
  cord_builder_integer (&object, "days", fee->rest.days);
  cord_builder_integer (&object, "month_days", fee->rest.month_days);
  rest = cord_builder_end (&object);
  cord_builder_value (builder, "left", rest);
}

static void
add_fee (CordBuilder *builder, CordQuote *quote, const CordBillLine *line)
{
  static const char *const kinds[] = { NULL, "table", "remaining", "subsidy" };
  const CordFeeArithmetic *fee = &line->fee;

  add_decimal (builder, "price", line->unit, cord_quote_get_scale (quote));
  cord_builder_string (builder, "fee", fee->suspension ? "suspension" : kinds[fee->kind]);
  if (fee->quantity > 0)
    cord_builder_integer (builder, "quantity", fee->quantity);
  if (fee->kind == CORD_ETF_NONE)
    return;
  cord_builder_integer (builder, "completed", fee->completed);
  cord_builder_integer (builder, "months", fee->months);
  if (fee->kind == CORD_ETF_REMAINING)
    add_remaining (builder, fee);
  cord_builder_boolean (builder, "capped", fee->capped);
}

static GVariant *
write_line (CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *sentence = cord_bill_line_explain (quote, line);
  g_autofree char *tax_sentence = cord_bill_line_explain_tax (quote, line);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "key", line->key);
  cord_output_add_cycle (&builder, line->cycle);
  if (line->ticks < 0)
    add_fee (&builder, quote, line);
  else
    add_share (&builder, quote, line);
  cord_builder_string (&builder, "rounding", cord_rounding_name (cord_quote_get_rounding (quote)));
  add_amount (&builder, "position", quote, line->position);
  add_amount (&builder, "invoiced", quote, line->invoiced);
  add_decimal (&builder, "tax_rate", line->tax_rate, 0);
  add_amount (&builder, "net", quote, line->net);
  add_amount (&builder, "tax", quote, line->tax);
  add_amount (&builder, "gross", quote, line->gross);
  cord_bill_line_add_taxes (line, cord_quote_get_scale (quote), &builder);
  cord_builder_string (&builder, "sentence", sentence);
  cord_builder_string (&builder, "tax_sentence", tax_sentence);
  return cord_builder_end (&builder);
}

static GVariant *
write_lines (CordQuote *quote, GPtrArray *lines)
{
  CordBuilder array;

  cord_builder_init_array (&array);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GVariant) line = write_line (quote, g_ptr_array_index (lines, i));

      cord_builder_add (&array, line);
    }
  return cord_builder_end (&array);
}

static GVariant *
write_row (CordQuote *quote, gboolean candidate, CordLadderStep step, guint after)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quote, candidate, step, after);

  return write_lines (quote, lines);
}

static GVariant *
write_after (CordQuote *quote, gboolean candidate, const CordLadder *ladder)
{
  CordBuilder array;

  cord_builder_init_array (&array);
  for (guint i = 0; i < ladder->after->len; i++)
    {
      g_autoptr (GVariant) row = write_row (quote, candidate, CORD_LADDER_AFTER, i);

      cord_builder_add (&array, row);
    }
  return cord_builder_end (&array);
}

static void
add_first (CordBuilder *builder, CordQuote *quote)
{
  g_autoptr (GVariant) row = NULL;

  if (!cord_quote_get_candidate (quote)->has_first)
    {
      cord_builder_null (builder, "first");
      return;
    }
  row = write_row (quote, TRUE, CORD_LADDER_FIRST, 0);
  cord_builder_value (builder, "first", row);
}

static GVariant *
write_ladder (CordQuote *quote, gboolean candidate)
{
  static const struct
  {
    const char *name;
    CordLadderStep step;
  } steps[] = { { "this", CORD_LADDER_THIS }, { "next", CORD_LADDER_NEXT }, { "steady", CORD_LADDER_STEADY } };
  const CordLadder *ladder = candidate ? cord_quote_get_candidate (quote) : cord_quote_get_current (quote);
  g_autoptr (GVariant) after = write_after (quote, candidate, ladder);
  g_autoptr (GVariant) year = write_row (quote, candidate, CORD_LADDER_YEAR, 0);
  CordBuilder builder;

  cord_builder_init (&builder);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GVariant) row = write_row (quote, candidate, steps[i].step, 0);

      cord_builder_value (&builder, steps[i].name, row);
    }
  if (candidate)
    add_first (&builder, quote);
  cord_builder_value (&builder, "after", after);
  cord_builder_value (&builder, "year", year);
  return cord_builder_end (&builder);
}

GVariant *
cord_quote_to_explained_value (CordQuote *self)
{
  g_autoptr (GVariant) plain = cord_quote_to_value (self);
  g_autoptr (GVariant) lines = write_lines (self, cord_quote_get_lines (self));
  g_autoptr (GVariant) current = write_ladder (self, FALSE);
  g_autoptr (GVariant) candidate = write_ladder (self, TRUE);
  g_autoptr (GVariant) arithmetic = NULL;
  CordBuilder inner, builder;

  cord_builder_init (&inner);
  cord_builder_value (&inner, "lines", lines);
  cord_builder_value (&inner, "current", current);
  cord_builder_value (&inner, "candidate", candidate);
  arithmetic = cord_builder_end (&inner);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, plain);
  cord_builder_value (&builder, "arithmetic", arithmetic);
  return cord_builder_end (&builder);
}
