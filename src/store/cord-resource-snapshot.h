/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* The resources as they stand at one moment, whatever others write meanwhile: for an export. It holds up nobody, but
 * while it lasts the store's log cannot be cut. One at a time on a connection, and none inside a transaction. */
gboolean cord_resource_snapshot_begin (CordDatabase *database, GError **error);
void cord_resource_snapshot_end (CordDatabase *database);

/* Names of the types there are any of, in order; (transfer full) (element-type utf8). */
GPtrArray *cord_resource_snapshot_types (CordDatabase *database, GError **error);
/* In order of the ids, so that stores that hold the same answer the same. Memory: one resource. */
gboolean cord_resource_snapshot_each (CordDatabase *database, const char *type, CordResourceFunc func,
                                      gpointer user_data, GError **error);

G_END_DECLS
