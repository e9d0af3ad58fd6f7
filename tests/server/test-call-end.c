/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-record.h"

/* How long a verification holds: until its call is closed or parked, or nothing happens in it. The record is taken all
 * the same. */

#define INTERACTION "/cordboard/v1/interaction"
#define CUSTOMER "/tmf-api/customerManagement/v4/customer/C1"

/* A call in which the customer is verified. */
static TestServer *
verified (void)
{
  TestServer *server = test_server_new_as ("agent");

  test_open (server);
  test_verify (server, "C1", "4711");
  return server;
}

/* Later, with a sign-in that has not run out. */
static void
wait (TestServer *server, gint64 minutes)
{
  g_autofree char *interaction = g_strdup (server->interaction);

  cord_clock_advance (server->clock, minutes * G_TIME_SPAN_MINUTE);
  test_sign_in (server, "agent");
  server->interaction = g_steal_pointer (&interaction);
}

static void
take (TestServer *server, const char *interaction)
{
  g_free (server->interaction);
  server->interaction = g_strdup (interaction);
}

static void
assert_call (TestServer *server, const char *interaction, const char *state, const char *level)
{
  g_autofree char *path = g_strconcat (INTERACTION "/", interaction, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  g_assert_cmpstr (test_text (reply, "state"), ==, state);
  g_assert_cmpstr (test_text (reply, "level"), ==, level);
}

static void
assert_customer (TestServer *server, guint status)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", CUSTOMER, NULL, NULL);

  test_assert_status (reply, status);
}

static void
assert_uploaded (TestServer *server, TestRecord *record, const char *type)
{
  g_autofree char *event = test_record_next (record, type, NULL);
  g_autoptr (TestReply) reply = test_record_upload (server, record->seq, event);

  test_assert_status (reply, 200);
}

static void
close_call (TestServer *server, TestRecord *record)
{
  g_autoptr (GVariant) body = test_record_closing ();
  g_autofree char *event = test_record_next (record, "interaction.closed", body);
  g_autoptr (TestReply) reply = test_record_upload (server, record->seq, event);

  test_assert_status (reply, 200);
}

static void
park_call (TestServer *server, TestRecord *record)
{
  g_autoptr (GVariant) body = cord_value_of_strings ("reason", "callback", NULL);
  g_autofree char *event = test_record_next (record, "interaction.parked", body);
  g_autoptr (TestReply) reply = test_record_upload (server, record->seq, event);

  test_assert_status (reply, 200);
}

/* Neither alone nor behind its closing in one batch. */
static void
test_closed_is_closed (void)
{
  static const char *const after[] = { "interaction.resumed", "call.held", "call.answered" };
  g_autoptr (TestServer) server = verified ();
  g_autofree char *call = g_strdup (server->interaction);
  g_auto (TestRecord) record = { 0 };
  g_autofree char *end = NULL;

  test_record_init (&record);
  close_call (server, &record);
  end = g_strdup (record.prev);
  for (gsize i = 0; i < G_N_ELEMENTS (after); i++)
    {
      g_auto (TestRecord) more = { record.seq, g_strdup (end) };
      g_autofree char *event = test_record_next (&more, after[i], NULL);
      g_autoptr (TestReply) refused = test_record_upload (server, more.seq, event);

      test_assert_problem (refused, 409, "interaction-closed");
    }
  assert_call (server, call, "closed", "R0");
  assert_customer (server, 403);
}

static void
test_batch_past_the_end (void)
{
  g_autoptr (TestServer) server = verified ();
  g_autofree char *call = g_strdup (server->interaction);
  g_auto (TestRecord) record = { 0 };
  g_autoptr (GVariant) body = test_record_closing ();
  g_autofree char *closed = NULL;
  g_autofree char *resumed = NULL;
  g_autofree char *both = NULL;
  g_autoptr (TestReply) refused = NULL;
  g_autoptr (TestReply) taken = NULL;

  test_record_init (&record);
  closed = test_record_next (&record, "interaction.closed", body);
  resumed = test_record_next (&record, "interaction.resumed", NULL);
  both = g_strconcat (closed, ",", resumed, NULL);
  refused = test_record_upload (server, 1, both);
  test_assert_problem (refused, 409, "interaction-closed");
  assert_call (server, call, "open", "R2");
  taken = test_record_upload (server, 1, closed);
  test_assert_status (taken, 200);
  assert_call (server, call, "closed", "R0");
}

