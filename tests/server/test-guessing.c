/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "store/cord-server-store.h"
#include "store/cord-verification-store.h"

/* Guessing what callers know: at one party as several customers, at many customers, and at those that do not exist. */

#define INTERACTION "/cordboard/v1/interaction"
#define CUSTOMER "/tmf-api/customerManagement/v4/customer"

static TestReply *
verify (TestServer *server, const char *customer, const char *value)
{
  g_autofree char *path = g_strdup_printf (INTERACTION "/%s/verification", server->interaction);
  g_autofree char *body
      = g_strdup_printf ("{\"customer\":\"%s\",\"factor\":\"pin\",\"value\":\"%s\"}", customer, value);

  return test_send (server, "POST", path, body, NULL);
}

static void
become (TestServer *server, const char *user)
{
  test_sign_in (server, user);
  g_clear_pointer (&server->interaction, g_free);
  test_open (server);
}

static void
fail (TestServer *server, const char *customer, gint64 left)
{
  g_autoptr (TestReply) reply = verify (server, customer, "0000");
  JsonObject *object;

  test_assert_status (reply, 200);
  object = json_node_get_object (reply->json);
  g_assert_false (json_object_get_boolean_member (object, "match"));
  g_assert_cmpint (json_object_get_int_member (object, "attemptsLeft"), ==, left);
}

static void
fail_at_others (TestServer *server, guint from, guint until)
{
  for (guint i = from; i < until; i++)
    {
      g_autofree char *customer = g_strdup_printf ("ghost-%u", i);

      fail (server, customer, 2);
    }
}

static void
pass (TestServer *server, const char *customer, const char *value)
{
  g_autoptr (TestReply) reply = verify (server, customer, value);

  test_assert_status (reply, 200);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (reply->json), "match"));
}

static void
refuse (TestServer *server, const char *customer, const char *value, guint status, const char *reason)
{
  g_autoptr (TestReply) reply = verify (server, customer, value);

  test_assert_problem (reply, status, reason);
}

/* A party that is two customers has three guesses, not six. */
static void
test_party (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) made = test_send (server, "POST", CUSTOMER,
                                          "{\"name\":\"Grace Okafor\",\"engagedParty\":{\"id\":\"party-C1\","
                                          "\"@referredType\":\"Individual\"}}",
                                          NULL);
  g_autofree char *twin = g_strdup (test_text (made, "id"));

  test_assert_status (made, 201);
  become (server, "agent");
  fail (server, "C1", 2);
  fail (server, twin, 1);
  become (server, "other");
  fail (server, "C1", 0);
  refuse (server, twin, "4711", 423, "locked");
  refuse (server, "C1", "4711", 423, "locked");
  pass (server, "C2", "2222");
  cord_clock_advance (server->clock, 30 * G_TIME_SPAN_MINUTE);
  become (server, "agent");
  pass (server, twin, "4711");
}

/* A customer that does not exist is locked like any other. */
static void
test_nobody (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("agent");

  test_open (server);
  fail (server, "ghost", 2);
  fail (server, "ghost", 1);
  fail (server, "ghost", 0);
  refuse (server, "ghost", "0000", 423, "locked");
  cord_clock_advance (server->clock, 30 * G_TIME_SPAN_MINUTE);
  become (server, "agent");
  fail (server, "ghost", 2);
}

/* What is kept of customers that do not exist goes again. */
static void
test_nobody_forgotten (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (CordDatabase) database = test_open_store (server);

  become (server, "agent");
  fail_at_others (server, 0, 8);
  g_assert_cmpint (test_count_rows (database, "absent_lockout"), ==, 8);
  g_assert_cmpint (test_count_rows (database, "lockout"), ==, 0);
  cord_clock_advance (server->clock, G_TIME_SPAN_HOUR);
  become (server, "agent");
  fail_at_others (server, 8, 9);
  g_assert_cmpint (test_count_rows (database, "absent_lockout"), ==, 1);
}

