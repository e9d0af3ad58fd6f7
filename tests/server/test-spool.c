/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "base/cord-id.h"
#include "base/cord-log.h"

#include <glib/gstdio.h>

/* Messages on their way into the spool folder, and a folder that cannot be written. */

#define MESSAGE "/tmf-api/communicationManagement/v4/communicationMessage"
#define BODY                                                                                                           \
  "{\"messageType\":\"email\",\"subject\":\"S\",\"content\":\"Fast costs 45.\",\"sender\":{\"id\":\"cordboard\"},"     \
  "\"receiver\":[{\"id\":\"C1\",\"email\":\"grace.c1@example.com\"}]"

static guint warnings, ends; /* logged by the thread of the server */

static GLogWriterOutput
count_logged (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer user_data)
{
  for (gsize i = 0; i < n; i++)
    {
      if (!g_str_equal (fields[i].key, "MESSAGE_ID"))
        continue;
      if (g_str_equal (fields[i].value, CORD_LOG_NOT_SPOOLED))
        g_atomic_int_inc (&warnings);
      if (g_str_equal (fields[i].value, CORD_LOG_SPOOLED))
        g_atomic_int_inc (&ends);
    }
  return G_LOG_WRITER_HANDLED;
}

static TestReply *
post (TestServer *server, const char *body)
{
  g_autofree char *key = cord_id_new (server->clock);

  return test_send (server, "POST", MESSAGE, body, "Idempotency-Key", key, NULL);
}

static char *
send (TestServer *server)
{
  g_autoptr (TestReply) reply = post (server, BODY "}");

  test_assert_status (reply, 201);
  g_assert_cmpstr (test_text (reply, "state"), ==, "inProgress");
  return g_strdup (test_text (reply, "href"));
}

static void
assert_state (TestServer *server, const char *href, const char *state)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", href, NULL, NULL);

  g_assert_cmpstr (test_text (reply, "state"), ==, state);
}

static TestServer *
call (void)
{
  TestServer *server = test_server_new_as ("agent");

  test_open (server);
  test_verify (server, "C1", "4711");
  return server;
}

/* One warning however often it is tried, none of the messages is lost, and the end is logged as well. */
static void
test_unwritable (void)
{
  g_autoptr (TestServer) server = call ();
  g_autofree char *away = g_strconcat (server->spool, "-away", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_atomic_int_set (&warnings, 0);
  g_atomic_int_set (&ends, 0);
  g_assert_cmpint (g_rename (server->spool, away), ==, 0);
  first = send (server);
  cord_clock_advance (server->clock, 2 * G_TIME_SPAN_SECOND);
  second = send (server);
  assert_state (server, first, "inProgress");
  assert_state (server, second, "inProgress");
  g_assert_cmpint (g_atomic_int_get (&warnings), ==, 1);
  g_assert_cmpint (g_rename (away, server->spool), ==, 0);
  /* The pauses grow, but not beyond a minute. */
  cord_clock_advance (server->clock, G_TIME_SPAN_MINUTE);
  third = send (server);
  assert_state (server, first, "completed");
  assert_state (server, second, "completed");
  assert_state (server, third, "completed");
  g_assert_cmpint (g_atomic_int_get (&warnings), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&ends), ==, 1);
}

/* What the server knows alone, no desk says. */
static void
test_state_of_ones_own (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) refused = post (server, BODY ",\"state\":\"completed\"}");

  test_assert_problem (refused, 400, "state");
  g_assert_cmpstr (test_text (refused, "member"), ==, "state");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (count_logged, NULL, NULL);
  g_test_add_func ("/server/spool/unwritable", test_unwritable);
  g_test_add_func ("/server/spool/state-of-ones-own", test_state_of_ones_own);
  return g_test_run ();
}
