/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-one-of.h"

void
cord_one_of_leave (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, page))
    gtk_root_set_focus (root, NULL);
}

void
cord_one_of_show (GtkStack *stack, const char *name)
{
  GtkWidget *shown = gtk_stack_get_child_by_name (stack, name);
  GtkWidget *old = gtk_stack_get_visible_child (stack);

  g_return_if_fail (shown != NULL);
  /* GTK warns of a page that goes with the focus in it. */
  if (old != NULL && old != shown)
    cord_one_of_leave (old);
  gtk_widget_set_visible (shown, TRUE);
  gtk_stack_set_visible_child (stack, shown);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
}
