/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

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

static void
test_throttle (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) wait = NULL;
  g_autoptr (TestReply) other = NULL;
  g_autoptr (TestReply) later = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (TestReply) wrong = password (server, "agent", "wrong");

      test_assert_problem (wrong, 401, "invalid_grant");
    }
  wait = password (server, "agent", TEST_PASSWORD);
  test_assert_problem (wait, 429, "throttled");
  g_assert_cmpstr (test_header (wait, "Retry-After"), ==, "900");
  other = password (server, "other", TEST_PASSWORD);
  test_assert_status (other, 200);
  cord_clock_advance (server->clock, 15 * 60 * G_TIME_SPAN_SECOND);
  later = password (server, "agent", TEST_PASSWORD);
  test_assert_status (later, 200);
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
  g_test_add_func ("/server/sign-in/revoke", test_revoke);
  g_test_add_func ("/server/sign-in/throttle", test_throttle);
  g_test_add_func ("/server/sign-in/roles", test_roles);
  return g_test_run ();
}
