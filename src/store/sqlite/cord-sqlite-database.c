/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-database-private.h"

#include "config.h"

#include "base/cord-text.h"
#include "store/sqlite/cord-sqlite-search.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 5000
#define DETAIL_MAX 200 /* characters of what SQLite says */

G_DEFINE_FINAL_TYPE (CordSqliteDatabase, cord_sqlite_database, CORD_TYPE_DATABASE)

static const char *
reason_of (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return "disk-full";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return "read-only";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "locked";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "corrupt";
    default:
      return "database";
    }
}

/* What the operator can do about it. */
static const char *
hint_of (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return _ ("Make room on the disk, then try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _ ("Another program is using the file. Wait until it is done, then try again.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return _ ("Put the last backup in its place.");
    default:
      return _ ("Check the disk and the file's permissions, then try again.");
    }
}

/* Constraint errors reach remote clients, so they omit SQLite's text. Other errors keep it: it names tables and
 * columns, never values, and stays where the store is. A damaged file may put anything into it, so it is cleaned. */
gboolean
cord_sqlite_refuse (CordSqliteDatabase *self, int code, GError **error)
{
  const char *said = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);
  g_autofree char *valid = g_utf8_make_valid (said, -1);
  g_autofree char *detail = cord_text_clean (valid, DETAIL_MAX);

  if ((code & 0xff) == SQLITE_CONSTRAINT)
    {
      g_debug ("%s", detail);
      return cord_error_set_full (error, CORD_ERROR_CONFLICT, "constraint", NULL,
                                  _ ("Load it again and repeat the change."),
                                  _ ("This contradicts what is stored already"));
    }
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, reason_of (code), NULL, hint_of (code),
                              _ ("The store does not work: %s"), detail);
}

gboolean
cord_sqlite_execute (CordSqliteDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || cord_sqlite_refuse (self, code, error);
}

gboolean
cord_sqlite_refuse_open (const char *path, GError **error)
{
  gboolean full = errno == ENOSPC;

  return cord_error_set_full (error, CORD_ERROR_INTERNAL, full ? "disk-full" : "read-only", NULL,
                              hint_of (full ? SQLITE_FULL : SQLITE_CANTOPEN), _ ("Cannot open %s: %s"), path,
                              g_strerror (errno));
}

int
cord_sqlite_lock (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock < 0)
    cord_sqlite_refuse_open (name, error);
  else if (flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      close (lock);
      lock = -1;
      cord_error_set_full (error, CORD_ERROR_CONFLICT, "in-use", NULL, _ ("Close the other program first."),
                           _ ("Another program already uses %s"), path);
    }
  return lock;
}

static gboolean
take_lock (CordSqliteDatabase *self, const char *path, GError **error)
{
  self->lock = cord_sqlite_lock (path, error);
  return self->lock >= 0;
}

/* The file exists with its final mode before SQLite puts anything into it; the journal inherits that mode. */
static gboolean
create_private (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (descriptor < 0)
    return cord_sqlite_refuse_open (path, error);
  close (descriptor);
  return TRUE;
}

/* A database file may come from a stranger: no code in it may run (docs/security.md, T26). */
static gboolean
harden (CordSqliteDatabase *self, GError **error)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  self->busy_timeout = BUSY_MILLISECONDS;
  sqlite3_busy_timeout (self->handle, self->busy_timeout);
  return cord_sqlite_execute (self, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;", error);
}

