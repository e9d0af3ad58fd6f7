/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "store/cord-server-store.h"
#include "store/cord-sign-in-store.h"
#include "store/cord-user-store.h"

#include <stdlib.h>
#include <string.h>

/* OAuth 2 at /token: who can sign in, for how long, what a stolen refresh token is worth, and who may do what. */

#define TOKEN "/cordboard/v1/token"

static TestReply *grant (TestServer *server, const char *format, ...) G_GNUC_PRINTF (2, 3);

static TestReply *
grant (TestServer *server, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list arguments;

  va_start (arguments, format);
  body = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return test_send (server, "POST", TOKEN, body, NULL);
}

static TestReply *
password (TestServer *server, const char *user, const char *secret)
{
  return grant (server, "{\"grant_type\":\"password\",\"username\":\"%s\",\"password\":\"%s\"}", user, secret);
}

static void
use (TestServer *server, const TestReply *reply)
{
  g_free (server->token);
  server->token = g_strdup (test_text (reply, "access_token"));
}

static void
test_password (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) good = password (server, "agent", TEST_PASSWORD);
  g_autoptr (TestReply) form
      = test_send (server, "POST", TOKEN, "grant_type=password&username=boss&password=correct+horse", "Content-Type",
                   "application/x-www-form-urlencoded", NULL);
  g_autoptr (TestReply) wrong = password (server, "agent", "wrong");
  g_autoptr (TestReply) nobody = password (server, "nobody", TEST_PASSWORD);
  g_autoptr (TestReply) empty = password (server, "", "");
  g_autoptr (TestReply) other = grant (server, "{\"grant_type\":\"magic\"}");
  g_autoptr (TestReply) nothing = grant (server, "{}");
  g_autoptr (TestReply) client
      = grant (server, "{\"grant_type\":\"client_credentials\",\"client_id\":\"billing\",\"client_secret\":\"%s\"}",
               TEST_PASSWORD);

  test_assert_status (good, 200);
  g_assert_cmpstr (test_text (good, "token_type"), ==, "Bearer");
  g_assert_cmpstr (test_text (good, "role"), ==, "agent");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (good->json), "expires_in"), ==, 300);
  g_assert_nonnull (test_text (good, "refresh_token"));
  g_assert_cmpstr (test_header (good, "Cache-Control"), ==, "no-store");
  test_assert_status (form, 200);
  g_assert_cmpstr (test_text (form, "role"), ==, "supervisor");
  test_assert_problem (wrong, 401, "invalid_grant");
  /* An unknown name gets exactly the same answer. */
  g_assert_cmpstr (nobody->text, ==, wrong->text);
  test_assert_problem (empty, 400, "invalid_request");
  test_assert_problem (other, 400, "unsupported_grant_type");
  test_assert_problem (nothing, 400, "invalid_request");
  test_assert_status (client, 200);
  g_assert_cmpstr (test_text (client, "role"), ==, "system");
}

static void
test_expiry (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) before = NULL;
  g_autoptr (TestReply) after = NULL;
  g_autoptr (TestReply) forged = NULL;
  g_autoptr (TestReply) without = test_send (server, "GET", CATALOG, NULL, NULL);

  test_assert_problem (without, 401, "unauthenticated");
  g_assert_cmpstr (test_header (without, "WWW-Authenticate"), ==, "Bearer");
  test_sign_in (server, "agent");
  cord_clock_advance (server->clock, 299 * G_TIME_SPAN_SECOND);
  before = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_status (before, 200);
  cord_clock_advance (server->clock, 1 * G_TIME_SPAN_SECOND);
  after = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_problem (after, 401, "invalid_token");
  g_free (server->token);
  server->token = g_strdup ("forged");
  forged = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_problem (forged, 401, "invalid_token");
}

static void
test_refresh (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) first = password (server, "agent", TEST_PASSWORD);
  g_autofree char *old = g_strdup (test_text (first, "refresh_token"));
  g_autoptr (TestReply) second = grant (server, "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}", old);
  g_autoptr (TestReply) works = NULL;
  g_autoptr (TestReply) stolen = NULL;
  g_autoptr (TestReply) ended = NULL;
  g_autoptr (TestReply) successor = NULL;
  g_autoptr (TestReply) junk = grant (server, "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"junk\"}");

  test_assert_status (second, 200);
  g_assert_cmpstr (test_text (second, "refresh_token"), !=, old);
  use (server, second);
  works = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_status (works, 200);
  test_assert_problem (junk, 401, "invalid_grant");
  /* The old token again: somebody has a copy, so all tokens of this sign-in end. */
  stolen = grant (server, "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}", old);
  test_assert_problem (stolen, 401, "invalid_grant");
  ended = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_problem (ended, 401, "invalid_token");
  successor = grant (server, "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}",
                     test_text (second, "refresh_token"));
  test_assert_problem (successor, 401, "invalid_grant");
}

