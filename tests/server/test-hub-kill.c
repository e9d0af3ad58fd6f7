/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-hub.h"
#include "cord-test-folder.h"

#include <signal.h>
#include <string.h>

/* The program itself, killed while it works: the next one delivers to the listener what was answered. */

#define LISTENING "Listening at "
#define CHANGES 12

typedef struct
{
  const char *program;
  char *store;
  GSubprocess *process;
  char *uri;
  SoupSession *session;
} Stage;

static void
launch (Stage *stage)
{
  g_autofree char *store = g_strconcat ("sqlite:", stage->store, NULL);
  g_autofree char *data = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "tests", "server", "data", NULL);
  g_autofree char *policies = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  stage->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                     stage->program, "--kit-mode", "--store", store, "--listen", "127.0.0.1:0",
                                     "--policy-dir", policies, stage->uri == NULL ? "--demo-folder" : NULL, data, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (stage->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, LISTENING));
  g_free (stage->uri);
  stage->uri = g_strdup (line + strlen (LISTENING));
}

static void
finish (Stage *stage, int number)
{
  g_subprocess_send_signal (stage->process, number);
  g_subprocess_wait (stage->process, NULL, NULL);
  g_clear_object (&stage->process);
}

static void
send_body (Stage *stage, const char *method, const char *path, const char *body, guint status)
{
  g_autofree char *uri = g_strconcat (stage->uri, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (stage->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, status);
}

static gboolean
has_heard_last (gpointer data)
{
  const TestListener *listener = data;
  g_autofree char *last = g_strdup_printf ("Line %d", CHANGES - 1);

  return listener->events->len > 0
         && g_str_equal (test_listener_text (listener, listener->events->len - 1, "event.product.name"), last);
}

/* Every event once, or again with the same id, and none out of order. */
static void
assert_whole (const TestListener *listener)
{
  guint next = 0;

  for (guint i = 0; i < listener->events->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("Line %u", next);

      if (i > 0
          && g_str_equal (test_listener_text (listener, i, "eventId"), test_listener_text (listener, i - 1, "eventId")))
        continue;
      g_assert_cmpstr (test_listener_text (listener, i, "event.product.name"), ==, name);
      next++;
    }
  g_assert_cmpuint (next, ==, CHANGES);
}

static void
test_kill (gconstpointer data)
{
  Stage stage = { data };
  g_autofree char *folder = g_dir_make_tmp ("cordboard-kill-XXXXXX", NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *registration = g_strdup_printf ("{\"callback\":\"%s\"}", listener->uri);

  stage.store = g_build_filename (folder, "store.db", NULL);
  stage.session = soup_session_new_with_options ("timeout", 20, NULL);
  launch (&stage);
  send_body (&stage, "POST", TEST_INVENTORY "/hub", registration, 201);
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autofree char *patch = g_strdup_printf ("{\"name\":\"Line %u\"}", i);

      send_body (&stage, "PATCH", TEST_LINE, patch, 200);
      /* The listener reads only while the test waits for it: otherwise the server has to wait. */
      if (i == CHANGES / 3)
        test_listener_await (listener, 1);
      if (i % 4 == 3)
        {
          finish (&stage, SIGKILL);
          launch (&stage);
        }
    }
  test_await (has_heard_last, listener);
  assert_whole (listener);
  finish (&stage, SIGTERM);
  cord_test_folder_remove (folder);
  g_object_unref (stage.session);
  g_free (stage.store);
  g_free (stage.uri);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    {
      g_test_message ("the program to kill is missing");
      return 2;
    }
  g_test_add_data_func ("/server/hub-kill/kill", argv[1], test_kill);
  return g_test_run ();
}
