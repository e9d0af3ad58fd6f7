/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Waits until @window has come to rest, which is when several frames in succession are equal, and writes it to the PNG
 * file @path. A window that never rests is taken as it is after a number of frames. */
void cord_tour_picture_take_async (GtkWindow *window, const char *path, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* FALSE with @error when the file could not be written. */
gboolean cord_tour_picture_take_finish (GAsyncResult *result, GError **error);

G_END_DECLS
