/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-clock.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* Documents that are good to have while the server does not answer: the catalog (catalog.db). Disposable: a file that
 * cannot be used is made anew, and nothing personal goes in. Its work is done in a thread, one job after the other. */
#define CORD_TYPE_CACHE (cord_cache_get_type ())
G_DECLARE_FINAL_TYPE (CordCache, cord_cache, CORD, CACHE, GObject)

/* @path NULL: in memory. The file is opened, or made, at the first use. Full reference. */
CordCache *cord_cache_new (const char *path, CordClock *clock);
/* Reads the document that was stored last under @name for @server. */
void cord_cache_load_async (CordCache *self, const char *server, const char *name, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* The document, full reference, and in @stored when it was stored (microseconds since the epoch). NULL without error
 * when there is none; a cache that cannot be read is an empty one. */
GVariant *cord_cache_load_finish (CordCache *self, GAsyncResult *result, gint64 *stored, GError **error);
/* Stores an object in place of the older one, in one transaction. */
void cord_cache_store_async (CordCache *self, const char *server, const char *name, GVariant *document,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE, with the error of the database, when it is not stored. */
gboolean cord_cache_store_finish (CordCache *self, GAsyncResult *result, GError **error);

G_END_DECLS
