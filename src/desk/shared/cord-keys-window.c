/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-keys-window.h"

#include "desk/shared/cord-keys.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n.h>

struct _CordKeysWindow
{
  AdwWindow parent_instance;

  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CordKeysWindow, cord_keys_window, ADW_TYPE_WINDOW)

/* What the act does; NULL for a step that the procedure does not have. */
static const char *
title_of (const CordKey *key, CordSop *sop)
{
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;
  int index;

  if (key->title != NULL)
    return _ (key->title);
  if (sop == NULL || !g_action_parse_detailed_name (key->action, &action, &target, NULL))
    return NULL;
  index = cord_sop_find_step (sop, g_variant_get_string (target, NULL));
  return index >= 0 ? cord_sop_step_get_title (cord_sop_get_step (sop, (gsize)index)) : NULL;
}

static GtkWidget *
make_row (const CordKey *key, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *label = cord_keys_dup_label (key->action);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, label);
  GtkWidget *cap = gtk_label_new (label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (cap, "keycap");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), cap);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
fill (CordKeysWindow *self, CordSop *sop)
{
  guint n;
  const CordKey *keys = cord_keys_get (&n);
  AdwPreferencesGroup *group = NULL;
  const char *name = NULL;

  for (guint i = 0; i < n; i++)
    {
      const char *title = title_of (&keys[i], sop);

      if (title == NULL)
        continue;
      if (g_strcmp0 (name, keys[i].group) != 0)
        {
          name = keys[i].group;
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _ (name));
          gtk_box_append (self->groups, GTK_WIDGET (group));
        }
      adw_preferences_group_add (group, make_row (&keys[i], title));
    }
}

static void
cord_keys_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CORD_TYPE_KEYS_WINDOW);
  G_OBJECT_CLASS (cord_keys_window_parent_class)->dispose (object);
}

static void
cord_keys_window_class_init (CordKeysWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cord_keys_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/cordboard/Cordboard/ui/shared/cord-keys-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CordKeysWindow, groups);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cord_keys_window_init (CordKeysWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CordKeysWindow *
find_open (GtkWindow *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (CORD_IS_KEYS_WINDOW (link->data) && gtk_window_get_transient_for (link->data) == parent)
      return link->data;
  return NULL;
}

/* The rows can have the focus so that the arrow keys scroll the list; the first one has it, not the button that closes
 * the window. */
void
cord_keys_window_present (GtkWindow *parent, CordSop *sop)
{
  CordKeysWindow *self = find_open (parent);

  if (self == NULL)
    {
      self = g_object_new (CORD_TYPE_KEYS_WINDOW, "transient-for", parent, NULL);
      fill (self, sop);
      gtk_widget_child_focus (GTK_WIDGET (self->groups), GTK_DIR_TAB_FORWARD);
    }
  gtk_window_present (GTK_WINDOW (self));
}
