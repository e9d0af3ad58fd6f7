/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the main loop until *condition, or fails the test after ten seconds. */
void cord_await_flag (const gboolean *condition);
/* As callback, with a GAsyncResult **: takes a reference of the result. */
void cord_await_store (GObject *source, GAsyncResult *result, gpointer user_data);
/* Runs the main loop until *result is set. */
GAsyncResult *cord_await (GAsyncResult **result);
/* Runs the main loop until nothing is left to dispatch. */
void cord_await_idle (void);
/* A new folder, and its removal with all its contents. */
char *cord_await_make_dir (void);
void cord_await_remove_dir (char *dir);

G_END_DECLS
