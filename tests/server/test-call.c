/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-record.h"

#include <string.h>

/* A call at the server: interaction, search, verification, what may be read before and after it, and the record. */

#define INTERACTION "/cordboard/v1/interaction"
#define CUSTOMER "/tmf-api/customerManagement/v4/customer"
#define BILL "/tmf-api/customerBillManagement/v4/customerBill"

static TestServer *
agent (void)
{
  TestServer *server = test_server_new (FALSE, "127.0.0.1:0");

  test_sign_in (server, "agent");
  test_open (server);
  return server;
}

static TestReply *
verify (TestServer *server, const char *customer, const char *factor, const char *value)
{
  g_autofree char *path = g_strdup_printf (INTERACTION "/%s/verification", server->interaction);
  g_autofree char *body
      = g_strdup_printf ("{\"customer\":\"%s\",\"factor\":\"%s\",\"value\":\"%s\"}", customer, factor, value);

  return test_send (server, "POST", path, body, NULL);
}

static gint64
number (const TestReply *reply, const char *member)
{
  return json_object_get_int_member (json_node_get_object (reply->json), member);
}

static gboolean
flag (const TestReply *reply, const char *member)
{
  return json_object_get_boolean_member (json_node_get_object (reply->json), member);
}

static void
test_open_interaction (void)
{
  g_autoptr (TestServer) server = agent ();
  g_autofree char *path = g_strconcat (INTERACTION "/", server->interaction, NULL);
  g_autoptr (TestReply) state = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) unknown
      = test_send (server, "GET", INTERACTION "/ghost", NULL, "Cordboard-Interaction", NULL, NULL);
  g_autoptr (TestReply) policy = test_send (
      server, "POST", INTERACTION,
      "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"../eu\"}", NULL);
  g_autoptr (TestReply) direction
      = test_send (server, "POST", INTERACTION,
                   "{\"channel\":\"phone\",\"direction\":\"up\",\"sop\":\"plan-change\",\"policy\":\"eu\"}", NULL);
  g_autoptr (TestReply) member = test_send (
      server, "POST", INTERACTION,
      "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"s\",\"policy\":\"eu\",\"level\":\"R3\"}", NULL);
  g_autoptr (TestReply) empty = test_send (server, "POST", INTERACTION, "{}", NULL);
  g_autoptr (TestReply) others = NULL;

  g_assert_cmpstr (test_text (state, "state"), ==, "open");
  g_assert_cmpstr (test_text (state, "level"), ==, "R0");
  test_assert_problem (unknown, 404, "not-found");
  test_assert_problem (policy, 400, "unknown-policy");
  test_assert_problem (direction, 400, "value");
  test_assert_problem (member, 400, "unknown-member");
  test_assert_problem (empty, 400, "missing");
  /* Another agent's interaction looks as if it did not exist. */
  test_sign_in (server, "other");
  others = test_send (server, "GET", path, NULL, NULL);
  test_assert_problem (others, 404, "not-found");
}

static void
assert_found (TestServer *server, const char *query, const char *expected)
{
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);
  g_autofree char *path
      = g_strdup_printf ("/cordboard/v1/customer/search?q=%s&interaction=%s", escaped, server->interaction);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  JsonArray *array;

  test_assert_status (reply, 200);
  array = json_node_get_array (reply->json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            cord_json_find_string (json_array_get_element (array, i), "id"));
  if (!g_str_equal (found->str, expected))
    g_error ("search for %s: expected “%s”, got “%s”", query, expected, found->str);
  /* Masked: no customer is verified yet. */
  g_assert_null (strstr (reply->text, "Okafor"));
  g_assert_null (strstr (reply->text, "3920010"));
}

