/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison-features.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-feature.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>

#define VALUE_MAX_CHARACTERS 80

/* The features that customers ask about for every plan, in the order in which they ask. */
static const struct
{
  const char *name;
  const char *label;
} speed_features[] = {
  { "technology", N_ ("Technology") }, { "network", N_ ("Network") },     { "download", N_ ("Download") },
  { "upload", N_ ("Upload") },         { "data", N_ ("Data") },           { "mobile data", N_ ("Mobile data") },
  { "minutes", N_ ("Minutes") },       { "texts", N_ ("Text messages") }, { "roaming", N_ ("Roaming") },
  { "hotspot", N_ ("Hotspot") },       { "lines", N_ ("Lines") },
};

static char *
label_of (const char *name)
{
  g_autofree char *clean = NULL;
  g_autofree char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (speed_features); i++)
    if (g_str_equal (speed_features[i].name, name))
      return g_strdup (_ (speed_features[i].label));
  clean = cord_text_clean (name, 40);
  g_strdelimit (clean, "-_", ' ');
  if (*clean == '\0')
    return g_steal_pointer (&clean);
  first = g_utf8_strup (clean, g_utf8_next_char (clean) - clean);
  return g_strconcat (first, g_utf8_next_char (clean), NULL);
}

static gboolean
is_speed (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (speed_features); i++)
    if (g_strcmp0 (speed_features[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/* "free calls to mobiles", "hotspot", "100 hours recordings": what is gained or lost. */
static char *
thing_of (const char *name, const char *value)
{
  g_autofree char *clean = cord_text_clean (value, VALUE_MAX_CHARACTERS);
  g_autofree char *words = cord_text_clean (name, 40);
  g_autofree char *key = cord_text_search_key (value);

  g_strdelimit (words, "-_", ' ');
  if (g_str_equal (key, "yes") || g_str_equal (key, "true") || g_str_equal (key, "included"))
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s %s", clean, words);
}

static void
take_loss (CordComparisonRow *row, guint column, char *text, const char *thing)
{
  cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("loses %s"), thing), "loss");
  cord_comparison_row_take_sentence (row, column, g_strdup_printf (_ ("You lose %s."), thing));
}

/* Whether the offer or what it takes the place of says which the customer wants. */
static CordFeatureSense
sense_of (CordComparisonSides *self, const CordComparisonSide *side, const char *name)
{
  CordFeatureSense sense = cord_feature_get_sense (side->features, name);

  return sense != CORD_FEATURE_NEUTRAL ? sense : cord_feature_get_sense (self->sides[0].features, name);
}

/* What the customer gets in the place of what they have, better or worse. */
static void
take_sentence (CordComparisonRow *row, guint column, const char *old, const char *new)
{
  /* Translators: "Notice period: 3 months instead of 1 month." */
  cord_comparison_row_take_sentence (
      row, column, g_strdup_printf (_ ("%s: %s instead of %s."), cord_comparison_row_get_label (row), new, old));
}

static void
take_less (CordComparisonRow *row, guint column, char *text, const char *old, const char *new)
{
  cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("less: %s instead of %s"), new, old), "loss");
  /* Translators: "Data: only 5 GB instead of 20 GB." */
  cord_comparison_row_take_sentence (
      row, column, g_strdup_printf (_ ("%s: only %s instead of %s."), cord_comparison_row_get_label (row), new, old));
}

/* Such as a waiting time, of which the customer wants less, and best none. */
static void
take_burden (CordComparisonRow *row, guint column, const char *before, const char *after)
{
  g_autofree char *old = cord_text_clean (before != NULL ? before : "—", VALUE_MAX_CHARACTERS);
  g_autofree char *new = cord_text_clean (after != NULL ? after : "—", VALUE_MAX_CHARACTERS);
  const CordFeatureOrder order = cord_feature_compare (before, after);
  const gboolean is_known = before != NULL && after != NULL;
  char *text = after != NULL ? g_strdup (new) : NULL;

  if (order == CORD_FEATURE_SAME)
    cord_comparison_row_take (row, column, text, NULL, "same");
  else if (order == CORD_FEATURE_WORSE && is_known)
    cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("better: %s instead of %s"), new, old), "gain");
  else
    cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("%s instead of %s"), new, old),
                              order == CORD_FEATURE_BETTER && is_known ? "loss" : "same");
  if (order == CORD_FEATURE_BETTER)
    take_sentence (row, column, old, new);
}

