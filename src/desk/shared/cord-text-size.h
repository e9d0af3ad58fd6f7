/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Large text, half as large again as usual and more, leaves the window less room: what is said elsewhere as well is put
 * away then, and rows become columns. */

/* TRUE when the text on the display of @widget is large. */
gboolean cord_text_size_is_large (GtkWidget *widget);
/* The size of the text on the display of @widget, in percent of the usual one. */
int cord_text_size_get_percent (GtkWidget *widget);
/* Calls @apply with @widget now, and whenever the size of the text changes. */
void cord_text_size_follow (GtkWidget *widget, void (*apply) (GtkWidget *widget));
/* Hides @widget while the text is large; of what the text can do without. */
void cord_text_size_hide (GtkWidget *widget);

G_END_DECLS