static void
test_search (void)
{
  g_autoptr (TestServer) server = agent ();
  g_autofree char *base = g_strdup_printf ("/cordboard/v1/customer/search?interaction=%s", server->interaction);
  g_autofree char *short_query = g_strconcat (base, "&q=g", NULL);
  g_autoptr (TestReply) one = NULL;
  g_autoptr (TestReply) none = NULL;
  g_autoptr (TestReply) outside = NULL;

  assert_found (server, "grace", "C3 C1");
  assert_found (server, "GRACE  ok", "C1");
  assert_found (server, "okaf", "C1");
  assert_found (server, "weiss", "C2");
  assert_found (server, "race", "");
  assert_found (server, "+49 171 3920010", "C1");
  assert_found (server, "0171/392 00 10", "C1");
  assert_found (server, "0049 (171) 3920010", "C1");
  assert_found (server, "030 23125101", "C1");
  assert_found (server, "acct-C2", "C2");
  assert_found (server, "C2", "C2");
  assert_found (server, "line-2", "C2");
  assert_found (server, "+493023125101", "C1");
  assert_found (server, "nobody at all", "");
  /* As it is pasted. */
  assert_found (server, "tel:+49-171-3920010", "C1");
  assert_found (server, "+49 (0) 171\u2011392\u00a00010", "C1");
  assert_found (server, "\u200e+49 171 3920010 ext. 3", "C1");
  assert_found (server, "\uff10\uff11\uff17\uff11 3920010", "C1");
  assert_found (server, " line-2\u200b", "C2");
  assert_found (server, "mailto:Grace.C1@example.com", "C1");
  assert_found (server, "grace.c2@example.com", "");
  /* In any order, by beginnings, with a comma, without marks. */
  assert_found (server, "Okafor, Grace", "C1");
  assert_found (server, "okafor grace", "C1");
  assert_found (server, "gra okaf", "C1");
  assert_found (server, "wei\u00df jon", "C2");
  assert_found (server, "grace weiss", "");
  assert_found (server, "%ra_oka%", "");
  one = test_send (server, "GET", short_query, NULL, NULL);
  test_assert_problem (one, 400, "value");
  none = test_send (server, "GET", base, NULL, NULL);
  test_assert_problem (none, 400, "value");
  g_clear_pointer (&server->interaction, g_free);
  outside = test_send (server, "GET", "/cordboard/v1/customer/search?q=grace", NULL, NULL);
  test_assert_problem (outside, 403, "no-interaction");
}

static void
add_namesakes (TestServer *server, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"name\":\"Mira Many %u\",\"engagedParty\":{\"id\":\"party-C1\",\"@referredType\":\"Individual\"},"
          "\"validFor\":{\"startDateTime\":\"%u-05-01T00:00:00Z\"},\"contactMedium\":[{\"mediumType\":\"post\","
          "\"characteristic\":{\"city\":\"Berlin\"}}]}",
          i, 2001 + i % 20);
      g_autoptr (TestReply) reply = test_send (server, "POST", CUSTOMER, body, NULL);

      test_assert_status (reply, 201);
    }
}

/* Of many the first twenty are shown with what tells them apart, and how many there are. */
static void
test_search_of_many (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *path = NULL;
  g_autoptr (TestReply) reply = NULL;

  add_namesakes (server, 23);
  test_sign_in (server, "agent");
  test_open (server);
  path = g_strdup_printf ("/cordboard/v1/customer/search?q=mira&interaction=%s", server->interaction);
  reply = test_send (server, "GET", path, NULL, NULL);
  test_assert_status (reply, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (reply->json)), ==, 20);
  g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, "23");
  g_assert_nonnull (strstr (reply->text, " · Berlin · since 2004\""));
  g_assert_null (strstr (reply->text, "Mira"));
}

static void
test_verification (void)
{
  g_autoptr (TestServer) server = agent ();
  g_autoptr (TestReply) wrong = verify (server, "C1", "pin", "0000");
  g_autoptr (TestReply) right = verify (server, "C1", "pin", " 4711 ");
  g_autoptr (TestReply) nobody = verify (server, "ghost", "pin", "0000");
  g_autoptr (TestReply) factor = verify (server, "C1", "birthday", "1990");
  g_autoptr (TestReply) empty = verify (server, "C1", "pin", "");

  test_assert_status (wrong, 200);
  g_assert_false (flag (wrong, "match"));
  g_assert_cmpstr (test_text (wrong, "level"), ==, "R0");
  g_assert_cmpint (number (wrong, "attemptsLeft"), ==, 2);
  test_assert_status (right, 200);
  g_assert_true (flag (right, "match"));
  g_assert_cmpstr (test_text (right, "level"), ==, "R2");
  /* A customer that does not exist is answered like a wrong PIN. */
  g_assert_cmpstr (nobody->text, ==, wrong->text);
  test_assert_problem (factor, 400, "factor");
  test_assert_problem (empty, 400, "missing");
}

