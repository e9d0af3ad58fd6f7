/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-json.h"

#include "cord-test-folder.h"
#include "cord-test-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* The program itself, stopped as an operator stops it: earlier requests are answered, and what was answered is kept. */

#define SIGN_INS 6
#define LISTENING "Listening at http://127.0.0.1:"
#define PASSWORD "with the password "

typedef struct
{
  const char *program;
  char *folder;
  char *store; /* path */
  GSubprocess *process;
  guint16 port;
  char *password; /* of the user agent, printed once */
} Stage;

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

/* The text after @mark on the first line that has it. */
static char *
wait_for (GInputStream *pipe, const char *mark)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (pipe);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  for (;;)
    {
      g_autofree char *line = read_line (stream);
      const char *at = strstr (line, mark);

      if (at != NULL)
        return g_strdup (at + strlen (mark));
    }
}

static void
launch (Stage *stage)
{
  g_autofree char *store = g_strconcat ("sqlite:", stage->store, NULL);
  g_autofree char *data = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "tests", "server", "data", NULL);
  g_autofree char *policies = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  stage->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                     stage->program, "--store", store, "--listen", "127.0.0.1:0", "--demo-folder", data,
                                     "--policy-dir", policies, NULL);
  g_assert_no_error (error);
  if (stage->password == NULL)
    stage->password = wait_for (g_subprocess_get_stderr_pipe (stage->process), PASSWORD);
  port = wait_for (g_subprocess_get_stdout_pipe (stage->process), LISTENING);
  stage->port = (guint16)g_ascii_strtoull (port, NULL, 10);
  g_assert_cmpuint (stage->port, >, 0);
}

/* The signal, and a clean end: no crash, and status 0. */
static void
await_end (Stage *stage)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait (stage->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (stage->process));
  g_assert_cmpint (g_subprocess_get_exit_status (stage->process), ==, 0);
  g_clear_object (&stage->process);
}

static GSocketConnection *
send_text (Stage *stage, const char *text)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", stage->port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  return connection;
}

static GSocketConnection *
ask_to_sign_in (Stage *stage)
{
  g_autofree char *body
      = g_strdup_printf ("{\"grant_type\":\"password\",\"username\":\"agent\",\"password\":\"%s\"}", stage->password);
  g_autofree char *text = g_strdup_printf ("POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                           "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                           strlen (body), body);

  return send_text (stage, text);
}

static char *
read_answer (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize length;

  while ((length = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, length);
  return g_string_free (answer, FALSE);
}

static char *
get (Stage *stage, const char *path, const char *token)
{
  g_autofree char *text = g_strdup_printf (
      "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n", path, token);
  g_autoptr (GSocketConnection) connection = send_text (stage, text);

  return read_answer (connection);
}

/* The access token of a complete answer. */
static char *
read_token (const char *answer)
{
  const char *body = strstr (answer, "\r\n\r\n");
  g_autoptr (JsonNode) node = NULL;

  if (!g_str_has_prefix (answer, "HTTP/1.1 200 ") || body == NULL)
    g_error ("the sign-in was not answered: “%s”", answer);
  node = cord_json_parse (body + 4, -1, &CORD_JSON_LIMITS_WIRE, NULL);
  if (node == NULL || cord_json_find_string (node, "access_token") == NULL)
    g_error ("the answer is not whole: “%s”", answer);
  return g_strdup (cord_json_find_string (node, "access_token"));
}

static void
assert_closed (const Stage *stage)
{
  g_autofree char *log = g_strconcat (stage->store, "-wal", NULL);
  g_autofree char *shared = g_strconcat (stage->store, "-shm", NULL);

  g_assert_true (g_file_test (stage->store, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (shared, G_FILE_TEST_EXISTS));
}

static void
assert_refuses (const Stage *stage)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", stage->port, NULL, NULL);

  g_assert_null (connection);
}

static void
test_terminate (gconstpointer data)
{
  Stage stage = { data, g_dir_make_tmp ("cordboard-stop-XXXXXX", NULL) };
  GSocketConnection *open[SIGN_INS];
  g_autofree char *alive = NULL;
  g_autofree char *list = NULL;
  char *tokens[SIGN_INS];

  stage.store = g_build_filename (stage.folder, "store.db", NULL);
  launch (&stage);
  for (gsize i = 0; i < SIGN_INS; i++)
    open[i] = ask_to_sign_in (&stage);
  /* Answered after those before it were accepted: they are in progress now, and hashing takes time. */
  alive = get (&stage, "/cordboard/v1/health", "none");
  g_assert_nonnull (strstr (alive, "alive"));
  g_subprocess_send_signal (stage.process, SIGTERM);
  for (gsize i = 0; i < SIGN_INS; i++)
    {
      g_autofree char *granted = read_answer (open[i]);

      tokens[i] = read_token (granted);
      g_object_unref (open[i]);
    }
  await_end (&stage);
  assert_refuses (&stage);
  assert_closed (&stage);

  launch (&stage);
  for (gsize i = 0; i < SIGN_INS; i++)
    {
      g_free (list);
      list = get (&stage, "/tmf-api/productCatalogManagement/v4/category", tokens[i]);
      g_assert_true (g_str_has_prefix (list, "HTTP/1.1 200 "));
      g_free (tokens[i]);
    }
  g_subprocess_send_signal (stage.process, SIGINT);
  await_end (&stage);
  assert_closed (&stage);
  cord_test_folder_remove (stage.folder);
  g_free (stage.folder);
  g_free (stage.store);
  g_free (stage.password);
}

/* A client that connects and then sends nothing, or half a request, does not delay the stop. */
static void
test_idle_connections (gconstpointer data)
{
  Stage stage = { data, g_dir_make_tmp ("cordboard-stop-XXXXXX", NULL) };
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GSocketConnection) half = NULL;
  g_autofree char *alive = NULL;

  stage.store = g_build_filename (stage.folder, "store.db", NULL);
  launch (&stage);
  silent = send_text (&stage, "");
  half = send_text (&stage, "POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
  alive = get (&stage, "/cordboard/v1/health", "none");
  g_assert_nonnull (strstr (alive, "alive"));
  g_subprocess_send_signal (stage.process, SIGTERM);
  await_end (&stage);
  assert_closed (&stage);
  cord_test_folder_remove (stage.folder);
  g_free (stage.folder);
  g_free (stage.store);
  g_free (stage.password);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    {
      g_test_message ("the program to stop is missing");
      return 2;
    }
  g_test_add_data_func ("/server/stop/terminate", argv[1], test_terminate);
  g_test_add_data_func ("/server/stop/idle-connections", argv[1], test_idle_connections);
  return g_test_run ();
}
