/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The progress of a long command on standard error: one line that is rewritten on a terminal, otherwise lines; or JSON
 * Lines for machines, {file, done, bytes, size}. Some five times a second, and at the end of each file. */
typedef struct
{
  gboolean wanted;
  gboolean json;
  gboolean terminal;
  gint64 begun; /* monotonic, microseconds */
  gint64 told;
} CordProgress;

/* @wanted: report although standard error is no terminal. On a terminal progress is shown anyway, unless @json. */
void cord_progress_init (CordProgress *self, gboolean wanted, gboolean json);
/* @done: resources so far. @bytes of @size were read, which is -1 when it is not known. @end: the file is done. */
void cord_progress_tell (CordProgress *self, const char *file, guint64 done, guint64 bytes, gint64 size, gboolean end);
/* Removes the line from the terminal, before something else is printed. */
void cord_progress_clear (const CordProgress *self);

gint64 cord_progress_milliseconds (const CordProgress *self);       /* since it began, at least 1 */
gint64 cord_progress_rate (const CordProgress *self, guint64 done); /* a second */

G_END_DECLS
