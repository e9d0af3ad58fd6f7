/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"
#include "sync/remote/cord-remote-token.h"
#include "sync/remote/cord-server-address.h"
#include "sync/cord-stub-server.h"

#include <string.h>

#define TOKENS                                                                                                         \
  "{\"access_token\":\"a%u\",\"token_type\":\"Bearer\",\"expires_in\":300,\"refresh_token\":\"r%u\",\"role\":"         \
  "\"agent\"}"

static const CordExchangeLimits short_limits = { 300, 300, 900, 64 * 1024 };

typedef struct
{
  CordStubServer *server;
  CordClock *clock;
  CordSignIn *sign_in;
  CordRemote *remote;
} Fixture;

static void
open_fixture (Fixture *fixture, CordStubHandler handler, gpointer data)
{
  g_autofree char *uri = NULL;
  GError *error = NULL;

  fixture->server = cord_stub_server_new (handler, data);
  uri = cord_stub_server_dup_uri (fixture->server);
  fixture->clock = cord_clock_new_fixed (1700000000 * G_TIME_SPAN_SECOND);
  fixture->sign_in = cord_sign_in_memory_new ();
  fixture->remote = cord_remote_new (uri, "desk-1", fixture->sign_in, fixture->clock, &error);
  g_assert_no_error (error);
  cord_remote_set_limits (fixture->remote, &short_limits);
}

static void
close_fixture (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->remote), (gpointer *)&fixture->remote);
  g_object_unref (fixture->remote);
  cord_await_idle ();
  g_assert_null (fixture->remote);
  g_object_unref (fixture->sign_in);
  g_object_unref (fixture->clock);
  cord_stub_server_free (fixture->server);
}

static CordAnswer *
send_request (Fixture *fixture, const CordRemoteRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_remote_send_async (fixture->remote, request, NULL, cord_await_store, &result);
  return cord_remote_send_finish (fixture->remote, cord_await (&result), error);
}

static CordAnswer *
get (Fixture *fixture, GError **error)
{
  return send_request (fixture, &(CordRemoteRequest){ .method = "GET", .path = "/x?a=1", .anonymous = TRUE }, error);
}

static void
expect_failure (CordStubHandler handler, gpointer data, CordError code, const char *reason)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;

  open_fixture (&fixture, handler, data);
  answer = get (&fixture, &error);
  g_assert_null (answer);
  g_assert_error (error, CORD_ERROR, (int)code);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  g_assert_cmpint (cord_connectivity_get_online (cord_remote_get_connectivity (fixture.remote)), ==,
                   code != CORD_ERROR_OFFLINE);
  close_fixture (&fixture);
}

static char *
answer_fixed (const CordStubRequest *request, guint number, gpointer user_data)
{
  return g_strdup (user_data);
}

static char *
close_at_once (const CordStubRequest *request, guint number, gpointer user_data)
{
  return NULL;
}

static void
test_plain (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  g_autofree char *text = cord_stub_answer (
      200, "ETag: \"7\"\r\nX-Total-Count: 41\r\nIdempotency-Replayed: ?1\r\nRetry-After: 5\r\n", "{\"price\":13.55}");
  g_autofree char *agent = NULL;
  g_autofree char *authorization = NULL;

  open_fixture (&fixture, answer_fixed, text);
  answer = get (&fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->etag, ==, "\"7\"");
  g_assert_cmpint (answer->total, ==, 41);
  g_assert_cmpuint (answer->retry_after, ==, 5);
  g_assert_true (answer->replayed);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (answer->body));
  g_assert_cmpstr (cord_stub_server_get (fixture.server, 0)->path, ==, "/x?a=1");
  authorization = cord_stub_request_dup_header (cord_stub_server_get (fixture.server, 0), "authorization");
  g_assert_null (authorization);
  agent = cord_stub_request_dup_header (cord_stub_server_get (fixture.server, 0), "accept-encoding");
  g_assert_null (agent);
  close_fixture (&fixture);
}

static void
test_hang (void)
{
  expect_failure (answer_fixed, (gpointer) "", CORD_ERROR_OFFLINE, "timeout");
  /* Headers, then nothing: the total time limit ends it. */
  expect_failure (answer_fixed, (gpointer) "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", CORD_ERROR_OFFLINE,
                  "timeout");
}

static void
test_closed (void)
{
  expect_failure (close_at_once, NULL, CORD_ERROR_OFFLINE, "unreachable");
  expect_failure (answer_fixed, (gpointer) "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{",
                  CORD_ERROR_OFFLINE, "unreachable");
}

