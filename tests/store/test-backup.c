/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-backup.h"

#include "cord-test-folder.h"

#include "store/cord-interaction-store.h"
#include "store/cord-meta-store.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* A backup is complete or refused, and a restore leaves the old store or the new one, whatever interrupts it. */

#define INTERRUPTED 77

typedef struct
{
  char *folder;
  char *store;
  char *backup;
} Place;

/* A store with the name @name, and a few hundred kilobytes of data. */
static void
fill (const char *path, const char *name)
{
  g_autofree char *address = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *filling = g_strnfill (2000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_server_store_open (address, &error);
  char word[] = "i1";
  const CordStoredInteraction interaction = { word, word, word, word, word, word, .opened = 1 };
  static const char *const none[] = { NULL };

  g_assert_no_error (error);
  g_assert_true (cord_database_begin (database, &error));
  g_assert_true (cord_meta_store_set (database, "name", name, &error));
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%d", i);
      CordPutResult result;

      g_assert_true (cord_resource_store_put (database, "customer", id, filling, none, 1, &result, &error));
    }
  if (g_str_equal (name, "new"))
    g_assert_true (cord_interaction_store_add (database, &interaction, &error)
                   && cord_event_store_append (database, "i1", 1, "t", "h1", "{}", 1, &error)
                   && cord_event_store_append (database, "i1", 2, "t", "h2", "{}", 1, &error));
  g_assert_no_error (error);
  g_assert_true (cord_database_commit (database, &error));
}

static char *
name_of (const char *path)
{
  g_autofree char *address = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_server_store_open (address, &error);
  char *name;

  g_assert_no_error (error);
  g_assert_true (cord_database_verify (database, &error));
  name = cord_meta_store_get (database, "name", &error);
  g_assert_no_error (error);
  return name;
}

static void
assert_name (const char *path, const char *expected)
{
  g_autofree char *name = name_of (path);

  g_assert_cmpstr (name, ==, expected);
}

/* A backup of a store called "new", and a store called "old" to restore over. */
static void
set_up (Place *place, gconstpointer data)
{
  g_autofree char *source = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordBackup) backup = NULL;

  place->folder = g_dir_make_tmp ("cordboard-backup-XXXXXX", NULL);
  place->store = g_build_filename (place->folder, "store.db", NULL);
  place->backup = g_build_filename (place->folder, "a backup?#%.db", NULL);
  source = g_build_filename (place->folder, "source.db", NULL);
  fill (source, "new");
  fill (place->store, "old");
  backup = cord_backup_take (source, place->backup, FALSE, 1750000000123456, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (backup->taken, ==, 1750000000000000);
}

static void
tear_down (Place *place, gconstpointer data)
{
  cord_test_folder_remove (place->folder);
  g_free (place->folder);
  g_free (place->store);
  g_free (place->backup);
}

static void
assert_refused (CordBackup *backup, GError *error, const char *reason)
{
  g_assert_null (backup);
  g_assert_nonnull (error);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  g_error_free (error);
}

static void
assert_unverified (const char *path, const char *reason)
{
  GError *error = NULL;
  CordBackup *backup = cord_backup_verify (path, NULL, &error);

  assert_refused (backup, error, reason);
}

static void
assert_no_draft (const Place *place)
{
  g_autoptr (GDir) folder = g_dir_open (place->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".draft") || g_str_has_suffix (name, ".restoring"));
}

static void
test_there_and_back (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordBackup) verified = cord_backup_verify (place->backup, NULL, &error);
  g_autoptr (CordBackup) restored = NULL;
  g_autofree char *kept = g_strconcat (place->store, ".before-restore", NULL);
  g_autofree char *fresh = g_build_filename (place->folder, "fresh.db", NULL);
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (place->backup, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  restored = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (restored->sha256, ==, verified->sha256);
  g_assert_true (g_variant_equal (restored->rows, verified->rows));
  assert_name (place->store, "new");
  assert_name (kept, "old");
  g_clear_pointer (&restored, cord_backup_free);
  restored = cord_backup_restore (place->backup, fresh, FALSE, NULL, &error);
  g_assert_no_error (error);
  assert_name (fresh, "new");
  assert_no_draft (place);
}

