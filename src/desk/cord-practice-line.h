/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-clock.h"

G_BEGIN_DECLS

/* The practice line: the real server in this process, in a thread of its own, on a private Unix socket, filled with the
 * project's practice data, on a clock that can be moved. Part of the composition root. */
#define CORD_TYPE_PRACTICE_LINE (cord_practice_line_get_type ())
G_DECLARE_FINAL_TYPE (CordPracticeLine, cord_practice_line, CORD, PRACTICE_LINE, GObject)

#define CORD_PRACTICE_USER "agent"
#define CORD_PRACTICE_PASSWORD "practice"

/* @data: the folder that holds practice/ and policy/; @folder: a private folder for the socket, the store and spooled
 * messages.
 * @fresh FALSE keeps the store of a run that ended in the middle of a call. */
void cord_practice_line_start_async (const char *data, const char *folder, gboolean fresh, CordClock *clock,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The running line; finalizing it waits until the thread of the server has ended. NULL with an error, CONFLICT with
 * reason "in-use" when another window practises in @folder, whose files are then left alone. */
CordPracticeLine *cord_practice_line_start_finish (GAsyncResult *result, GError **error);
const char *cord_practice_line_get_server (CordPracticeLine *self); /* "unix:PATH" */

/* 2026-11-18 09:00 in Berlin, when every practice day begins. */
gint64 cord_practice_line_first_instant (void);

G_END_DECLS
