/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows one page of a stack and hides the others for good: a page that is only covered would still be read out by a
 * screen reader as if it were on the screen. */
void cord_one_of_show (GtkStack *stack, const char *name);
/* Takes the focus out of @page, if it is there, so that nothing has it. For a page that turns insensitive, or shows
 * something else. */
void cord_one_of_leave (GtkWidget *page);

G_END_DECLS
