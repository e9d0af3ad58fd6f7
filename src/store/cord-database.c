/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-database-private.h"

#include "config.h"

#include "base/cord-text.h"

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

G_DEFINE_FINAL_TYPE (CordDatabase, cord_database, G_TYPE_OBJECT)

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

/* What whoever runs the program can do about it. */
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

/* SQLite's own words name tables and columns, never values. A contradiction is told to whoever asked, even across the
 * network, so it goes without them; what broke inside is told only where the store is. A damaged file may have put
 * anything into those words. */
gboolean
cord_database_refuse (CordDatabase *self, int code, GError **error)
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
cord_database_execute (CordDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || cord_database_refuse (self, code, error);
}

gboolean
cord_database_refuse_open (const char *path, GError **error)
{
  gboolean full = errno == ENOSPC;

  return cord_error_set_full (error, CORD_ERROR_INTERNAL, full ? "disk-full" : "read-only", NULL,
                              hint_of (full ? SQLITE_FULL : SQLITE_CANTOPEN), _ ("Cannot open %s: %s"), path,
                              g_strerror (errno));
}

int
cord_database_lock (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock < 0)
    cord_database_refuse_open (name, error);
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
take_lock (CordDatabase *self, const char *path, GError **error)
{
  self->lock = cord_database_lock (path, error);
  return self->lock >= 0;
}

/* The file exists with its final mode before SQLite puts anything into it; the journal inherits that mode. */
static gboolean
create_private (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (descriptor < 0)
    return cord_database_refuse_open (path, error);
  close (descriptor);
  return TRUE;
}

/* A database file may come from a stranger: no code in it may run (docs/security.md, T26). */
static gboolean
harden (CordDatabase *self, GError **error)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  cord_database_set_patience (self, BUSY_MILLISECONDS);
  return cord_database_execute (self, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;", error);
}

static gboolean
set_durability (CordDatabase *self, CordDatabaseFlags flags, GError **error)
{
  if (flags & CORD_DATABASE_MEMORY)
    return TRUE;
  if (flags & (CORD_DATABASE_EXISTING | CORD_DATABASE_IMMUTABLE))
    return cord_database_execute (self, "PRAGMA query_only = ON;", error);
  if (flags & CORD_DATABASE_DRAFT)
    return cord_database_execute (self, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;", error);
  if (flags & CORD_DATABASE_JOURNAL)
    return cord_database_execute (
        self, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;", error);
  if (flags & CORD_DATABASE_CACHE)
    return cord_database_execute (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", error);
  /* Undoing a savepoint takes the pages as they were: kept in memory, where they would else be written out for each.
   * The log that an import made long is cut to 64 MiB once it is copied. */
  return cord_database_execute (self,
                                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                                "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;"
                                "PRAGMA journal_size_limit = 67108864;",
                                error);
}

static void
cord_database_finalize (GObject *object)
{
  CordDatabase *self = CORD_DATABASE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->handle, sqlite3_close);
  if (self->lock >= 0)
    close (self->lock);
  G_OBJECT_CLASS (cord_database_parent_class)->finalize (object);
}

static void
cord_database_class_init (CordDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_database_finalize;
}

static void
cord_database_init (CordDatabase *self)
{
  self->lock = -1;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, cord_statement_free);
}

static gboolean
check_file (const char *path, CordDatabaseFlags flags, GError **error)
{
  if (!(flags & (CORD_DATABASE_EXISTING | CORD_DATABASE_IMMUTABLE)))
    return create_private (path, error);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR)
         || cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "no-file", NULL, NULL, _ ("There is no file at %s"),
                                 path);
}

