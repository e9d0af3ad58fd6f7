/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-server-store.h"

#include "config.h"

#include "cord-server-schema.h"
#include "store/cord-database-class.h"
#include "store/sqlite/cord-sqlite-database.h"
#include "store/sqlite/cord-sqlite-older.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* "CBsv" */
#define STORE_MARK 0x43427376

#define FILE_PREFIX "sqlite:"

static gboolean
refuse_address (const char *address, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "store", "store", _ ("Write memory or sqlite:PATH."),
                              _ ("%s is not a store this program knows"), address);
}

const char *
cord_server_store_path (const char *address)
{
  return g_str_has_prefix (address, FILE_PREFIX) ? address + strlen (FILE_PREFIX) : NULL;
}

const char *
cord_server_store_require_path (const char *address, GError **error)
{
  const char *path = cord_server_store_path (address);

  if (path != NULL && *path != '\0')
    return path;
  refuse_address (address, error);
  return NULL;
}

gboolean
cord_server_store_check (const char *address, GError **error)
{
  return g_str_equal (address, "memory") || cord_server_store_require_path (address, error) != NULL;
}

/* An older store is changed by the one program that serves it, or by another while nobody does: the server of before
 * must not find other tables under it. */
static gboolean
migrate (CordDatabase *database, const char *path, gboolean locked, GError **error)
{
  gboolean older = path != NULL && cord_sqlite_is_older (database, STORE_MARK, cord_server_migrations);
  int lock = older && !locked ? cord_sqlite_lock (path, error) : -1;
  gboolean done = (!older || locked || lock >= 0)
                  && (!older || cord_sqlite_keep_older (database, path, STORE_MARK, cord_server_migrations, error))
                  && cord_database_migrate (database, STORE_MARK, cord_server_migrations, error);

  if (lock >= 0)
    close (lock);
  return done;
}

static CordDatabase *
open_with (const char *address, CordSqliteFlags more, GError **error)
{
  g_autoptr (CordDatabase) database = NULL;
  const char *path = cord_server_store_path (address);

  if (!cord_server_store_check (address, error))
    return NULL;
  database = cord_sqlite_open (path, CORD_SQLITE_SERVER | (path == NULL ? CORD_SQLITE_MEMORY : more), error);
  if (database == NULL || !migrate (database, path, (more & CORD_SQLITE_LOCK) != 0, error))
    {
      g_prefix_error (error, "%s: ", address);
      return NULL;
    }
  return g_steal_pointer (&database);
}

CordDatabase *
cord_server_store_open (const char *address, GError **error)
{
  return open_with (address, 0, error);
}

CordDatabase *
cord_server_store_serve (const char *address, GError **error)
{
  return open_with (address, CORD_SQLITE_LOCK, error);
}

CordDatabase *
cord_server_store_look (const char *path, gboolean immutable, gint64 *schema, GError **error)
{
  g_autoptr (CordDatabase) database
      = cord_sqlite_open (path, immutable ? CORD_SQLITE_IMMUTABLE : CORD_SQLITE_EXISTING, error);

  if (database == NULL
      || !cord_database_identify (database, STORE_MARK, g_strv_length ((char **)cord_server_migrations), schema, error))
    return NULL;
  return g_steal_pointer (&database);
}

CordDatabase *
cord_server_store_read (const char *address, GError **error)
{
  gint64 known = g_strv_length ((char **)cord_server_migrations);
  const char *path = cord_server_store_require_path (address, error);
  g_autoptr (CordDatabase) database = NULL;
  gint64 schema;

  if (path == NULL)
    return NULL;
  database = cord_server_store_look (path, FALSE, &schema, error);
  if (database == NULL)
    {
      g_prefix_error (error, "%s: ", address);
      return NULL;
    }
  if (schema == known)
    return g_steal_pointer (&database);
  cord_error_set_full (error, CORD_ERROR_CONFLICT, "older", "store",
                       _ ("Start the server of this version on it, which brings it up to date and keeps a copy."),
                       _ ("%s is of an earlier version, and is not changed by reading it"), address);
  return NULL;
}

static gboolean
read_first (CordStatement *statement, gint64 *value, GError **error)
{
  gboolean row;

  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *value = row ? cord_statement_get_integer (statement, 0) : 0;
  cord_statement_reset (statement);
  return TRUE;
}

/* One of an older version may not have the table yet. */
static gboolean
has_table (CordDatabase *database, const char *table, gboolean *has, GError **error)
{
  CordStatement *statement = cord_database_query (database, CORD_QUERY_HAS_TABLE, error);
  gint64 count;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, table);
  if (!read_first (statement, &count, error))
    return FALSE;
  *has = count > 0;
  return TRUE;
}

static gboolean
count_rows (CordDatabase *database, const char *count, gint64 *rows, GError **error)
{
  CordStatement *statement = cord_database_statement (database, count, error);

  return statement != NULL && read_first (statement, rows, error);
}

GVariant *
cord_server_store_count (CordDatabase *database, GError **error)
{
  g_auto (GVariantBuilder) counts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sx)"));

  for (gsize i = 0; i < G_N_ELEMENTS (cord_server_migrations_tables); i++)
    {
      const char *table = cord_server_migrations_tables[i][0];
      gboolean has;
      gint64 rows;

      if (!has_table (database, table, &has, error))
        return NULL;
      if (!has)
        continue;
      if (!count_rows (database, cord_server_migrations_tables[i][1], &rows, error))
        return NULL;
      g_variant_builder_add (&counts, "(sx)", table, rows);
    }
  return g_variant_ref_sink (g_variant_builder_end (&counts));
}