/* Half an hour without anything; reading is something, and the record goes on. */
static void
test_idle (void)
{
  g_autoptr (TestServer) server = verified ();
  g_autofree char *call = g_strdup (server->interaction);
  g_auto (TestRecord) record = { 0 };

  test_record_init (&record);
  wait (server, 29);
  assert_customer (server, 200);
  wait (server, 29);
  assert_customer (server, 200);
  wait (server, 30);
  assert_call (server, call, "open", "R0");
  /* Asking does not bring it back. */
  assert_customer (server, 404);
  assert_customer (server, 404);
  assert_uploaded (server, &record, "call.held");
  assert_customer (server, 404);
  test_verify (server, "C1", "4711");
  assert_customer (server, 200);
}

/* As an operator has set it. */
static void
test_idle_setting (void)
{
  g_autoptr (TestServer) server = test_server_new_idle (120);

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  wait (server, 1);
  assert_customer (server, 200);
  wait (server, 2);
  assert_customer (server, 404);
}

/* A clock that was a day ahead does not make a verification last a day longer. */
static void
test_clock_set_back (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");

  cord_clock_advance (server->clock, G_TIME_SPAN_DAY);
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  assert_customer (server, 200);
  cord_clock_advance (server->clock, -G_TIME_SPAN_DAY);
  wait (server, 0);
  assert_customer (server, 404);
  test_verify (server, "C1", "4711");
  assert_customer (server, 200);
}

static void
test_parked (void)
{
  g_autoptr (TestServer) server = verified ();
  g_autofree char *call = g_strdup (server->interaction);
  g_auto (TestRecord) record = { 0 };

  test_record_init (&record);
  park_call (server, &record);
  assert_call (server, call, "parked", "R0");
  assert_customer (server, 404);
  assert_uploaded (server, &record, "interaction.resumed");
  assert_call (server, call, "open", "R0");
  assert_customer (server, 404);
}

static void
open_calls (TestServer *server, char **calls, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      test_open (server);
      test_verify (server, "C1", "4711");
      calls[i] = g_strdup (server->interaction);
      cord_clock_advance (server->clock, G_TIME_SPAN_SECOND);
    }
}

/* The fourth parks the first, whose record is taken as before, and which is opened again by verifying in it. */
static void
test_too_many (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("agent");
  g_auto (GStrv) calls = g_new0 (char *, 5);
  g_auto (TestRecord) record = { 0 };

  test_record_init (&record);
  open_calls (server, calls, 4);
  assert_call (server, calls[0], "parked", "R0");
  for (guint i = 1; i < 4; i++)
    assert_call (server, calls[i], "open", "R2");
  take (server, calls[0]);
  assert_customer (server, 404);
  assert_uploaded (server, &record, "call.held");
  test_verify (server, "C1", "4711");
  assert_call (server, calls[0], "open", "R2");
  assert_call (server, calls[1], "parked", "R0");
  assert_customer (server, 200);
  close_call (server, &record);
  assert_call (server, calls[0], "closed", "R0");
}

/* Neither those that are parked or closed nor those of others. */
static void
test_counted (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("agent");
  g_auto (GStrv) calls = g_new0 (char *, 3);
  g_auto (GStrv) more = g_new0 (char *, 3);
  g_auto (TestRecord) parked = { 0 };
  g_auto (TestRecord) closed = { 0 };

  test_record_init (&parked);
  test_record_init (&closed);
  open_calls (server, calls, 2);
  park_call (server, &parked);
  take (server, calls[0]);
  close_call (server, &closed);
  test_sign_in (server, "other");
  open_calls (server, more, 2);
  test_sign_in (server, "agent");
  g_strfreev (more);
  more = g_new0 (char *, 4);
  open_calls (server, more, 3);
  for (guint i = 0; i < 3; i++)
    assert_call (server, more[i], "open", "R2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/call-end/closed-is-closed", test_closed_is_closed);
  g_test_add_func ("/server/call-end/batch-past-the-end", test_batch_past_the_end);
  g_test_add_func ("/server/call-end/idle", test_idle);
  g_test_add_func ("/server/call-end/idle-setting", test_idle_setting);
  g_test_add_func ("/server/call-end/clock-set-back", test_clock_set_back);
  g_test_add_func ("/server/call-end/parked", test_parked);
  g_test_add_func ("/server/call-end/too-many", test_too_many);
  g_test_add_func ("/server/call-end/counted", test_counted);
  return g_test_run ();
}
