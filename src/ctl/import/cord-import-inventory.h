/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "wire/cord-resource-row.h"

G_BEGIN_DECLS

/* What is imported into the inventory of accounts that have a billing history reaches that history as well
 * (docs/billing.md, "What other systems change"): queued in the transaction of the import, and followed by the server
 * that runs on the store, or by the next one. */

/* Whether histories follow resources of this type, and the store has any. */
gboolean cord_import_inventory_is_followed (CordDatabase *database, const CordResourceType *type, gboolean *followed,
                                            GError **error);
/* Queues @row, which is followed. @before: the document as it stood (JSON text); NULL: there was none. */
gboolean cord_import_inventory_note (CordDatabase *database, const CordResourceRow *row, const char *before,
                                     GError **error);

G_END_DECLS
