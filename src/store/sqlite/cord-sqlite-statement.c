/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-database-private.h"

typedef struct
{
  CordStatement parent;
  sqlite3_stmt *handle;
} SqliteStatement;

static sqlite3_stmt *
handle_of (CordStatement *self)
{
  return ((SqliteStatement *)self)->handle;
}

static void
statement_free (CordStatement *self)
{
  sqlite3_finalize (handle_of (self));
  g_free (self);
}

static void
reset (CordStatement *self)
{
  sqlite3_reset (handle_of (self));
}

static void
clear_bindings (CordStatement *self)
{
  sqlite3_clear_bindings (handle_of (self));
}

static void
bind_text (CordStatement *self, int index, const char *text)
{
  if (text == NULL)
    sqlite3_bind_null (handle_of (self), index);
  else
    sqlite3_bind_text (handle_of (self), index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_integer (CordStatement *self, int index, gint64 value)
{
  sqlite3_bind_int64 (handle_of (self), index, value);
}

static void
bind_blob (CordStatement *self, int index, GBytes *bytes)
{
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    {
      sqlite3_bind_null (handle_of (self), index);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  sqlite3_bind_blob64 (handle_of (self), index, length > 0 ? data : "", length, SQLITE_TRANSIENT);
}

static gboolean
step (CordStatement *self, gboolean *row, GError **error)
{
  int code = sqlite3_step (handle_of (self));

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    cord_sqlite_refuse (CORD_SQLITE_DATABASE (self->database), code, error);
  sqlite3_reset (handle_of (self));
  return code == SQLITE_DONE;
}

static const char *
get_text (CordStatement *self, int column)
{
  return (const char *)sqlite3_column_text (handle_of (self), column);
}

static gint64
get_integer (CordStatement *self, int column)
{
  return sqlite3_column_int64 (handle_of (self), column);
}

static GBytes *
dup_blob (CordStatement *self, int column)
{
  gconstpointer data = sqlite3_column_blob (handle_of (self), column);
  int length = sqlite3_column_bytes (handle_of (self), column);

  if (sqlite3_column_type (handle_of (self), column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (data, length);
}

static const CordStatementClass statement_class = {
  .free = statement_free,
  .reset = reset,
  .clear_bindings = clear_bindings,
  .bind_text = bind_text,
  .bind_integer = bind_integer,
  .bind_blob = bind_blob,
  .step = step,
  .get_text = get_text,
  .get_integer = get_integer,
  .dup_blob = dup_blob,
};

CordStatement *
cord_sqlite_prepare (CordDatabase *database, const char *sql, GError **error)
{
  CordSqliteDatabase *self = CORD_SQLITE_DATABASE (database);
  SqliteStatement *statement;
  sqlite3_stmt *handle = NULL;
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK)
    {
      cord_sqlite_refuse (self, code, error);
      return NULL;
    }
  statement = g_new0 (SqliteStatement, 1);
  statement->parent.klass = &statement_class;
  statement->parent.database = database;
  statement->handle = handle;
  return &statement->parent;
}
