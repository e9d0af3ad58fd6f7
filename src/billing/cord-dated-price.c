/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-dated-price.h"

#include "base/cord-value.h"
#include "billing/cord-grid.h"

#include <glib/gi18n-lib.h>

enum
{
  FIELD_FROM,
  FIELD_PRICE,
  FIELD_TAX,
  FIELD_ONCE,
};

static const CordField row_table[] = {
  [FIELD_FROM] = { .name = "from" },
  [FIELD_PRICE] = { .name = "price" },
  [FIELD_TAX] = { .name = "tax" },
  [FIELD_ONCE] = { .name = "once" },
  { 0 },
};

static void
clear_row (gpointer data)
{
  g_clear_pointer (&((CordDatedPrice *)data)->taxes, cord_taxes_unref);
}

GArray *
cord_dated_prices_new (void)
{
  GArray *prices = g_array_new (FALSE, FALSE, sizeof (CordDatedPrice));

  g_array_set_clear_func (prices, clear_row);
  return prices;
}

static const CordDatedPrice *
row_at (const GArray *prices, guint index)
{
  return &g_array_index (prices, CordDatedPrice, index);
}

static gboolean
read_from (const GArray *prices, const CordFields *fields, CordDate *out, GError **error)
{
  const char *text;

  if (!cord_fields_string (fields, FIELD_FROM, &text, error))
    return FALSE;
  if (!cord_date_parse (text, out, NULL))
    return cord_place_refuse (fields->place, "from", "invalid", error, _ ("must be a date such as 2024-06-01"));
  if (!cord_grid_date_in_range (*out, fields->place, "from", error))
    return FALSE;
  return prices->len == 1 || *out > row_at (prices, prices->len - 1)->from
         || cord_place_refuse (fields->place, "from", "invalid", error, _ ("must be after the date before it"));
}

static gboolean
read_row (GArray *prices, const CordView *object, const CordPlace *place, guint max_decimals, GError **error)
{
  CordFields fields;
  CordDatedPrice row = *row_at (prices, prices->len - 1);

  if (!cord_fields_collect (&fields, object, place, row_table, error) || !read_from (prices, &fields, &row.from, error))
    return FALSE;
  if (cord_fields_has (&fields, FIELD_PRICE)
      && !cord_fields_decimal (&fields, FIELD_PRICE, max_decimals, &row.price, error))
    return FALSE;
  if (cord_fields_has (&fields, FIELD_ONCE)
      && !cord_fields_decimal (&fields, FIELD_ONCE, max_decimals, &row.once, error))
    return FALSE;
  row.taxes
      = cord_fields_has (&fields, FIELD_TAX) ? cord_taxes_read (&fields, FIELD_TAX, error) : cord_taxes_ref (row.taxes);
  if (row.taxes == NULL)
    return FALSE;
  g_array_append_val (prices, row);
  return TRUE;
}

gboolean
cord_dated_prices_read (GArray *prices, const CordView *array, const CordPlace *list, guint max_decimals,
                        GError **error)
{
  const gsize n = cord_view_length (array);

  for (gsize i = 0; i < n; i++)
    {
      const CordPlace place = { .parent = list, .number = (guint)i + 1 };
      const CordView object = cord_view_at (array, i);

      if (!read_row (prices, &object, &place, max_decimals, error))
        return FALSE;
    }
  return TRUE;
}

guint
cord_dated_prices_find (const GArray *prices, CordDate date)
{
  guint low = 0, high = prices->len - 1;

  while (low < high)
    {
      const guint middle = high - (high - low) / 2;

      if (row_at (prices, middle)->from <= date)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

gboolean
cord_dated_prices_changes (const GArray *prices, guint index)
{
  const CordDatedPrice *before = row_at (prices, index - 1), *row = row_at (prices, index);

  return cord_decimal_compare (before->price, row->price) != 0
         || !cord_taxes_have_same_percents (before->taxes, row->taxes);
}

GVariant *
cord_dated_price_draft_to_value (CordDate from, const char *price, const char *once, GVariant *tax)
{
  g_autofree char *day = cord_date_to_string (from);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, row_table[FIELD_FROM].name, day);
  cord_builder_string (&builder, row_table[FIELD_PRICE].name, price);
  cord_builder_string (&builder, row_table[FIELD_ONCE].name, once);
  cord_builder_value (&builder, row_table[FIELD_TAX].name, tax);
  return cord_builder_end (&builder);
}

/* Less than 0 when @first comes before @second; what is NULL comes last. */
static int
compare_days (GVariant *first, GVariant *second)
{
  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);
  return g_strcmp0 (cord_value_get_string (first, row_table[FIELD_FROM].name),
                    cord_value_get_string (second, row_table[FIELD_FROM].name));
}

static void
add_merged (CordBuilder *rows, GVariant *first, GVariant *second)
{
  g_autoptr (GVariant) row = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  if (first != NULL)
    cord_builder_extend (&builder, first);
  if (second != NULL)
    cord_builder_extend (&builder, second);
  row = cord_builder_end (&builder);
  cord_builder_add (rows, row);
}

GVariant *
cord_dated_price_drafts_merge (GVariant *first, GVariant *second)
{
  const gsize n_first = cord_value_length (first), n_second = cord_value_length (second);
  CordBuilder rows;
  gsize i = 0, k = 0;

  if (n_first + n_second == 0)
    return NULL;
  cord_builder_init_array (&rows);
  while (i < n_first || k < n_second)
    {
      g_autoptr (GVariant) a = i < n_first ? cord_value_dup_at (first, i) : NULL;
      g_autoptr (GVariant) b = k < n_second ? cord_value_dup_at (second, k) : NULL;
      const int order = compare_days (a, b);

      add_merged (&rows, order <= 0 ? a : NULL, order >= 0 ? b : NULL);
      i += order <= 0;
      k += order >= 0;
    }
  return cord_builder_end (&rows);
}
