/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* From here to cord_resource_snapshot_end the resources are read as they stand at one moment, whatever others write
 * meanwhile: for an export. Nobody waits for it, but while it lasts the store's log cannot be cut. One at a time on a
 * connection, and none inside a transaction. */
gboolean cord_resource_snapshot_begin (CordDatabase *database, GError **error);
/* Ends the snapshot; to be called after each successful begin. */
void cord_resource_snapshot_end (CordDatabase *database);

/* Names of the types of which the store has a resource, in order; (transfer full) (element-type utf8). */
GPtrArray *cord_resource_snapshot_types (CordDatabase *database, GError **error);
/* Walks over the resources of a type in order of their ids, so that stores with the same contents give the same walk.
 * Keeps one resource in memory at a time. */
gboolean cord_resource_snapshot_each (CordDatabase *database, const char *type, CordResourceFunc func,
                                      gpointer user_data, GError **error);

G_END_DECLS
