/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-scan.h"

#include "server/cord-server.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"

#include "cord-test-folder.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* A slow answer, while others are given: first with work that only counts, then in the real server, which runs in
 * the thread of its clients, with slices so short that each is one batch of documents. */

#define CATEGORY "/tmf-api/productCatalogManagement/v4/category"
#define SEARCH CATEGORY "?fields=rank&rank.lt=100"
#define ROWS 3000
#define ATTEMPTS 20
#define ASKED_MOST 2000
#define ENDLESS G_MAXUINT

typedef struct
{
  CordRequest *request;
  guint turns; /* the work needs */
  guint worked;
  guint dropped;
  guint status;
  char *reason;
  GString *order; /* of all of them */
  char name;
} Task;

static CordReply *
work (gpointer data, gint64 until, GError **error)
{
  Task *task = data;

  g_assert_cmpint (until, >, 0);
  g_string_append_c (task->order, task->name);
  task->worked++;
  return task->worked == task->turns ? cord_reply_new (200) : NULL;
}

static void
drop (gpointer data)
{
  ((Task *)data)->dropped++;
}

static void
on_done (CordReply *reply, gpointer user_data)
{
  Task *task = user_data;
  g_autoptr (JsonNode) body
      = reply->body != NULL ? cord_json_parse (reply->body, -1, &CORD_JSON_LIMITS_WIRE, NULL) : NULL;

  g_assert_cmpuint (task->status, ==, 0);
  g_assert_cmpuint (task->dropped, ==, 1);
  task->status = reply->status;
  task->reason = body != NULL ? g_strdup (cord_json_find_string (body, "reason")) : NULL;
  cord_reply_free (reply);
}

typedef struct
{
  CordCore *core;
  GString *order;
  Task tasks[70];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (CordDatabase) database = cord_server_store_open ("memory", NULL);

  self->core = cord_core_new (database, clock, NULL);
  self->order = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->tasks); i++)
    {
      CordRequest *request = g_new0 (CordRequest, 1);

      request->core = self->core;
      self->tasks[i]
          = (Task){ .request = request, .turns = ENDLESS, .order = self->order, .name = (char)('a' + i % 26) };
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  cord_scans_close (cord_core_get_scans (self->core));
  cord_core_free (self->core);
  for (guint i = 0; i < G_N_ELEMENTS (self->tasks); i++)
    {
      cord_request_free (self->tasks[i].request);
      g_free (self->tasks[i].reason);
    }
  g_string_free (self->order, TRUE);
}

static void
add (Fixture *self, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    cord_scans_add (self->tasks[i].request, cord_reply_new_later (work, &self->tasks[i], drop), on_done,
                    &self->tasks[i]);
}

static void
assert_refused (const Task *task, const char *reason)
{
  g_assert_cmpuint (task->status, ==, 503);
  g_assert_cmpstr (task->reason, ==, reason);
}

static void
assert_counts (Fixture *self, guint running, guint waiting)
{
  g_assert_cmpuint (cord_scans_count_running (cord_core_get_scans (self->core)), ==, running);
  g_assert_cmpuint (cord_scans_count_waiting (cord_core_get_scans (self->core)), ==, waiting);
}

/* Four take turns; the fifth and the sixth begin when one ends. */
static void
test_turns (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    self->tasks[i].turns = i == 1 ? 2 : 4;
  add (self, 0, 6);
  g_assert_cmpuint (self->order->len, ==, 0);
  assert_counts (self, 4, 2);
  while (self->order->len < 7)
    g_main_context_iteration (NULL, TRUE);
  assert_counts (self, 4, 1);
  while (cord_scans_count_running (cord_core_get_scans (self->core)) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->order->str, ==, "abcdabcdaecdaecdfefeff");
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (self->tasks[i].status, ==, 200);
}

static gboolean
note (gpointer data)
{
  g_string_append_c (data, '!');
  return G_SOURCE_REMOVE;
}

/* Everything else waits for one slice at most, a COMMIT as well. */
static void
test_slices (Fixture *self, gconstpointer data)
{
  add (self, 0, 4);
  for (guint i = 0; i < 20; i++)
    {
      gsize before = self->order->len;

      g_idle_add_full (i % 2 == 0 ? G_PRIORITY_DEFAULT : G_PRIORITY_DEFAULT + 10, note, self->order, NULL);
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (self->order->str[before], ==, '!');
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (self->order->len, ==, before + 2);
    }
}

static void
test_request_left (Fixture *self, gconstpointer data)
{
  add (self, 0, 6);
  self->tasks[1].request->left = TRUE;
  g_main_context_iteration (NULL, TRUE);
  g_main_context_iteration (NULL, TRUE);
  assert_refused (&self->tasks[1], "left");
  g_assert_cmpuint (self->tasks[1].worked, ==, 0);
  assert_counts (self, 4, 1);
  self->tasks[5].request->left = TRUE;
  self->tasks[2].request->left = TRUE;
  cord_scans_prune (cord_core_get_scans (self->core));
  assert_refused (&self->tasks[2], "left");
  assert_refused (&self->tasks[5], "left");
  assert_counts (self, 3, 0);
}

