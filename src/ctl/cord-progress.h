/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far a long command is, on standard error: a line that is written over on a terminal, otherwise lines; or JSON
 * Lines for machines, {file, done, bytes, size}. Some five times a second, and at the end of each file. */
typedef struct
{
  gboolean wanted;
  gboolean json;
  gboolean terminal;
  gint64 begun; /* monotonic, microseconds */
  gint64 told;
} CordProgress;

/* @wanted: although nobody may be looking; on a terminal it is told anyway, unless machines read along. */
void cord_progress_init (CordProgress *self, gboolean wanted, gboolean json);
/* @done: resources. @size: of all bytes, -1 when it is not known. */
void cord_progress_tell (CordProgress *self, const char *file, guint64 done, guint64 bytes, gint64 size, gboolean end);
/* Takes the line away, before something else is said. */
void cord_progress_clear (const CordProgress *self);

gint64 cord_progress_milliseconds (const CordProgress *self);       /* since it began, at least 1 */
gint64 cord_progress_rate (const CordProgress *self, guint64 done); /* a second */

G_END_DECLS
