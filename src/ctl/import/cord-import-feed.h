/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* What is imported is told to the listeners at the hubs as well (docs/wire.md, "Hub"): queued in the transaction of the
 * import, sent by the server that runs on the store, or by the next one. */

/* Whether anybody listens to the type's API; only then the document as it stood before need be loaded. */
gboolean cord_import_feed_is_heard (CordDatabase *database, const CordResourceType *type, gboolean *heard,
                                    GError **error);
/* @before and @after: the documents as they are stored (JSON text); NULL: there was none, or it is deleted. Nothing is
 * done where nobody listens, or where both are the same. @now: microseconds since the epoch. */
gboolean cord_import_feed (CordDatabase *database, const CordResourceType *type, const char *before, const char *after,
                           gint64 now, GError **error);

G_END_DECLS
