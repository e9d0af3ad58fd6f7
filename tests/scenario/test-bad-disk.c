/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "scenario-proof.h"

#include "cord-test-folder.h"
#include "cord-test-scope.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Faults of the desk's own disk: the journal is in use, truncated or overwritten, or the disk is full. */

#define CHILD "--be-a-desk-on-a-full-disk"

typedef struct
{
  ScenarioServer *server;
  char *folder;
  char *journal;
  GVariant *caller;
} Scene;

static void
open_scene (Scene *scene)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (GVariant) callers = scenario_callers ();

  scene->server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  scene->folder = scenario_make_folder ();
  scene->journal = g_build_filename (scene->folder, "journal.db", NULL);
  scene->caller = cord_value_dup_at (callers, 2);
}

static void
close_scene (Scene *scene)
{
  scenario_server_free (scene->server);
  cord_test_folder_remove (scene->folder);
  g_free (scene->folder);
  g_free (scene->journal);
  g_variant_unref (scene->caller);
}

/* Whatever state the journal is in: the desk restores what is left of it, or begins a new one, and completes a call. */
static void
finish_call (Scene *scene)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  ScenarioDesk *desk = scenario_desk_open (scene->folder, scene->server->address, scene->server->clock, "none", &error);

  g_assert_no_error (error);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  interaction = scenario_call_run (desk, scene->caller, NULL);
  scenario_desk_flush (desk);
  scenario_prove_change (scene->server, interaction);
  g_clear_object (&interaction);
  scenario_desk_free (desk);
}

static void
test_second_desk (void)
{
  Scene scene;
  ScenarioDesk *desk, *second;
  g_autoptr (GError) error = NULL;

  open_scene (&scene);
  desk = scenario_desk_new (scene.folder, scene.server, "none");
  g_object_unref (scenario_call_run (desk, scene.caller, "gather"));
  second = scenario_desk_open (scene.folder, scene.server->address, scene.server->clock, "none", &error);
  g_assert_null (second);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "in-use");
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_nonnull (cord_error_get_hint (error));
  g_test_message ("%s — %s", error->message, cord_error_get_hint (error));
  /* The first one is not disturbed. */
  g_object_unref (scenario_call_run (desk, scene.caller, "needs"));
  scenario_desk_free (desk);
  finish_call (&scene);
  close_scene (&scene);
}

/* A call up to the named move, and the desk is closed in the middle of it. Answers the journal's bytes. */
static GByteArray *
leave_call (Scene *scene, const char *last)
{
  ScenarioDesk *desk = scenario_desk_new (scene->folder, scene->server, "none");
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_object_unref (scenario_call_run (desk, scene->caller, last));
  scenario_desk_free (desk);
  g_file_get_contents (scene->journal, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_byte_array_new_take ((guint8 *)bytes, length);
}

static void
put_journal (Scene *scene, const GByteArray *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (scene->journal, (const char *)bytes->data, (gssize)length, &error);
  g_assert_no_error (error);
}

/* The server may have what the journal has lost: then the two histories differ, and the server's copy stays as it
 * is. */
static void
on_stuck (CordUploader *uploader, const char *interaction, GError *error, gboolean *stuck)
{
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  *stuck = TRUE;
}

/* Whatever state the journal is in: the desk says so, restores what is left of it or begins a new one, and completes
 * a call. */
static void
finish_damaged (Scene *scene)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordInteraction) interaction = NULL;
  g_autofree char *notice = NULL;
  ScenarioDesk *desk = scenario_desk_open (scene->folder, scene->server->address, scene->server->clock, "none", &error);
  gboolean stuck = FALSE, restored;

  g_assert_no_error (error);
  g_signal_connect (desk->uploader, "stuck", G_CALLBACK (on_stuck), &stuck);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  restored = cord_session_get_interaction (desk->session) != NULL;
  notice = scenario_desk_text (desk, "notice");
  g_test_message ("%s, %s: %s", cord_journal_db_get_damaged (desk->journal) != NULL ? "damaged" : "whole",
                  restored ? "restored" : "nothing left", notice);
  if (restored || cord_journal_db_get_damaged (desk->journal) != NULL)
    g_assert_cmpstr (notice, !=, "");
  interaction = scenario_call_run (desk, scene->caller, NULL);
  scenario_desk_settle (desk);
  if (!stuck)
    scenario_desk_flush (desk);
  scenario_prove_effects (scene->server, interaction);
  g_clear_object (&interaction);
  scenario_desk_free (desk);
}

static void
test_cut_journal (gconstpointer data)
{
  guint eighths = GPOINTER_TO_UINT (data);
  Scene scene;
  g_autoptr (GByteArray) bytes = NULL;

  open_scene (&scene);
  bytes = leave_call (&scene, "consent");
  put_journal (&scene, bytes, bytes->len * eighths / 8);
  finish_damaged (&scene);
  close_scene (&scene);
}

