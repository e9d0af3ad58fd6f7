/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Watches whether words have been on the screen from their first line to their last: painted, and inside the visible
 * part of what scrolls them. Words that change have to be seen again from the first line. They are the texts of the
 * labels and text views that are mapped; what an expander can fold away is detail and may change. It follows the frames
 * that are painted anyway and asks for none but the first. */
#define CORD_TYPE_SHOWN_WATCH (cord_shown_watch_get_type ())
G_DECLARE_FINAL_TYPE (CordShownWatch, cord_shown_watch, CORD, SHOWN_WATCH, GObject)

/* @scroller scrolls the words and is not kept alive by the watch. Full reference. */
CordShownWatch *cord_shown_watch_new (GtkScrolledWindow *scroller);
/* Watches @words, inside the scroller, from now on: what was seen before does not count. NULL watches nothing. */
void cord_shown_watch_start (CordShownWatch *self, GtkWidget *words);
/* TRUE when all of the words, as they are now, have been on the screen since then. */
gboolean cord_shown_watch_is_shown (CordShownWatch *self);
/* Scrolls to the first of the words that was not on the screen yet. */
void cord_shown_watch_reveal (CordShownWatch *self);

G_END_DECLS