static void
test_three_times (void)
{
  g_autoptr (TestServer) server = agent ();
  g_autoptr (TestReply) third = NULL;
  g_autoptr (TestReply) locked = NULL;
  g_autoptr (TestReply) elsewhere = NULL;
  g_autoptr (TestReply) other = NULL;
  g_autoptr (TestReply) later = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TestReply) wrong = verify (server, "C1", "pin", "0000");

      g_assert_cmpint (number (wrong, "attemptsLeft"), ==, 1 + (i == 0));
    }
  third = verify (server, "C1", "pin", "0000");
  test_assert_status (third, 200);
  g_assert_cmpint (number (third, "attemptsLeft"), ==, 0);
  g_assert_cmpstr (test_text (third, "lockedUntil"), ==, "2026-06-17T10:30:00.000000Z");
  locked = verify (server, "C1", "pin", "4711");
  test_assert_problem (locked, 423, "locked");
  g_assert_cmpstr (test_text (locked, "lockedUntil"), ==, "2026-06-17T10:30:00.000000Z");
  g_assert_cmpstr (test_text (locked, "member"), ==, "2026-06-17T10:30:00.000000Z");
  /* Counted across agents, and without effect on other customers. */
  test_sign_in (server, "other");
  test_open (server);
  elsewhere = verify (server, "C1", "pin", "4711");
  test_assert_problem (elsewhere, 423, "locked");
  other = verify (server, "C2", "pin", "2222");
  g_assert_true (flag (other, "match"));
  cord_clock_advance (server->clock, 30 * 60 * G_TIME_SPAN_SECOND);
  test_sign_in (server, "agent");
  test_open (server);
  later = verify (server, "C1", "pin", "4711");
  test_assert_status (later, 200);
  g_assert_true (flag (later, "match"));
}

static void
assert_denied (TestServer *server, const char *path, const char *reason)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_problem (reply, 403, reason);
}

/* Not a byte apart from what an id is answered that nobody has. */
static void
assert_absent (TestServer *server, const char *collection, const char *id)
{
  g_autofree char *path = g_strconcat (collection, "/", id, NULL);
  g_autofree char *ghost = g_strconcat (collection, "/no-such-id", NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) nothing = test_send (server, "GET", ghost, NULL, NULL);

  test_assert_problem (reply, 404, "not-found");
  g_assert_cmpstr (reply->text, ==, nothing->text);
}

static void
assert_empty (TestServer *server, const char *path)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  g_assert_cmpstr (reply->text, ==, "[]");
  g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, "0");
  g_assert_cmpstr (test_header (reply, "X-Result-Count"), ==, "0");
}

static void
assert_told (TestServer *server, const char *path)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
}

static void
test_disclosure (void)
{
  g_autoptr (TestServer) server = agent ();
  g_autofree char *kept = g_strdup (server->interaction);
  g_autoptr (TestReply) unknown = NULL;

  assert_absent (server, CUSTOMER, "C1");
  assert_empty (server, POPULATION "?relatedParty.id=C1");
  assert_empty (server, BILL "?relatedParty.id=C1");
  test_verify (server, "C1", "4711");
  assert_told (server, CUSTOMER "/C1");
  assert_told (server, POPULATION "?relatedParty.id=C1");
  assert_told (server, BILL "?relatedParty.id=C1");
  assert_told (server, "/tmf-api/party/v4/individual/party-C1");
  assert_told (server, "/tmf-api/accountManagement/v4/billingAccount?relatedParty.id=C1");
  /* Verifying one customer opens no other. */
  assert_absent (server, CUSTOMER, "C2");
  assert_absent (server, "/tmf-api/party/v4/individual", "party-C2");
  assert_absent (server, POPULATION, "line-2");
  assert_empty (server, POPULATION "?relatedParty.id=C2");
  unknown = test_send (server, "GET", POPULATION "/ghost", NULL, NULL);
  test_assert_problem (unknown, 404, "not-found");
  /* Outside the interaction nothing is visible. */
  g_clear_pointer (&server->interaction, g_free);
  assert_absent (server, CUSTOMER, "C1");
  assert_empty (server, POPULATION);
  /* Nor in another agent's. */
  test_sign_in (server, "other");
  server->interaction = g_steal_pointer (&kept);
  assert_denied (server, CUSTOMER "/C1", "no-interaction");
}

/* A list shows nobody before verification and one customer after it, whatever it is filtered or sorted by. */
static void
test_lists_are_own (void)
{
  g_autoptr (TestServer) server = agent ();
  static const char *const probes[] = { "",
                                        "?name=Fast",
                                        "?id=line-1",
                                        "?id=line-2",
                                        "?name.regex=.*",
                                        "?name.gt=A",
                                        "?sort=name",
                                        "?sort=-productPrice.price.taxIncludedAmount.value&limit=1",
                                        "?offset=1",
                                        "?fields=none" };
  g_autoptr (TestReply) after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      g_autofree char *products = g_strconcat (POPULATION, probes[i], NULL);
      g_autofree char *customers = g_strconcat (CUSTOMER, probes[i], NULL);

      assert_empty (server, products);
      assert_empty (server, customers);
    }
  test_verify (server, "C1", "4711");
  after = test_send (server, "GET", POPULATION, NULL, NULL);
  g_assert_nonnull (strstr (after->text, "Basic"));
  g_assert_null (strstr (after->text, "39.5"));
  g_assert_null (strstr (after->text, "line-2"));
  assert_empty (server, POPULATION "?id=line-2");
  assert_empty (server, CUSTOMER "?name.regex=.*&id=C2");
}

