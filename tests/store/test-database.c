/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-database.h"

#include "cord-test-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define MARK 0x43425431

static const char *const first_only[]
    = { "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, data BLOB);", NULL };
static const char *const both[] = { "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, data BLOB);",
                                    "ALTER TABLE note ADD COLUMN at INTEGER NOT NULL DEFAULT 7;", NULL };
static const char *const broken[]
    = { "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, data BLOB);",
        "CREATE TABLE other (id INTEGER); CREATE TABLE nonsense (;", NULL };

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("cordboard-store-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "test.db", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  cord_test_folder_remove (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

static CordDatabase *
open_database (Place *place, CordSqliteFlags flags)
{
  g_autoptr (GError) error = NULL;
  CordDatabase *database = cord_sqlite_open (place->path, flags, &error);

  g_assert_no_error (error);
  return database;
}

static CordStatement *
prepare (CordDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CordStatement *statement = cord_database_statement (database, sql, &error);

  g_assert_no_error (error);
  return statement;
}

static gint64
read_number (CordDatabase *database, const char *sql)
{
  CordStatement *statement = prepare (database, sql);
  gboolean row;
  gint64 number;

  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_true (row);
  number = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return number;
}

static void
test_migrations (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = open_database (place, CORD_SQLITE_SERVER);

  g_assert_true (cord_database_migrate (database, MARK, first_only, &error));
  g_assert_cmpint (read_number (database, "PRAGMA user_version"), ==, 1);
  g_assert_true (cord_statement_run (prepare (database, "INSERT INTO note (text) VALUES ('kept')"), &error));
  g_assert_true (cord_database_migrate (database, MARK, both, &error));
  g_assert_cmpint (read_number (database, "SELECT at FROM note WHERE text = 'kept'"), ==, 7);
  g_assert_true (cord_database_migrate (database, MARK, both, &error));
  g_assert_cmpint (read_number (database, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (read_number (database, "PRAGMA application_id"), ==, MARK);
  g_assert_false (cord_database_migrate (database, MARK, first_only, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "newer");
  g_clear_error (&error);
  g_assert_false (cord_database_migrate (database, MARK + 1, both, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "foreign");
}

static void
test_broken_migration (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = open_database (place, CORD_SQLITE_JOURNAL);

  g_assert_false (cord_database_migrate (database, MARK, broken, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_cmpint (read_number (database, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM sqlite_schema WHERE name = 'other'"), ==, 0);
}

static void
test_foreign_file (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = NULL;

  g_assert_true (
      g_file_set_contents (place->path, "This is not a database, but a letter to one of its readers.", -1, NULL));
  database = cord_sqlite_open (place->path, CORD_SQLITE_SERVER, &error);
  if (database != NULL)
    g_assert_false (cord_database_migrate (database, MARK, both, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "corrupt");
}

static void
test_modes (Place *place, gconstpointer data)
{
  g_autoptr (CordDatabase) database = open_database (place, CORD_SQLITE_JOURNAL | CORD_SQLITE_LOCK);
  g_autoptr (CordDatabase) second = NULL;
  g_autoptr (CordDatabase) third = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_cmpint (g_stat (place->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (read_number (database, "PRAGMA synchronous"), ==, 3);
  g_assert_cmpint (read_number (database, "PRAGMA foreign_keys"), ==, 1);
  second = cord_sqlite_open (place->path, CORD_SQLITE_JOURNAL | CORD_SQLITE_LOCK, &error);
  g_assert_null (second);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "in-use");
  g_clear_object (&database);
  g_clear_error (&error);
  third = cord_sqlite_open (place->path, CORD_SQLITE_JOURNAL | CORD_SQLITE_LOCK, &error);
  g_assert_no_error (error);
}

static void
test_statements (Place *place, gconstpointer data)
{
  g_autoptr (CordDatabase) database = cord_sqlite_open (NULL, CORD_SQLITE_MEMORY, NULL);
  const char *insert = "INSERT INTO note (text, data) VALUES (?1, ?2)";
  g_autoptr (GBytes) blob = g_bytes_new_static ("\0\1\2", 3);
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;
  CordStatement *statement;
  gboolean row;

  g_assert_true (cord_database_migrate (database, MARK, first_only, NULL));
  statement = prepare (database, insert);
  cord_statement_bind_text (statement, 1, "one");
  cord_statement_bind_blob (statement, 2, blob);
  g_assert_true (cord_statement_run (statement, NULL));
  g_assert_cmpint (cord_database_changes (database), ==, 1);
  /* Cached statements keep nothing of their last use. */
  g_assert_true (prepare (database, insert) == statement);
  g_assert_false (cord_statement_run (statement, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "constraint");
  statement = prepare (database, "SELECT text, data FROM note");
  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_cmpstr (cord_statement_get_text (statement, 0), ==, "one");
  found = cord_statement_dup_blob (statement, 1);
  g_assert_true (g_bytes_equal (found, blob));
  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_false (row);
}

static void
test_transactions (Place *place, gconstpointer data)
{
  g_autoptr (CordDatabase) database = cord_sqlite_open (NULL, CORD_SQLITE_MEMORY, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_database_migrate (database, MARK, first_only, NULL));
  g_assert_true (cord_database_begin (database, NULL));
  g_assert_false (cord_database_begin (database, &error));
  g_assert_true (cord_statement_run (prepare (database, "INSERT INTO note (text) VALUES ('gone')"), NULL));
  cord_database_rollback (database);
  cord_database_rollback (database);
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM note"), ==, 0);
  g_assert_true (cord_database_begin (database, NULL));
  g_assert_true (cord_statement_run (prepare (database, "INSERT INTO note (text) VALUES ('stays')"), NULL));
  g_assert_true (cord_database_commit (database, NULL));
  cord_database_rollback (database);
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM note"), ==, 1);
}

static void
test_unreachable (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "missing", "test.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_sqlite_open (path, CORD_SQLITE_SERVER, &error);

  g_assert_null (database);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "read-only");
}

#define ADD(name, func) g_test_add ("/store/database/" name, Place, NULL, set_up, func, tear_down)

static void
put_note (CordDatabase *database, const char *text)
{
  CordStatement *statement = prepare (database, "INSERT INTO note (text) VALUES (?1)");
  g_autoptr (GError) error = NULL;

  cord_statement_bind_text (statement, 1, text);
  cord_statement_run (statement, &error);
  g_assert_no_error (error);
}

static void
begin_and_put (CordDatabase *database, const char *text)
{
  g_autoptr (GError) error = NULL;

  cord_database_begin (database, &error);
  g_assert_no_error (error);
  put_note (database, text);
}

static CordDatabase *
open_grouping (Place *place)
{
  CordDatabase *database = open_database (place, CORD_SQLITE_SERVER);

  g_assert_true (cord_database_migrate (database, MARK, first_only, NULL));
  cord_database_set_grouping (database, TRUE);
  return database;
}

/* Several transactions, one COMMIT: one that is rolled back is rolled back alone, and no other connection sees any
 * of it before. */
static void
test_group (Place *place, gconstpointer data)
{
  g_autoptr (CordDatabase) database = open_grouping (place);
  g_autoptr (CordDatabase) beside = open_database (place, CORD_SQLITE_SERVER);
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_database_settle (database, NULL));
  g_assert_false (cord_database_is_unsettled (database));
  begin_and_put (database, "kept");
  g_assert_true (cord_database_commit (database, &error));
  begin_and_put (database, "undone");
  cord_database_rollback (database);
  cord_database_rollback (database);
  begin_and_put (database, "kept too");
  g_assert_true (cord_database_commit (database, &error));
  g_assert_true (cord_database_is_unsettled (database));
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM note"), ==, 2);
  g_assert_cmpint (read_number (beside, "SELECT count(*) FROM note"), ==, 0);
  g_assert_true (cord_database_settle (database, &error));
  g_assert_no_error (error);
  g_assert_false (cord_database_is_unsettled (database));
  g_assert_cmpint (read_number (beside, "SELECT count(*) FROM note WHERE text LIKE 'kept%'"), ==, 2);
}

/* SQLite may end a transaction by itself; statements after it are then not committed alone. */
static void
test_group_given_up (Place *place, gconstpointer data)
{
  g_autoptr (CordDatabase) database = open_grouping (place);
  g_autoptr (GError) error = NULL;

  begin_and_put (database, "lost");
  g_assert_true (cord_database_commit (database, &error));
  begin_and_put (database, "lost too");
  g_assert_true (cord_statement_run (prepare (database, "ROLLBACK"), &error));
  g_assert_false (cord_database_commit (database, &error));
  g_clear_error (&error);
  cord_database_rollback (database);
  g_assert_false (cord_database_begin (database, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_clear_error (&error);
  g_assert_false (cord_database_settle (database, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  g_clear_error (&error);
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM note"), ==, 0);
  begin_and_put (database, "again");
  g_assert_true (cord_database_commit (database, &error));
  g_assert_true (cord_database_settle (database, &error));
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM note"), ==, 1);
}

/* A reader has a snapshot of when it began, whatever is written meanwhile, and blocks no writer. */
static void
test_snapshot (Place *place, gconstpointer data)
{
  g_autoptr (CordDatabase) database = open_database (place, CORD_SQLITE_SERVER);
  g_autoptr (CordDatabase) snapshot = NULL;
  g_autoptr (CordDatabase) later = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_database_migrate (database, MARK, first_only, NULL));
  g_assert_true (cord_statement_run (prepare (database, "INSERT INTO note (text) VALUES ('a')"), NULL));
  snapshot = cord_database_open_snapshot (database, &error);
  g_assert_no_error (error);
  g_assert_true (cord_statement_run (prepare (database, "INSERT INTO note (text) VALUES ('b')"), NULL));
  g_assert_cmpint (read_number (snapshot, "SELECT count(*) FROM note"), ==, 1);
  g_assert_cmpint (read_number (database, "SELECT count(*) FROM note"), ==, 2);
  later = cord_database_open_snapshot (database, &error);
  g_assert_cmpint (read_number (later, "SELECT count(*) FROM note"), ==, 2);
  g_assert_false (cord_statement_run (prepare (later, "DELETE FROM note"), &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
}

static void
test_snapshot_in_memory (void)
{
  g_autoptr (CordDatabase) database = cord_sqlite_open (NULL, CORD_SQLITE_MEMORY, NULL);
  g_autoptr (CordDatabase) snapshot = cord_database_open_snapshot (database, NULL);

  g_assert_true (snapshot == database);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("migrations", test_migrations);
  ADD ("broken-migration", test_broken_migration);
  ADD ("foreign-file", test_foreign_file);
  ADD ("modes", test_modes);
  ADD ("statements", test_statements);
  ADD ("transactions", test_transactions);
  ADD ("group", test_group);
  ADD ("group-given-up", test_group_given_up);
  ADD ("unreachable", test_unreachable);
  g_test_add ("/store/database/snapshot", Place, NULL, set_up, test_snapshot, tear_down);
  g_test_add_func ("/store/database/snapshot-in-memory", test_snapshot_in_memory);
  return g_test_run ();
}
