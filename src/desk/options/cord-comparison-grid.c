/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/options/cord-comparison-grid.h"

#include "base/cord-text.h"
#include "desk/shared/cord-row-button.h"
#include "domain/options/cord-comparison.h"

#include <glib/gi18n.h>

#define LEAST_CHARS 8 /* so that four columns have room in large text */

struct _CordComparisonGrid
{
  AdwBin parent_instance;

  GtkGrid *grid;
  char *chosen;
};

G_DEFINE_FINAL_TYPE (CordComparisonGrid, cord_comparison_grid, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  PRESENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_cell (gboolean in_focus)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (cell, "comparison-cell");
  if (in_focus)
    gtk_widget_add_css_class (cell, "chosen");
  gtk_widget_set_hexpand (cell, TRUE);
  return cell;
}

static const char *
key_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "key");
}

static void
on_choose (CordComparisonGrid *self, GtkWidget *button)
{
  g_signal_emit (self, signals[CHOSEN], 0, key_of (button));
}

static void
on_present (CordComparisonGrid *self, GtkWidget *button)
{
  g_signal_emit (self, signals[PRESENT], 0, key_of (button));
}

static GtkWidget *
make_button (CordComparisonGrid *self, CordOption *option, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));
  g_autofree char *name = g_strdup_printf ("%s: %s", cord_option_get_title (option), label);

  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  cord_row_button_set_spoken (button, name);
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (cord_option_get_key (option)), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static char *
price_text (const CordComparisonColumn *column)
{
  /* Before an addition the customer has no such product, which is not the same as one that costs nothing. */
  if (column->price.minor == 0 && *column->key == '\0')
    return g_strdup ("—");
  return cord_money_to_display (column->price);
}

static GtkWidget *
make_heading (CordComparisonGrid *self, const CordComparisonColumn *column, CordOption *option, guint place)
{
  static const char *const letters[] = { N_ ("A · BEST FIT"), "B", "C" };
  gboolean in_focus = option != NULL && g_strcmp0 (cord_option_get_key (option), self->chosen) == 0;
  GtkWidget *cell = make_cell (in_focus);
  g_autofree char *price = price_text (column);
  g_autofree char *name = cord_text_clean (option ? cord_option_get_title (option) : column->name, 60);
  GtkWidget *title = make_label (name, "title-4");
  GtkWidget *amount = make_label (price, "title-3");

  gtk_widget_add_css_class (amount, "money");
  gtk_box_append (GTK_BOX (cell), make_label (option == NULL ? _ ("NOW")
                                              : place == 0   ? _ (letters[0])
                                                             : letters[MIN (place, 2)],
                                              "overline"));
  gtk_box_append (GTK_BOX (cell), title);
  gtk_box_append (GTK_BOX (cell), amount);
  gtk_box_append (GTK_BOX (cell), make_label (_ ("a month"), "caption"));
  if (option == NULL)
    return cell;
  {
    gboolean presented = cord_option_get_presented (option);
    GtkWidget *choose
        = make_button (self, option, in_focus ? _ ("In focus") : _ ("Look closer"), G_CALLBACK (on_choose));
    GtkWidget *present
        = make_button (self, option, presented ? _ ("Presented ✓") : _ ("Present"), G_CALLBACK (on_present));

    gtk_widget_set_name (present, "present");
    gtk_widget_set_sensitive (present, !presented);
    gtk_widget_set_sensitive (choose, !in_focus);
    gtk_widget_add_css_class (present, presented ? "flat" : "present");
    gtk_widget_add_css_class (choose, "flat");
    gtk_widget_set_margin_top (present, 6);
    gtk_box_append (GTK_BOX (cell), present);
    gtk_box_append (GTK_BOX (cell), choose);
  }
  return cell;
}

/* Red is for what is lost: what is merely dearer is bold. */
static const char *
direction_class (const char *direction)
{
  static const char *const classes[] = { "gain", "loss", "pay", "save" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (direction, classes[i]))
      return classes[i];
  return NULL;
}

