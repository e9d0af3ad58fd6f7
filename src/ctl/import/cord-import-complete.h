/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "wire/cord-resource-row.h"

G_BEGIN_DECLS

/* Imported resources have what posted ones get (docs/wire.md, "Bodies"), where they come without it. */

/* What a document lacks that the store may have from before. */
typedef struct
{
  const char *state; /* the state to give; static; NULL: it has one, or its type has none */
  gboolean known;    /* the document says that it is in this state, so that another one in the store is over */
  guint times;       /* a bit for each of cord_resource_type_times() that it has to have */
} CordImportLack;

/* Gives @document, which has an id, "@type", and a bill its document, and says what it lacks besides. @now:
 * microseconds since the epoch. */
void cord_import_complete (const CordResourceType *type, JsonObject *document, gint64 now, CordImportLack *lack);
/* The document of @row with what it lacked, of which the indexed values become columns of @row: the state and times
 * that are stored, so that the same file again changes nothing, else the state of @lack and @now. "lastUpdate" is @now
 * wherever anything else has changed. Full string; NULL with an error of the store. */
char *cord_import_dup_completed (CordDatabase *database, CordResourceRow *row, const CordImportLack *lack, gint64 now,
                                 GError **error);

G_END_DECLS
