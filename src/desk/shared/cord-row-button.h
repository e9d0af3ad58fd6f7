/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Puts @button at the end of @row and lets the row activate it. The button keeps its own accessible name: newer
 * versions of libadwaita would have the row's title take its place, and a screen reader would not say what the button
 * does. */
void cord_row_button_add (AdwActionRow *row, GtkWidget *button);
/* Has @button, which shows a short label, speak @name, which also says what it is for ("Home Fiber 250: Present").
 * Newer versions of GTK would read the label that is shown all the same. */
void cord_row_button_set_spoken (GtkWidget *button, const char *name);

G_END_DECLS
