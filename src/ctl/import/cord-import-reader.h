/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/import/cord-import-private.h"
#include "ctl/import/cord-import-source.h"

G_BEGIN_DECLS

/* Reads a source and makes rows of it in a thread of its own, some chunks ahead of the thread that stores them: parsing
 * JSON and inserting rows cost about the same. */
typedef struct _CordImportReader CordImportReader;

typedef struct
{
  GArray *items; /* (element-type CordImportItem), in the order of the source */
  guint64 bytes; /* of the source, up to its end */
  gboolean last;
} CordImportChunk;

/* @source must outlive it. @type: of resources that do not say, or NULL. @now: microseconds since the epoch. Nothing is
 * read yet. */
CordImportReader *cord_import_reader_new (CordImportSource *source, const CordResourceType *type, gint64 now);
/* Stops reading, even while it waits for a pipe. */
void cord_import_reader_free (CordImportReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordImportReader, cord_import_reader_free)

/* How the source begins, as cord_json_splitter_peek; before the first chunk only. */
const char *cord_import_reader_peek (CordImportReader *self, gsize *length, GError **error);
/* Owned by the reader, until the next call; not to be called after the last chunk. A source that cannot be read any
 * further ends with an item that has this fault. */
const CordImportChunk *cord_import_reader_next (CordImportReader *self);

G_END_DECLS
