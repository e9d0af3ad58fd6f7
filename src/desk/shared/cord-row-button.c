/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-row-button.h"

void
cord_row_button_add (AdwActionRow *row, GtkWidget *button)
{
  adw_action_row_add_suffix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
cord_row_button_set_spoken (GtkWidget *button, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