/* SQLite itself opens the backup where it is. */
static void
test_a_backup_is_a_database (Place *place, gconstpointer data)
{
  sqlite3 *handle;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open_v2 (place->backup, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT value FROM meta WHERE key = 'name'", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *)sqlite3_column_text (statement, 0), ==, "new");
  sqlite3_finalize (statement);
  sqlite3_close (handle);
}

/* Writers continue during the copy, and none of their changes is in it. */

typedef struct
{
  CordDatabase *writer;
  guint written;
} Meanwhile;

static void
on_step (CordBackupStep step, gpointer user_data)
{
  Meanwhile *meanwhile = user_data;

  g_assert_true (cord_meta_store_set (meanwhile->writer, "name", "later", NULL));
  meanwhile->written++;
}

static void
on_pages (guint64 done, guint64 total, gpointer user_data)
{
  on_step (CORD_BACKUP_COPYING, user_data);
}

static void
test_of_one_moment (Place *place, gconstpointer data)
{
  g_autofree char *address = g_strconcat ("sqlite:", place->store, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) writer = cord_server_store_serve (address, &error);
  Meanwhile meanwhile = { writer };
  const CordBackupWatch watch = { on_step, on_pages, NULL, &meanwhile };
  g_autoptr (CordBackup) backup = NULL;
  g_autofree char *fresh = g_build_filename (place->folder, "fresh.db", NULL);

  g_assert_no_error (error);
  backup = cord_backup_take (place->store, place->backup, TRUE, 0, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meanwhile.written, >=, 5);
  g_clear_pointer (&backup, cord_backup_free);
  backup = cord_backup_restore (place->backup, fresh, FALSE, NULL, &error);
  g_assert_no_error (error);
  assert_name (fresh, "old");
}

static void
test_any_byte (Place *place, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *path = g_build_filename (place->folder, "damaged", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (17);
  gsize length;

  g_assert_true (g_file_get_contents (place->backup, &bytes, &length, NULL));
  for (gsize i = 0; i < 700; i++)
    {
      gsize at = i < 500 ? length - 1 - i : (gsize)g_rand_int_range (random, 0, (gint32)length);
      char was = bytes[at];
      GError *error = NULL;
      CordBackup *backup;

      bytes[at] = (char)(was ^ (1 << g_rand_int_range (random, 0, 8)));
      g_assert_true (g_file_set_contents_full (path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      backup = cord_backup_verify (path, NULL, &error);
      g_assert_null (backup);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_error_free (error);
      bytes[at] = was;
    }
}

static void
test_any_length (Place *place, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *path = g_build_filename (place->folder, "damaged", NULL);
  gsize length;

  g_assert_true (g_file_get_contents (place->backup, &bytes, &length, NULL));
  for (gsize i = 0; i < 200; i++)
    {
      gsize cut = i < 100 ? i : length - 1 - (i - 100) * 7;
      GError *error = NULL;
      CordBackup *backup;

      g_assert_true (g_file_set_contents (path, bytes, (gssize)cut, NULL));
      backup = cord_backup_verify (path, NULL, &error);
      g_assert_null (backup);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_error_free (error);
    }
}

/* The seal is valid, but not what it seals. */
static void
seal_again (const Place *place, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordBackup) backup = NULL;
  g_autofree char *draft = g_build_filename (place->folder, "again", NULL);
  sqlite3 *handle;

  g_unlink (draft);
  backup = cord_backup_file_open (place->backup, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (draft, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  g_free (g_steal_pointer (&backup->sha256));
  g_assert_true (cord_backup_file_seal (draft, backup, &error));
  g_assert_no_error (error);
  g_assert_true (cord_backup_file_place (draft, place->backup, &error));
}

static void
test_what_does_not_hold_together (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    const char *reason;
  } cases[] = {
    { "DELETE FROM resource WHERE id = 'c7'", "damaged" },
    { "INSERT INTO resource VALUES (1000, 'customer', 'x', '{}', 1, 1)", "damaged" },
    { "UPDATE interaction SET head = 'h3'", "damaged" },
    { "UPDATE interaction SET seq = 3", "damaged" },
    { "PRAGMA user_version = 99", "newer" },
    { "PRAGMA application_id = 7", "foreign" },
    { "PRAGMA foreign_keys = OFF; INSERT INTO event VALUES ('i2', 1, 't', 'h', 1, '{}')", "corrupt" },
  };
  g_autofree char *good = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (place->backup, &good, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;
      CordBackup *backup;

      seal_again (place, cases[i].sql);
      assert_unverified (place->backup, cases[i].reason);
      backup = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);
      assert_refused (backup, error, cases[i].reason);
      assert_name (place->store, "old");
      assert_no_draft (place);
      g_assert_true (g_file_set_contents (place->backup, good, (gssize)length, NULL));
    }
}

static void
test_what_is_no_backup (Place *place, gconstpointer data)
{
  g_autofree char *foreign = g_build_filename (place->folder, "foreign", NULL);
  GError *error = NULL;
  CordBackup *backup;

  assert_unverified (place->store, "foreign"); /* a store is none */
  assert_unverified (place->folder, "foreign");
  g_assert_true (g_file_set_contents (foreign, "", 0, NULL));
  assert_unverified (foreign, "foreign");
  backup = cord_backup_take (foreign, place->backup, TRUE, 0, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "foreign");
  backup = cord_backup_restore (place->backup, foreign, TRUE, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "foreign");
  backup = cord_backup_take ("/nowhere/store.db", place->backup, TRUE, 0, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "no-file");
}

static void
test_what_is_there_stays (Place *place, gconstpointer data)
{
  g_autofree char *same = g_build_filename (place->folder, "same", NULL);
  g_autofree char *dangling = g_build_filename (place->folder, "dangling", NULL);
  GError *error = NULL;
  CordBackup *backup;

  backup = cord_backup_take (place->store, place->backup, FALSE, 0, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "exists");
  backup = cord_backup_restore (place->backup, place->store, FALSE, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "exists");
  g_assert_cmpint (link (place->store, same), ==, 0);
  backup = cord_backup_take (place->store, same, TRUE, 0, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "exists");
  g_assert_cmpint (symlink ("/nowhere/at/all", dangling), ==, 0);
  backup = cord_backup_take (place->store, dangling, TRUE, 0, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "exists");
  assert_name (place->store, "old");
}

static void
test_in_use (Place *place, gconstpointer data)
{
  g_autofree char *address = g_strconcat ("sqlite:", place->store, NULL);
  g_autoptr (CordDatabase) served = cord_server_store_serve (address, NULL);
  g_autoptr (CordDatabase) beside = NULL;
  GError *error = NULL;
  CordBackup *backup = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);

  assert_refused (backup, g_steal_pointer (&error), "in-use");
  g_assert_null (cord_server_store_serve (address, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "in-use");
  g_clear_error (&error);
  beside = cord_server_store_open (address, &error); /* as an import beside a server does */
  g_assert_no_error (error);
  g_clear_object (&served);
  g_assert_true (cord_meta_store_set (beside, "name", "busy", NULL));
  backup = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);
  assert_refused (backup, g_steal_pointer (&error), "in-use");
  g_clear_object (&beside);
  assert_name (place->store, "busy");
  backup = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);
  g_assert_no_error (error);
  cord_backup_free (backup);
  assert_name (place->store, "new");
}

/* In a child process: what a killed program leaves. */

typedef void (*ChildFunc) (const Place *place, gint64 argument);

static int
run_child (const Place *place, ChildFunc func, gint64 argument)
{
  int status;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      func (place, argument);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
leave_log (const Place *place, gint64 argument)
{
  g_autofree char *address = g_strconcat ("sqlite:", place->store, NULL);
  CordDatabase *database = cord_server_store_serve (address, NULL);

  if (database == NULL || !cord_meta_store_set (database, "name", "logged", NULL))
    _exit (1);
  _exit (0); /* without closing: the write is only in the log */
}

static void
test_the_old_log_goes_with_the_old_store (Place *place, gconstpointer data)
{
  g_autofree char *log = g_strconcat (place->store, "-wal", NULL);
  g_autofree char *kept = g_strconcat (place->store, ".before-restore", NULL);
  g_autofree char *kept_log = g_strconcat (kept, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordBackup) backup = NULL;
  gsize length;

  g_assert_cmpint (run_child (place, leave_log, 0), ==, 0);
  g_assert_true (g_file_get_contents (log, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_true (g_file_set_contents (kept_log, bytes, (gssize)length, NULL)); /* left by an earlier restore */
  backup = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (kept_log, G_FILE_TEST_EXISTS));
  assert_name (place->store, "new");
  assert_name (kept, "logged");
}

/* A store that cannot be opened is kept as it is, file and log, and replaced. */
static void
test_over_a_broken_store (Place *place, gconstpointer data)
{
  g_autofree char *log = g_strconcat (place->store, "-wal", NULL);
  g_autofree char *kept = g_strconcat (place->store, ".before-restore", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordBackup) backup = NULL;
  gsize length, found_length;

  g_assert_cmpint (run_child (place, leave_log, 0), ==, 0);
  g_assert_true (g_file_get_contents (place->store, &bytes, &length, NULL));
  memset (bytes, 0x55, length);
  g_assert_true (g_file_set_contents (place->store, bytes, (gssize)length, NULL));
  g_assert_true (g_file_set_contents (log, bytes, (gssize)length, NULL));
  backup = cord_backup_restore (place->backup, place->store, TRUE, NULL, &error);
  g_assert_no_error (error);
  assert_name (place->store, "new");
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (kept, &found, &found_length, NULL));
  g_assert_cmpmem (found, found_length, bytes, length);
}

static gint64 countdown;

static void
end_at (CordBackupStep step, gpointer user_data)
{
  if (countdown-- == 0)
    _exit (INTERRUPTED);
}

static void
restore_until (const Place *place, gint64 steps)
{
  const CordBackupWatch watch = { .step = end_at };

  countdown = steps;
  _exit (cord_backup_restore (place->backup, place->store, TRUE, &watch, NULL) != NULL ? 0 : 1);
}

static void
take_until (const Place *place, gint64 steps)
{
  const CordBackupWatch watch = { .step = end_at };

  countdown = steps;
  _exit (cord_backup_take (place->store, place->backup, TRUE, 0, &watch, NULL) != NULL ? 0 : 1);
}

static void
test_interrupted_between_steps (Place *place, gconstpointer data)
{
  gint64 steps = 0;

  while (run_child (place, restore_until, steps) == INTERRUPTED)
    {
      assert_name (place->store, "old");
      steps++;
    }
  g_assert_cmpint (steps, ==, 4);
  assert_name (place->store, "new");
  assert_no_draft (place);

  fill (place->store, "third");
  for (steps = 0; run_child (place, take_until, steps) == INTERRUPTED; steps++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordBackup) still = cord_backup_verify (place->backup, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (still->taken, !=, 0);
    }
  g_assert_cmpint (steps, ==, 4);
  assert_no_draft (place);
}

/* No file may grow beyond @limit: like a full disk, at any point. */
static void
set_limit (gint64 limit)
{
  const struct rlimit size = { (rlim_t)limit, (rlim_t)limit };

  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &size) != 0)
    _exit (2);
}

