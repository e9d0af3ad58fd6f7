/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-feature.h"
#include "domain/options/cord-comparison-side.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>

static void
add_features (CordBuilder *builder, GVariant *features, GVariant *but)
{
  gsize n = cord_value_length (features);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) feature = cord_value_dup_at (features, i);
      const char *name = cord_value_get_string (feature, "name");

      if (but == NULL || name == NULL || cord_feature_find (but, name) == NULL)
        cord_builder_add (builder, feature);
    }
}

/* What is held has its own features, and those of its offering where it does not say otherwise. */
static GVariant *
dup_features (const CordComparisonSide *side)
{
  g_autoptr (GVariant) own = NULL;
  CordBuilder builder;

  if (side->change != NULL || side->held == NULL)
    return side->offering != NULL ? g_variant_ref (cord_offering_get_features (side->offering))
                                  : cord_value_empty_array ();
  own = g_variant_ref (cord_product_get_features (side->held));
  cord_builder_init_array (&builder);
  add_features (&builder, own, NULL);
  if (side->offering != NULL)
    add_features (&builder, cord_offering_get_features (side->offering), own);
  return cord_builder_end (&builder);
}

static void
fill_current (CordComparison *self, GVariant *change)
{
  CordComparisonSide *side = &self->sides[0];

  if (change != NULL)
    side->held = cord_customer_find_product (self->customer, cord_change_get_product (change));
  if (side->held != NULL)
    side->offering = cord_catalog_find (self->catalog, cord_product_get_offering (side->held));
  side->features = dup_features (side);
  cord_qualify_prices (self->customer, side->held, NULL, 0, &side->before, &side->price);
  side->price = side->before;
}

static void
fill_candidate (CordComparison *self, guint index, GVariant *change)
{
  CordComparisonSide *side = &self->sides[index];

  side->change = change;
  side->held = cord_customer_find_product (self->customer, cord_change_get_product (change));
  if (!cord_comparison_side_is_removal (side))
    side->offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  side->features = dup_features (side);
  side->term = (int)cord_change_get_term (change);
  cord_qualify_prices (self->customer, side->held, side->offering, cord_change_get_quantity (change), &side->before,
                       &side->price);
}

static char *
column_name (CordComparison *self, const CordComparisonSide *side)
{
  if (side->change == NULL)
    return g_strdup (side->held != NULL ? cord_product_get_name (side->held) : _ ("What you have now"));
  if (cord_comparison_side_is_removal (side))
    return g_strdup_printf (_ ("Without %s"), side->held != NULL ? cord_product_get_name (side->held) : "");
  if (side->offering != NULL)
    return g_strdup (cord_offering_get_name (side->offering));
  return cord_text_clean (cord_change_get_offering (side->change), 80);
}

static GVariant *
to_column (CordComparison *self, const CordComparisonSide *side)
{
  g_autofree char *key = side->change != NULL ? cord_change_key (side->change) : g_strdup ("");
  g_autofree char *name = column_name (self, side);
  g_autofree char *price = cord_money_to_decimal (side->price);
  g_autofree char *promotion = cord_comparison_promotion (self, side);
  CordMoney listed;
  gboolean negotiated = side->held != NULL && cord_comparison_side_is_same (side)
                        && cord_qualify_is_negotiated (side->held, self->catalog, &listed);

  return cord_value_of_strings ("key", key, "name", name, "price", price, "currency", side->price.currency, "promotion",
                                promotion, "negotiated", negotiated ? price : NULL, NULL);
}

static GVariant *
to_columns (CordComparison *self)
{
  CordBuilder columns;

  cord_builder_init_array (&columns);
  for (guint i = 0; i < self->n_sides; i++)
    {
      g_autoptr (GVariant) column = to_column (self, &self->sides[i]);

      cord_builder_add (&columns, column);
    }
  return cord_builder_end (&columns);
}

/* The sort of rows must keep the order of equals, which qsort does not promise; GLib's does. */
static GVariant *
to_rows (CordComparison *self)
{
  CordBuilder rows;

  g_ptr_array_sort (self->rows, cord_comparison_row_compare);
  cord_builder_init_array (&rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (GVariant) row = cord_comparison_row_to_value (g_ptr_array_index (self->rows, i));

      cord_builder_add (&rows, row);
    }
  return cord_builder_end (&rows);
}

GVariant *
cord_compare (CordCustomer *customer, CordCatalog *catalog, CordDate today, GVariant *const *changes, gsize n_changes)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_comparison_row_free);
  g_autofree CordComparisonSide *sides = g_new0 (CordComparisonSide, n_changes + 1);
  CordComparison self = { customer, catalog, today, (guint)n_changes + 1, sides, rows };
  g_autoptr (GVariant) column_list = NULL;
  g_autoptr (GVariant) row_list = NULL;
  CordBuilder comparison;

  fill_current (&self, n_changes > 0 ? changes[0] : NULL);
  for (gsize i = 0; i < n_changes; i++)
    fill_candidate (&self, (guint)i + 1, changes[i]);
  cord_comparison_add_prices (&self);
  cord_comparison_add_features (&self);
  cord_comparison_add_terms (&self);
  column_list = to_columns (&self);
  row_list = to_rows (&self);
  for (guint i = 0; i < self.n_sides; i++)
    g_variant_unref (sides[i].features);
  cord_builder_init (&comparison);
  cord_builder_value (&comparison, "columns", column_list);
  cord_builder_value (&comparison, "rows", row_list);
  return cord_builder_end (&comparison);
}
