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

/* Frees the resource and its strings. */
void cord_stored_resource_free (CordStoredResource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordStoredResource, cord_stored_resource_free)

/* The resource of a type and id. NULL without error when there is none. */
CordStoredResource *cord_resource_store_get (CordDatabase *database, const char *type, const char *id, GError **error);

/* Its version alone, without reading the document; 0 when there is no such resource. */
gboolean cord_resource_store_get_version (CordDatabase *database, const char *type, const char *id, gint64 *version,
                                          GError **error);

typedef enum
{
  CORD_PUT_CREATED,
  CORD_PUT_CHANGED,
  CORD_PUT_UNCHANGED, /* the same document was there: version and time stay */
} CordPutResult;

/* Creates or replaces a resource. @columns: NULL-terminated list of name, value, name, value … for the index, in place
 * of what was indexed before. @now: microseconds since the epoch. @result (may be NULL): what it came to. */
gboolean cord_resource_store_put (CordDatabase *database, const char *type, const char *id, const char *document,
                                  const char *const *columns, gint64 now, CordPutResult *result, GError **error);
/* Deletes the resource and what was indexed of it; *found FALSE when there is none. */
gboolean cord_resource_store_delete (CordDatabase *database, const char *type, const char *id, gboolean *found,
                                     GError **error);

/* The resource in this row. NULL without error when there is none. */
CordStoredResource *cord_resource_store_get_row (CordDatabase *database, gint64 row, GError **error);

/* Called for one resource, which is valid during the call only; the function must not use the store. FALSE ends the
 * walk without an error. */
typedef gboolean (*CordResourceFunc) (const CordStoredResource *resource, gpointer user_data);

/* How many resources of the type there are. */
gboolean cord_resource_store_count (CordDatabase *database, const char *type, gint64 *count, GError **error);
/* Walks over at most @limit resources of a type (-1: all) in the order they were made, beginning after the row @after
 * (0: with the first), so that a walk can be interrupted and continued. */
gboolean cord_resource_store_each (CordDatabase *database, const char *type, gint64 after, gint64 limit,
                                   CordResourceFunc func, gpointer user_data, GError **error);
/* The same over those for which @column of the index has @value. */
gboolean cord_resource_store_each_indexed (CordDatabase *database, const char *type, const char *column,
                                           const char *value, gint64 after, gint64 limit, CordResourceFunc func,
                                           gpointer user_data, GError **error);
/* Where a walk continues that leaves out the first @offset resources of the type after the row @after: its @after,
 * which is @after itself for 0 and G_MAXINT64 when there are not as many. Takes time for each that is left out. */
gboolean cord_resource_store_skip (CordDatabase *database, const char *type, gint64 after, gint64 offset, gint64 *row,
                                   GError **error);
/* Ids of the resources for which @column of the index has @value; (transfer full) (element-type utf8). */
GPtrArray *cord_resource_store_find (CordDatabase *database, const char *type, const char *column, const char *value,
                                     GError **error);
/* Adds a change to the history of the catalog, which gives the catalog its next version; the caller does so for every
 * put and delete of a public type. */
gboolean cord_resource_store_note_change (CordDatabase *database, const char *type, const char *id, gboolean removed,
                                          GError **error);
/* The catalog's version: the number of its last change, 0 when it never changed. */
gboolean cord_resource_store_get_catalog_version (CordDatabase *database, gint64 *version, GError **error);
/* Called for one changed resource. */
typedef void (*CordCatalogChangeFunc) (const char *type, const char *id, gboolean removed, gpointer user_data);
/* Each resource of the catalog that changed after version @since, once, in order of its last change. */
gboolean cord_resource_store_changes_since (CordDatabase *database, gint64 since, CordCatalogChangeFunc func,
                                            gpointer user_data, GError **error);

G_END_DECLS