static GtkWidget *
make_value (const CordComparisonRow *row, guint column, gboolean in_focus)
{
  GtkWidget *cell = make_cell (in_focus);
  const char *text = cord_comparison_row_get_text (row, column);
  const char *difference = cord_comparison_row_get_difference (row, column);
  g_autofree char *clean = cord_text_clean (text, 120);
  const char *tone = direction_class (cord_comparison_row_get_direction (row, column));
  gboolean same = g_str_equal (text, difference);
  GtkWidget *value = make_label (*clean != '\0' ? clean : "–", same ? tone : NULL);

  if (g_str_equal (cord_comparison_row_get_group (row), "price"))
    gtk_widget_add_css_class (value, "money");
  gtk_box_append (GTK_BOX (cell), value);
  /* What the current plan does not have at all has the same text as its difference. */
  if (!same && *difference != '\0')
    {
      g_autofree char *words = cord_text_clean (difference, 160);
      GtkWidget *label = make_label (words, tone);

      gtk_widget_add_css_class (label, "money");
      gtk_box_append (GTK_BOX (cell), label);
    }
  return cell;
}

static void
add_row (CordComparisonGrid *self, const CordComparisonRow *row, guint n_columns, int top, GPtrArray *options)
{
  GtkWidget *label = make_label (cord_comparison_row_get_label (row), "dim-label");

  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, "comparison-label");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_grid_attach (self->grid, label, 0, top, 1, 1);
  for (guint i = 0; i < n_columns; i++)
    {
      gboolean in_focus
          = i > 0 && i - 1 < options->len && g_strcmp0 (cord_option_get_key (options->pdata[i - 1]), self->chosen) == 0;

      gtk_grid_attach (self->grid, make_value (row, i, in_focus), (int)i + 1, top, 1, 1);
    }
}

static void
clear_grid (CordComparisonGrid *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* Each change is compared as on the day that its preview is for (cord_session_preview). */
static CordComparison *
compare (CordSession *session, GPtrArray *options)
{
  CordInteraction *interaction = cord_session_get_interaction (session);
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  const CordDate today = cord_session_today (session);
  g_autofree GVariant **changes = g_new0 (GVariant *, options->len + 1);
  g_autofree CordDate *days = g_new0 (CordDate, options->len + 1);

  for (guint i = 0; i < options->len; i++)
    {
      changes[i] = cord_option_get_change (options->pdata[i]);
      days[i] = cord_change_default_date (changes[i], customer, cord_session_get_policy (session), today);
    }
  return cord_comparison_new (customer, cord_interaction_get_catalog (interaction), today, changes, days, options->len);
}

void
cord_comparison_grid_show (CordComparisonGrid *self, CordSession *session, GPtrArray *options, const char *chosen,
                           gboolean differences_only)
{
  CordInteraction *interaction = cord_session_get_interaction (session);
  g_autoptr (CordComparison) comparison = NULL;
  GPtrArray *rows;
  guint n_columns;
  int top = 1;

  clear_grid (self);
  g_free (self->chosen);
  self->chosen = g_strdup (chosen);
  if (options->len == 0 || interaction == NULL || cord_interaction_get_customer (interaction) == NULL
      || cord_interaction_get_catalog (interaction) == NULL)
    return;
  comparison = compare (session, options);
  n_columns = cord_comparison_get_n_columns (comparison);
  rows = cord_comparison_get_rows (comparison);
  for (guint i = 0; i < n_columns; i++)
    {
      const CordComparisonColumn *column = cord_comparison_get_column (comparison, i);
      CordOption *option = i > 0 && i - 1 < options->len ? options->pdata[i - 1] : NULL;

      gtk_grid_attach (self->grid, make_heading (self, column, option, (guint)MAX ((int)i - 1, 0)), (int)i + 1, 0, 1,
                       1);
    }
  for (guint i = 0; i < rows->len; i++)
    if (!differences_only || cord_comparison_row_is_changed (rows->pdata[i]))
      add_row (self, rows->pdata[i], n_columns, top++, options);
}

static void
cord_comparison_grid_finalize (GObject *object)
{
  g_free (CORD_COMPARISON_GRID (object)->chosen);
  G_OBJECT_CLASS (cord_comparison_grid_parent_class)->finalize (object);
}

static void
cord_comparison_grid_class_init (CordComparisonGridClass *klass)
{
  static const char *const names[N_SIGNALS] = { "chosen", "present" };

  G_OBJECT_CLASS (klass)->finalize = cord_comparison_grid_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], CORD_TYPE_COMPARISON_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               1, G_TYPE_STRING);
}

static void
cord_comparison_grid_init (CordComparisonGrid *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "comparison");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Comparison with the current plan"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}
