/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-resource-snapshot.h"

gboolean
cord_resource_snapshot_begin (CordDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) types = NULL;

  g_return_val_if_fail (CORD_IS_DATABASE (database), FALSE);
  if (!cord_database_begin_reading (database, error))
    return FALSE;
  types = cord_resource_snapshot_types (database, error);
  if (types == NULL)
    cord_database_rollback (database);
  return types != NULL;
}

void
cord_resource_snapshot_end (CordDatabase *database)
{
  cord_database_rollback (database);
}

/* From each type to the next: one step down the index for each, however many resources there are. */
GPtrArray *
cord_resource_snapshot_types (CordDatabase *database, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "WITH RECURSIVE kind (type) AS (SELECT min (type) FROM resource UNION ALL"
                                 " SELECT (SELECT min (type) FROM resource r WHERE r.type > kind.type) FROM kind"
                                 " WHERE kind.type IS NOT NULL) SELECT type FROM kind WHERE type IS NOT NULL",
                                 error);
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  for (;;)
    {
      if (!cord_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&types);
      g_ptr_array_add (types, g_strdup (cord_statement_get_text (statement, 0)));
    }
}

gboolean
cord_resource_snapshot_each (CordDatabase *database, const char *type, CordResourceFunc func, gpointer user_data,
                             GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT id, document, version, last_update FROM resource WHERE type = ?1 ORDER BY id", error);
  CordStoredResource resource;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  do
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      resource.id = (char *)cord_statement_get_text (statement, 0);
      resource.document = (char *)cord_statement_get_text (statement, 1);
      resource.version = cord_statement_get_integer (statement, 2);
      resource.last_update = cord_statement_get_integer (statement, 3);
    }
  while (func (&resource, user_data));
  cord_statement_reset (statement);
  return TRUE;
}