/* The same name, password and role, yet what one server issued is nothing to another, and is worth what it was there.
 */
static void
test_another_server (void)
{
  g_autoptr (TestServer) own = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestServer) another = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) issued = password (another, "agent", TEST_PASSWORD);
  g_autoptr (TestReply) granted = password (own, "agent", TEST_PASSWORD);
  g_autofree char *revocation = g_strdup_printf ("{\"token\":\"%s\"}", test_text (issued, "refresh_token"));
  g_autoptr (TestReply) revoked = NULL, refused = NULL, refreshed = NULL, there = NULL;

  use (own, issued);
  refused = test_send (own, "GET", CATALOG, NULL, NULL);
  test_assert_problem (refused, 401, "invalid_token");
  refreshed
      = grant (own, "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}", test_text (issued, "refresh_token"));
  test_assert_problem (refreshed, 401, "invalid_grant");
  use (own, granted);
  revoked = test_send (own, "POST", TOKEN "/revoke", revocation, NULL);
  test_assert_status (revoked, 204);
  use (another, issued);
  there = test_send (another, "GET", CATALOG, NULL, NULL);
  test_assert_status (there, 200);
}

static void
test_revoke (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) signed_in = password (server, "agent", TEST_PASSWORD);
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\"}", test_text (signed_in, "refresh_token"));
  g_autoptr (TestReply) out = test_send (server, "POST", TOKEN "/revoke", body, NULL);
  g_autoptr (TestReply) again = test_send (server, "POST", TOKEN "/revoke", body, NULL);
  g_autoptr (TestReply) after = NULL;

  test_assert_status (out, 204);
  test_assert_status (again, 204);
  use (server, signed_in);
  after = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_problem (after, 401, "invalid_token");
}

static TestReply *
password_from (TestServer *server, const char *address, const char *user, const char *secret)
{
  g_autofree char *body
      = g_strdup_printf ("{\"grant_type\":\"password\",\"username\":\"%s\",\"password\":\"%s\"}", user, secret);

  return test_send (server, "POST", TOKEN, body, "X-Forwarded-For", address, NULL);
}

static void
fail_from (TestServer *server, const char *address, const char *user, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      g_autoptr (TestReply) wrong = password_from (server, address, user, "wrong");

      test_assert_problem (wrong, 401, "invalid_grant");
    }
}

static void
assert_signs_in (TestServer *server, const char *address, const char *user)
{
  g_autoptr (TestReply) reply = password_from (server, address, user, TEST_PASSWORD);

  test_assert_status (reply, 200);
}

static void
assert_waits (TestServer *server, const char *address, const char *user, const char *seconds)
{
  g_autoptr (TestReply) reply = password_from (server, address, user, TEST_PASSWORD);

  test_assert_problem (reply, 429, "throttled");
  g_assert_cmpstr (test_header (reply, "Retry-After"), ==, seconds);
}

/* At once for everybody that no proxy tells apart. */
static void
test_throttle (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");

  fail_from (server, "192.0.2.1", "agent", 10);
  assert_waits (server, "192.0.2.2", "agent", "900");
  assert_signs_in (server, "192.0.2.1", "other");
  cord_clock_advance (server->clock, 15 * 60 * G_TIME_SPAN_SECOND);
  assert_signs_in (server, "192.0.2.1", "agent");
}

/* Whatever strangers do, people sign in where they or their colleagues have done so before. */
static void
test_strangers (void)
{
  g_autoptr (TestServer) server = test_server_new_behind ("127.0.0.1");

  assert_signs_in (server, "192.0.2.1", "agent");
  fail_from (server, "203.0.113.1", "agent", 9);
  fail_from (server, "203.0.113.2", "agent", 1);
  /* No address has more guesses than another, and a forged one is not believed. */
  assert_waits (server, "203.0.113.3", "agent", "900");
  assert_waits (server, "192.0.2.1, 203.0.113.1", "agent", "900");
  assert_signs_in (server, "192.0.2.1", "agent");
  assert_signs_in (server, "203.0.113.3, 192.0.2.1", "agent");
  /* Somebody new at the office, whose name is under attack as well. */
  fail_from (server, "203.0.113.4", "other", 10);
  assert_waits (server, "203.0.113.4", "other", "900");
  assert_signs_in (server, "192.0.2.1", "other");
  /* The owner's success does not give the strangers more guesses. */
  assert_waits (server, "203.0.113.3", "agent", "900");
}