static gboolean
set_durability (CordSqliteDatabase *self, CordSqliteFlags flags, GError **error)
{
  if (flags & CORD_SQLITE_MEMORY)
    return TRUE;
  if (flags & (CORD_SQLITE_EXISTING | CORD_SQLITE_IMMUTABLE))
    return cord_sqlite_execute (self, "PRAGMA query_only = ON;", error);
  if (flags & CORD_SQLITE_DRAFT)
    return cord_sqlite_execute (self, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;", error);
  if (flags & CORD_SQLITE_JOURNAL)
    return cord_sqlite_execute (
        self, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;", error);
  if (flags & CORD_SQLITE_CACHE)
    return cord_sqlite_execute (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", error);
  /* Undoing a savepoint takes the pages as they were: kept in memory, where they would else be written out for each.
   * The log that an import made long is cut to 16 MiB once it is copied, so that a longer one is one that readers keep.
   */
  return cord_sqlite_execute (self,
                              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                              "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;"
                              "PRAGMA journal_size_limit = 16777216;",
                              error);
}

static gboolean
check_file (const char *path, CordSqliteFlags flags, GError **error)
{
  if (!(flags & (CORD_SQLITE_EXISTING | CORD_SQLITE_IMMUTABLE)))
    return create_private (path, error);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR)
         || cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "no-file", NULL, NULL, _ ("There is no file at %s"),
                                 path);
}

static int
open_handle (CordSqliteDatabase *self, const char *path, CordSqliteFlags flags)
{
  g_autofree char *whole = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *name = NULL;

  if (flags & CORD_SQLITE_MEMORY)
    return sqlite3_open_v2 (":memory:", &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (!(flags & CORD_SQLITE_IMMUTABLE))
    return sqlite3_open_v2 (
        path, &self->handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (flags & CORD_SQLITE_EXISTING ? 0 : SQLITE_OPEN_CREATE), NULL);
  whole = g_canonicalize_filename (path, NULL);
  uri = g_filename_to_uri (whole, NULL, NULL);
  name = g_strconcat (uri, "?immutable=1", NULL);
  return sqlite3_open_v2 (name, &self->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX, NULL);
}

static gboolean
read_integer (CordDatabase *self, const char *sql, gint64 *value, GError **error)
{
  CordStatement *statement = cord_database_statement (self, sql, error);
  gboolean row;

  *value = 0;
  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *value = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return TRUE;
}

/* The path of its file; NULL in memory. */
static const char *
path_of (CordSqliteDatabase *self)
{
  const char *path = sqlite3_db_filename (self->handle, "main");

  return path != NULL && *path != '\0' ? path : NULL;
}

/* Reading anything fixes what the transaction sees. The small cache keeps a walk over a large store from becoming a
 * copy of it in memory. */
static gboolean
fix_snapshot (CordSqliteDatabase *self, GError **error)
{
  gint64 version;

  return harden (self, error)
         && cord_sqlite_execute (self, "PRAGMA query_only = ON; PRAGMA cache_size = -1024; BEGIN", error)
         && read_integer (CORD_DATABASE (self), "PRAGMA user_version", &version, error);
}

static CordDatabase *
open_snapshot (CordDatabase *database, GError **error)
{
  const char *path = path_of (CORD_SQLITE_DATABASE (database));
  g_autoptr (CordSqliteDatabase) snapshot = NULL;
  int code;

  if (path == NULL)
    return g_object_ref (database);
  snapshot = g_object_new (CORD_TYPE_SQLITE_DATABASE, NULL);
  code = sqlite3_open_v2 (path, &snapshot->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      cord_sqlite_refuse (snapshot, code, error);
      return NULL;
    }
  return fix_snapshot (snapshot, error) ? CORD_DATABASE (g_steal_pointer (&snapshot)) : NULL;
}

/* A PRAGMA takes no parameters; only the number of the migration and the program's own mark are put into the text. */
static gboolean
set_pragma (CordSqliteDatabase *self, const char *name, gint64 value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s = %" G_GINT64_FORMAT, name, value);

  return cord_sqlite_execute (self, sql, error);
}

static gboolean
read_mark (CordDatabase *database, CordDatabaseMark *mark, GError **error)
{
  gint64 application, tables;

  if (!read_integer (database, "PRAGMA application_id", &application, error)
      || !read_integer (database, "PRAGMA user_version", &mark->version, error)
      || !read_integer (database, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  mark->application = (gint32)application;
  mark->empty = tables == 0;
  return TRUE;
}

static gboolean
write_mark (CordDatabase *database, const CordDatabaseMark *mark, GError **error)
{
  CordSqliteDatabase *self = CORD_SQLITE_DATABASE (database);

  return set_pragma (self, "application_id", mark->application, error)
         && set_pragma (self, "user_version", mark->version, error);
}

static gboolean
begin (CordDatabase *database, CordTransaction kind, GError **error)
{
  CordSqliteDatabase *self = CORD_SQLITE_DATABASE (database);
  CordStatement *statement;
  gint64 tables;

  if (kind == CORD_TRANSACTION_WRITE)
    return cord_sqlite_execute (self, "BEGIN IMMEDIATE", error);
  if (kind == CORD_TRANSACTION_READ)
    /* What is read from now on is settled by the first read. */
    return cord_sqlite_execute (self, "BEGIN", error)
           && read_integer (database, "SELECT count(*) FROM sqlite_schema", &tables, error);
  statement = cord_database_statement (database, "BEGIN", error);
  return statement != NULL && cord_statement_run (statement, error);
}

static gboolean
is_in_transaction (CordDatabase *database)
{
  return !sqlite3_get_autocommit (CORD_SQLITE_DATABASE (database)->handle);
}

static gboolean
execute (CordDatabase *database, const char *sql, GError **error)
{
  return cord_sqlite_execute (CORD_SQLITE_DATABASE (database), sql, error);
}

static void
set_busy_timeout (CordDatabase *database, guint milliseconds)
{
  CordSqliteDatabase *self = CORD_SQLITE_DATABASE (database);

  self->busy_timeout = (int)milliseconds;
  sqlite3_busy_timeout (self->handle, self->busy_timeout);
}

/* SQLite does not notice a file system that became read-only, or a file that was removed, while it has the file open.
 */
static gboolean
probe_file (CordSqliteDatabase *self, GError **error)
{
  const char *path = path_of (self);

  return path == NULL || g_access (path, R_OK | W_OK) == 0
         || cord_error_set_full (error, CORD_ERROR_INTERNAL, "read-only", NULL, NULL, _ ("Cannot open %s: %s"), path,
                                 g_strerror (errno));
}

static gboolean
probe (CordDatabase *database, GError **error)
{
  CordSqliteDatabase *self = CORD_SQLITE_DATABASE (database);
  gboolean writable;

  if (!probe_file (self, error))
    return FALSE;
  /* What is open already was opened to write. */
  if (!sqlite3_get_autocommit (self->handle))
    return TRUE;
  sqlite3_busy_timeout (self->handle, 0);
  writable = cord_sqlite_execute (self, "BEGIN IMMEDIATE", error);
  sqlite3_busy_timeout (self->handle, self->busy_timeout);
  return writable && cord_sqlite_execute (self, "ROLLBACK", error);
}

static void
measure (CordDatabase *database, CordDatabaseSize *size)
{
  const char *path = path_of (CORD_SQLITE_DATABASE (database));
  g_autofree char *log = path != NULL ? g_strconcat (path, "-wal", NULL) : NULL;
  struct statvfs space;
  GStatBuf info;
  gint64 pages, bytes;

  *size = (CordDatabaseSize){ 0, 0, G_MAXUINT64 };
  if (read_integer (database, "PRAGMA page_count", &pages, NULL)
      && read_integer (database, "PRAGMA page_size", &bytes, NULL))
    size->file = (guint64)(pages * bytes);
  if (log != NULL && g_stat (log, &info) == 0)
    size->log = (guint64)info.st_size;
  if (path != NULL && statvfs (path, &space) == 0)
    size->room = (guint64)space.f_bavail * space.f_frsize;
}

static void
check_references (CordDatabase *database, gboolean check)
{
  sqlite3_db_config (CORD_SQLITE_DATABASE (database)->handle, SQLITE_DBCONFIG_ENABLE_FKEY, check ? 1 : 0, NULL);
}

static int
changes (CordDatabase *database)
{
  return sqlite3_changes (CORD_SQLITE_DATABASE (database)->handle);
}

gpointer
cord_sqlite_database_get_handle (CordDatabase *database)
{
  return CORD_SQLITE_DATABASE (database)->handle;
}

void
cord_sqlite_remove (const char *path)
{
  static const char *const endings[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static void
cord_sqlite_database_finalize (GObject *object)
{
  CordSqliteDatabase *self = CORD_SQLITE_DATABASE (object);

  g_clear_pointer (&self->handle, sqlite3_close);
  if (self->lock >= 0)
    close (self->lock);
  G_OBJECT_CLASS (cord_sqlite_database_parent_class)->finalize (object);
}

static void
cord_sqlite_database_class_init (CordSqliteDatabaseClass *klass)
{
  CordDatabaseClass *database = CORD_DATABASE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cord_sqlite_database_finalize;
  database->queries = cord_sqlite_queries;
  database->prepare = cord_sqlite_prepare;
  database->execute = execute;
  database->begin = begin;
  database->is_in_transaction = is_in_transaction;
  database->read_mark = read_mark;
  database->write_mark = write_mark;
  database->changes = changes;
  database->set_busy_timeout = set_busy_timeout;
  database->check_references = check_references;
  database->open_snapshot = open_snapshot;
  database->probe = probe;
  database->measure = measure;
  database->verify = cord_sqlite_verify;
}

static void
cord_sqlite_database_init (CordSqliteDatabase *self)
{
  self->lock = -1;
}

CordDatabase *
cord_sqlite_open (const char *path, CordSqliteFlags flags, GError **error)
{
  g_autoptr (CordSqliteDatabase) self = g_object_new (CORD_TYPE_SQLITE_DATABASE, NULL);
  gboolean memory = (flags & CORD_SQLITE_MEMORY) != 0;
  int code;

  g_return_val_if_fail (memory || path != NULL, NULL);
  if (!memory && (flags & CORD_SQLITE_LOCK) && !take_lock (self, path, error))
    return NULL;
  if (!memory && !check_file (path, flags, error))
    return NULL;
  code = open_handle (self, path, flags);
  if (code == SQLITE_OK)
    code = cord_sqlite_add_search_keys (self->handle);
  if (code != SQLITE_OK)
    {
      cord_sqlite_refuse (self, code, error);
      return NULL;
    }
  if (!harden (self, error) || !set_durability (self, flags, error))
    return NULL;
  return CORD_DATABASE (g_steal_pointer (&self));
}
