/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-catalog.h"
#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* The whole catalog as one document, kept until something in it changes. What was read of a change
 * that is undone is forgotten. */
typedef struct _CordCatalogCache CordCatalogCache;

/* Makes the cache of @core, which owns it. */
void cord_catalog_cache_start (CordCore *core);
/* The cache of @core, owned by it; NULL before cord_catalog_cache_start. */
CordCatalogCache *cord_catalog_cache_of (const CordCore *core);

/* The catalog; read again when the store holds another version. Owned by the cache, until the next call. NULL with an
 * error of the store, or of a catalog that cannot be used. */
CordCatalog *cord_catalog_cache_get (CordCore *core, GError **error);
/* The offerings that the catalog was read from last, as they stand in the store; NULL before. Owned by the cache, and
 * not to be changed. */
JsonArray *cord_catalog_cache_get_offerings (const CordCore *core);
/* Reads the catalog anew when it is next asked for. */
void cord_catalog_cache_forget (CordCatalogCache *self);

G_END_DECLS
