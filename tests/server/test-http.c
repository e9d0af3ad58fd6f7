/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include <glib/gstdio.h>
#include <string.h>

/* The HTTP front: requests that this libsoup reads too trustingly are refused, bodies are bounded, and the server
 * listens only where it may. */

static void
test_health (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) health = test_send (server, "GET", "/cordboard/v1/health", NULL, NULL);
  g_autoptr (TestReply) ready = test_send (server, "GET", "/cordboard/v1/ready", NULL, NULL);
  g_autoptr (TestReply) metrics = test_send (server, "GET", "/cordboard/v1/metrics", NULL, NULL);
  g_autoptr (TestReply) head = test_send (server, "HEAD", "/cordboard/v1/health", NULL, NULL);

  g_assert_cmpstr (test_text (health, "status"), ==, "alive");
  g_assert_cmpstr (test_text (ready, "status"), ==, "ready");
  test_assert_status (metrics, 200);
  g_assert_nonnull (
      strstr (metrics->text, "cordboard_requests_total{route=\"ready\",method=\"GET\",status=\"2xx\"} 1\n"));
  test_assert_status (head, 200);
  g_assert_cmpuint (cord_server_get_port (server->server), >, 0);
}

static void
test_unix_socket (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "unix");
  g_autofree char *path = g_build_filename (server->folder, "socket", NULL);
  g_autoptr (TestReply) health = test_send (server, "GET", "/cordboard/v1/health", NULL, NULL);
  g_autoptr (TestReply) list = NULL;
  GStatBuf info;

  test_assert_status (health, 200);
  test_sign_in (server, "billing");
  list = test_send (server, "GET", POPULATION, NULL, NULL);
  test_assert_status (list, 200);
  g_assert_cmpuint (cord_server_get_port (server->server), ==, 0);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
}

static void
test_too_large (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autofree char *filling = g_strnfill (1024 * 1024, 'x');
  g_autofree char *body = g_strdup_printf ("{\"name\":\"%s\"}", filling);
  g_autofree char *string = g_strnfill (70000, 'x');
  g_autofree char *long_string = g_strdup_printf ("{\"name\":\"%s\"}", string);
  g_autoptr (TestReply) large = NULL;
  g_autoptr (TestReply) wide = NULL;
  g_autoptr (TestReply) after = NULL;

  test_sign_in (server, "billing");
  large = test_send (server, "POST", CATALOG, body, NULL);
  test_assert_problem (large, 413, "too-large");
  wide = test_send (server, "POST", CATALOG, long_string, NULL);
  g_assert_cmpuint (wide->status, >=, 400);
  g_assert_cmpuint (wide->status, <, 500);
  after = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_status (after, 200);
}

static void
test_multipart (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) reply = test_send (server, "POST", "/cordboard/v1/token", "--x--", "Content-Type",
                                           "multipart/form-data; boundary=x", NULL);

  test_assert_problem (reply, 415, "media-type");
}

static void
test_ranges (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) reply
      = test_send (server, "GET", "/cordboard/v1/health", NULL, "Range", "bytes=0-0,0-1,0-2", NULL);

  test_assert_status (reply, 200);
}

/* The answer to a request sent byte for byte; the connection is closed after it. */
static char *
exchange_at (guint port, const char *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  GInputStream *input;
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize length;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16)port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while ((length = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, length);
  return g_string_free (answer, FALSE);
}

static char *
exchange (TestServer *server, const char *request)
{
  return exchange_at (cord_server_get_port (server->server), request);
}

static guint
count_answers (const char *text)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, "HTTP/1.")) != NULL; at++)
    n++;
  return n;
}

/* Two readers could read each of these as two requests: one refusal, and nothing after it on that connection. */
static void
test_framing (void)
{
  static const char *const requests[] = {
    "POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n{}",
    "GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: "
    "chunked\r\n\r\n0\r\n\r\nGET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\n\r\n",
  };
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *answer = exchange (server, requests[i]);

      if (!g_str_has_prefix (answer, "HTTP/1.1 400 ") || count_answers (answer) != 1
          || strstr (answer, "alive") != NULL)
        g_error ("request %" G_GSIZE_FORMAT ": %s", i, answer);
    }
}

static void
assert_refused (const char *listen, const char *reason)
{
  g_autoptr (CordClock) clock = cord_clock_new_system ();
  g_autoptr (CordServer) server = NULL;
  g_autoptr (GError) error = NULL;
  CordServerOptions options;

  cord_server_options_init (&options);
  options.listen = listen;
  server = cord_server_new (&options, clock, &error);
  g_assert_null (server);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
}