static void
test_many_requests (Fixture *self, gconstpointer data)
{
  add (self, 0, 69);
  assert_counts (self, 4, 64);
  assert_refused (&self->tasks[68], "busy");
  self->tasks[30].request->left = TRUE;
  add (self, 69, 70);
  assert_counts (self, 4, 64);
  g_assert_cmpuint (self->tasks[69].status, ==, 0);
}

static void
test_abandoned (Fixture *self, gconstpointer data)
{
  add (self, 0, 6);
  g_main_context_iteration (NULL, TRUE);
  cord_core_stop (self->core);
  add (self, 6, 7);
  for (guint i = 0; i < 7; i++)
    assert_refused (&self->tasks[i], "stopping");
  assert_counts (self, 0, 0);
}

/* The real server. */
typedef struct
{
  CordServer *server;
  SoupSession *session;
  char *folder;
} Stage;

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  g_autofree char *filling = g_strnfill (300, 'x');

  if (!cord_database_begin (database, error))
    return FALSE;
  for (guint n = 0; n < ROWS; n++)
    {
      g_autofree char *id = g_strdup_printf ("row-%u", n);
      g_autofree char *document
          = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"n\",\"rank\":%u,\"filling\":\"%s\"}", id, n, filling);

      if (!cord_resource_store_put (database, "category", id, document, NULL, now, NULL, error))
        return FALSE;
    }
  return cord_database_commit (database, error);
}

static void
open_stage (Stage *self, gconstpointer data)
{
  g_autofree char *policies = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_autofree char *store = NULL;
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (GError) error = NULL;
  CordServerOptions options;

  self->folder = g_dir_make_tmp ("cordboard-scan-XXXXXX", NULL);
  store = g_strconcat ("sqlite:", self->folder, "/store.db", NULL);
  cord_server_options_init (&options);
  options.store = data != NULL ? store : NULL;
  options.kit_mode = TRUE;
  options.policy_dir = policies;
  options.slice = 1;
  /* Slow machines and sanitizers are given their time. */
  options.scan_time = 60000;
  options.populate = populate;
  self->server = cord_server_new (&options, clock, &error);
  g_assert_no_error (error);
  g_assert_true (cord_server_start (self->server, &error));
  g_assert_no_error (error);
  self->session = soup_session_new_with_options ("timeout", 20, "max-conns-per-host", 16, "max-conns", 16, NULL);
}

