/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-resource-store.h"

#include "store/cord-database-class.h"
#include "config.h"

#include "store/cord-resource-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
cord_stored_resource_free (CordStoredResource *self)
{
  g_free (self->id);
  g_free (self->document);
  g_free (self);
}

/* Documents are sent as they are stored, so the text of a damaged file has to be checked. */
static gboolean
is_sound (const CordStoredResource *resource)
{
  gsize length = resource->document != NULL ? strlen (resource->document) : 0;

  return resource->id != NULL && length >= 2 && resource->document[0] == '{' && resource->document[length - 1] == '}';
}

/* One row of id, document, version, last_update, row; the texts until the next step. */
static gboolean
fill (CordStatement *statement, CordStoredResource *resource, GError **error)
{
  resource->id = (char *)cord_statement_get_text (statement, 0);
  resource->document = (char *)cord_statement_get_text (statement, 1);
  resource->version = cord_statement_get_integer (statement, 2);
  resource->last_update = cord_statement_get_integer (statement, 3);
  resource->row = cord_statement_get_integer (statement, 4);
  if (is_sound (resource))
    return TRUE;
  cord_statement_reset (statement);
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, _ ("Put the last backup in its place."),
                              _ ("A stored document cannot be read"));
}

static CordStoredResource *
read_one (CordStatement *statement, GError **error)
{
  CordStoredResource read;
  CordStoredResource *resource;
  gboolean row;

  if (!cord_statement_step (statement, &row, error) || !row || !fill (statement, &read, error))
    return NULL;
  resource = g_memdup2 (&read, sizeof read);
  resource->id = g_strdup (resource->id);
  resource->document = g_strdup (resource->document);
  cord_statement_reset (statement);
  return resource;
}

CordStoredResource *
cord_resource_store_get (CordDatabase *database, const char *type, const char *id, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT id, document, version, last_update, row FROM resource WHERE type = ?1 AND id = ?2", error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  return read_one (statement, error);
}

CordStoredResource *
cord_resource_store_get_row (CordDatabase *database, gint64 row, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT id, document, version, last_update, row FROM resource WHERE row = ?1", error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 1, row);
  return read_one (statement, error);
}

gboolean
cord_resource_store_get_version (CordDatabase *database, const char *type, const char *id, gint64 *version,
                                 GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT version FROM resource WHERE type = ?1 AND id = ?2", error);
  gboolean row;

  *version = 0;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *version = cord_statement_get_integer (statement, 0);
      cord_statement_reset (statement);
    }
  return TRUE;
}

/* *row 0 when there is none. */
static gboolean
find_row (CordDatabase *database, const char *type, const char *id, const char *document, gint64 *row_id,
          gboolean *same, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT row, document = ?3 FROM resource WHERE type = ?1 AND id = ?2", error);
  gboolean row;

  *row_id = 0;
  *same = FALSE;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  cord_statement_bind_text (statement, 3, document);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *row_id = cord_statement_get_integer (statement, 0);
      *same = cord_statement_get_integer (statement, 1) != 0;
      cord_statement_reset (statement);
    }
  return TRUE;
}

/* *row 0 when there is one of this id already. */
static gboolean
insert_row (CordDatabase *database, const char *type, const char *id, const char *document, gint64 now, gint64 *row_id,
            GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "INSERT INTO resource (type, id, document, version, last_update)"
                                                      " VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT (type, id) DO NOTHING"
                                                      " RETURNING row",
                                                      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  cord_statement_bind_text (statement, 3, document);
  cord_statement_bind_integer (statement, 4, now);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *row_id = row ? cord_statement_get_integer (statement, 0) : 0;
  cord_statement_reset (statement);
  return TRUE;
}

static gboolean
update_row (CordDatabase *database, gint64 row_id, const char *document, gint64 now, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "UPDATE resource SET document = ?2, version = version + 1, last_update = ?3"
                                 " WHERE row = ?1",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, row_id);
  cord_statement_bind_text (statement, 2, document);
  cord_statement_bind_integer (statement, 3, now);
  if (!cord_statement_run (statement, error))
    return FALSE;
  statement = cord_database_statement (database, "DELETE FROM resource_index WHERE row = ?1", error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, row_id);
  return cord_statement_run (statement, error);
}

CordStatement *
cord_resource_store_index_statement (CordDatabase *database, GError **error)
{
  return cord_database_statement (
      database, "INSERT INTO resource_index (type, name, value, row) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
      error);
}

