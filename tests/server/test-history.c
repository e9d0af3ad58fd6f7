/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "base/cord-id.h"
#include "billing/cord-quote.h"

#include <string.h>

/* The billing history that the server keeps: it has an order as soon as it is placed, removes it without a trace,
 * and holds one future change per product. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define OFFERING "/tmf-api/productCatalogManagement/v4/productOffering"
#define PRICE "/tmf-api/productCatalogManagement/v4/productOfferingPrice"
#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"

#define TO(offering)                                                                                                   \
  "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"" offering "\"}"
#define FAST TO ("fast")
#define TERM TO ("basic") ",\"itemTerm\":[{\"duration\":{\"amount\":12,\"units\":\"month\"}}]"
#define NO_HELP "\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}"
#define NO_LINE "\"action\":\"delete\",\"product\":{\"id\":\"line-1\"}"

/* A system's order, without an undo window, on a day of its own. */
static TestReply *
place (TestServer *server, const char *item, const char *day)
{
  g_autofree char *body = g_strdup_printf (
      "{" PARTY ",\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[{\"id\":\"1\",%s}]}", day, item);

  return test_send (server, "POST", ORDER, body, NULL);
}

/* Returns the order's id. */
static char *
placed (TestServer *server, const char *item, const char *day)
{
  g_autoptr (TestReply) reply = place (server, item, day);

  test_assert_status (reply, 201);
  return g_strdup (test_text (reply, "id"));
}

static TestReply *
quote (TestServer *server, const char *item, const char *day)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," PARTY
                                           ",\"quoteItem\":[{\"id\":\"1\",%s}],\"cordboardEffective\":\"%s\"}",
                                           item, day);
  TestReply *reply = test_send (server, "POST", QUOTE, body, NULL);

  test_assert_status (reply, 200);
  return reply;
}

static char *
part (const TestReply *reply, const char *path)
{
  JsonNode *node = cord_json_find (reply->json, path);

  return node != NULL ? cord_json_write (node) : g_strdup ("");
}

/* A quote, to read the history that it is made from. */
static char *
history_of_quote (TestServer *server, const char *item, const char *day)
{
  g_autoptr (TestReply) reply = quote (server, item, day);

  return part (reply, "cordboardInput.history");
}

static char *
kept_events (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", HISTORY, NULL, NULL);

  test_assert_status (reply, 200);
  return part (reply, "events");
}

static int
version (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", HISTORY, NULL, NULL);

  return reply->status == 404 ? 0 : atoi (test_text (reply, "version"));
}

static void
go_to (TestServer *server, const char *instant)
{
  gint64 time;

  g_assert_true (cord_instant_parse (instant, &time, NULL));
  cord_clock_set (server->clock, time);
  test_sign_in (server, "billing");
}

static void
assert_order (TestServer *server, const char *id, const char *state)
{
  g_autofree char *path = g_strconcat (ORDER "/", id, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  g_assert_cmpstr (test_text (reply, "state"), ==, state);
}

static TestReply *
cancel (TestServer *server, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", id);

  return test_send (server, "POST", CANCEL, body, NULL);
}

static void
cancelled (TestServer *server, const char *id)
{
  g_autoptr (TestReply) reply = cancel (server, id);

  test_assert_status (reply, 201);
}

static guint
count_rates (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);

  return json_array_get_length (json_node_get_array (reply->json));
}

/* An offering at half price for three months, and 19 % tax; returns its id. */
static char *
add_deal (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (
      server, "POST", OFFERING,
      "{\"name\":\"Deal\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],"
      "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["
      "{\"id\":\"price-deal\",\"name\":\"Deal\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
      "\"recurringChargePeriodLength\":1,"
      "\"price\":{\"unit\":\"EUR\",\"value\":39.99},\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]},"
      "{\"id\":\"half-price\",\"name\":\"Half price\",\"priceType\":\"discount\",\"percentage\":50,"
      "\"applicationDuration\":{\"amount\":3,\"units\":\"month\"}}]}",
      NULL);

  test_assert_status (reply, 201);
  return g_strdup (test_text (reply, "id"));
}

static char *
to_offering (const char *offering)
{
  return g_strdup_printf ("\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"%s\"}",
                          offering);
}

