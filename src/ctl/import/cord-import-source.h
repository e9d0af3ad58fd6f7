/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Bytes to import: a file, a named pipe, or standard input ("-"). */
typedef struct
{
  char *name; /* for messages: the path's last part */
  char *stem; /* the name before its first dot; "" of standard input */
  GInputStream *stream;
  gint64 size;    /* when it was opened; -1 of a pipe */
  gint64 changed; /* the same, in nanoseconds since the epoch */
} CordImportSource;

/* INVALID with reason "file" when it cannot be opened. A pipe waits for its writer. */
CordImportSource *cord_import_source_open (const char *path, GError **error);
void cord_import_source_free (CordImportSource *self); /* closes it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordImportSource, cord_import_source_free)

/* To be called after the end was read: INVALID with reason "file-changed" when the file was changed meanwhile. */
gboolean cord_import_source_check (CordImportSource *self, GError **error);

G_END_DECLS