/* Events */

static void
test_events (void)
{
  g_autoptr (TestServer) server = agent ();
  g_auto (TestRecord) chain = { 0, g_strnfill (64, '0') };
  g_auto (TestRecord) fork = { 1, NULL };
  g_autofree char *one = test_record_next (&chain, "call.answered", NULL);
  g_autofree char *forked = (fork.prev = g_strdup (chain.prev), test_record_next (&fork, "call.ended", NULL));
  g_autofree char *two = test_record_next (&chain, "call.held", NULL);
  g_autofree char *three = test_record_next (&chain, "call.resumed", NULL);
  g_autofree char *four = test_record_next (&chain, "call.ended", NULL);
  g_autofree char *both = g_strconcat (one, ",", two, NULL);
  g_autofree char *tampered = g_strdup (three);
  g_autofree char *path = g_strdup_printf (INTERACTION "/%s/event", server->interaction);
  g_autofree char *tail = g_strconcat (path, "?from=2", NULL);
  g_autoptr (TestReply) gap = test_record_upload (server, 2, two);
  g_autoptr (TestReply) first = test_record_upload (server, 1, both);
  g_autoptr (TestReply) again = test_record_upload (server, 1, both);
  g_autoptr (TestReply) ahead = test_record_upload (server, 4, four);
  g_autoptr (TestReply) other = test_record_upload (server, 2, forked);
  g_autoptr (TestReply) bad
      = (memcpy (strstr (tampered, "call.resumed"), "call.offered", 12), test_record_upload (server, 3, tampered));
  g_autoptr (TestReply) skipped = test_record_upload (server, 3, four);
  g_autoptr (TestReply) second = test_record_upload (server, 3, three);
  g_autoptr (TestReply) overlap = test_record_upload (server, 1, both);
  g_autoptr (TestReply) all = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) some = test_send (server, "GET", tail, NULL, NULL);
  g_autoptr (TestReply) odd = test_record_upload (server, 0, one);

  test_assert_problem (gap, 409, "gap");
  test_assert_status (first, 200);
  g_assert_cmpint (number (first, "next"), ==, 3);
  g_assert_cmpstr (again->text, ==, first->text);
  test_assert_problem (ahead, 409, "gap");
  test_assert_problem (other, 409, "other-history");
  test_assert_status (bad, 400);
  test_assert_status (skipped, 400);
  test_assert_status (second, 200);
  /* The earlier batch is answered as before. */
  g_assert_cmpstr (overlap->text, ==, first->text);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (all->json, "events"))), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (some->json, "events"))), ==, 2);
  g_assert_cmpstr (test_text (all, "head"), ==, test_text (second, "head"));
  test_assert_problem (odd, 400, "value");
}

/* A refused batch leaves nothing behind, not even its valid first events. */
static void
test_batch_is_whole (void)
{
  g_autoptr (TestServer) server = agent ();
  g_auto (TestRecord) chain = { 0, g_strnfill (64, '0') };
  g_auto (TestRecord) fork = { 1, g_strnfill (64, 'f') };
  g_autofree char *one = test_record_next (&chain, "call.answered", NULL);
  g_autofree char *two = test_record_next (&fork, "call.held", NULL);
  g_autofree char *both = g_strconcat (one, ",", two, NULL);
  g_autofree char *path = g_strdup_printf (INTERACTION "/%s/event", server->interaction);
  g_autoptr (TestReply) refused = test_record_upload (server, 1, both);
  g_autoptr (TestReply) kept = test_send (server, "GET", path, NULL, NULL);

  test_assert_problem (refused, 409, "other-history");
  g_assert_cmpstr (kept->text, ==, "{\"events\":[],\"head\":\"\"}");
}

