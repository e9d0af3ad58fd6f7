/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/tour/cord-tour-input.h"

#include "desk/shared/cord-choice-row.h"

static gboolean
is_pressed (GtkWidget *widget)
{
  return GTK_IS_TOGGLE_BUTTON (widget) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget));
}

static gboolean
is_usable (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) && !is_pressed (widget);
}

static GtkWidget *
find (GtkWidget *widget, const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (widget), name) == 0 && is_usable (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
cord_tour_press (GtkWidget *root, const char *name)
{
  GtkWidget *widget = find (root, name);

  if (widget == NULL)
    return FALSE;
  g_signal_emit_by_name (widget, "clicked");
  return TRUE;
}

gboolean
cord_tour_type (GtkWidget *root, const char *name, const char *text)
{
  GtkWidget *widget = find (root, name);

  if (widget != NULL && !GTK_IS_EDITABLE (widget))
    widget = gtk_widget_get_first_child (widget);
  if (widget == NULL || !GTK_IS_EDITABLE (widget) || !is_usable (widget))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  return TRUE;
}

gboolean
cord_tour_choose (GtkWidget *root, const char *name, const char *value)
{
  GtkWidget *widget = find (root, name);

  return widget != NULL && CORD_IS_CHOICE_ROW (widget) && cord_choice_row_pick (CORD_CHOICE_ROW (widget), value);
}

gboolean
cord_tour_answer (GtkWidget *root, const char *question, const char *answer)
{
  g_autofree char *name = g_strdup_printf ("field-%s", question);
  GtkWidget *widget = find (root, name);
  GtkWidget *box = widget ? gtk_widget_get_first_child (widget) : NULL;

  if (box == NULL)
    return FALSE;
  if (cord_tour_type (root, name, answer))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *choice = gtk_widget_get_first_child (child);

      if (GTK_IS_TOGGLE_BUTTON (choice) && g_strcmp0 (g_object_get_data (G_OBJECT (choice), "value"), answer) == 0)
        {
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (choice), TRUE);
          return TRUE;
        }
    }
  return FALSE;
}
