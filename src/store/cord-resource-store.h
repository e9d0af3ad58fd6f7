/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* One stored resource: a JSON document and what the server knows beside it. Times: microseconds since the epoch. */
typedef struct
{
  char *id;
  char *document;
  gint64 version; /* 1, 2, 3 …: the ETag */
  gint64 last_update;
  gint64 row; /* grows in the order of making */
} CordStoredResource;

void cord_stored_resource_free (CordStoredResource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordStoredResource, cord_stored_resource_free)

/* NULL without error when there is none. */
CordStoredResource *cord_resource_store_get (CordDatabase *database, const char *type, const char *id, GError **error);

/* Without its document; 0 when there is none. */
gboolean cord_resource_store_get_version (CordDatabase *database, const char *type, const char *id, gint64 *version,
                                          GError **error);

typedef enum
{
  CORD_PUT_CREATED,
  CORD_PUT_CHANGED,
  CORD_PUT_UNCHANGED, /* the same document was there: version and time stay */
} CordPutResult;

/* @columns: NULL-terminated list of name, value, name, value … for the index; replaces what was indexed before. */
gboolean cord_resource_store_put (CordDatabase *database, const char *type, const char *id, const char *document,
                                  const char *const *columns, gint64 now, CordPutResult *result, GError **error);
gboolean cord_resource_store_delete (CordDatabase *database, const char *type, const char *id, gboolean *found,
                                     GError **error);

/* By its row; NULL without error when there is none. */
CordStoredResource *cord_resource_store_get_row (CordDatabase *database, gint64 row, GError **error);

/* FALSE from the function ends the walk without an error. @resource is valid during the call only; the function must
 * not touch the store. */
typedef gboolean (*CordResourceFunc) (const CordStoredResource *resource, gpointer user_data);

gboolean cord_resource_store_count (CordDatabase *database, const char *type, gint64 *count, GError **error);
/* In order of making, those that come after the row @after (0: from the first), so that a walk can be left and gone on
 * with. @limit -1: all. */
gboolean cord_resource_store_each (CordDatabase *database, const char *type, gint64 after, gint64 limit,
                                   CordResourceFunc func, gpointer user_data, GError **error);
gboolean cord_resource_store_each_indexed (CordDatabase *database, const char *type, const char *column,
                                           const char *value, gint64 after, gint64 limit, CordResourceFunc func,
                                           gpointer user_data, GError **error);
/* The row after which @offset others of the type have passed, for the @after of a walk: 0 for 0, G_MAXINT64 past the
 * end. */
gboolean cord_resource_store_skip (CordDatabase *database, const char *type, gint64 offset, gint64 *row,
                                   GError **error);
/* Ids only; (transfer full) (element-type utf8). */
GPtrArray *cord_resource_store_find (CordDatabase *database, const char *type, const char *column, const char *value,
                                     GError **error);
/* What changed in the catalog: every put or delete of a public type is noted here by the caller. Version 0: nothing
 * yet. */
gboolean cord_resource_store_note_change (CordDatabase *database, const char *type, const char *id, gboolean removed,
                                          GError **error);
gint64 cord_resource_store_catalog_version (CordDatabase *database);
typedef void (*CordCatalogChangeFunc) (const char *type, const char *id, gboolean removed, gpointer user_data);
gboolean cord_resource_store_changes_since (CordDatabase *database, gint64 since, CordCatalogChangeFunc func,
                                            gpointer user_data, GError **error);

G_END_DECLS