static void
restore_within (const Place *place, gint64 limit)
{
  set_limit (limit);
  _exit (cord_backup_restore (place->backup, place->store, TRUE, NULL, NULL) != NULL ? 0 : 1);
}

static void
take_within (const Place *place, gint64 limit)
{
  set_limit (limit);
  _exit (cord_backup_take (place->store, place->backup, TRUE, 0, NULL, NULL) != NULL ? 0 : 1);
}

static void
test_no_room (Place *place, gconstpointer data)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (place->backup, &info), ==, 0);
  for (guint i = 0; i < 12; i++)
    {
      gint64 limit = (gint64)info.st_size * i / 12;
      g_autoptr (GError) error = NULL;
      g_autoptr (CordBackup) still = NULL;

      g_assert_cmpint (run_child (place, restore_within, limit), ==, 1);
      assert_name (place->store, "old");
      g_assert_cmpint (run_child (place, take_within, limit), ==, 1);
      still = cord_backup_verify (place->backup, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (still->taken, !=, 0);
      assert_no_draft (place);
    }
  g_assert_cmpint (run_child (place, restore_within, (gint64)info.st_size), ==, 0);
  assert_name (place->store, "new");
}

/* Killed at an arbitrary moment. */
static void
restore_for (const Place *place, glong microseconds)
{
  const struct itimerval timer = { { 0, 0 }, { microseconds / G_USEC_PER_SEC, microseconds % G_USEC_PER_SEC } };

  setitimer (ITIMER_REAL, &timer, NULL);
  restore_until (place, -1);
}

