/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "base/cord-id.h"

#include <string.h>

/* An appointment is booked only where an agent is free for it. It is Wednesday, noon in Berlin. */

#define APPOINTMENT "/tmf-api/appointment/v4/appointment"
#define SEARCH "/tmf-api/appointment/v4/searchTimeSlot"
#define USER "/cordboard/v1/user/"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"

/* @shift: of the user "agent"; @other: of "other". NULL: none. The system is signed in. */
static TestServer *
new_server (const char *shift, const char *other)
{
  const char *const users[][2] = { { USER "agent", shift }, { USER "other", other } };
  TestServer *server = test_server_new_as ("root");

  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    if (users[i][1] != NULL)
      {
        g_autofree char *body = g_strdup_printf ("{\"shift\":\"%s\"}", users[i][1]);
        g_autoptr (TestReply) reply = test_send (server, "PATCH", users[i][0], body, NULL);

        test_assert_status (reply, 200);
      }
  test_sign_in (server, "billing");
  return server;
}

static char *
dup_body (const char *start, const char *end)
{
  return g_strdup_printf ("{" PARTY ",\"validFor\":{\"startDateTime\":\"%s\",\"endDateTime\":\"%s\"}}", start, end);
}

static TestReply *
book (TestServer *server, const char *start, const char *end)
{
  g_autofree char *body = dup_body (start, end);

  return test_send (server, "POST", APPOINTMENT, body, NULL);
}

static char *
book_well (TestServer *server, const char *start, const char *end)
{
  g_autoptr (TestReply) reply = book (server, start, end);

  test_assert_status (reply, 201);
  return g_strdup (test_text (reply, "href"));
}

static void
book_freely (TestServer *server, const char *start, const char *end)
{
  g_free (book_well (server, start, end));
}

static void
book_in_vain (TestServer *server, const char *start, const char *end, const char *reason)
{
  g_autoptr (TestReply) reply = book (server, start, end);

  test_assert_problem (reply, 409, reason);
  g_assert_cmpstr (test_text (reply, "member"), ==, "validFor");
  g_assert_true (g_str_has_prefix (test_text (reply, "hint"), "Choose another time"));
}

static void
patch (TestServer *server, const char *path, const char *body, guint status)
{
  g_autoptr (TestReply) reply = test_send (server, "PATCH", path, body, "If-Match", "*", NULL);

  test_assert_status (reply, status);
}

#define AT_NINE "2026-06-18T07:00:00Z", "2026-06-18T07:15:00Z"
#define A_QUARTER_LATER "2026-06-18T07:15:00Z", "2026-06-18T07:30:00Z"
#define AT_HALF_PAST "2026-06-18T07:30:00Z", "2026-06-18T07:45:00Z"

static void
test_full (void)
{
  g_autoptr (TestServer) server = new_server ("mon-fri 09:00-10:00", NULL);
  g_autofree char *first = book_well (server, AT_NINE);
  g_autofree char *second = NULL;
  g_autoptr (TestReply) refused = book (server, AT_NINE);
  g_autoptr (TestReply) removed = NULL;

  test_assert_problem (refused, 409, "slot-full");
  g_assert_cmpstr (test_text (refused, "hint"), ==,
                   "Choose another time, such as 18 June 2026, 09:30 on the clock of the office.");
  /* It is the half hour that is taken, and one that begins in it and lasts into the next needs both. */
  book_in_vain (server, A_QUARTER_LATER, "slot-full");
  book_in_vain (server, "2026-06-18T07:20:00Z", "2026-06-18T07:40:00Z", "slot-full");
  second = book_well (server, AT_HALF_PAST);
  book_in_vain (server, AT_HALF_PAST, "slot-full");
  /* What is cancelled or removed gives its time back, and takes no more when its time is changed. */
  patch (server, first, "{\"status\":\"cancelled\"}", 200);
  book_freely (server, AT_NINE);
  patch (server, first, "{\"description\":\"Not any more\"}", 200);
  removed = test_send (server, "DELETE", second, NULL, "If-Match", "*", NULL);
  test_assert_status (removed, 204);
  book_freely (server, AT_HALF_PAST);
}