/* Two products of one account, with interleaved orders. */
static void
test_interleaved (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *removal = placed (server, NO_HELP, "2026-07-01");
  g_autofree char *upgrade = NULL;
  g_autofree char *last = NULL;
  g_autoptr (TestReply) between = NULL;
  g_autoptr (TestReply) after = NULL;
  g_autoptr (CordQuote) known = NULL;
  g_autoptr (CordQuote) later = NULL;

  go_to (server, "2026-06-19T10:00:00Z");
  between = quote (server, FAST, "2026-06-19");
  known = test_compute_quote (between);
  /* 30.00 for the line; Help is already set to end with June. */
  g_assert_cmpint (cord_quote_get_current (known)->next.gross, ==, 3000);
  /* And 6.00 for the rest of June. */
  g_assert_cmpint (cord_quote_get_candidate (known)->next.gross, ==, 5100);
  upgrade = placed (server, FAST, "2026-06-19");
  assert_order (server, upgrade, "completed");
  assert_order (server, removal, "acknowledged");
  go_to (server, "2026-07-02T10:00:00Z");
  assert_order (server, removal, "completed");
  after = quote (server, TERM, "2026-07-02");
  later = test_compute_quote (after);
  g_assert_cmpint (cord_quote_get_current (later)->this_bill.gross, ==, 0);
  g_assert_cmpint (cord_quote_get_current (later)->next.gross, ==, 4500);
  g_assert_cmpint (version (server), ==, 2);
}

/* The agent's order, within its undo window. */
static char *
upgrade_as_agent (TestServer *server)
{
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) reply = NULL;
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = NULL;

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  quoted = quote (server, FAST, "2026-06-17");
  body = g_strdup_printf ("{" PARTY ",\"productOrderItem\":[{\"id\":\"1\"," FAST "}],\"cordboardSeal\":\"%s\"}",
                          test_text (quoted, "cordboardSeal.sha256"));
  reply = test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
  test_assert_status (reply, 201);
  return g_strdup (test_text (reply, "id"));
}

/* Where no history was kept there is none afterwards; where one was, it is the same byte for byte. */
static void
test_undo_leaves_no_trace (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *before = history_of_quote (server, FAST, "2026-06-17");
  g_autofree char *first = upgrade_as_agent (server);
  g_autofree char *placed_order_history = history_of_quote (server, TERM, "2026-06-17");
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *second = NULL;
  g_autofree char *kept_after = NULL;

  g_assert_cmpstr (placed_order_history, !=, before);
  g_assert_cmpint (version (server), ==, 1);
  cancelled (server, first);
  after = history_of_quote (server, FAST, "2026-06-17");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (version (server), ==, 2);
  /* From here on a history is kept. */
  test_sign_in (server, "billing");
  g_free (placed (server, NO_HELP, "2026-07-01"));
  kept = kept_events (server);
  second = upgrade_as_agent (server);
  cancelled (server, second);
  kept_after = kept_events (server);
  g_assert_cmpstr (kept_after, ==, kept);
  g_assert_cmpint (version (server), ==, 5);
}

/* A waiting change gives way to a new order, and returns when that is undone; so does the change that it had
 * replaced itself. */
static void
test_superseded (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *first = placed (server, NO_LINE, "2026-07-01");
  g_autofree char *path = g_strconcat (ORDER "/", first, NULL);
  g_autoptr (TestReply) as_placed = test_send (server, "GET", path, NULL, NULL);
  g_autofree char *with_first = kept_events (server);
  g_autofree char *second = placed (server, FAST, "2026-06-20");
  g_autofree char *with_second = kept_events (server);
  g_autofree char *third = placed (server, TERM, "2026-06-25");
  g_autofree char *restored = NULL;
  g_autofree char *restored_first = NULL;
  g_autoptr (TestReply) order = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) back = NULL;

  g_assert_cmpstr (test_text (order, "state"), ==, "cancelled");
  g_assert_cmpstr (test_text (order, "cancellationReason"), ==, "Superseded");
  g_assert_nonnull (strstr (test_text (order, "note.text"), "O-100002"));
  assert_order (server, second, "cancelled");
  cancelled (server, third);
  restored = kept_events (server);
  g_assert_cmpstr (restored, ==, with_second);
  assert_order (server, second, "acknowledged");
  cancelled (server, second);
  restored_first = kept_events (server);
  g_assert_cmpstr (restored_first, ==, with_first);
  back = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (back->text, ==, as_placed->text);
  go_to (server, "2026-07-01T10:00:00Z");
  assert_order (server, first, "completed");
  assert_order (server, second, "cancelled");
  assert_order (server, third, "cancelled");
}