static void
test_killed_anywhere (Place *place, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  guint done = 0;

  /* Each later than the one before, until even the slowest disk has finished. */
  for (glong at = 0; done < 3; at += 1 + g_rand_int_range (random, 0, 4000) + at / 20)
    {
      pid_t child = fork ();
      g_autofree char *name = NULL;
      int status;

      if (child == 0)
        restore_for (place, 1 + at);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      done += WIFEXITED (status);
      name = name_of (place->store);
      g_assert_true (g_str_equal (name, "old") || g_str_equal (name, "new"));
      if (g_str_equal (name, "new"))
        {
          g_unlink (place->store);
          fill (place->store, "old");
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/backup/" name, Place, NULL, set_up, func, tear_down)
  ADD ("there-and-back", test_there_and_back);
  ADD ("a-backup-is-a-database", test_a_backup_is_a_database);
  ADD ("of-one-moment", test_of_one_moment);
  ADD ("any-byte", test_any_byte);
  ADD ("any-length", test_any_length);
  ADD ("what-does-not-hold-together", test_what_does_not_hold_together);
  ADD ("what-is-no-backup", test_what_is_no_backup);
  ADD ("what-is-there-stays", test_what_is_there_stays);
  ADD ("in-use", test_in_use);
  ADD ("the-old-log-goes-with-the-old-store", test_the_old_log_goes_with_the_old_store);
  ADD ("over-a-broken-store", test_over_a_broken_store);
  ADD ("interrupted-between-steps", test_interrupted_between_steps);
  ADD ("no-room", test_no_room);
  ADD ("killed-anywhere", test_killed_anywhere);
#undef ADD
  return g_test_run ();
}
