/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a person does with the mouse and the keyboard, done by the tour. Widgets are found by their name (the name
 * property in .ui, gtk_widget_set_name), which is the same in every language, and only where a person could use them:
 * on the screen and sensitive. Each function answers FALSE, and does nothing, when there is no such widget. */

/* Presses the first button called @name below @root. A toggle button that is already pressed is passed over. */
gboolean cord_tour_press (GtkWidget *root, const char *name);

/* Replaces the text of the entry called @name, or of the entry inside the row called @name. */
gboolean cord_tour_type (GtkWidget *root, const char *name, const char *text);

/* Picks the choice whose value is @value in the CordChoiceRow called @name. */
gboolean cord_tour_choose (GtkWidget *root, const char *name, const char *value);

/* Answers the question called @question: types @answer, or presses the button with that value. */
gboolean cord_tour_answer (GtkWidget *root, const char *question, const char *answer);

G_END_DECLS