/* The terms of the order that was undone do not name the offer of the one that comes back. */
static void
test_restored_with_its_offer (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *deal = add_deal (server);
  g_autofree char *item = to_offering (deal);
  g_autofree char *first = placed (server, FAST, "2026-07-01");
  g_autofree char *second = placed (server, item, "2026-07-01");

  assert_order (server, first, "cancelled");
  cancelled (server, second);
  go_to (server, "2026-07-01T10:00:00Z");
  assert_order (server, first, "completed");
  g_assert_cmpuint (count_rates (server), >, 0);
}

/* Only the newest is carried out, and nothing of the older ones remains in what is billed: neither plan nor
 * promotion. */
static void
test_superseded_for_good (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *deal = add_deal (server);
  g_autofree char *item = to_offering (deal);
  g_autofree char *first = placed (server, item, "2026-06-20");
  g_autofree char *second = placed (server, FAST, "2026-06-25");
  g_autoptr (TestReply) reply = NULL;
  g_autoptr (TestReply) product = NULL;
  g_autoptr (TestReply) late = NULL;
  g_autoptr (CordQuote) computed = NULL;

  go_to (server, "2026-06-26T10:00:00Z");
  assert_order (server, first, "cancelled");
  assert_order (server, second, "completed");
  product = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_cmpstr (test_text (product, "productOffering.id"), ==, "fast");
  reply = quote (server, NO_HELP, "2026-07-01");
  computed = test_compute_quote (reply);
  g_assert_null (strstr (reply->text, "Half-price"));
  g_assert_cmpint (cord_quote_get_current (computed)->steady.gross, ==, 5000);
  late = cancel (server, second);
  test_assert_problem (late, 409, "too-late");
}

/* The bill with a change was sent before the day of the change: the change can be replaced, with a credit, but not
 * dropped. */
static void
test_billed_already (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *first = placed (server, FAST, "2026-07-11");
  g_autoptr (TestReply) late = NULL;
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (CordQuote) computed = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *second = NULL;
  g_autofree char *restored = NULL;

  go_to (server, "2026-07-03T10:00:00Z");
  late = cancel (server, first);
  test_assert_problem (late, 409, "too-late");
  kept = kept_events (server);
  quoted = quote (server, NO_LINE, "2026-08-01");
  computed = test_compute_quote (quoted);
  /* July was billed 10 of 31 days at 30.00 and 21 at 45.00, and costs 30.00 now: 9.68 + 30.48 − 30.00. */
  g_assert_cmpint (cord_quote_get_candidate (computed)->this_bill.gross, ==, -1016);
  second = placed (server, NO_LINE, "2026-08-01");
  assert_order (server, first, "cancelled");
  cancelled (server, second);
  restored = kept_events (server);
  g_assert_cmpstr (restored, ==, kept);
  assert_order (server, first, "acknowledged");
  go_to (server, "2026-07-12T10:00:00Z");
  assert_order (server, first, "completed");
}

/* When the newer one is undone after a bill with the older one was sent, the older one does not return. */
static void
test_older_is_not_restored (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *first = placed (server, FAST, "2026-07-11");
  g_autofree char *second = placed (server, NO_LINE, "2026-09-01");
  g_autofree char *history = NULL;

  go_to (server, "2026-07-20T10:00:00Z");
  cancelled (server, second);
  assert_order (server, first, "cancelled");
  assert_order (server, second, "cancelled");
  history = kept_events (server);
  g_assert_null (strstr (history, first));
  g_assert_null (strstr (history, second));
  g_assert_cmpuint (count_rates (server), ==, 0);
}