static gboolean
index_row (CordDatabase *database, const char *type, gint64 row_id, const char *const *columns, GError **error)
{
  for (gsize i = 0; columns != NULL && columns[i] != NULL; i += 2)
    {
      CordStatement *statement = cord_resource_store_index_statement (database, error);

      if (statement == NULL)
        return FALSE;
      cord_statement_bind_text (statement, 1, type);
      cord_statement_bind_text (statement, 2, columns[i]);
      cord_statement_bind_text (statement, 3, columns[i + 1]);
      cord_statement_bind_integer (statement, 4, row_id);
      if (!cord_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cord_resource_store_put_row (CordDatabase *database, const char *type, const char *id, const char *document, gint64 now,
                             gint64 *row, CordPutResult *result, GError **error)
{
  gboolean same;

  if (*result == CORD_PUT_CREATED)
    {
      if (!insert_row (database, type, id, document, now, row, error))
        return FALSE;
      if (*row != 0)
        return TRUE;
    }
  if (!find_row (database, type, id, document, row, &same, error))
    return FALSE;
  *result = same ? CORD_PUT_UNCHANGED : *row != 0 ? CORD_PUT_CHANGED : CORD_PUT_CREATED;
  if (same)
    return TRUE;
  return *row != 0 ? update_row (database, *row, document, now, error)
                   : insert_row (database, type, id, document, now, row, error);
}

gboolean
cord_resource_store_put (CordDatabase *database, const char *type, const char *id, const char *document,
                         const char *const *columns, gint64 now, CordPutResult *result, GError **error)
{
  CordPutResult own = CORD_PUT_UNCHANGED;
  gint64 row;

  if (!cord_resource_store_put_row (database, type, id, document, now, &row, &own, error))
    return FALSE;
  if (result != NULL)
    *result = own;
  return own == CORD_PUT_UNCHANGED || index_row (database, type, row, columns, error);
}

gboolean
cord_resource_store_delete (CordDatabase *database, const char *type, const char *id, gboolean *found, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "DELETE FROM resource WHERE type = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  if (!cord_statement_run (statement, error))
    return FALSE;
  *found = cord_database_changes (database) > 0;
  return TRUE;
}

static gboolean
read_count (CordStatement *statement, gint64 *count, GError **error)
{
  gboolean row;

  *count = 0;
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *count = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_resource_store_count (CordDatabase *database, const char *type, gint64 *count, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT sum(rows) FROM resource_count WHERE type = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  return read_count (statement, count, error);
}

gboolean
cord_resource_store_skip (CordDatabase *database, const char *type, gint64 after, gint64 offset, gint64 *row,
                          GError **error)
{
  CordStatement *statement = cord_database_query (database, CORD_QUERY_RESOURCE_ROW_AT, error);
  gboolean found;

  *row = offset > 0 ? G_MAXINT64 : after;
  if (offset <= 0)
    return TRUE;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_integer (statement, 2, offset - 1);
  cord_statement_bind_integer (statement, 3, after);
  if (!cord_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    *row = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return TRUE;
}

static gboolean
walk (CordStatement *statement, CordResourceFunc func, gpointer user_data, GError **error)
{
  gboolean row;

  for (;;)
    {
      CordStoredResource resource;

      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!fill (statement, &resource, error))
        return FALSE;
      if (!func (&resource, user_data))
        break;
    }
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_resource_store_each (CordDatabase *database, const char *type, gint64 after, gint64 limit, CordResourceFunc func,
                          gpointer user_data, GError **error)
{
  CordStatement *statement = cord_database_query (database, CORD_QUERY_RESOURCES_AFTER, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_integer (statement, 2, after);
  cord_statement_bind_integer (statement, 3, limit);
  return walk (statement, func, user_data, error);
}

gboolean
cord_resource_store_each_indexed (CordDatabase *database, const char *type, const char *column, const char *value,
                                  gint64 after, gint64 limit, CordResourceFunc func, gpointer user_data, GError **error)
{
  CordStatement *statement = cord_database_query (database, CORD_QUERY_RESOURCES_INDEXED, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, column);
  cord_statement_bind_text (statement, 3, value);
  cord_statement_bind_integer (statement, 4, after);
  cord_statement_bind_integer (statement, 5, limit);
  return walk (statement, func, user_data, error);
}

static gboolean
add_id (const CordStoredResource *resource, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (resource->id));
  return TRUE;
}

GPtrArray *
cord_resource_store_find (CordDatabase *database, const char *type, const char *column, const char *value,
                          GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!cord_resource_store_each_indexed (database, type, column, value, 0, -1, add_id, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

gboolean
cord_resource_store_note_change (CordDatabase *database, const char *type, const char *id, gboolean removed,
                                 GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "INSERT INTO catalog_change (type, id, removed) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  cord_statement_bind_integer (statement, 3, removed);
  return cord_statement_run (statement, error);
}

gboolean
cord_resource_store_get_catalog_version (CordDatabase *database, gint64 *version, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT coalesce (max (version), 0) FROM catalog_change", error);

  return statement != NULL && read_count (statement, version, error);
}

gboolean
cord_resource_store_changes_since (CordDatabase *database, gint64 since, CordCatalogChangeFunc func, gpointer user_data,
                                   GError **error)
{
  CordStatement *statement = cord_database_query (database, CORD_QUERY_CATALOG_CHANGES, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, since);
  for (;;)
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      func (cord_statement_get_text (statement, 0), cord_statement_get_text (statement, 1),
            cord_statement_get_integer (statement, 2) != 0, user_data);
    }
}