static void
test_damaged_journal (void)
{
  Scene scene;
  g_autoptr (GByteArray) bytes = NULL;

  open_scene (&scene);
  bytes = leave_call (&scene, "consent");
  for (guint at = bytes->len / 2; at < bytes->len / 2 + 3000 && at < bytes->len; at++)
    bytes->data[at] ^= 0x5a;
  put_journal (&scene, bytes, bytes->len);
  finish_damaged (&scene);
  close_scene (&scene);
}

/* An old copy of the journal is restored: the desk does not know that it ordered. The server does. */
static void
test_old_journal (void)
{
  g_autoptr (GByteArray) old = NULL;
  g_autoptr (GByteArray) newer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  ScenarioDesk *desk;
  Scene scene;

  open_scene (&scene);
  old = leave_call (&scene, "consent");
  newer = leave_call (&scene, "place");
  g_assert_true (old->len != newer->len || memcmp (old->data, newer->data, old->len) != 0);
  put_journal (&scene, old, old->len);
  desk = scenario_desk_new (scene.folder, scene.server, "none");
  id = g_strdup (cord_interaction_get_id (scenario_desk_interaction (desk)));
  g_assert_cmpstr (cord_interaction_get_order_state (scenario_desk_interaction (desk)), ==, "");
  ACT (desk, place);
  g_assert_nonnull (desk->error);
  scenario_desk_assert_refused (desk, CORD_ERROR_CONFLICT);
  g_assert_cmpuint (scenario_count_orders (scene.server, id), ==, 1);
  scenario_desk_free (desk);
  close_scene (&scene);
}

/* In the child process: from now on, in the middle of the call, the file may not grow. */

static guint64
size_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return (guint64)status.st_size;
}

static void
set_most (rlim_t most)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = most;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
fill_disk (ScenarioDesk *desk)
{
  g_autofree char *words = g_strnfill (3000, 'x');

  for (guint i = 0; desk->error == NULL; i++)
    {
      g_autofree char *note = g_strdup_printf ("%u %s", i, words);

      g_assert_cmpuint (i, <, 1000);
      ACT (desk, edit_note, note);
    }
}

static int
be_a_desk (char **argv)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (scenario_instant (SCENARIO_PRACTICE_DAY));
  g_autofree char *journal = g_build_filename (argv[1], "journal.db", NULL);
  g_autoptr (GVariant) callers = scenario_callers ();
  g_autoptr (GVariant) caller = cord_value_dup_at (callers, 2);
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GError) error = NULL;
  ScenarioDesk *desk = scenario_desk_open (argv[1], argv[0], clock, "none", &error);
  guint64 seq;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_error (error);
  DO (desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  g_object_unref (scenario_call_run (desk, caller, "consent"));
  set_most (size_of (journal) + 30000);
  fill_disk (desk);
  scenario_desk_assert_refused (desk, CORD_ERROR_INTERNAL);
  seq = cord_interaction_get_seq (scenario_desk_interaction (desk));
  before = cord_interaction_dup_state (scenario_desk_interaction (desk));
  /* Above all, no order is sent that is not on the disk. */
  ACT (desk, place);
  scenario_desk_assert_refused (desk, CORD_ERROR_INTERNAL);
  g_assert_cmpstr (cord_interaction_get_order_state (scenario_desk_interaction (desk)), ==, "");
  g_assert_cmpuint (cord_interaction_get_seq (scenario_desk_interaction (desk)), ==, seq);
  after = cord_interaction_dup_state (scenario_desk_interaction (desk));
  g_assert_true (cord_value_equal (before, after));
  /* The disk has room again. */
  set_most (RLIM_INFINITY);
  DO (desk, edit_note, "There is room again.");
  g_object_unref (scenario_call_run (desk, caller, "place"));
  kill (getpid (), SIGKILL);
  return 1;
}

static gboolean
has_ended (gpointer user_data)
{
  return g_subprocess_get_identifier (user_data) == NULL;
}

static void
test_full_disk (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  Scene scene;

  open_scene (&scene);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, CHILD, scene.server->address,
                            scene.folder, NULL);
  g_assert_no_error (error);
  scenario_wait (has_ended, child, "the desk does not end");
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  finish_call (&scene);
  close_scene (&scene);
}

int
main (int argc, char **argv)
{
  guint step = cord_test_scope_step (3);

  if (argc == 4 && g_str_equal (argv[1], CHILD))
    return be_a_desk (argv + 2);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bad-disk/second-desk", test_second_desk);
  for (guint i = cord_test_scope_turn (step); i < 8; i += step)
    {
      g_autofree char *path = g_strdup_printf ("/bad-disk/cut-journal/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_cut_journal);
    }
  g_test_add_func ("/bad-disk/damaged-journal", test_damaged_journal);
  g_test_add_func ("/bad-disk/old-journal", test_old_journal);
  g_test_add_func ("/bad-disk/full-disk", test_full_disk);
  return g_test_run ();
}
