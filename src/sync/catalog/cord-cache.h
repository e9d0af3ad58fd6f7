/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-clock.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* Documents that are good to have while the server does not answer: the catalog (catalog.db). Disposable: a file that
 * cannot be used is made anew, and nothing personal goes in. Work is done in a thread, one piece after the other. */
#define CORD_TYPE_CACHE (cord_cache_get_type ())
G_DECLARE_FINAL_TYPE (CordCache, cord_cache, CORD, CACHE, GObject)

CordCache *cord_cache_new (const char *path, CordClock *clock); /* NULL: in memory. Opened at first use. */
/* → the document with the members `version` and `cachedAt` (RFC 3339) in it; NULL without error when there is none. */
void cord_cache_load_async (CordCache *self, const char *server, const char *name, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
GVariant *cord_cache_load_finish (CordCache *self, GAsyncResult *result, GError **error);
/* @document: an object with a member `version`. Replaces the older one in one transaction. */
void cord_cache_store_async (CordCache *self, const char *server, const char *name, GVariant *document,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_cache_store_finish (CordCache *self, GAsyncResult *result, GError **error);

G_END_DECLS
