/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-feature.h"
#include "domain/options/cord-comparison-features.h"
#include "domain/options/cord-comparison-prices.h"
#include "domain/options/cord-comparison-terms.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>

struct _CordComparison
{
  GArray *columns; /* (element-type CordComparisonColumn) */
  GPtrArray *rows; /* (element-type CordComparisonRow) */
};

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

/* A product has its own features, and those of its offering that it does not set itself. */
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
fill_current (CordComparisonSides *self, GVariant *change, CordDate today)
{
  CordComparisonSide *side = &self->sides[0];

  side->day = today;
  if (change != NULL)
    side->held = cord_customer_find_product (self->customer, cord_change_get_product (change));
  if (side->held != NULL)
    side->offering = cord_catalog_find (self->catalog, cord_product_get_offering (side->held));
  side->features = dup_features (side);
  cord_qualify_prices (self->customer, self->catalog, side->held, NULL, 0, today, &side->before, &side->price);
  side->price = side->before;
}

static void
fill_candidate (CordComparisonSides *self, guint index, GVariant *change, CordDate day)
{
  CordComparisonSide *side = &self->sides[index];

  side->change = change;
  side->day = day;
  side->held = cord_customer_find_product (self->customer, cord_change_get_product (change));
  if (!cord_comparison_side_is_removal (side))
    side->offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  side->features = dup_features (side);
  side->term = (int)cord_change_get_term (change);
  cord_qualify_prices (self->customer, self->catalog, side->held, side->offering, cord_change_get_quantity (change),
                       day, &side->before, &side->price);
}

static char *
column_name (CordComparisonSides *self, const CordComparisonSide *side)
{
  if (side->change == NULL)
    return g_strdup (side->held != NULL ? cord_product_get_name (side->held) : _ ("What you have now"));
  if (cord_comparison_side_is_removal (side))
    return g_strdup_printf (_ ("Without %s"), side->held != NULL ? cord_product_get_name (side->held) : "");
  if (side->offering != NULL)
    return g_strdup (cord_offering_get_name (side->offering));
  return cord_text_clean (cord_change_get_offering (side->change), 80);
}

static void
column_clear (gpointer data)
{
  CordComparisonColumn *column = data;

  g_free (column->key);
  g_free (column->name);
}

static GArray *
make_columns (CordComparisonSides *self)
{
  GArray *columns = g_array_sized_new (FALSE, TRUE, sizeof (CordComparisonColumn), self->n_sides);

  g_array_set_clear_func (columns, column_clear);
  for (guint i = 0; i < self->n_sides; i++)
    {
      const CordComparisonSide *side = &self->sides[i];
      CordComparisonColumn column = { .key = side->change != NULL ? cord_change_key (side->change) : g_strdup (""),
                                      .name = column_name (self, side),
                                      .price = side->price };

      g_array_append_val (columns, column);
    }
  return columns;
}

CordComparison *
cord_comparison_new (CordCustomer *customer, CordCatalog *catalog, CordDate today, GVariant *const *changes,
                     const CordDate *days, gsize n_changes)
{
  CordComparison *self = g_new0 (CordComparison, 1);
  g_autofree CordComparisonSide *sides = g_new0 (CordComparisonSide, n_changes + 1);
  g_autoptr (CordPromotionChooser) chooser = cord_promotion_chooser_new (customer, today);
  CordComparisonSides all = { customer, catalog, chooser, (guint)n_changes + 1, sides, NULL };

  self->rows = all.rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_comparison_row_free);
  fill_current (&all, n_changes > 0 ? changes[0] : NULL, today);
  for (gsize i = 0; i < n_changes; i++)
    fill_candidate (&all, (guint)i + 1, changes[i], days[i] != CORD_DATE_NONE ? days[i] : today);
  cord_comparison_add_prices (&all);
  cord_comparison_add_features (&all);
  cord_comparison_add_terms (&all);
  /* The sort must keep the order of equals, which qsort does not promise; GLib's does. */
  g_ptr_array_sort (self->rows, cord_comparison_row_compare);
  self->columns = make_columns (&all);
  for (guint i = 0; i < all.n_sides; i++)
    g_variant_unref (sides[i].features);
  return self;
}

void
cord_comparison_free (CordComparison *self)
{
  g_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
cord_comparison_get_n_columns (const CordComparison *self)
{
  return self->columns->len;
}

const CordComparisonColumn *
cord_comparison_get_column (const CordComparison *self, guint index)
{
  g_return_val_if_fail (index < self->columns->len, NULL);
  return &g_array_index (self->columns, CordComparisonColumn, index);
}

GPtrArray *
cord_comparison_get_rows (const CordComparison *self)
{
  return self->rows;
}
