/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* A file that appears whole or not at all: written under another name, renamed by cord_export_file_keep, deleted when
 * it is freed before that. Errors: INTERNAL with reason "disk-full" or "write". */
typedef struct _CordExportFile CordExportFile;

/* @path NULL: standard output, which is written at once. Mode 0600. */
CordExportFile *cord_export_file_new (const char *path, GError **error);
/* Closes the file and, unless it was kept, deletes it. */
void cord_export_file_free (CordExportFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordExportFile, cord_export_file_free)

gboolean cord_export_file_write (CordExportFile *self, const char *text, GError **error); /* appends @text */
guint64 cord_export_file_get_bytes (const CordExportFile *self);                          /* written so far */
/* Flushes all of it to the disk, still under the other name. Nothing is written after this. */
gboolean cord_export_file_finish (CordExportFile *self, GError **error);
/* Gives the finished file its name. */
gboolean cord_export_file_keep (CordExportFile *self, GError **error);

G_END_DECLS