static void
close_stage (Stage *self, gconstpointer data)
{
  cord_server_stop (self->server);
  g_assert_finalize_object (self->server);
  g_object_unref (self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  cord_test_folder_remove (self->folder);
  g_free (self->folder);
}

/* One request in progress. */
typedef struct
{
  SoupMessage *message;
  char *text; /* NULL: not answered yet */
} Question;

static void
question_clear (Question *self)
{
  g_clear_object (&self->message);
  g_clear_pointer (&self->text, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  question->text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
send_question (Stage *self, Question *question, const char *method, const char *path, const char *body)
{
  g_autofree char *uri = g_strconcat (cord_server_get_uri (self->server), path, NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  question->message = soup_message_new (method, uri);
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (question->message, "application/json", bytes);
  soup_session_send_and_read_async (self->session, question->message, G_PRIORITY_DEFAULT, NULL, on_answered, question);
}

static void
wait_for (Question *question, guint status)
{
  while (question->text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (question->message), ==, status);
}

static void
ask (Stage *self, Question *question, const char *method, const char *path, const char *body, guint status)
{
  send_question (self, question, method, path, body);
  wait_for (question, status);
}

/* Running now, or waiting. */
static guint
count_scans (Stage *self, const char *state)
{
  g_auto (Question) metrics = { 0 };
  g_autofree char *name = g_strdup_printf ("\ncordboard_scans{state=\"%s\"} ", state);
  const char *at;

  ask (self, &metrics, "GET", "/metrics", NULL, 200);
  at = strstr (metrics.text, name);
  g_assert_nonnull (at);
  return (guint)g_ascii_strtoull (at + strlen (name), NULL, 10);
}

/* Or until @question, where there is one, is answered already, or it must have ended unseen. */
static void
wait_until_running (Stage *self, const Question *question)
{
  guint asked = 0;

  while ((question == NULL || question->text == NULL) && count_scans (self, "running") == 0 && asked < ASKED_MOST)
    asked++;
}

static void
assert_total (const Question *question, guint total)
{
  g_autofree char *expected = g_strdup_printf ("%u", total);

  g_assert_cmpstr (
      soup_message_headers_get_one (soup_message_get_response_headers (question->message), "X-Total-Count"), ==,
      expected);
}

/* Asks for much and then for little, and returns whether both scans were still running when the little was answered. */
static gboolean
answer_between (Stage *self)
{
  g_auto (Question) scan = { 0 }, sorted = { 0 }, health = { 0 }, ready = { 0 }, made = { 0 }, short_list = { 0 };
  g_autoptr (JsonNode) rows = NULL;
  gboolean running;

  send_question (self, &scan, "GET", SEARCH, NULL);
  wait_until_running (self, &scan);
  send_question (self, &sorted, "GET", CATEGORY "?sort=-rank&limit=3&fields=rank", NULL);
  ask (self, &health, "GET", "/health", NULL, 200);
  ask (self, &made, "POST", CATEGORY, "{\"name\":\"late\",\"rank\":1}", 201);
  ask (self, &ready, "GET", "/ready", NULL, 200);
  ask (self, &short_list, "GET", CATEGORY "?limit=2", NULL, 206);
  running = count_scans (self, "running") == 2 && scan.text == NULL && sorted.text == NULL;
  wait_for (&scan, 200);
  wait_for (&sorted, 206);
  rows = cord_json_parse (scan.text, -1, &CORD_JSON_LIMITS_FILE, NULL);
  assert_total (&scan, json_array_get_length (json_node_get_array (rows)));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), >=, 100);
  g_assert_nonnull (strstr (sorted.text, "\"rank\":2999"));
  g_assert_cmpuint (count_scans (self, "running"), ==, 0);
  return running;
}

/* Requests and writes after the scan are answered before it. Whether a row written meanwhile is in it depends on
 * whether it had its first turn; its count is correct either way. On a busy machine the server may get so much time and
 * the client so little that a scan ends first, so one of several attempts has to show it. */
static void
test_between (Stage *self, gconstpointer data)
{
  guint attempts = 0;

  while (!answer_between (self))
    g_assert_cmpuint (++attempts, <, ATTEMPTS);
}

/* How many requests are answered until no scan runs any more. */
static guint
count_until_gone (Stage *self)
{
  guint asked = 0;

  while (count_scans (self, "running") > 0)
    asked++;
  return asked;
}

/* Leaves a scan while it runs. Returns whether it ended in less than half the requests that a whole one takes. */
static gboolean
leave (Stage *self)
{
  static const char request[] = "GET " SEARCH " HTTP/1.1\r\nHost: a\r\n\r\n";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (cord_server_get_address (self->server)), NULL, NULL);
  g_auto (Question) scan = { 0 };
  guint whole;

  send_question (self, &scan, "GET", SEARCH, NULL);
  wait_until_running (self, &scan);
  whole = count_until_gone (self);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                            strlen (request), NULL, NULL, NULL));
  wait_until_running (self, NULL);
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
  wait_for (&scan, 200);
  assert_total (&scan, 100);
  return count_until_gone (self) < whole / 2;
}

/* The scan of a client that left ends, and the server continues. As in test_between, one of several attempts has to
 * show it. */
static void
test_client_leaves (Stage *self, gconstpointer data)
{
  guint attempts = 0;

  while (!leave (self))
    g_assert_cmpuint (++attempts, <, ATTEMPTS);
}

static void
test_queue (Stage *self, gconstpointer data)
{
  Question scans[6] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    send_question (self, &scans[i], "GET", SEARCH, NULL);
  while (count_scans (self, "waiting") != 2)
    ;
  g_assert_cmpuint (count_scans (self, "running"), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      wait_for (&scans[i], 200);
      assert_total (&scans[i], 100);
      g_assert_cmpstr (scans[i].text, ==, scans[0].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    question_clear (&scans[i]);
}

/* A complete refusal like any other. */
static void
test_stop (Stage *self, gconstpointer data)
{
  g_auto (Question) scan = { 0 };
  gint64 began;

  send_question (self, &scan, "GET", SEARCH, NULL);
  wait_until_running (self, &scan);
  began = g_get_monotonic_time ();
  cord_server_stop (self->server);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 4 * G_TIME_SPAN_SECOND);
  wait_for (&scan, 503);
  g_assert_nonnull (strstr (scan.text, "\"reason\":\"stopping\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/scan/turns", Fixture, NULL, set_up, test_turns, tear_down);
  g_test_add ("/server/scan/slices", Fixture, NULL, set_up, test_slices, tear_down);
  g_test_add ("/server/scan/request-left", Fixture, NULL, set_up, test_request_left, tear_down);
  g_test_add ("/server/scan/many-requests", Fixture, NULL, set_up, test_many_requests, tear_down);
  g_test_add ("/server/scan/abandoned", Fixture, NULL, set_up, test_abandoned, tear_down);
  g_test_add ("/server/scan/between", Stage, NULL, open_stage, test_between, close_stage);
  g_test_add ("/server/scan/between-stored", Stage, "stored", open_stage, test_between, close_stage);
  g_test_add ("/server/scan/client-leaves", Stage, "stored", open_stage, test_client_leaves, close_stage);
  g_test_add ("/server/scan/queue", Stage, "stored", open_stage, test_queue, close_stage);
  g_test_add ("/server/scan/stop", Stage, "stored", open_stage, test_stop, close_stage);
  return g_test_run ();
}
