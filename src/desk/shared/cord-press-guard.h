/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes one press one act in everything that @window holds: a key that is held down repeats only where it types or
 * moves, never where it acts, and the second click of a double click does not reach a button or a row. Call it once,
 * after the window has its application, whose accelerators would otherwise see the keys first. */
void cord_press_guard_add (GtkWindow *window);

G_END_DECLS
