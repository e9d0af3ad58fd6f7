/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-database-private.h"

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define COPY_PAGES 1024

static gboolean
refuse_damaged (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, _ ("Restore it from a backup."),
                              _ ("The store is damaged"));
}

gboolean
cord_sqlite_verify (CordDatabase *self, GError **error)
{
  CordStatement *pages = cord_database_statement (self, "PRAGMA integrity_check (1)", error);
  CordStatement *references = pages != NULL ? cord_database_statement (self, "PRAGMA foreign_key_check", error) : NULL;
  gboolean row, sound;

  if (references == NULL || !cord_statement_step (pages, &row, error))
    return FALSE;
  sound = row && g_strcmp0 (cord_statement_get_text (pages, 0), "ok") == 0;
  cord_statement_reset (pages);
  if (!sound)
    return refuse_damaged (error);
  if (!cord_statement_step (references, &row, error))
    return FALSE;
  cord_statement_reset (references);
  return !row || refuse_damaged (error);
}

gboolean
cord_sqlite_quick_check (CordDatabase *database)
{
  CordStatement *statement = cord_database_statement (database, "PRAGMA quick_check (1)", NULL);
  gboolean row, whole;

  if (statement == NULL || !cord_statement_step (statement, &row, NULL))
    return FALSE;
  whole = row && g_strcmp0 (cord_statement_get_text (statement, 0), "ok") == 0;
  cord_statement_reset (statement);
  return whole;
}

gboolean
cord_sqlite_fold (CordDatabase *self, GError **error)
{
  return cord_sqlite_execute (CORD_SQLITE_DATABASE (self), "PRAGMA query_only = OFF; PRAGMA journal_mode = DELETE;",
                              error);
}

static gboolean
copy_pages (CordSqliteDatabase *self, CordSqliteDatabase *copy, CordCopyFunc func, gpointer user_data, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  int code = backup != NULL ? SQLITE_OK : sqlite3_errcode (copy->handle);

  while (code == SQLITE_OK)
    {
      code = sqlite3_backup_step (backup, COPY_PAGES);
      if (func != NULL)
        func ((guint64)(sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup)),
              (guint64)sqlite3_backup_pagecount (backup), user_data);
    }
  sqlite3_backup_finish (backup);
  return code == SQLITE_DONE || cord_sqlite_refuse (copy, code, error);
}

static gboolean
make_durable (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean durable = descriptor >= 0 && fsync (descriptor) == 0;

  if (!durable)
    cord_sqlite_refuse_open (path, error);
  if (descriptor >= 0)
    close (descriptor);
  return durable;
}

gboolean
cord_sqlite_copy (CordDatabase *self, const char *path, CordCopyFunc func, gpointer user_data, GError **error)
{
  g_autoptr (CordDatabase) copy = cord_sqlite_open (path, CORD_SQLITE_DRAFT, error);

  /* The first page was copied from a store in WAL mode; the copy has to work without a log. */
  if (copy == NULL || !copy_pages (CORD_SQLITE_DATABASE (self), CORD_SQLITE_DATABASE (copy), func, user_data, error)
      || !cord_sqlite_execute (CORD_SQLITE_DATABASE (copy), "PRAGMA journal_mode = DELETE;", error))
    return FALSE;
  g_clear_object (&copy);
  return make_durable (path, error);
}