/* The page of the desk asks for times on the customer's clock. */
static void
test_customer_elsewhere (void)
{
  g_autoptr (TestServer) server = new_server ("thu 09:00-10:00", NULL);
  g_autoptr (TestReply) refused = NULL;

  patch (server, "/tmf-api/accountManagement/v4/billingAccount/acct-C1", "{\"zone\":\"America/New_York\"}", 200);
  book_freely (server, AT_NINE);
  refused = book (server, AT_NINE);
  g_assert_cmpstr (test_text (refused, "hint"), ==,
                   "Choose another time, such as 18 June 2026, 03:30 on the customer’s clock.");
  book_freely (server, AT_HALF_PAST);
  book_in_vain (server, AT_HALF_PAST, "slot-full");
}

/* As many as work then, and only while they do. */
static void
test_agents (void)
{
  g_autoptr (TestServer) server = new_server ("mon-fri 09:00-10:00", "thu 09:00-09:30");

  book_freely (server, AT_NINE);
  book_freely (server, AT_NINE);
  book_in_vain (server, AT_NINE, "slot-full");
  book_freely (server, AT_HALF_PAST);
  book_in_vain (server, AT_HALF_PAST, "slot-full");
  book_in_vain (server, "2026-06-18T08:00:00Z", "2026-06-18T08:15:00Z", "slot-closed");
  book_in_vain (server, "2026-06-18T07:50:00Z", "2026-06-18T08:05:00Z", "slot-closed");
  book_in_vain (server, "2026-06-20T07:00:00Z", "2026-06-20T07:15:00Z", "slot-closed");
  book_in_vain (server, "2026-06-17T07:00:00Z", "2026-06-17T07:15:00Z", "slot-past");
  book_in_vain (server, "2026-06-18T07:00:00Z", "2026-06-25T07:15:00Z", "slot-closed");
}

/* Where nobody has a shift, nobody said how many can work. */
static void
test_no_shifts (void)
{
  g_autoptr (TestServer) server = new_server (NULL, NULL);
  g_autoptr (TestReply) backwards = NULL;
  g_autofree char *path = NULL;

  book_freely (server, AT_NINE);
  book_freely (server, AT_NINE);
  book_freely (server, "2026-06-20T20:00:00Z", "2026-06-20T20:15:00Z");
  path = book_well (server, "2026-06-16T20:00:00Z", "2026-06-16T20:15:00Z");
  backwards = test_send (server, "PATCH", path, "{\"validFor\":{\"endDateTime\":\"2026-06-15T20:00:00Z\"}}", "If-Match",
                         "*", NULL);
  test_assert_problem (backwards, 400, "value");
  g_assert_cmpstr (test_text (backwards, "member"), ==, "validFor.endDateTime");
}

static void
test_move (void)
{
  static const char *const to_half_past
      = "{\"validFor\":{\"startDateTime\":\"2026-06-18T07:30:00Z\",\"endDateTime\":\"2026-06-18T07:45:00Z\"}}";
  g_autoptr (TestServer) server = new_server ("thu 09:00-10:30", NULL);
  g_autofree char *first = book_well (server, AT_NINE);
  g_autofree char *second = book_well (server, AT_HALF_PAST);
  g_autoptr (TestReply) moved = test_send (server, "PATCH", first, to_half_past, "If-Match", "*", NULL);
  g_autoptr (TestReply) stays = test_send (server, "GET", first, NULL, NULL);
  g_autoptr (TestReply) whole = NULL;

  test_assert_problem (moved, 409, "slot-full");
  g_assert_cmpstr (test_text (moved, "member"), ==, "validFor");
  g_assert_cmpstr (test_text (stays, "validFor.startDateTime"), ==, "2026-06-18T07:00:00Z");
  whole = test_send (server, "PATCH", first, stays->text, "If-Match", test_header (stays, "ETag"), NULL);
  test_assert_status (whole, 200);
  /* Within its own half hour, and into a free one. */
  patch (server, second, "{\"validFor\":{\"endDateTime\":\"2026-06-18T08:00:00Z\"}}", 200);
  patch (server, second,
         "{\"validFor\":{\"startDateTime\":\"2026-06-18T08:00:00Z\",\"endDateTime\":\"2026-06-18T08:15:00Z\"}}", 200);
  patch (server, first, to_half_past, 200);
  book_freely (server, AT_NINE);
  patch (server, first,
         "{\"validFor\":{\"startDateTime\":\"2026-06-18T20:00:00Z\","
         "\"endDateTime\":\"2026-06-18T20:15:00Z\"}}",
         409);
  /* Nobody is refused for what was so before the shifts. */
  test_sign_in (server, "root");
  patch (server, USER "agent", "{\"shift\":\"fri 09:00-10:00\"}", 200);
  test_sign_in (server, "billing");
  patch (server, first, "{\"description\":\"Ask about the router\"}", 200);
}