/* A record that is told in several pieces. */
static void
test_long_record (void)
{
  g_autoptr (TestServer) server = agent ();
  g_auto (TestRecord) chain = { 0, g_strnfill (64, '0') };
  g_autoptr (GString) batch = g_string_new (NULL);
  g_autofree char *path = g_strdup_printf (INTERACTION "/%s/event", server->interaction);
  g_autofree char *end = g_strconcat (path, "?from=599", NULL);
  g_autoptr (TestReply) taken = NULL;
  g_autoptr (TestReply) whole = NULL;
  g_autoptr (TestReply) last = NULL;
  JsonArray *events;

  for (guint n = 0; n < 600; n++)
    {
      g_autofree char *event = test_record_next (&chain, "call.held", NULL);

      g_string_append_printf (batch, "%s%s", n > 0 ? "," : "", event);
    }
  g_assert_cmpuint (batch->len, >, 128 * 1024);
  taken = test_record_upload (server, 1, batch->str);
  test_assert_status (taken, 200);
  whole = test_send (server, "GET", path, NULL, NULL);
  events = json_node_get_array (cord_json_find (whole->json, "events"));
  g_assert_cmpuint (json_array_get_length (events), ==, 600);
  for (guint n = 0; n < 600; n++)
    g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (events, n), "seq"), ==, n + 1);
  g_assert_cmpstr (test_text (whole, "head"), ==, chain.prev);
  g_assert_null (test_header (whole, "Content-Length"));
  last = test_send (server, "GET", end, NULL, NULL);
  events = json_node_get_array (cord_json_find (last->json, "events"));
  g_assert_cmpuint (json_array_get_length (events), ==, 2);
  g_assert_cmpstr (test_text (last, "head"), ==, chain.prev);
}

static void
test_close (void)
{
  g_autoptr (TestServer) server = agent ();
  g_auto (TestRecord) chain = { 0, g_strnfill (64, '0') };
  g_autoptr (GVariant) body = test_record_closing ();
  g_autofree char *event = test_record_next (&chain, "interaction.closed", body);
  g_autofree char *contact = g_strconcat ("/tmf-api/partyInteraction/v4/partyInteraction/", server->interaction, NULL);
  g_autofree char *state = g_strconcat (INTERACTION "/", server->interaction, NULL);
  g_autoptr (TestReply) uploaded = NULL;
  g_autoptr (TestReply) again = NULL;
  g_autoptr (TestReply) closed = NULL;
  g_autoptr (TestReply) denied = NULL;
  g_autoptr (TestReply) seen = NULL;

  test_verify (server, "C1", "4711");
  uploaded = test_record_upload (server, 1, event);
  test_assert_status (uploaded, 200);
  again = test_record_upload (server, 1, event);
  test_assert_status (again, 200);
  closed = test_send (server, "GET", state, NULL, NULL);
  g_assert_cmpstr (test_text (closed, "state"), ==, "closed");
  /* When the call ends, its customer is no longer visible. */
  denied = test_send (server, "GET", CUSTOMER "/C1", NULL, NULL);
  test_assert_problem (denied, 403, "interaction-closed");
  test_sign_in (server, "billing");
  seen = test_send (server, "GET", contact, NULL, NULL);
  g_assert_cmpstr (test_text (seen, "status"), ==, "completed");
  g_assert_nonnull (test_text (seen, "interactionDate.endDateTime"));
  g_assert_nonnull (strstr (seen->text, "\"C1\""));
}

static void
test_pinned_policy (void)
{
  g_autoptr (TestServer) server = test_server_new_under ("eu");
  g_autoptr (TestReply) other = NULL;
  g_autoptr (TestReply) own = NULL;

  test_sign_in (server, "agent");
  other = test_send (server, "POST", "/cordboard/v1/interaction",
                     "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"none\"}",
                     NULL);
  test_assert_problem (other, 400, "policy");
  own = test_send (server, "POST", "/cordboard/v1/interaction",
                   "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"eu\"}", NULL);
  test_assert_status (own, 201);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/call/open", test_open_interaction);
  g_test_add_func ("/server/call/search", test_search);
  g_test_add_func ("/server/call/search-of-many", test_search_of_many);
  g_test_add_func ("/server/call/verification", test_verification);
  g_test_add_func ("/server/call/three-times", test_three_times);
  g_test_add_func ("/server/call/disclosure", test_disclosure);
  g_test_add_func ("/server/call/long-record", test_long_record);
  g_test_add_func ("/server/call/lists-are-own", test_lists_are_own);
  g_test_add_func ("/server/call/events", test_events);
  g_test_add_func ("/server/call/batch-is-whole", test_batch_is_whole);
  g_test_add_func ("/server/call/close", test_close);
  g_test_add_func ("/server/call/pinned-policy", test_pinned_policy);
  return g_test_run ();
}
