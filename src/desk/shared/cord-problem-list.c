/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-problem-list.h"

#include "base/cord-text.h"

#include <glib/gi18n.h>

#define FIRST_ROWS 5
#define MORE_ROWS 50
#define ID_MAX_CHARACTERS 80
#define REASON_MAX_CHARACTERS 400

struct _CordProblemList
{
  AdwBin parent_instance;

  CordCatalog *catalog;
  guint shown; /* rows in the list */

  GtkLabel *title;
  GtkLabel *hint;
  GtkListBox *list;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (CordProblemList, cord_problem_list, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_CATALOG,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
make_row (CordOffering *offering)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *id = cord_text_clean (cord_offering_get_id (offering), ID_MAX_CHARACTERS);
  g_autofree char *reason = cord_text_clean (cord_offering_get_problem (offering), REASON_MAX_CHARACTERS);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", id, reason);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cord_offering_get_name (offering));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
show_more (CordProblemList *self, guint n)
{
  const GPtrArray *problems = cord_catalog_get_problems (self->catalog);

  for (; n > 0 && self->shown < problems->len; n--)
    gtk_list_box_append (self->list, make_row (problems->pdata[self->shown++]));
  gtk_widget_set_visible (self->more, self->shown < problems->len);
}

static void
on_more (CordProblemList *self)
{
  show_more (self, MORE_ROWS);
}

static gboolean
is_all (CordCatalog *catalog)
{
  return catalog != NULL
         && cord_catalog_get_problems (catalog)->len == g_list_model_get_n_items (cord_catalog_get_offerings (catalog));
}

static void
set_catalog (CordProblemList *self, CordCatalog *catalog)
{
  const guint n = catalog != NULL ? cord_catalog_get_problems (catalog)->len : 0;
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u offering cannot be sold", "%u offerings cannot be sold", n), n);
  GtkListBoxRow *row;

  g_set_object (&self->catalog, catalog);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->shown = 0;
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->hint, is_all (catalog)
                                      ? _ ("That is the whole catalog. Tell the operator to correct its entries.")
                                      : _ ("Everything else is sold as before. Tell the operator to correct these "
                                           "entries of the catalog."));
  if (n > 0)
    show_more (self, FIRST_ROWS);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
cord_problem_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CATALOG:
      g_value_set_object (value, CORD_PROBLEM_LIST (object)->catalog);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_problem_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CATALOG:
      set_catalog (CORD_PROBLEM_LIST (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_problem_list_dispose (GObject *object)
{
  g_clear_object (&CORD_PROBLEM_LIST (object)->catalog);
  adw_bin_set_child (ADW_BIN (object), NULL); /* AdwBin keeps a stale pointer otherwise */
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_PROBLEM_LIST);
  G_OBJECT_CLASS (cord_problem_list_parent_class)->dispose (object);
}

static void
cord_problem_list_class_init (CordProblemListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cord_problem_list_dispose;
  object_class->get_property = cord_problem_list_get_property;
  object_class->set_property = cord_problem_list_set_property;
  properties[PROP_CATALOG]
      = g_param_spec_object ("catalog", NULL, NULL, CORD_TYPE_CATALOG, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-problem-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CordProblemList, title);
  gtk_widget_class_bind_template_child (widget_class, CordProblemList, hint);
  gtk_widget_class_bind_template_child (widget_class, CordProblemList, list);
  gtk_widget_class_bind_template_child (widget_class, CordProblemList, more);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
cord_problem_list_init (CordProblemList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
