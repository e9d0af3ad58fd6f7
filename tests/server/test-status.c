/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-status.h"

#include "store/cord-server-store.h"
#include "store/sqlite/cord-sqlite-database.h"

#include "cord-test-folder.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* ready checks the store as it is: what prevents the server from working is named, soon, and the check leaves
 * nothing behind. */

typedef struct
{
  char *folder;
  char *path;
  CordClock *clock;
  CordCore *core;
} Stage;

static CordDatabase *
open_store (const Stage *stage)
{
  g_autofree char *address = g_strconcat ("sqlite:", stage->path, NULL);
  g_autoptr (GError) error = NULL;
  CordDatabase *database = cord_server_store_open (address, &error);

  g_assert_no_error (error);
  return database;
}

static void
change_settings (Stage *stage, const char *policy, guint64 space_floor)
{
  g_autoptr (CordSettings) settings = cord_settings_copy (cord_core_get_settings (stage->core));

  g_free (settings->policy_dir);
  settings->policy_dir = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_free (settings->policy);
  settings->policy = g_strdup (policy);
  settings->space_floor = space_floor;
  cord_core_set_settings (stage->core, settings);
}

static void
make_core (Stage *stage)
{
  g_autoptr (CordDatabase) database = open_store (stage);

  cord_database_set_grouping (database, TRUE);
  stage->core = cord_core_new (database, stage->clock, NULL);
  change_settings (stage, "none", 0);
}

static void
set_up (Stage *stage, gconstpointer data)
{
  stage->folder = g_dir_make_tmp ("cordboard-status-XXXXXX", NULL);
  stage->path = g_build_filename (stage->folder, "store.db", NULL);
  stage->clock = cord_clock_new_fixed (0);
  make_core (stage);
}

static void
tear_down (Stage *stage, gconstpointer data)
{
  cord_core_free (stage->core);
  g_object_unref (stage->clock);
  cord_test_folder_remove (stage->folder);
  g_free (stage->folder);
  g_free (stage->path);
}

/* @reason NULL: it is ready. */
static void
assert_ready (const Stage *stage, const char *reason)
{
  CordRequest request = { .core = stage->core };
  g_autoptr (GError) error = NULL;
  g_autoptr (CordReply) reply = cord_status_ready (&request, &error);
  g_autoptr (JsonNode) body = cord_json_parse (reply->body, -1, &CORD_JSON_LIMITS_WIRE, NULL);
  g_autofree char *headers = cord_reply_dup_headers (reply);

  g_assert_no_error (error);
  g_assert_nonnull (body);
  g_assert_cmpuint (reply->status, ==, reason != NULL ? 503 : 200);
  if (reason == NULL)
    return;
  g_assert_cmpstr (cord_json_find_string (body, "reason"), ==, reason);
  g_assert_cmpstr (cord_json_find_string (body, "status"), ==, "503");
  g_assert_cmpstr (cord_json_find_string (body, "code"), ==, "offline");
  g_assert_true (g_str_has_prefix (headers, "Retry-After: ") || strstr (headers, "\nRetry-After: ") != NULL);
  g_assert_null (strstr (reply->body, stage->folder));
}

static void
test_ready (Stage *stage, gconstpointer data)
{
  assert_ready (stage, NULL);
  g_assert_false (cord_database_is_unsettled (cord_core_get_database (stage->core)));
  /* Also in the middle of a group, which is not affected. */
  g_assert_true (cord_database_begin (cord_core_get_database (stage->core), NULL));
  assert_ready (stage, NULL);
  g_assert_true (cord_database_commit (cord_core_get_database (stage->core), NULL));
  assert_ready (stage, NULL);
  g_assert_true (cord_database_is_unsettled (cord_core_get_database (stage->core)));
  g_assert_true (cord_database_settle (cord_core_get_database (stage->core), NULL));
}

static void
test_locked (Stage *stage, gconstpointer data)
{
  g_autoptr (CordDatabase) other = open_store (stage);
  gint64 began = g_get_monotonic_time ();

  g_assert_true (cord_database_begin (other, NULL));
  assert_ready (stage, "locked");
  /* It does not block the server as a writing request would. */
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_TIME_SPAN_SECOND);
  cord_database_rollback (other);
  assert_ready (stage, NULL);
}

static void
test_gone (Stage *stage, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (stage->path, ".aside", NULL);

  g_assert_cmpint (g_rename (stage->path, aside), ==, 0);
  assert_ready (stage, "read-only");
  g_assert_cmpint (g_rename (aside, stage->path), ==, 0);
  assert_ready (stage, NULL);
}

static void
test_full (Stage *stage, gconstpointer data)
{
  change_settings (stage, "none", G_MAXUINT64 - 1);
  assert_ready (stage, "disk-full");
  change_settings (stage, "none", 0);
  assert_ready (stage, NULL);
}

/* SQLite rolled the group back by itself, as it does when the disk is full in the middle of it. */
static void
test_given_up (Stage *stage, gconstpointer data)
{
  g_assert_true (cord_database_begin (cord_core_get_database (stage->core), NULL));
  g_assert_cmpint (sqlite3_exec (cord_sqlite_database_get_handle (cord_core_get_database (stage->core)), "ROLLBACK",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  assert_ready (stage, "given-up");
  cord_database_rollback (cord_core_get_database (stage->core));
  g_assert_false (cord_database_settle (cord_core_get_database (stage->core), NULL));
  assert_ready (stage, NULL);
}

/* Overwrites the first pages of the table of resources and of its indexes. */
static void
damage (CordDatabase *database, const char *path)
{
  CordStatement *statement = cord_database_statement (
      database,
      "SELECT (rootpage - 1) * page_size FROM sqlite_schema, pragma_page_size WHERE tbl_name = 'resource'"
      " AND rootpage > 0",
      NULL);
  FILE *file = g_fopen (path, "r+b");
  gboolean row;

  g_assert_nonnull (file);
  while (cord_statement_step (statement, &row, NULL) && row)
    {
      g_assert_cmpint (fseek (file, cord_statement_get_integer (statement, 0), SEEK_SET), ==, 0);
      g_assert_cmpint (fputs ("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", file), >=, 0);
    }
  fclose (file);
}

static void
test_corrupt (Stage *stage, gconstpointer data)
{
  g_autoptr (CordDatabase) other = NULL;

  g_clear_pointer (&stage->core, cord_core_free);
  other = open_store (stage);
  damage (other, stage->path);
  make_core (stage);
  assert_ready (stage, "corrupt");
}

static void
test_stopping (Stage *stage, gconstpointer data)
{
  cord_core_stop (stage->core);
  assert_ready (stage, "stopping");
}

static void
test_policy (Stage *stage, gconstpointer data)
{
  change_settings (stage, "nowhere", 0);
  assert_ready (stage, "policy");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/status/" name, Stage, NULL, set_up, func, tear_down)
  ADD ("ready", test_ready);
  ADD ("locked", test_locked);
  ADD ("gone", test_gone);
  ADD ("full", test_full);
  ADD ("given-up", test_given_up);
  ADD ("corrupt", test_corrupt);
  ADD ("stopping", test_stopping);
  ADD ("policy", test_policy);
#undef ADD
  return g_test_run ();
}
