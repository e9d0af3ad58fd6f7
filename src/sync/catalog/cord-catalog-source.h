/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/catalog/cord-cache.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* The catalog as the server has it now: fetched whole when its version moved, otherwise as it was; one fetch at a time,
 * however many ask. Kept in memory, and as a document in the cache. */
#define CORD_TYPE_CATALOG_SOURCE (cord_catalog_source_get_type ())
G_DECLARE_FINAL_TYPE (CordCatalogSource, cord_catalog_source, CORD, CATALOG_SOURCE, GObject)

CordCatalogSource *cord_catalog_source_new (CordRemote *remote, CordCache *cache);
void cord_catalog_source_refresh_async (CordCatalogSource *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_catalog_source_refresh_finish (CordCatalogSource *self, GAsyncResult *result, GError **error);
JsonArray *
cord_catalog_source_get_offerings (CordCatalogSource *self);          /* TMF620, owned by self; NULL before a refresh */
GVariant *cord_catalog_source_get_document (CordCatalogSource *self); /* owned by self; NULL before a refresh */
const char *cord_catalog_source_get_currency (CordCatalogSource *self); /* of its prices; NULL before a refresh */
/* → document of cord-catalog.h; from the cache, with the member `cachedAt`, when the server does not answer. OFFLINE
 * when neither has it. */
void cord_catalog_source_load_async (CordCatalogSource *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
GVariant *cord_catalog_source_load_finish (CordCatalogSource *self, GAsyncResult *result, GError **error);

G_END_DECLS
