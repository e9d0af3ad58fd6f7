/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-database-private.h"

struct _CordStatement
{
  sqlite3_stmt *handle;
  CordDatabase *database; /* owns this */
};

void
cord_statement_free (gpointer data)
{
  CordStatement *statement = data;

  sqlite3_finalize (statement->handle);
  g_free (statement);
}

CordStatement *
cord_database_statement (CordDatabase *self, const char *sql, GError **error)
{
  CordStatement *statement = g_hash_table_lookup (self->statements, sql);
  sqlite3_stmt *handle = NULL;
  int code;

  if (statement != NULL)
    {
      sqlite3_reset (statement->handle);
      sqlite3_clear_bindings (statement->handle);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      cord_database_refuse (self, code, error);
      return NULL;
    }
  statement = g_new0 (CordStatement, 1);
  statement->handle = handle;
  statement->database = self;
  /* The key lives as long as the statement that holds it. */
  g_hash_table_insert (self->statements, (gpointer)sqlite3_sql (handle), statement);
  return statement;
}

void
cord_statement_bind_text (CordStatement *self, int index, const char *text)
{
  if (text == NULL)
    sqlite3_bind_null (self->handle, index);
  else
    sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT);
}

void
cord_statement_bind_integer (CordStatement *self, int index, gint64 value)
{
  sqlite3_bind_int64 (self->handle, index, value);
}

void
cord_statement_bind_blob (CordStatement *self, int index, GBytes *bytes)
{
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    {
      sqlite3_bind_null (self->handle, index);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  sqlite3_bind_blob64 (self->handle, index, length > 0 ? data : "", length, SQLITE_TRANSIENT);
}

gboolean
cord_statement_step (CordStatement *self, gboolean *row, GError **error)
{
  int code = sqlite3_step (self->handle);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    cord_database_refuse (self->database, code, error);
  sqlite3_reset (self->handle);
  return code == SQLITE_DONE;
}

gboolean
cord_statement_run (CordStatement *self, GError **error)
{
  gboolean row;

  if (!cord_statement_step (self, &row, error))
    return FALSE;
  sqlite3_reset (self->handle);
  return TRUE;
}

const char *
cord_statement_get_text (CordStatement *self, int column)
{
  return (const char *)sqlite3_column_text (self->handle, column);
}

gint64
cord_statement_get_integer (CordStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

GBytes *
cord_statement_dup_blob (CordStatement *self, int column)
{
  gconstpointer data = sqlite3_column_blob (self->handle, column);
  int length = sqlite3_column_bytes (self->handle, column);

  if (sqlite3_column_type (self->handle, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (data, length);
}

void
cord_statement_reset (CordStatement *self)
{
  sqlite3_reset (self->handle);
}