/* The same again gets the same answer, a refusal too. */
static void
test_again (void)
{
  g_autoptr (TestServer) server = new_server ("thu 09:00-09:30", NULL);
  g_autofree char *body = dup_body (AT_NINE);
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *late = cord_id_new (server->clock);
  g_autoptr (TestReply) booked = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", key, NULL);
  g_autoptr (TestReply) replayed = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", key, NULL);
  g_autoptr (TestReply) refused = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", late, NULL);
  g_autoptr (TestReply) cancelled = NULL;
  g_autoptr (TestReply) still = NULL;

  test_assert_status (booked, 201);
  test_assert_status (replayed, 201);
  g_assert_cmpstr (booked->text, ==, replayed->text);
  test_assert_problem (refused, 409, "slot-full");
  cancelled
      = test_send (server, "PATCH", test_text (booked, "href"), "{\"status\":\"cancelled\"}", "If-Match", "*", NULL);
  test_assert_status (cancelled, 200);
  still = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", late, NULL);
  test_assert_problem (still, 409, "slot-full");
}

/* Agents and systems share the same agents. */
static void
test_agent_books (void)
{
  g_autoptr (TestServer) server = new_server ("thu 09:00-09:30", NULL);
  g_autofree char *body = dup_body (AT_NINE);
  g_autofree char *key = cord_id_new (server->clock);
  g_autoptr (TestReply) refused = NULL;

  book_freely (server, AT_NINE);
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  refused = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", key, NULL);
  test_assert_problem (refused, 409, "slot-full");
}

/* Two at once */

typedef struct
{
  guint left;
  guint booked;
  guint refused;
} Race;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Race *race = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  g_assert_no_error (error);
  race->booked += soup_message_get_status (message) == 201;
  race->refused += soup_message_get_status (message) == 409;
  race->left--;
}

static void
test_race (void)
{
  g_autoptr (TestServer) server = new_server ("thu 09:00-09:30", "thu 09:00-09:30");
  g_autofree char *body = dup_body (AT_NINE);
  Race race = { .left = 6 };

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (SoupMessage) message = test_make_message (server, "POST", APPOINTMENT, body);

      soup_session_send_and_read_async (server->session, message, G_PRIORITY_DEFAULT, NULL, on_answer, &race);
    }
  while (race.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (race.booked, ==, 2);
  g_assert_cmpuint (race.refused, ==, 4);
}

/* The hours of the clock */

static void
test_night (void)
{
  g_autoptr (TestServer) server = new_server ("fri 22:00-02:00", NULL);

  book_in_vain (server, "2026-06-18T22:30:00Z", "2026-06-18T22:45:00Z", "slot-closed");
  book_freely (server, "2026-06-19T20:00:00Z", "2026-06-19T20:15:00Z");
  book_freely (server, "2026-06-19T21:45:00Z", "2026-06-19T22:15:00Z");
  book_in_vain (server, "2026-06-19T22:15:00Z", "2026-06-19T22:30:00Z", "slot-full");
  book_freely (server, "2026-06-19T23:30:00Z", "2026-06-20T00:00:00Z");
  book_in_vain (server, "2026-06-19T23:50:00Z", "2026-06-20T00:05:00Z", "slot-closed");
  book_in_vain (server, "2026-06-20T00:00:00Z", "2026-06-20T00:15:00Z", "slot-closed");
}

