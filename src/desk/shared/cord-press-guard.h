/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes one press one act in everything that @window holds: a key that is held down repeats only where it types or
 * moves, never where it acts, and the second click of a double click does not reach a button or a row. Call it once,
 * after the window has its application, whose accelerators would otherwise see the keys first. */
void cord_press_guard_add (GtkWindow *window);
/* Whether a click on @widget, the innermost below the pointer, does something that a second one would do again: it is
 * in a button or a row, but not in a text, nor in a calendar, whose buttons turn the months, nor one of the desktop's
 * own buttons of the window. */
gboolean cord_press_guard_is_act (GtkWidget *widget);

G_END_DECLS