static guint
count_open_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* Clients that ask to keep their connection, and leave. exchange() reads to the end, so the server must close it. */
static void
test_disconnecting_clients (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autofree char *first = exchange (server, "GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\n\r\n");
  guint before = count_open_files ();

  g_assert_nonnull (strstr (first, "200 OK"));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *answer = exchange (server, "GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\n\r\n");

      g_assert_cmpuint (count_answers (answer), ==, 1);
    }
  g_assert_cmpuint (count_open_files (), <=, before + 8); /* the last few may still be closing */
}

static CordServer *
start_with_limit (guint request_timeout)
{
  g_autoptr (CordClock) clock = cord_clock_new_system ();
  g_autofree char *policies = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_autoptr (GError) error = NULL;
  CordServerOptions options;
  CordServer *server;

  cord_server_options_init (&options);
  options.policy_dir = policies;
  options.kit_mode = TRUE;
  options.request_timeout = request_timeout;
  server = cord_server_new (&options, clock, &error);
  g_assert_no_error (error);
  cord_server_thread_start (server, &error);
  g_assert_no_error (error);
  return server;
}

/* A client that does not finish its request in time gets an answer; one that sends nothing is disconnected. */
static void
test_time_limits (void)
{
  static const char *const slow[] = { "G", "GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\n",
                                      "POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{" };
  g_autoptr (CordServer) server = start_with_limit (50);
  g_autofree char *silent = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (slow); i++)
    {
      g_autofree char *answer = exchange_at (cord_server_get_port (server), slow[i]);

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 408 "));
      g_assert_nonnull (strstr (answer, "\"reason\":\"timeout\""));
    }
  silent = exchange_at (cord_server_get_port (server), "");
  g_assert_cmpstr (silent, ==, "");
  cord_server_thread_stop (server);
}

/* Sends other requests until no more than @most files are open, ours and the server's. */
static void
await_open_files (guint port, guint most)
{
  gint64 end = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autofree char *answer = exchange_at (port, "GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\n\r\n");

      if (count_open_files () <= most)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
}

/* More than the buffers between the two can hold, requested and never read: the server closes the connection all the
 * same. */
static void
test_stalled_reader (void)
{
  g_autoptr (CordServer) server = start_with_limit (200);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) body = g_string_new ("{\"name\":\"x\",\"many\":[0");
  g_autofree char *text = g_strnfill (60000, 'x');
  g_autofree char *post = NULL;
  guint before;
  static const char get[] = "GET " CATALOG " HTTP/1.1\r\nHost: a\r\n\r\n";

  for (guint i = 0; i < 17; i++)
    g_string_append_printf (body, ",\"%s\"", text);
  g_string_append (body, "]}");
  post = g_strdup_printf ("POST " CATALOG " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          body->len, body->str);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *answer = exchange_at (cord_server_get_port (server), post);

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
    }
  before = count_open_files ();
  connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16)cord_server_get_port (server), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), get, strlen (get), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  await_open_files (cord_server_get_port (server), before + 1);
  cord_server_thread_stop (server);
}

static void
test_listen (void)
{
  assert_refused ("0.0.0.0:80", "not-loopback");
  assert_refused ("192.168.1.1:0", "not-loopback");
  assert_refused ("[::]:0", "not-loopback");
  assert_refused ("example.com:80", "listen");
  assert_refused ("127.0.0.1", "listen");
  assert_refused ("127.0.0.1:99999", "listen");
  assert_refused ("unix:", "listen");
}

static void
test_options (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_system ();
  g_autoptr (CordServer) nowhere = NULL;
  g_autoptr (CordServer) unkept = NULL;
  g_autoptr (GError) error = NULL;
  CordServerOptions options;

  cord_server_options_init (&options);
  options.zone = "Mars/Olympus";
  nowhere = cord_server_new (&options, clock, &error);
  g_assert_null (nowhere);
  g_assert_cmpstr (cord_error_get_member (error), ==, "zone");
  g_clear_error (&error);
  cord_server_options_init (&options);
  options.store = "mysql:x";
  unkept = cord_server_new (&options, clock, &error);
  g_assert_no_error (error);
  g_assert_false (cord_server_thread_start (unkept, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "store");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/http/health", test_health);
  g_test_add_func ("/server/http/unix-socket", test_unix_socket);
  g_test_add_func ("/server/http/too-large", test_too_large);
  g_test_add_func ("/server/http/multipart", test_multipart);
  g_test_add_func ("/server/http/ranges", test_ranges);
  g_test_add_func ("/server/http/framing", test_framing);
  g_test_add_func ("/server/http/disconnecting-clients", test_disconnecting_clients);
  g_test_add_func ("/server/http/time-limits", test_time_limits);
  g_test_add_func ("/server/http/stalled-reader", test_stalled_reader);
  g_test_add_func ("/server/http/listen", test_listen);
  g_test_add_func ("/server/http/options", test_options);
  return g_test_run ();
}
