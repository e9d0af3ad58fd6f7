/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* Many resources in one transaction, as an import puts them: what cord_resource_store_put does one by one, except that
 * what is indexed is kept back and goes in sorted, some hundred thousand values at a time. One by one they would land
 * all over the index, which no cache holds once there are millions. Memory: some 32 MiB. */
typedef struct _CordResourceBatch CordResourceBatch;

/* @now: microseconds since the epoch, as the time of every resource. The caller begins the transaction after this, and
 * ends it before it frees the batch. */
CordResourceBatch *cord_resource_batch_new (CordDatabase *database, gint64 now);
/* Frees the batch; what was not flushed is lost. */
void cord_resource_batch_free (CordResourceBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordResourceBatch, cord_resource_batch_free)

/* Puts one resource; @columns and @result as for cord_resource_store_put. A resource goes through a batch once: its id
 * again is INVALID with reason "duplicate" and member "id". */
gboolean cord_resource_batch_put (CordResourceBatch *self, const char *type, const char *id, const char *document,
                                  const char *const *columns, CordPutResult *result, GError **error);
/* Writes what was kept back; to be called before the commit. */
gboolean cord_resource_batch_flush (CordResourceBatch *self, GError **error);

G_END_DECLS
