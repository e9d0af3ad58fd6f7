/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/catalog/cord-cache.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* The catalog as the server has it now: fetched as a whole when its version has changed; one fetch at a time, however
 * many ask. Kept in memory, and as a document in the cache. */
#define CORD_TYPE_CATALOG_SOURCE (cord_catalog_source_get_type ())
G_DECLARE_FINAL_TYPE (CordCatalogSource, cord_catalog_source, CORD, CATALOG_SOURCE, GObject)

/* References both; nothing is fetched yet. Full reference. */
CordCatalogSource *cord_catalog_source_new (CordRemote *remote, CordCache *cache);
/* Asks the server for the version, and for the catalog when it is another one than that in memory. */
void cord_catalog_source_refresh_async (CordCatalogSource *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* TRUE: what is in memory is the server's catalog. STALE with reason "catalog" when it changes faster than it can be
 * fetched; otherwise the errors of cord_remote_send_finish, or of what was answered. */
gboolean cord_catalog_source_refresh_finish (CordCatalogSource *self, GAsyncResult *result, GError **error);
/* The offerings as TMF620 resources. Owned by self; NULL before a refresh. */
JsonArray *cord_catalog_source_get_offerings (CordCatalogSource *self);
/* The document of cord-catalog.h. Owned by self; NULL before a refresh. */
GVariant *cord_catalog_source_get_document (CordCatalogSource *self);
/* The currency of its prices. Owned by self; NULL before a refresh. */
const char *cord_catalog_source_get_currency (CordCatalogSource *self);
/* Refreshes; when the server does not answer, reads the cache. */
void cord_catalog_source_load_async (CordCatalogSource *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The document of cord-catalog.h, with the member `cachedAt` when it comes from the cache. Full reference. NULL with
 * the error of the refresh when the cache has none either. */
GVariant *cord_catalog_source_load_finish (CordCatalogSource *self, GAsyncResult *result, GError **error);

G_END_DECLS
