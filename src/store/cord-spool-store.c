/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-spool-store.h"

gboolean
cord_spool_store_add (CordDatabase *database, const char *id, const char *channel, const char *address, GBytes *mime,
                      gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "INSERT INTO spool (id, channel, address, mime, state, created)"
                                                      " VALUES (?1, ?2, ?3, ?4, 'waiting', ?5)",
                                                      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_text (statement, 2, channel);
  cord_statement_bind_text (statement, 3, address);
  cord_statement_bind_blob (statement, 4, mime);
  cord_statement_bind_integer (statement, 5, now);
  return cord_statement_run (statement, error);
}

char *
cord_spool_store_next (CordDatabase *database, GBytes **mime, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT id, mime FROM spool WHERE state = 'waiting' ORDER BY created, id LIMIT 1", error);
  char *id;
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error) || !row)
    return NULL;
  id = g_strdup (cord_statement_get_text (statement, 0));
  *mime = cord_statement_dup_blob (statement, 1);
  cord_statement_reset (statement);
  return id;
}

gboolean
cord_spool_store_count_waiting (CordDatabase *database, gint64 *count, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT count(*) FROM spool WHERE state = 'waiting'", error);
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  *count = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_spool_store_set_written (CordDatabase *database, const char *id, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "UPDATE spool SET state = 'written' WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  return cord_statement_run (statement, error);
}