static int
open_handle (CordDatabase *self, const char *path, CordDatabaseFlags flags)
{
  g_autofree char *whole = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *name = NULL;

  if (flags & CORD_DATABASE_MEMORY)
    return sqlite3_open_v2 (":memory:", &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (!(flags & CORD_DATABASE_IMMUTABLE))
    return sqlite3_open_v2 (path, &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX
                                | (flags & CORD_DATABASE_EXISTING ? 0 : SQLITE_OPEN_CREATE),
                            NULL);
  whole = g_canonicalize_filename (path, NULL);
  uri = g_filename_to_uri (whole, NULL, NULL);
  name = g_strconcat (uri, "?immutable=1", NULL);
  return sqlite3_open_v2 (name, &self->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX, NULL);
}

CordDatabase *
cord_database_open (const char *path, CordDatabaseFlags flags, GError **error)
{
  g_autoptr (CordDatabase) self = g_object_new (CORD_TYPE_DATABASE, NULL);
  gboolean memory = (flags & CORD_DATABASE_MEMORY) != 0;
  int code;

  g_return_val_if_fail (memory || path != NULL, NULL);
  if (!memory && (flags & CORD_DATABASE_LOCK) && !take_lock (self, path, error))
    return NULL;
  if (!memory && !check_file (path, flags, error))
    return NULL;
  code = open_handle (self, path, flags);
  if (code != SQLITE_OK)
    {
      cord_database_refuse (self, code, error);
      return NULL;
    }
  if (!harden (self, error) || !set_durability (self, flags, error))
    return NULL;
  return g_steal_pointer (&self);
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

/* Reading anything fixes what the transaction sees. The small cache keeps a walk over a large store from becoming a
 * copy of it in memory. */
static gboolean
fix_snapshot (CordDatabase *self, GError **error)
{
  gint64 version;

  return harden (self, error)
         && cord_database_execute (self, "PRAGMA query_only = ON; PRAGMA cache_size = -1024; BEGIN", error)
         && read_integer (self, "PRAGMA user_version", &version, error);
}

CordDatabase *
cord_database_open_snapshot (CordDatabase *self, GError **error)
{
  const char *path = sqlite3_db_filename (self->handle, "main");
  g_autoptr (CordDatabase) snapshot = NULL;
  int code;

  g_return_val_if_fail (CORD_IS_DATABASE (self) && !self->unsettled, NULL);
  if (path == NULL || *path == '\0')
    return g_object_ref (self);
  snapshot = g_object_new (CORD_TYPE_DATABASE, NULL);
  code = sqlite3_open_v2 (path, &snapshot->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      cord_database_refuse (snapshot, code, error);
      return NULL;
    }
  return fix_snapshot (snapshot, error) ? g_steal_pointer (&snapshot) : NULL;
}

/* A PRAGMA takes no parameters; only the number of the migration and the program's own mark are put into the text. */
static gboolean
set_pragma (CordDatabase *self, const char *name, gint64 value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s = %" G_GINT64_FORMAT, name, value);

  return cord_database_execute (self, sql, error);
}

static gboolean
check_mark (CordDatabase *self, gint32 application_id, gint64 known, gint64 *version, GError **error)
{
  gint64 mark, tables;

  if (!read_integer (self, "PRAGMA application_id", &mark, error)
      || !read_integer (self, "PRAGMA user_version", version, error)
      || !read_integer (self, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (mark != application_id && (mark != 0 || *version != 0 || tables != 0))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "foreign", NULL, _ ("Choose another file."),
                                _ ("The file belongs to another program"));
  if (*version > known)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "newer", NULL, _ ("Update this program."),
                                _ ("The file was written by a newer version of this program"));
  return TRUE;
}

gboolean
cord_database_identify (CordDatabase *self, gint32 application_id, gint64 known, gint64 *version, GError **error)
{
  if (!check_mark (self, application_id, known, version, error))
    return FALSE;
  return *version > 0
         || cord_error_set_full (error, CORD_ERROR_INVALID, "foreign", NULL, _ ("Choose another file."),
                                 _ ("The file belongs to another program"));
}

static gboolean
apply_migration (CordDatabase *self, gint32 application_id, gint64 number, const char *sql, GError **error)
{
  if (!cord_database_begin (self, error))
    return FALSE;
  if (!cord_database_execute (self, sql, error) || !set_pragma (self, "application_id", application_id, error)
      || !set_pragma (self, "user_version", number, error) || !cord_database_commit (self, error))
    {
      cord_database_rollback (self);
      return FALSE;
    }
  return TRUE;
}

gboolean
cord_database_migrate (CordDatabase *self, gint32 application_id, const char *const *migrations, GError **error)
{
  gint64 known = g_strv_length ((char **)migrations);
  gint64 version;

  g_return_val_if_fail (CORD_IS_DATABASE (self), FALSE);
  if (!check_mark (self, application_id, known, &version, error))
    return FALSE;
  for (gint64 number = version + 1; number <= known; number++)
    if (!apply_migration (self, application_id, number, migrations[number - 1], error))
      return FALSE;
  return TRUE;
}

/* SQLite gives up a transaction by itself when the disk is full or broken; what came after would stand alone. */
static gboolean
is_given_up (CordDatabase *self)
{
  return self->unsettled && sqlite3_get_autocommit (self->handle);
}

static gboolean
refuse_given_up (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, "given-up", NULL,
                              _ ("Check the disk and the file's permissions, then try again."),
                              _ ("The store gave up what was being written"));
}

static gboolean
begin_in_group (CordDatabase *self, GError **error)
{
  g_return_val_if_fail (!self->inside, FALSE);

  if (is_given_up (self))
    return refuse_given_up (error);
  if (!self->unsettled && !cord_database_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->unsettled = TRUE;
  self->inside = cord_database_execute (self, "SAVEPOINT grouped", error);
  return self->inside;
}

/* What cannot be undone alone is undone with all the rest: settling then fails. */
static void
rollback_in_group (CordDatabase *self)
{
  if (!self->inside)
    return;
  self->inside = FALSE;
  if (!is_given_up (self)
      && sqlite3_exec (self->handle, "ROLLBACK TO grouped; RELEASE grouped", NULL, NULL, NULL) != SQLITE_OK)
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* The lock is a help, not a promise: without it statements are on their own as ever. */
static void
run_plain (CordDatabase *self, const char *sql)
{
  CordStatement *statement = cord_database_statement (self, sql, NULL);

  if (statement != NULL)
    cord_statement_run (statement, NULL);
}

void
cord_database_hold (CordDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle) || self->unsettled)
    return;
  run_plain (self, "BEGIN");
  self->held = !sqlite3_get_autocommit (self->handle);
}

void
cord_database_release (CordDatabase *self)
{
  if (!self->held)
    return;
  self->held = FALSE;
  run_plain (self, "COMMIT");
}

gboolean
cord_database_begin (CordDatabase *self, GError **error)
{
  cord_database_release (self);
  return self->grouping ? begin_in_group (self, error) : cord_database_execute (self, "BEGIN IMMEDIATE", error);
}

gboolean
cord_database_commit (CordDatabase *self, GError **error)
{
  if (!self->grouping)
    return cord_database_execute (self, "COMMIT", error);
  if (!cord_database_execute (self, "RELEASE grouped", error))
    return FALSE;
  self->inside = FALSE;
  return TRUE;
}

void
cord_database_rollback (CordDatabase *self)
{
  if (self->grouping)
    rollback_in_group (self);
  else if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
cord_database_begin_reading (CordDatabase *self, GError **error)
{
  gint64 tables;

  g_return_val_if_fail (!self->grouping, FALSE);
  /* What is read from now on is settled by the first read. */
  return cord_database_execute (self, "BEGIN", error)
         && read_integer (self, "SELECT count(*) FROM sqlite_schema", &tables, error);
}

void
cord_database_set_grouping (CordDatabase *self, gboolean grouping)
{
  g_return_if_fail (CORD_IS_DATABASE (self) && !self->unsettled && sqlite3_get_autocommit (self->handle));
  self->grouping = grouping;
}

void
cord_database_set_patience (CordDatabase *self, guint milliseconds)
{
  g_return_if_fail (CORD_IS_DATABASE (self));
  self->patience = (int)milliseconds;
  sqlite3_busy_timeout (self->handle, self->patience);
}

gboolean
cord_database_is_unsettled (CordDatabase *self)
{
  return self->unsettled;
}

gboolean
cord_database_settle (CordDatabase *self, GError **error)
{
  gboolean given_up = is_given_up (self);

  g_return_val_if_fail (CORD_IS_DATABASE (self) && !self->inside, FALSE);
  if (!self->unsettled)
    return TRUE;
  self->unsettled = FALSE;
  if (given_up)
    return refuse_given_up (error);
  if (cord_database_execute (self, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* The path of its file; NULL in memory. */
static const char *
path_of (CordDatabase *self)
{
  const char *path = sqlite3_db_filename (self->handle, "main");

  return path != NULL && *path != '\0' ? path : NULL;
}

/* A file system that became read-only, and a file that went away, do not show in what SQLite has open. */
static gboolean
probe_file (CordDatabase *self, GError **error)
{
  const char *path = path_of (self);

  return path == NULL || g_access (path, R_OK | W_OK) == 0
         || cord_error_set_full (error, CORD_ERROR_INTERNAL, "read-only", NULL, NULL, _ ("Cannot open %s: %s"), path,
                                 g_strerror (errno));
}

gboolean
cord_database_probe (CordDatabase *self, GError **error)
{
  gboolean writable;

  if (is_given_up (self))
    return refuse_given_up (error);
  if (!probe_file (self, error))
    return FALSE;
  /* What is open already was opened to write. */
  if (!sqlite3_get_autocommit (self->handle))
    return TRUE;
  sqlite3_busy_timeout (self->handle, 0);
  writable = cord_database_execute (self, "BEGIN IMMEDIATE", error);
  sqlite3_busy_timeout (self->handle, self->patience);
  return writable && cord_database_execute (self, "ROLLBACK", error);
}

void
cord_database_measure (CordDatabase *self, CordDatabaseSize *size)
{
  const char *path = path_of (self);
  g_autofree char *log = path != NULL ? g_strconcat (path, "-wal", NULL) : NULL;
  struct statvfs space;
  GStatBuf info;
  gint64 pages, bytes;

  *size = (CordDatabaseSize){ 0, 0, G_MAXUINT64 };
  if (read_integer (self, "PRAGMA page_count", &pages, NULL) && read_integer (self, "PRAGMA page_size", &bytes, NULL))
    size->file = (guint64)(pages * bytes);
  if (log != NULL && g_stat (log, &info) == 0)
    size->log = (guint64)info.st_size;
  if (path != NULL && statvfs (path, &space) == 0)
    size->room = (guint64)space.f_bavail * space.f_frsize;
}

void
cord_database_check_references (CordDatabase *self, gboolean check)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, check ? 1 : 0, NULL);
}

gint64
cord_database_last_id (CordDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

int
cord_database_changes (CordDatabase *self)
{
  return sqlite3_changes (self->handle);
}

gpointer
cord_database_get_handle (CordDatabase *self)
{
  return self->handle;
}
