/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-catalog.h"
#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* The whole catalog as one document, kept until something in it changes. */

/* Reads it again when the store holds another version. Owned by the cache, and replaced by a later call. */
CordCatalog *cord_catalog_cache_get (CordCore *core, GError **error);
/* Forgets what was read. */
void cord_catalog_cache_forget (CordCore *core);
/* The same where it is newer than the store, whose change was undone: the version number comes back with other
 * contents. */
void cord_catalog_cache_forget_newer (CordCore *core);

G_END_DECLS