/* Ten at the office itself, for one account there. */
static void
test_colleague (void)
{
  g_autoptr (TestServer) server = test_server_new_behind ("127.0.0.1");

  assert_signs_in (server, "192.0.2.1", "agent");
  fail_from (server, "192.0.2.1", "other", 10);
  assert_waits (server, "192.0.2.1", "other", "900");
  assert_signs_in (server, "192.0.2.1", "agent");
  assert_signs_in (server, "192.0.2.7", "other");
}

/* One that tries many names. Known people behind the same address are let in. */
static void
test_address (void)
{
  g_autoptr (TestServer) server = test_server_new_behind ("127.0.0.1");

  assert_signs_in (server, "192.0.2.1", "agent");
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("name-%u", i);

      fail_from (server, "192.0.2.1", name, 1);
    }
  assert_waits (server, "192.0.2.1", "other", "60");
  assert_waits (server, "192.0.2.1", "name-0", "60");
  assert_signs_in (server, "192.0.2.1", "agent");
  assert_signs_in (server, "192.0.2.2", "other");
  cord_clock_advance (server->clock, G_TIME_SPAN_MINUTE);
  assert_signs_in (server, "192.0.2.1", "other");
}

/* A clock that was a day ahead leaves nobody out when it is set right. */
static void
test_clock (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");

  cord_clock_advance (server->clock, G_TIME_SPAN_DAY);
  fail_from (server, "192.0.2.1", "agent", 10);
  assert_waits (server, "192.0.2.1", "agent", "900");
  cord_clock_advance (server->clock, -G_TIME_SPAN_DAY);
  assert_signs_in (server, "192.0.2.1", "agent");
}

typedef struct
{
  guint pending;
  guint signed_in;
  guint wrong;
  guint refused;
} Crowd;

static void
on_crowd_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  Crowd *crowd = user_data;
  guint status = soup_message_get_status (message);

  g_assert_nonnull (body);
  crowd->pending--;
  if (status == 429)
    {
      g_assert_nonnull (soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After"));
      crowd->refused++;
    }
  else if (status == 200)
    crowd->signed_in++;
  else
    crowd->wrong++;
}

/* A hundred sign-ins of one name at once. In @store, where there is one, the name is disabled when the first is
 * answered. */
static Crowd
run_crowd (TestServer *server, const char *secret, CordDatabase *store)
{
  g_autoptr (SoupSession) session
      = soup_session_new_with_options ("max-conns", 100, "max-conns-per-host", 100, "timeout", 20, NULL);
  g_autofree char *body
      = g_strdup_printf ("{\"grant_type\":\"password\",\"username\":\"agent\",\"password\":\"%s\"}", secret);
  Crowd crowd = { 0 };

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  for (; crowd.pending < 100; crowd.pending++)
    {
      g_autoptr (SoupMessage) message = test_make_message (server, "POST", TOKEN, body);

      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_crowd_answer, &crowd);
    }
  while (crowd.pending == 100)
    g_main_context_iteration (NULL, TRUE);
  if (store != NULL)
    test_disable_agent (store);
  while (crowd.pending > 0)
    g_main_context_iteration (NULL, TRUE);
  return crowd;
}

static void
test_crowd (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  Crowd right = run_crowd (server, TEST_PASSWORD, NULL);
  Crowd wrong = run_crowd (server, "wrong", NULL);

  g_assert_cmpuint (right.signed_in, ==, 100);
  /* Exactly as many guesses as one after the other. */
  g_assert_cmpuint (wrong.wrong, ==, 10);
  g_assert_cmpuint (wrong.refused, ==, 90);
}

/* Whose password was waiting for the hash when the account was disabled is not signed in by it. The hash takes some
 * milliseconds, so that some are waiting when the first is answered. */
static void
test_disabled_meanwhile (void)
{
  static const CordSecretCost cost = { 1, 8 * 1024 * 1024 };
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (CordDatabase) database = test_open_store (server);
  Crowd crowd;

  g_assert_true (cord_user_store_put (database, "agent", "agent", TEST_PASSWORD, &cost, 1, NULL));
  crowd = run_crowd (server, TEST_PASSWORD, database);
  g_assert_cmpuint (crowd.signed_in, >, 0);
  g_assert_cmpuint (crowd.wrong, >, 0);
  g_assert_cmpint (test_count_rows (database, "token"), ==, 0);
}