/* Another system ends an order by itself, or it cannot be carried out: the history drops it all the same. */
static void
test_ended_by_another_system (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *before = history_of_quote (server, FAST, "2026-06-17");
  g_autofree char *patched = placed (server, FAST, "2026-06-20");
  g_autofree char *path = g_strconcat (ORDER "/", patched, NULL);
  g_autoptr (TestReply) done
      = test_send (server, "PATCH", path, "{\"state\":\"cancelled\"}", "If-Match", "\"1\"", NULL);
  g_autofree char *after_patch = history_of_quote (server, FAST, "2026-06-17");
  g_autofree char *deleted = placed (server, FAST, "2026-06-20");
  g_autofree char *gone = g_strconcat (ORDER "/", deleted, NULL);
  g_autoptr (TestReply) removed = test_send (server, "DELETE", gone, NULL, "If-Match", "\"1\"", NULL);
  g_autofree char *after_delete = history_of_quote (server, FAST, "2026-06-17");
  g_autofree char *deal = add_deal (server);
  g_autofree char *item = to_offering (deal);
  g_autofree char *failing = placed (server, item, "2026-06-20");
  g_autofree char *sold = g_strconcat (OFFERING "/", deal, NULL);
  g_autoptr (TestReply) unsold = test_send (server, "DELETE", sold, NULL, "If-Match", "\"1\"", NULL);
  g_autofree char *after_failure = NULL;

  test_assert_status (done, 200);
  test_assert_status (removed, 204);
  test_assert_status (unsold, 204);
  g_assert_cmpstr (after_patch, ==, before);
  g_assert_cmpstr (after_delete, ==, before);
  g_test_expect_message ("cord-server", G_LOG_LEVEL_WARNING, "order *");
  go_to (server, "2026-06-20T10:00:00Z");
  assert_order (server, failing, "failed");
  g_test_assert_expected_messages ();
  after_failure = history_of_quote (server, FAST, "2026-06-20");
  g_assert_cmpstr (after_failure, ==, before);
  g_assert_cmpuint (count_rates (server), ==, 0);
}

/* The price that was agreed stays when the catalog's price rises later. */
static void
test_agreed_price (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *order = placed (server, FAST, "2026-06-17");
  g_autoptr (TestReply) reply = NULL;
  g_autoptr (TestReply) dearer
      = test_send (server, "PATCH", PRICE "/price-fast", "{\"price\":{\"unit\":\"EUR\",\"value\":49.00}}", "If-Match",
                   "\"1\"", NULL);
  g_autoptr (CordQuote) computed = NULL;

  test_assert_status (dearer, 200);
  assert_order (server, order, "completed");
  reply = quote (server, NO_HELP, "2026-07-01");
  computed = test_compute_quote (reply);
  g_assert_cmpint (cord_quote_get_current (computed)->next.gross, ==, 5700);
}

/* Until the next bill begins there is none to make; a move of the billing day may bring it nearer. */
static void
test_next_bill (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *first = placed (server, NO_HELP, "2026-07-01");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (TestReply) known = NULL;
  g_autoptr (TestReply) later = NULL;
  g_autoptr (TestReply) moved = NULL;

  second = placed (server, FAST, "2026-06-17");
  assert_order (server, second, "completed");
  known = test_send (server, "GET", HISTORY, NULL, NULL);
  g_assert_cmpstr (test_text (known, "nextBill"), ==, "2026-07-01");
  go_to (server, "2026-07-02T10:00:00Z");
  assert_order (server, first, "completed");
  later = test_send (server, "GET", HISTORY, NULL, NULL);
  g_assert_cmpstr (test_text (later, "billed"), ==, "2026-07-01");
  g_assert_cmpstr (test_text (later, "nextBill"), ==, "2026-08-01");
  third = placed (server, "\"action\":\"modify\",\"cordboardBillingDay\":{\"dateShift\":15}", "2026-07-02");
  moved = test_send (server, "GET", HISTORY, NULL, NULL);
  g_assert_null (cord_json_find (moved->json, "nextBill"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/history/interleaved", test_interleaved);
  g_test_add_func ("/server/history/undo-leaves-no-trace", test_undo_leaves_no_trace);
  g_test_add_func ("/server/history/superseded", test_superseded);
  g_test_add_func ("/server/history/restored-with-its-offer", test_restored_with_its_offer);
  g_test_add_func ("/server/history/superseded-for-good", test_superseded_for_good);
  g_test_add_func ("/server/history/billed-already", test_billed_already);
  g_test_add_func ("/server/history/older-is-not-restored", test_older_is_not_restored);
  g_test_add_func ("/server/history/ended-by-another-system", test_ended_by_another_system);
  g_test_add_func ("/server/history/agreed-price", test_agreed_price);
  g_test_add_func ("/server/history/next-bill", test_next_bill);
  return g_test_run ();
}
