/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/customer/cord-fact-list.h"

struct _CordFactList
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *empty;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (CordFactList, cord_fact_list, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_EMPTY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
make_label (const char *text, float xalign, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26); /* the panel keeps its width; longer facts wrap */
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *when = NULL;
  g_autofree char *amount = NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *left, *right;

  g_object_get (item, "title", &title, "detail", &detail, "when", &when, "amount", &amount, NULL);
  left = make_label (title, 0, FALSE);
  gtk_widget_set_hexpand (left, TRUE);
  right = make_label (amount != NULL && *amount != '\0' ? amount : when, 1, amount == NULL || *amount == '\0');
  gtk_label_set_justify (GTK_LABEL (right), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (right, "money");
  gtk_widget_set_valign (right, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  gtk_box_append (GTK_BOX (box), line);
  if (detail != NULL && *detail != '\0')
    {
      GtkWidget *below = make_label (detail, 0, TRUE);

      gtk_widget_add_css_class (below, "caption");
      gtk_box_append (GTK_BOX (box), below);
    }
  gtk_widget_add_css_class (row, "fact");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
cord_fact_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CordFactList *self = CORD_FACT_LIST (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    case PROP_EMPTY:
      gtk_label_set_label (self->empty, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cord_fact_list_class_init (CordFactListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = cord_fact_list_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EMPTY] = g_param_spec_string ("empty", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_fact_list_init (CordFactList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->title = GTK_LABEL (make_label ("", 0, FALSE));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "overline");
  self->empty = GTK_LABEL (make_label ("", 0, TRUE));
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->rows, GTK_WIDGET (self->empty));
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "facts");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->rows));
}

void
cord_fact_list_bind (CordFactList *self, GListModel *entries)
{
  gtk_list_box_bind_model (self->rows, entries, make_row, NULL, NULL);
}