/* More or less of something of which nobody says whether the customer wants it. */
static void
take_neutral (CordComparisonRow *row, guint column, char *text, const char *old, const char *new,
              CordFeatureOrder order)
{
  cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("%s instead of %s"), new, old), "same");
  if (order != CORD_FEATURE_UNKNOWN)
    take_sentence (row, column, old, new);
}

/* Such as a speed, of which the customer wants more, or what may be either. */
static void
take_good (CordComparisonRow *row, guint column, const char *name, const char *before, const char *after,
           CordFeatureSense sense)
{
  g_autofree char *old = cord_text_clean (before, VALUE_MAX_CHARACTERS);
  g_autofree char *new = cord_text_clean (after, VALUE_MAX_CHARACTERS);
  char *text = after != NULL ? g_strdup (new) : NULL;
  const CordFeatureOrder order = cord_feature_compare (before, after);
  g_autofree char *thing = NULL;

  if (order == CORD_FEATURE_SAME)
    cord_comparison_row_take (row, column, text, NULL, "same");
  else if (cord_feature_is_absent (after))
    {
      thing = thing_of (name, before);
      take_loss (row, column, text, thing);
    }
  else if (cord_feature_is_absent (before))
    {
      thing = thing_of (name, after);
      cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("gains %s"), thing), "gain");
    }
  else if (sense != CORD_FEATURE_MORE_IS_BETTER || order == CORD_FEATURE_UNKNOWN)
    take_neutral (row, column, text, old, new, order);
  else if (order == CORD_FEATURE_BETTER)
    cord_comparison_row_take (row, column, text, g_strdup_printf (_ ("better: %s instead of %s"), new, old), "gain");
  else
    take_less (row, column, text, old, new);
}

static void
take_feature (CordComparisonSides *self, CordComparisonRow *row, guint column, const char *name)
{
  const CordComparisonSide *side = &self->sides[column];
  const CordFeatureSense sense = sense_of (self, side, name);
  const char *before = cord_feature_find (self->sides[0].features, name);
  const char *after = cord_feature_find (side->features, name);

  if (sense == CORD_FEATURE_LESS_IS_BETTER)
    take_burden (row, column, before, after);
  else
    take_good (row, column, name, before, after, sense);
  /* Who gives a plan up need not hear what was in it. */
  if (cord_comparison_side_is_removal (side))
    cord_comparison_row_take_sentence (row, column, NULL);
}

/* An addition takes nothing away, so its features are gains, or no difference. */
static void
take_added_feature (CordComparisonSides *self, CordComparisonRow *row, guint column, const char *name)
{
  const CordComparisonSide *side = &self->sides[column];
  const char *after = cord_feature_find (side->features, name);
  const gboolean is_gain
      = !cord_feature_is_absent (after) && sense_of (self, side, name) != CORD_FEATURE_LESS_IS_BETTER;
  g_autofree char *thing = is_gain ? thing_of (name, after) : NULL;

  cord_comparison_row_take (row, column, after != NULL ? cord_text_clean (after, VALUE_MAX_CHARACTERS) : NULL,
                            thing != NULL ? g_strdup_printf (_ ("gains %s"), thing) : NULL, "gain");
}

static void
add_feature (CordComparisonSides *self, const char *group, const char *name)
{
  g_autofree char *label = label_of (name);
  g_autoptr (CordComparisonRow) row = cord_comparison_row_new (group, label, self->n_sides);
  const char *before = cord_feature_find (self->sides[0].features, name);

  if (before != NULL)
    cord_comparison_row_take (row, 0, cord_text_clean (before, VALUE_MAX_CHARACTERS), NULL, "same");
  for (guint i = 1; i < self->n_sides; i++)
    if (self->sides[i].held == NULL)
      take_added_feature (self, row, i, name);
    else
      take_feature (self, row, i, name);
  if (cord_comparison_row_is_filled (row))
    g_ptr_array_add (self->rows, g_steal_pointer (&row));
}