static void
unlock (TestServer *server, const char *name)
{
  g_autoptr (CordDatabase) database = test_open_store (server);

  g_assert_true (cord_sign_in_store_unlock (database, name, NULL));
}

/* As cordboardctl user unlock does beside the server. */
static void
test_unlock (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  guint status = 0;

  fail_from (server, "192.0.2.1", "agent", 10);
  fail_from (server, "192.0.2.1", "other", 10);
  assert_waits (server, "192.0.2.1", "agent", "900");
  unlock (server, "agent");
  while (status != 200 && g_get_monotonic_time () < end)
    {
      g_autoptr (TestReply) reply = password (server, "agent", TEST_PASSWORD);

      status = reply->status;
    }
  g_assert_cmpuint (status, ==, 200);
  assert_waits (server, "192.0.2.1", "other", "900");
}

/* Every endpoint and every resource, for every role: what the table does not permit is refused. */
static void
test_roles (void)
{
  static const struct
  {
    const char *user;
    const char *method;
    const char *path;
    guint status;
  } cells[] = {
    { "agent", "GET", CATALOG, 200 },
    { "eyes", "GET", CATALOG, 200 },
    { "coach", "GET", CATALOG, 200 },
    { "root", "GET", CATALOG, 200 },
    { "agent", "POST", CATALOG, 403 },
    { "agent", "DELETE", CATALOG "/help", 403 },
    { "agent", "DELETE", POPULATION "/line-1", 403 },
    { "agent", "PATCH", POPULATION "/line-1", 403 },
    { "agent", "POST", "/tmf-api/customerManagement/v4/customer", 403 },
    { "eyes", "GET", POPULATION, 403 },
    { "eyes", "GET", "/tmf-api/customerManagement/v4/customer/C1", 403 },
    { "coach", "GET", POPULATION, 403 },
    { "root", "GET", POPULATION, 403 },
    { "eyes", "POST", "/cordboard/v1/interaction", 403 },
    { "coach", "POST", "/cordboard/v1/interaction", 403 },
    { "billing", "POST", "/cordboard/v1/interaction", 403 },
    { "coach", "GET", "/cordboard/v1/customer/search?q=grace", 403 },
    { "eyes", "POST", "/tmf-api/quoteManagement/v4/quote", 403 },
    { "coach", "POST", "/tmf-api/productOrderingManagement/v4/productOrder", 403 },
    { "root", "POST", "/tmf-api/communicationManagement/v4/communicationMessage", 403 },
    { "billing", "GET", POPULATION, 200 },
    { "billing", "GET", "/tmf-api/customerManagement/v4/customer/C1", 200 },
  };
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      gboolean has_body = !g_str_equal (cells[i].method, "GET") && !g_str_equal (cells[i].method, "DELETE");
      g_autoptr (TestReply) reply = NULL;

      if (i == 0 || !g_str_equal (cells[i].user, cells[i - 1].user))
        test_sign_in (server, cells[i].user);
      reply = test_send (server, cells[i].method, cells[i].path, has_body ? "{}" : NULL, NULL);
      if (reply->status != cells[i].status)
        g_error ("%s %s %s: expected %u, got %u %s", cells[i].user, cells[i].method, cells[i].path, cells[i].status,
                 reply->status, reply->text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/sign-in/password", test_password);
  g_test_add_func ("/server/sign-in/expiry", test_expiry);
  g_test_add_func ("/server/sign-in/refresh", test_refresh);
  g_test_add_func ("/server/sign-in/another-server", test_another_server);
  g_test_add_func ("/server/sign-in/revoke", test_revoke);
  g_test_add_func ("/server/sign-in/throttle", test_throttle);
  g_test_add_func ("/server/sign-in/strangers", test_strangers);
  g_test_add_func ("/server/sign-in/colleague", test_colleague);
  g_test_add_func ("/server/sign-in/address", test_address);
  g_test_add_func ("/server/sign-in/clock", test_clock);
  g_test_add_func ("/server/sign-in/crowd", test_crowd);
  g_test_add_func ("/server/sign-in/disabled-meanwhile", test_disabled_meanwhile);
  g_test_add_func ("/server/sign-in/unlock", test_unlock);
  g_test_add_func ("/server/sign-in/roles", test_roles);
  return g_test_run ();
}