/* Fails twice over @customer, and once more after @minutes: whether the first two were forgotten. */
static void
fail_after (TestServer *server, const char *customer, guint minutes, gboolean others_fail, gint64 left)
{
  become (server, "agent");
  fail (server, customer, 2);
  fail (server, customer, 1);
  cord_clock_advance (server->clock, minutes * G_TIME_SPAN_MINUTE);
  /* The failures of others make room in the store. */
  if (others_fail)
    {
      become (server, "other");
      fail (server, "C3", 2);
    }
  become (server, "agent");
  fail (server, customer, left);
}

/* What is kept of a customer, and for how long, does not tell whether there is one. */
static void
test_hour (void)
{
  static const char *const customers[] = { "C1", "ghost" };

  for (gsize i = 0; i < G_N_ELEMENTS (customers) * 2; i++)
    {
      g_autoptr (TestServer) server = test_server_new_as ("agent");
      const char *customer = customers[i / 2];
      gboolean others_fail = i % 2 == 1;

      fail_after (server, customer, 59, others_fail, 0);
      refuse (server, customer, "4711", 423, "locked");
      cord_clock_advance (server->clock, G_TIME_SPAN_HOUR);
      fail_after (server, customer, 61, others_fail, 2);
    }
}

/* Over ten customers, whether they exist or not, an agent's right to verify ends; a supervisor gives it back. */
static void
test_spray (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (CordDatabase) database = test_open_store (server);
  g_autoptr (TestReply) metrics = NULL;

  become (server, "agent");
  fail_at_others (server, 0, 8);
  fail (server, "C1", 2);
  /* The same again is no other party, and one that was verified in the end does not count. */
  fail (server, "ghost-0", 1);
  fail (server, "C2", 2);
  refuse (server, "C3", "3333", 403, "verification-ended");
  g_assert_cmpint (test_count_rows (database, "lockout"), ==, 2);
  /* Not in another call either, nor after an hour. */
  become (server, "agent");
  refuse (server, "C3", "3333", 403, "verification-ended");
  cord_clock_advance (server->clock, 2 * G_TIME_SPAN_HOUR);
  become (server, "agent");
  refuse (server, "C3", "3333", 403, "verification-ended");
  become (server, "other");
  pass (server, "C1", "4711");
  g_assert_true (cord_verification_store_restore (database, "agent", NULL));
  become (server, "agent");
  pass (server, "C1", "4711");
  fail_at_others (server, 20, 29);
  pass (server, "C2", "2222");
  metrics = test_send (server, "GET", "/cordboard/v1/metrics", NULL, NULL);
  g_assert_nonnull (g_strstr_len (metrics->text, -1, "cordboard_verifications_total{outcome=\"right-ended\"} 1\n"));
}

static void
test_found_in_the_end (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("agent");

  test_open (server);
  fail (server, "C1", 2);
  pass (server, "C1", "4711");
  fail_at_others (server, 0, 9);
  pass (server, "C2", "2222");
  /* After an hour the failures no longer count. */
  cord_clock_advance (server->clock, G_TIME_SPAN_HOUR);
  become (server, "agent");
  fail_at_others (server, 10, 19);
  pass (server, "C1", "4711");
}

/* Many agents at one address are counted together. */
static void
test_address (void)
{
  g_autoptr (TestServer) server = test_server_new_limited (&(CordLimits){ .verification_address = 12 });
  g_autoptr (TestReply) reply = NULL;

  become (server, "agent");
  fail_at_others (server, 0, 6);
  become (server, "other");
  fail_at_others (server, 6, 12);
  reply = verify (server, "C1", "4711");
  test_assert_problem (reply, 429, "throttled");
  g_assert_cmpstr (test_header (reply, "Retry-After"), ==, "3600");
  cord_clock_advance (server->clock, G_TIME_SPAN_HOUR);
  become (server, "other");
  pass (server, "C1", "4711");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/guessing/party", test_party);
  g_test_add_func ("/server/guessing/nobody", test_nobody);
  g_test_add_func ("/server/guessing/nobody-forgotten", test_nobody_forgotten);
  g_test_add_func ("/server/guessing/hour", test_hour);
  g_test_add_func ("/server/guessing/spray", test_spray);
  g_test_add_func ("/server/guessing/found-in-the-end", test_found_in_the_end);
  g_test_add_func ("/server/guessing/address", test_address);
  return g_test_run ();
}
