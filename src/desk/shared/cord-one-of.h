/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows one page of a stack and hides the others for good: a page that is only covered would still be read out by a
 * screen reader as if it were on the screen. */
void cord_one_of_show (GtkStack *stack, const char *name);

G_END_DECLS
