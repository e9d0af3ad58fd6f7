/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "wire/cord-resource-row.h"

G_BEGIN_DECLS

/* Imported resources have what posted ones get (docs/wire.md, "Bodies"), where they come without it. */

/* "@type", of what is in a catalog its state, which is that of a posted one, and of a bill its document. @document has
 * an id. */
void cord_import_complete (const CordResourceType *type, JsonObject *document);
/* The document of @row with "lastUpdate" where its type has that: @now, in microseconds since the epoch, or what is
 * stored where nothing else has changed, so that the same file again changes nothing. Full string; NULL with an error
 * of the store. */
char *cord_import_dup_dated (CordDatabase *database, const CordResourceRow *row, gint64 now, GError **error);

G_END_DECLS