static void
test_not_there (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (CordSignIn) sign_in = cord_sign_in_memory_new ();
  g_autofree char *dir = cord_await_make_dir ();
  g_autofree char *base = g_strdup_printf ("unix:%s/none", dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  Fixture fixture = { NULL, clock, sign_in, cord_remote_new (base, "desk-1", sign_in, clock, &error) };

  g_assert_no_error (error);
  answer = get (&fixture, &error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_OFFLINE);
  g_assert_nonnull (cord_error_get_hint (error));
  g_object_unref (fixture.remote);
  cord_await_remove_dir (g_steal_pointer (&dir));
}

static char *
answer_huge (const CordStubRequest *request, guint number, gpointer user_data)
{
  GString *text = g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[");

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "\"xxxxxxxx\",");
  return g_string_free (text, FALSE);
}

static void
test_huge (void)
{
  expect_failure (answer_fixed, (gpointer) "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", CORD_ERROR_INTERNAL,
                  "bad-answer");
  expect_failure (answer_huge, NULL, CORD_ERROR_INTERNAL, "bad-answer");
}

static void
test_malformed (void)
{
  static const char *const bodies[] = { "{\"a\":", "<html>", "{\"a\":1,\"a\":2}", "[1]x" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *text = cord_stub_json (bodies[i]);

      expect_failure (answer_fixed, text, CORD_ERROR_INTERNAL, "bad-answer");
    }
}

static void
test_duplicate_header (void)
{
  g_autofree char *lengths = cord_stub_answer (200, "Content-Length: 4\r\n", "{}");
  g_autofree char *tags = cord_stub_answer (200, "ETag: \"1\"\r\nETag: \"2\"\r\n", "{}");

  expect_failure (answer_fixed, lengths, CORD_ERROR_INTERNAL, "bad-answer");
  expect_failure (answer_fixed, tags, CORD_ERROR_INTERNAL, "bad-answer");
}

static void
check_status (int status, const char *headers, const char *body, CordError code, const char *reason)
{
  Fixture fixture;
  g_autofree char *text = cord_stub_answer (status, headers, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;

  open_fixture (&fixture, answer_fixed, text);
  answer = get (&fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cord_stub_server_count (fixture.server), ==, 1);
  g_assert_false (cord_answer_check (answer, &error));
  g_assert_error (error, CORD_ERROR, (int)code);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  close_fixture (&fixture);
}

static void
test_statuses (void)
{
  check_status (500, NULL, "<h1>oops</h1>", CORD_ERROR_INTERNAL, NULL);
  check_status (404, NULL, "{\"code\":\"not-found\",\"reason\":\"gone\",\"message\":\"No\",\"status\":\"404\"}",
                CORD_ERROR_NOT_FOUND, "gone");
  check_status (503, "Retry-After: 9\r\n", "", CORD_ERROR_OFFLINE, NULL);
  /* A redirect is not followed, and nothing is sent to its target. */
  check_status (302, "Location: http://127.0.0.1:1/elsewhere\r\n", "{}", CORD_ERROR_INTERNAL, "bad-answer");
  check_status (307, "Location: /elsewhere\r\n", "{}", CORD_ERROR_INTERNAL, "bad-answer");
}

static void
test_cancel (void)
{
  Fixture fixture;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;

  open_fixture (&fixture, answer_fixed, (gpointer) "");
  cord_remote_send_async (fixture.remote, &(CordRemoteRequest){ .method = "GET", .path = "/", .anonymous = TRUE },
                          cancellable, cord_await_store, &result);
  cord_await_idle ();
  g_cancellable_cancel (cancellable);
  answer = cord_remote_send_finish (fixture.remote, cord_await (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (cord_connectivity_get_online (cord_remote_get_connectivity (fixture.remote)));
  g_clear_object (&result);
  close_fixture (&fixture);
}

static void
test_bases (void)
{
  static const char *const refused[] = {
    "", "ftp://x", "http://example.com", "https://", "unix:", "http://user@127.0.0.1", "http://127.0.0.1/?q", "nonsense"
  };
  static const char *const taken[]
      = { "https://example.com/prefix/", "http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "unix:/x" };
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (CordSignIn) sign_in = cord_sign_in_memory_new ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cord_remote_new (refused[i], "d", sign_in, clock, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, "server");
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordRemote) remote = cord_remote_new (taken[i], "d", sign_in, clock, &error);

      g_assert_no_error (error);
    }
}

static void
test_injection (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  CordRemoteRequest request = { .method = "GET", .path = "/", .interaction = "x\r\nEvil: 1", .anonymous = TRUE };

  open_fixture (&fixture, close_at_once, NULL);
  answer = send_request (&fixture, &request, &error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpuint (cord_stub_server_count (fixture.server), ==, 0);
  close_fixture (&fixture);
}

/* Tokens */

typedef struct
{
  gint tokens;   /* given out */
  gint accepted; /* number of the access token that is good */
  gboolean refuse_refresh;
} Gate;

static char *
answer_gate (const CordStubRequest *request, guint number, gpointer user_data)
{
  Gate *gate = user_data;
  g_autofree char *bearer = NULL;
  g_autofree char *wanted = NULL;

  if (g_str_equal (request->path, "/cordboard/v1/token"))
    {
      g_autofree char *body = NULL;
      guint next;

      if (strstr (request->body, "\"wrong\"") != NULL
          || (gate->refuse_refresh && strstr (request->body, "refresh_token") != NULL))
        return cord_stub_answer (401, NULL, "{\"error\":\"invalid_grant\"}");
      next = (guint)g_atomic_int_add (&gate->tokens, 1) + 1;
      body = g_strdup_printf (TOKENS, next, next);
      return cord_stub_json (body);
    }
  bearer = cord_stub_request_dup_header (request, "authorization");
  wanted = g_strdup_printf ("Bearer a%d", g_atomic_int_get (&gate->accepted));
  return g_strcmp0 (bearer, wanted) == 0 ? cord_stub_json ("{\"ok\":true}") : cord_stub_answer (401, NULL, "{}");
}

static void
sign_in (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) who = NULL;

  cord_remote_sign_in_async (fixture->remote, "ada", "secret", NULL, cord_await_store, &result);
  who = cord_remote_sign_in_finish (fixture->remote, cord_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (who, "user"), ==, "ada");
  g_assert_cmpstr (cord_value_get_string (who, "role"), ==, "agent");
}

static void
test_sign_in_refused (void)
{
  Fixture fixture;
  Gate gate = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_fixture (&fixture, answer_gate, &gate);
  cord_remote_sign_in_async (fixture.remote, "ada", "wrong", NULL, cord_await_store, &result);
  g_assert_null (cord_remote_sign_in_finish (fixture.remote, cord_await (&result), &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "invalid_grant");
  g_clear_object (&result);
  close_fixture (&fixture);
}

/* What is somebody's goes under their sign-in alone. */
static void
test_other_user (void)
{
  Fixture fixture;
  Gate gate = { 0, 1, FALSE };
  CordRemoteRequest request = { .method = "POST", .path = "/thing", .operation = "0190-key", .user = "nobody-else" };
  g_autoptr (CordAnswer) refused = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  open_fixture (&fixture, answer_gate, &gate);
  sign_in (&fixture);
  refused = send_request (&fixture, &request, &error);
  g_assert_null (refused);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "signed-out");
  g_clear_error (&error);
  g_assert_cmpuint (cord_stub_server_count (fixture.server), ==, 1);
  request.user = cord_remote_get_user (fixture.remote);
  answer = send_request (&fixture, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  close_fixture (&fixture);
}

static char *
answer_throttled (const CordStubRequest *request, guint number, gpointer user_data)
{
  return cord_stub_answer (429, user_data, "{}");
}

/* The hint says how long to wait, in words that are right for one and for many. */
static void
test_sign_in_throttled (void)
{
  static const struct
  {
    const char *header;
    const char *hint;
  } cells[] = {
    { NULL, "Wait 1 second, then try again." },
    { "Retry-After: 1\r\n", "Wait 1 second, then try again." },
    { "Retry-After: 2\r\n", "Wait 2 seconds, then try again." },
    { "Retry-After: 119\r\n", "Wait 119 seconds, then try again." },
    { "Retry-After: 121\r\n", "Wait 3 minutes, then try again." },
    { "Retry-After: 900\r\n", "Wait 15 minutes, then try again." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      Fixture fixture;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      open_fixture (&fixture, answer_throttled, (gpointer)cells[i].header);
      cord_remote_sign_in_async (fixture.remote, "ada", "secret", NULL, cord_await_store, &result);
      g_assert_null (cord_remote_sign_in_finish (fixture.remote, cord_await (&result), &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
      g_assert_cmpstr (cord_error_get_hint (error), ==, cells[i].hint);
      g_clear_object (&result);
      close_fixture (&fixture);
    }
}

/* Six requests find their token expired at once: one refresh, and each is sent again with its own key. */
static void
test_refresh_once (void)
{
  enum
  {
    N = 6
  };
  Fixture fixture;
  Gate gate = { 0, 1, FALSE };
  GAsyncResult *results[N] = { NULL };
  guint refreshes = 0, again = 0;

  open_fixture (&fixture, answer_gate, &gate);
  sign_in (&fixture);
  g_atomic_int_set (&gate.accepted, 2);
  for (guint i = 0; i < N; i++)
    cord_remote_send_async (fixture.remote,
                            &(CordRemoteRequest){ .method = "POST", .path = "/thing", .operation = "0190-key" }, NULL,
                            cord_await_store, &results[i]);
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CordAnswer) answer = cord_remote_send_finish (fixture.remote, cord_await (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (answer->status, ==, 200);
      g_object_unref (results[i]);
    }
  for (guint i = 0; i < cord_stub_server_count (fixture.server); i++)
    {
      const CordStubRequest *request = cord_stub_server_get (fixture.server, i);
      g_autofree char *key = cord_stub_request_dup_header (request, "idempotency-key");
      g_autofree char *device = cord_stub_request_dup_header (request, "cordboard-device");

      refreshes += strstr (request->body, "refresh_token") != NULL;
      again += g_str_equal (request->path, "/thing");
      g_assert_cmpstr (key, ==, g_str_equal (request->path, "/thing") ? "0190-key" : NULL);
      g_assert_cmpstr (device, ==, g_str_equal (request->path, "/thing") ? "desk-1" : NULL);
    }
  g_assert_cmpuint (refreshes, ==, 1);
  g_assert_cmpuint (again, <=, 2 * N);
  close_fixture (&fixture);
}

/* After a second 401 the request is not sent a third time. */
static void
test_refresh_no_loop (void)
{
  Fixture fixture;
  Gate gate = { 0, 99, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;

  open_fixture (&fixture, answer_gate, &gate);
  sign_in (&fixture);
  answer = send_request (&fixture, &(CordRemoteRequest){ .method = "GET", .path = "/thing" }, &error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "signed-out");
  g_assert_cmpuint (cord_stub_server_count (fixture.server), ==, 4);
  close_fixture (&fixture);
}

static void
on_signed_out (CordRemote *remote, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
test_refresh_refused (void)
{
  Fixture fixture;
  Gate gate = { 0, 99, TRUE };
  guint ended = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CordKeptSecret) kept = NULL;

  open_fixture (&fixture, answer_gate, &gate);
  sign_in (&fixture);
  g_signal_connect (fixture.remote, "signed-out", G_CALLBACK (on_signed_out), &ended);
  answer = send_request (&fixture, &(CordRemoteRequest){ .method = "GET", .path = "/thing" }, &error);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "signed-out");
  g_assert_cmpuint (ended, ==, 1);
  g_assert_cmpstr (cord_remote_get_user (fixture.remote), ==, "");
  cord_sign_in_load_async (fixture.sign_in, cord_remote_get_server (fixture.remote), NULL, cord_await_store, &result);
  kept = cord_sign_in_load_finish (fixture.sign_in, cord_await (&result), NULL);
  g_assert_null (kept);
  close_fixture (&fixture);
}

static void
test_restore (void)
{
  Fixture fixture;
  Gate gate = { 0, 2, FALSE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) who = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  g_autoptr (CordRemote) second = NULL;
  CordRemote *first;

  open_fixture (&fixture, answer_gate, &gate);
  cord_remote_restore_async (fixture.remote, NULL, cord_await_store, &none);
  g_assert_null (cord_remote_sign_in_finish (fixture.remote, cord_await (&none), &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "signed-out");
  g_clear_error (&error);
  sign_in (&fixture);
  cord_await_idle ();
  second = cord_remote_new (cord_remote_get_server (fixture.remote), "desk-1", fixture.sign_in, fixture.clock, &error);
  cord_remote_restore_async (second, NULL, cord_await_store, &result);
  who = cord_remote_sign_in_finish (second, cord_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (who, "user"), ==, "ada");
  first = g_steal_pointer (&fixture.remote);
  fixture.remote = g_object_ref (second);
  answer = send_request (&fixture, &(CordRemoteRequest){ .method = "GET", .path = "/thing" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_object_unref (fixture.remote);
  fixture.remote = first;
  g_clear_object (&second);
  g_clear_object (&none);
  g_clear_object (&result);
  close_fixture (&fixture);
}

/* Connectivity */

static void
on_online (CordConnectivity *connectivity, GParamSpec *pspec, gpointer user_data)
{
  *(gboolean *)user_data = cord_connectivity_get_online (connectivity);
}

static char *
answer_after (const CordStubRequest *request, guint number, gpointer user_data)
{
  return number < GPOINTER_TO_UINT (user_data) ? NULL : cord_stub_json ("{\"status\":\"alive\"}");
}

static void
test_probe (void)
{
  Fixture fixture;
  gboolean online = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  CordConnectivity *connectivity;

  open_fixture (&fixture, answer_after, GUINT_TO_POINTER (5));
  connectivity = cord_remote_get_connectivity (fixture.remote);
  cord_connectivity_set_pace (connectivity, 5, 20);
  answer
      = send_request (&fixture, &(CordRemoteRequest){ .method = "POST", .path = "/thing", .anonymous = TRUE }, &error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_OFFLINE);
  g_assert_false (cord_connectivity_get_online (connectivity));
  g_signal_connect (connectivity, "notify::online", G_CALLBACK (on_online), &online);
  cord_await_flag (&online);
  g_assert_cmpstr (cord_stub_server_get (fixture.server, cord_stub_server_count (fixture.server) - 1)->path, ==,
                   "/cordboard/v1/health");
  close_fixture (&fixture);
}

/* A keep-alive connection that the server closes: libsoup must not send a POST a second time by itself. */
static char *
answer_then_close (const CordStubRequest *request, guint number, gpointer user_data)
{
  return number == 0 ? cord_stub_json ("{}") : NULL;
}

static void
test_stale_connection (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) first = NULL;
  g_autoptr (CordAnswer) second = NULL;
  guint posts = 0;

  open_fixture (&fixture, answer_then_close, NULL);
  first = get (&fixture, &error);
  g_assert_no_error (error);
  second
      = send_request (&fixture, &(CordRemoteRequest){ .method = "POST", .path = "/thing", .anonymous = TRUE }, &error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_OFFLINE);
  for (guint i = 0; i < cord_stub_server_count (fixture.server); i++)
    posts += g_str_equal (cord_stub_server_get (fixture.server, i)->method, "POST");
  g_assert_cmpuint (posts, ==, 1);
  close_fixture (&fixture);
}

/* Whatever the spelling, it is the same server, whose calls and sign-in are found by its address. */
static void
test_address (void)
{
  static const char *const pairs[][2] = {
    { "https://desk.example.org", "https://desk.example.org" },
    { "https://desk.example.org/", "https://desk.example.org" },
    { "HTTPS://Desk.Example.ORG:443//", "https://desk.example.org" },
    { "https://desk.example.org:8443/", "https://desk.example.org:8443" },
    { "http://127.0.0.1:80", "http://127.0.0.1" },
    { "http://[::1]:8080/", "http://[::1]:8080" },
    { "https://desk.example.org/Calls/", "https://desk.example.org/Calls" },
    { "https://desk.example.org/a%2Fb", "https://desk.example.org/a%2Fb" },
    { "unix:/run/Cordboard/socket", "unix:/run/Cordboard/socket" },
    { "https://somebody@desk.example.org/", "https://somebody@desk.example.org/" },
    { "not an address", "not an address" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *once = cord_server_address_normalize (pairs[i][0]);
      g_autofree char *twice = cord_server_address_normalize (once);

      g_assert_cmpstr (once, ==, pairs[i][1]);
      g_assert_cmpstr (twice, ==, once);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/plain", test_plain);
  g_test_add_func ("/remote/hang", test_hang);
  g_test_add_func ("/remote/closed", test_closed);
  g_test_add_func ("/remote/not-there", test_not_there);
  g_test_add_func ("/remote/huge", test_huge);
  g_test_add_func ("/remote/malformed", test_malformed);
  g_test_add_func ("/remote/duplicate-header", test_duplicate_header);
  g_test_add_func ("/remote/statuses", test_statuses);
  g_test_add_func ("/remote/cancel", test_cancel);
  g_test_add_func ("/remote/bases", test_bases);
  g_test_add_func ("/remote/address", test_address);
  g_test_add_func ("/remote/injection", test_injection);
  g_test_add_func ("/remote/sign-in-refused", test_sign_in_refused);
  g_test_add_func ("/remote/other-user", test_other_user);
  g_test_add_func ("/remote/sign-in-throttled", test_sign_in_throttled);
  g_test_add_func ("/remote/refresh-once", test_refresh_once);
  g_test_add_func ("/remote/refresh-no-loop", test_refresh_no_loop);
  g_test_add_func ("/remote/refresh-refused", test_refresh_refused);
  g_test_add_func ("/remote/restore", test_restore);
  g_test_add_func ("/remote/probe", test_probe);
  g_test_add_func ("/remote/stale-connection", test_stale_connection);
  return g_test_run ();
}