/* Names of the features of all columns that are no speed features, in the order of the columns. */
static GPtrArray *
extra_names (CordComparisonSides *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->n_sides; i++)
    {
      gsize n = cord_value_length (self->sides[i].features);

      for (gsize j = 0; j < n; j++)
        {
          g_autoptr (GVariant) feature = cord_value_dup_at (self->sides[i].features, j);
          const char *name = cord_value_get_string (feature, "name");

          if (!cord_feature_is_internal (name) && !is_speed (name)
              && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            g_ptr_array_add (names, g_strdup (name));
        }
    }
  return names;
}

static gboolean
depends (CordProduct *product, CordProduct *held, CordCatalog *catalog)
{
  CordOffering *own = cord_catalog_find (catalog, cord_product_get_offering (product));

  return product != held
         && (cord_product_relies_on (product, cord_product_get_id (held))
             || (own != NULL && cord_offering_may_rely_on (own, cord_product_get_offering (held))));
}

/* Another product that works only with the plan that changes: it stays, or it is lost. */
static void
add_dependent (CordComparisonSides *self, CordProduct *product)
{
  CordComparisonRow *row = cord_comparison_row_new ("extras", cord_product_get_name (product), self->n_sides);

  cord_comparison_row_take (row, 0, g_strdup (_ ("in use")), NULL, "same");
  for (guint i = 1; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];

      if (side->held != NULL
          && cord_qualify_breaks_dependent (product, side->held, side->offering, NULL, self->customer, self->catalog))
        take_loss (row, i, g_strdup (_ ("no longer works")), cord_product_get_name (product));
      else
        cord_comparison_row_take (row, i, g_strdup (_ ("stays")), NULL, "same");
    }
  g_ptr_array_add (self->rows, row);
}

static void
add_dependents (CordComparisonSides *self)
{
  GListModel *products = cord_customer_get_products (self->customer);
  CordProduct *held = self->sides[0].held;
  guint n = held != NULL ? g_list_model_get_n_items (products) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      if (depends (product, held, self->catalog))
        add_dependent (self, product);
    }
}

static char *
bundled_names (CordComparisonSides *self, CordOffering *offering)
{
  g_autoptr (GVariant) parts = cord_offering_dup_bundled (offering);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gsize n = cord_value_length (parts);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (parts, i);
      CordOffering *part = g_variant_is_of_type (id, G_VARIANT_TYPE_STRING)
                               ? cord_catalog_find (self->catalog, g_variant_get_string (id, NULL))
                               : NULL;

      if (part != NULL)
        g_ptr_array_add (names, (gpointer)cord_offering_get_name (part));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **)names->pdata);
}

static void
add_bundles (CordComparisonSides *self)
{
  g_autoptr (CordComparisonRow) row = cord_comparison_row_new ("extras", _ ("Contains"), self->n_sides);
  g_autofree char *before = self->sides[0].offering != NULL ? bundled_names (self, self->sides[0].offering) : NULL;

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      char *names = side->offering != NULL ? bundled_names (self, side->offering) : NULL;

      if (names != NULL && before == NULL)
        cord_comparison_row_take (row, i, names, g_strdup_printf (_ ("gains %s"), names), "gain");
      else if (names == NULL && before != NULL)
        take_loss (row, i, NULL, before);
      else
        cord_comparison_row_take (row, i, names, NULL, "same");
    }
  if (cord_comparison_row_is_filled (row))
    g_ptr_array_add (self->rows, g_steal_pointer (&row));
}

void
cord_comparison_add_features (CordComparisonSides *self)
{
  g_autoptr (GPtrArray) extras = extra_names (self);

  for (gsize i = 0; i < G_N_ELEMENTS (speed_features); i++)
    add_feature (self, "speed", speed_features[i].name);
  for (guint i = 0; i < extras->len; i++)
    add_feature (self, "extras", g_ptr_array_index (extras, i));
  add_bundles (self);
  add_dependents (self);
}
