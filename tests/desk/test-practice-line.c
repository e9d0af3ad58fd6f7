/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-data-folder.h"

#include "cord-test-folder.h"

#include "base/cord-error.h"
#include "desk/cord-practice-line.h"

#include <glib/gstdio.h>

/* Two windows that practise in one folder. */

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static CordPracticeLine *
start (const char *folder, GError **error)
{
  g_autofree char *data = cord_data_folder ();
  g_autoptr (CordClock) clock = cord_clock_new_running (cord_practice_line_first_instant ());
  g_autoptr (GAsyncResult) result = NULL;

  cord_practice_line_start_async (data, folder, TRUE, clock, NULL, on_started, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return cord_practice_line_start_finish (result, error);
}

static guint64
number_of (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));
  return status.st_ino;
}

static void
test_second_window (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cord-practice-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  CordPracticeLine *first = start (folder, &error);
  guint64 store, socket;
  CordPracticeLine *second;

  g_assert_no_error (error);
  store = number_of (folder, "store.db");
  socket = number_of (folder, "server.socket");

  g_assert_null (start (folder, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "in-use");
  g_assert_cmpuint (number_of (folder, "store.db"), ==, store);
  g_assert_cmpuint (number_of (folder, "server.socket"), ==, socket);
  g_clear_error (&error);

  g_object_unref (first);
  second = start (folder, &error);
  g_assert_no_error (error);
  g_object_unref (second);
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/practice-line/second-window", test_second_window);
  return g_test_run ();
}