/* Parts of a shift that overlap are one agent, and those that follow each other, also at midnight, are no break. */
static void
test_parts (void)
{
  g_autoptr (TestServer) server
      = new_server ("thu 08:00-12:00; thu 09:00-10:15; thu 12:00-16:00; fri-sun 00:00-24:00", NULL);

  book_freely (server, AT_NINE);
  book_in_vain (server, AT_NINE, "slot-full");
  book_freely (server, "2026-06-18T09:45:00Z", "2026-06-18T10:15:00Z");
  book_freely (server, "2026-06-19T21:45:00Z", "2026-06-19T22:15:00Z");
  book_in_vain (server, "2026-06-21T21:45:00Z", "2026-06-21T22:15:00Z", "slot-closed");
}

/* Berlin lives the hour from two to three twice on 25 October 2026, and not at all on 28 March 2027. */
static void
test_clocks_change (void)
{
  g_autoptr (TestServer) server = new_server ("sun 01:00-04:00", NULL);

  book_freely (server, "2026-10-25T02:30:00+02:00", "2026-10-25T02:45:00+02:00");
  book_freely (server, "2026-10-25T02:30:00+01:00", "2026-10-25T02:45:00+01:00");
  book_in_vain (server, "2026-10-25T00:30:00Z", "2026-10-25T00:45:00Z", "slot-full");
  book_in_vain (server, "2026-10-25T01:40:00Z", "2026-10-25T01:50:00Z", "slot-full");
  book_freely (server, "2026-10-25T02:30:00Z", "2026-10-25T03:00:00Z");
  book_in_vain (server, "2026-10-25T03:00:00Z", "2026-10-25T03:15:00Z", "slot-closed");
  book_freely (server, "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z");
  book_in_vain (server, "2027-03-28T03:00:00+02:00", "2027-03-28T03:15:00+02:00", "slot-full");
  book_freely (server, "2027-03-28T01:30:00Z", "2027-03-28T02:00:00Z");
  book_in_vain (server, "2027-03-28T02:00:00Z", "2027-03-28T02:15:00Z", "slot-closed");
}

/* What the search offers can be booked, and what it does not offer cannot. */
static void
test_as_offered (void)
{
  g_autoptr (TestServer) server = new_server ("thu 08:15-10:45; fri 22:00-02:00", "thu 09:00-12:00");
  g_autoptr (GRand) random = g_rand_new_with_seed (20261201);
  gint64 day;

  g_assert_true (cord_instant_parse ("2026-06-18T05:00:00Z", &day, NULL));
  for (guint i = 0; i < 60; i++)
    {
      gint64 start = day + g_rand_int_range (random, 0, 14) * 30 * G_TIME_SPAN_MINUTE;
      g_autofree char *from = cord_instant_to_string (start);
      g_autofree char *to = cord_instant_to_string (start + 30 * G_TIME_SPAN_MINUTE);
      g_autofree char *ask = g_strdup_printf (
          "{\"requestedTimeSlot\":[{\"validFor\":{\"startDateTime\":\"%s\",\"endDateTime\":\"%s\"}}]}", from, to);
      g_autoptr (TestReply) found = test_send (server, "POST", SEARCH, ask, NULL);
      g_autoptr (TestReply) booked = book (server, from, to);

      test_assert_status (found, 201);
      test_assert_status (booked, g_str_equal (test_text (found, "searchResult"), "success") ? 201 : 409);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/booking/full", test_full);
  g_test_add_func ("/server/booking/customer-elsewhere", test_customer_elsewhere);
  g_test_add_func ("/server/booking/agents", test_agents);
  g_test_add_func ("/server/booking/no-shifts", test_no_shifts);
  g_test_add_func ("/server/booking/move", test_move);
  g_test_add_func ("/server/booking/again", test_again);
  g_test_add_func ("/server/booking/agent-books", test_agent_books);
  g_test_add_func ("/server/booking/race", test_race);
  g_test_add_func ("/server/booking/night", test_night);
  g_test_add_func ("/server/booking/parts", test_parts);
  g_test_add_func ("/server/booking/clocks-change", test_clocks_change);
  g_test_add_func ("/server/booking/as-offered", test_as_offered);
  return g_test_run ();
}
