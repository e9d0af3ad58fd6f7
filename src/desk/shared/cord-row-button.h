/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Puts @button at the end of @row and lets the row activate it. The button keeps its own accessible name: newer
 * versions of libadwaita would have the row's title take its place, and a screen reader would not say what the button
 * does. */
void cord_row_button_add (AdwActionRow *row, GtkWidget *button);

G_END_DECLS
