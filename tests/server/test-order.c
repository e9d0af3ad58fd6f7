/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "base/cord-id.h"
#include "base/cord-money.h"

#include <string.h>

/* Quote, order, undo, completion, message, appointment: the change itself, once, and its effects. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define MESSAGE "/tmf-api/communicationManagement/v4/communicationMessage"
#define APPOINTMENT "/tmf-api/appointment/v4/appointment"
#define QUALIFICATION "/tmf-api/productOfferingQualification/v4/productOfferingQualification"

#define ITEM                                                                                                           \
  "{\"id\":\"1\",\"action\":\"modify\",\"cordboardKind\":\"upgrade\",\"product\":{\"id\":\"line-1\","                  \
  "\"productOffering\":{\"id\":\"basic\"}},"                                                                           \
  "\"productOffering\":{\"id\":\"fast\"}%s}"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"

static TestServer *
call (void)
{
  TestServer *server = test_server_new (FALSE, "127.0.0.1:0");

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  return server;
}

static TestReply *
quote (TestServer *server, const char *more)
{
  g_autofree char *item = g_strdup_printf (ITEM, more);
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[%s]}", item);

  return test_send (server, "POST", QUOTE, body, NULL);
}

static char *
order_body (const char *quote_id, const char *seal, const char *start)
{
  g_autofree char *item = g_strdup_printf (ITEM, "");

  return g_strdup_printf (
      "{" PARTY ",\"billingAccount\":{\"id\":\"acct-C1\"},%s\"productOrderItem\":[%s],\"quote\":[{\"id\":\"%s\"}],"
      "\"cordboardSeal\":\"%s\"}",
      start, item, quote_id, seal);
}

static TestReply *
place (TestServer *server, const char *body, const char *key)
{
  return test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
}

/* Quotes and orders the upgrade; the order's reply. */
static TestReply *
upgrade (TestServer *server)
{
  g_autoptr (TestReply) quoted = quote (server, "");
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = NULL;

  test_assert_status (quoted, 200);
  body = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"), "");
  return place (server, body, key);
}

static guint
count (TestServer *server, const char *path)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return json_array_get_length (json_node_get_array (reply->json));
}

static void
pass (TestServer *server, int seconds)
{
  cord_clock_advance (server->clock, seconds * G_TIME_SPAN_SECOND);
}

static void
test_quote (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) first = quote (server, "");
  g_autoptr (TestReply) again = quote (server, "");
  g_autofree char *decimal = NULL;

  test_assert_status (first, 200);
  g_assert_cmpstr (test_text (first, "state"), ==, "approved");
  g_assert_cmpuint (strlen (test_text (first, "cordboardSeal.sha256")), ==, 64);
  g_assert_cmpuint (strlen (test_text (first, "cordboardSeal.letters")), ==, 8);
  /* The same request has the same seal and another quote. */
  g_assert_cmpstr (test_text (first, "cordboardSeal.sha256"), ==, test_text (again, "cordboardSeal.sha256"));
  g_assert_cmpstr (test_text (first, "id"), !=, test_text (again, "id"));
  /* 14 of 30 days of 45.00 less 14 of 30 days of 30.00. */
  decimal = cord_json_dup_decimal (cord_json_find (first->json, "quoteTotalPrice.price.dutyFreeAmount.value"));
  g_assert_cmpstr (decimal, ==, "7.00");
  g_assert_cmpstr (test_text (first, "cordboardInput.now"), ==, "2026-06-17");
}

static void
test_quote_refused (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) nobody = NULL;
  g_autoptr (TestReply) other
      = test_send (server, "POST", QUOTE,
                   "{\"instantSyncQuote\":true,\"relatedParty\":[{\"id\":\"C2\",\"role\":\"customer\"}],\"quoteItem\":"
                   "[{\"action\":\"modify\",\"product\":{\"id\":\"line-2\"},\"productOffering\":{\"id\":\"basic\"}}]}",
                   NULL);
  g_autoptr (TestReply) unknown
      = test_send (server, "POST", QUOTE,
                   "{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":"
                   "[{\"action\":\"modify\",\"product\":{\"id\":\"line-2\"},\"productOffering\":{\"id\":\"basic\"}}]}",
                   NULL);
  g_autoptr (TestReply) missing = test_send (server, "POST", QUOTE, "{" PARTY "}", NULL);

  test_assert_problem (other, 403, "level-R2");
  test_assert_status (unknown, 400);
  test_assert_problem (missing, 400, "missing");
  g_clear_pointer (&server->interaction, g_free);
  nobody = quote (server, "");
  test_assert_problem (nobody, 403, "level-R2");
}

static void
test_completion (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) placed = upgrade (server);
  g_autofree char *path = NULL;
  g_autoptr (TestReply) waiting = NULL;
  g_autoptr (TestReply) unchanged = NULL;
  g_autoptr (TestReply) done = NULL;
  g_autoptr (TestReply) product = NULL;
  g_autoptr (TestReply) history = NULL;
  g_autoptr (TestReply) rates = NULL;
  g_autoptr (TestReply) quotes = NULL;
  g_autofree char *price = NULL;
  gint64 cents = 0;

  test_assert_status (placed, 201);
  g_assert_cmpstr (test_text (placed, "state"), ==, "acknowledged");
  g_assert_cmpstr (test_text (placed, "cordboardUndoUntil"), ==, "2026-06-17T10:00:30.000000Z");
  g_assert_true (g_str_has_prefix (test_text (placed, "cordboardNumber"), "O-"));
  g_assert_cmpstr (test_header (placed, "Location"), ==, test_text (placed, "href"));
  path = g_strdup (test_text (placed, "href"));
  pass (server, 29);
  waiting = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (waiting, "state"), ==, "acknowledged");
  unchanged = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_cmpstr (test_text (unchanged, "productOffering.id"), ==, "basic");
  pass (server, 1);
  done = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (done, "state"), ==, "completed");
  g_assert_nonnull (cord_json_find_string (done->json, "completionDate"));

  product = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_cmpstr (test_text (product, "productOffering.id"), ==, "fast");
  g_assert_cmpstr (test_text (product, "name"), ==, "Fast");
  g_assert_cmpstr (test_text (product, "productSpecification.id"), ==, "spec-fast");
  g_assert_cmpstr (test_text (product, "productCharacteristic.value"), ==, "250 Mbit/s");
  g_assert_nonnull (strstr (product->text, "+493023125101"));
  price = cord_json_dup_decimal (cord_json_find (product->json, "productPrice.price.dutyFreeAmount.value"));
  g_assert_cmpstr (price, ==, "45.00");

  history = test_send (server, "GET", "/cordboard/v1/accountHistory/acct-C1", NULL, NULL);
  test_assert_status (history, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (history->json, "events"))), ==, 3);
  rates = test_send (server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rates->json)), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *value = cord_json_dup_decimal (
          cord_json_find (json_array_get_element (json_node_get_array (rates->json), i), "taxExcludedAmount.value"));
      CordMoney money;

      g_assert_true (cord_money_parse (value, "EUR", 2, &money, NULL));
      cents += money.minor;
    }
  g_assert_cmpint (cents, ==, 700);
  quotes = test_send (server, "GET", QUOTE "?relatedParty.id=C1&state=accepted", NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (quotes->json)), ==, 1);
}

/* A later change counts from it: the next quote uses the history that was kept. */
static void
test_second_change (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, "");
  g_autofree char *before = g_strdup (test_text (quoted, "cordboardInput.history_version"));
  g_autoptr (TestReply) first = upgrade (server);
  g_autoptr (TestReply) back = NULL;
  g_autofree char *decimal = NULL;

  test_assert_status (first, 201);
  pass (server, 31);
  /* An agent may have it only from the next cycle on (eu); a system may ask for it from today. */
  test_sign_in (server, "billing");
  back = test_send (server, "POST", QUOTE,
                    "{\"instantSyncQuote\":true," PARTY
                    ",\"quoteItem\":[{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},"
                    "\"productOffering\":{\"id\":\"basic\"}}],\"cordboardEffective\":\"2026-06-17\"}",
                    NULL);
  test_assert_status (back, 200);
  decimal = cord_json_dup_decimal (cord_json_find (back->json, "quoteTotalPrice.price.dutyFreeAmount.value"));
  g_assert_cmpstr (decimal, ==, "-7.00");
  g_assert_cmpstr (test_text (back, "cordboardInput.history_version"), !=, before);
}

static void
test_repeated_request (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, "");
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"), "");
  g_autofree char *other = order_body ("q", test_text (quoted, "cordboardSeal.sha256"), "");
  g_autoptr (TestReply) first = place (server, body, key);
  g_autoptr (TestReply) again = place (server, body, key);
  g_autoptr (TestReply) reused = place (server, other, key);
  g_autofree char *fresh = cord_id_new (server->clock);
  g_autoptr (TestReply) pending = place (server, body, fresh);
  g_autoptr (TestReply) late = NULL;
  g_autofree char *operation = g_strconcat ("/cordboard/v1/operation/", key, NULL);
  g_autoptr (TestReply) outcome = test_send (server, "GET", operation, NULL, "Cordboard-Device", "desk-1", NULL);
  g_autoptr (TestReply) elsewhere = test_send (server, "GET", operation, NULL, "Cordboard-Device", "desk-2", NULL);

  test_assert_status (first, 201);
  g_assert_null (test_header (first, "Idempotency-Replayed"));
  test_assert_status (again, 201);
  g_assert_cmpstr (test_header (again, "Idempotency-Replayed"), ==, "?1");
  g_assert_cmpstr (again->text, ==, first->text);
  g_assert_cmpstr (test_header (again, "ETag"), ==, test_header (first, "ETag"));
  test_assert_problem (reused, 422, "key-reuse");
  test_assert_problem (pending, 409, "pending-change");
  g_assert_cmpstr (test_text (outcome, "state"), ==, "decided");
  g_assert_cmpstr (test_text (outcome, "body.id"), ==, test_text (first, "id"));
  test_assert_problem (elsewhere, 404, "not-found");
  g_assert_cmpuint (count (server, ORDER "?relatedParty.id=C1"), ==, 1);
  /* A refusal stays a refusal, although its reason has gone by now. */
  pass (server, 60);
  late = place (server, body, fresh);
  test_assert_problem (late, 409, "pending-change");
  g_assert_cmpstr (test_header (late, "Idempotency-Replayed"), ==, "?1");
  g_assert_cmpuint (count (server, ORDER "?relatedParty.id=C1"), ==, 1);
}

static void
test_stale_seal (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, "");
  g_autofree char *wrong = g_strnfill (64, 'a');
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = order_body (test_text (quoted, "id"), wrong, "");
  g_autofree char *right = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"), "");
  g_autofree char *later = NULL;
  g_autoptr (TestReply) refused = place (server, body, key);
  g_autoptr (TestReply) overnight = NULL;

  test_assert_problem (refused, 409, "quote-stale");
  g_assert_cmpstr (test_text (refused, "code"), ==, "stale");
  /* The next day has another number of days left. */
  pass (server, 24 * 3600);
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  later = cord_id_new (server->clock);
  overnight = place (server, right, later);
  test_assert_problem (overnight, 409, "quote-stale");
  g_assert_cmpuint (count (server, ORDER "?relatedParty.id=C1"), ==, 0);
}

static void
test_order_refused (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, "");
  g_autofree char *body = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"), "");
  g_autofree char *past = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"),
                                      "\"requestedStartDate\":\"2026-06-01T00:00:00Z\",");
  g_autofree char *k1 = cord_id_new (server->clock);
  g_autofree char *k2 = cord_id_new (server->clock);
  g_autofree char *k3 = cord_id_new (server->clock);
  g_autoptr (TestReply) keyless = test_send (server, "POST", ORDER, body, NULL);
  g_autoptr (TestReply) odd = place (server, body, "not-a-uuid");
  g_autoptr (TestReply) empty = place (server, "{" PARTY ",\"productOrderItem\":[]}", k1);
  g_autoptr (TestReply) before = place (server, past, k2);
  g_autoptr (TestReply) ghost
      = place (server,
               "{" PARTY ",\"productOrderItem\":[{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"ghost\"}}],"
               "\"cordboardSeal\":\"x\"}",
               k3);
  g_autoptr (TestReply) eyes = NULL;

  test_assert_problem (keyless, 400, "idempotency-key");
  test_assert_problem (odd, 400, "idempotency-key");
  test_assert_status (empty, 400);
  test_assert_problem (before, 400, "past");
  test_assert_problem (ghost, 400, "unknown-product");
  test_sign_in (server, "eyes");
  eyes = place (server, body, k1);
  test_assert_problem (eyes, 403, "role");
}

static void
test_undo (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) placed = upgrade (server);
  g_autofree char *id = g_strdup (test_text (placed, "id"));
  g_autofree char *body
      = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"},\"cancellationReason\":\"Changed their mind\"}", id);
  g_autoptr (TestReply) undone = NULL;
  g_autoptr (TestReply) twice = NULL;
  g_autoptr (TestReply) order = NULL;
  g_autoptr (TestReply) product = NULL;
  g_autoptr (TestReply) next = NULL;
  g_autoptr (TestReply) late = NULL;
  g_autoptr (TestReply) unknown = test_send (server, "POST", CANCEL, "{\"productOrder\":{\"id\":\"ghost\"}}", NULL);
  g_autofree char *path = g_strdup (test_text (placed, "href"));
  g_autofree char *second = NULL;

  test_assert_problem (unknown, 400, "unknown-order");
  pass (server, 10);
  undone = test_send (server, "POST", CANCEL, body, NULL);
  test_assert_status (undone, 201);
  g_assert_cmpstr (test_text (undone, "state"), ==, "done");
  twice = test_send (server, "POST", CANCEL, body, NULL);
  test_assert_problem (twice, 409, "too-late");
  pass (server, 60);
  order = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (order, "state"), ==, "cancelled");
  product = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_cmpstr (test_text (product, "productOffering.id"), ==, "basic");
  g_assert_cmpstr (test_header (product, "ETag"), ==, "\"1\"");
  g_assert_cmpuint (count (server, RATE "?relatedParty.id=C1"), ==, 0);
  /* The product is free for another change, and that one can be undone only within its window. */
  next = upgrade (server);
  test_assert_status (next, 201);
  pass (server, 30);
  second = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (next, "id"));
  late = test_send (server, "POST", CANCEL, second, NULL);
  test_assert_problem (late, 409, "too-late");
}

static void
test_later_date (void)
{
  g_autoptr (TestServer) server = call ();
  g_autofree char *item = g_strdup_printf (ITEM, "");
  g_autofree char *ask = g_strdup_printf (
      "{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[%s],\"cordboardEffective\":\"2026-07-01\"}", item);
  g_autoptr (TestReply) quoted = test_send (server, "POST", QUOTE, ask, NULL);
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autoptr (TestReply) placed = NULL;
  g_autoptr (TestReply) waiting = NULL;
  g_autoptr (TestReply) done = NULL;

  test_assert_status (quoted, 200);
  body = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"),
                     "\"requestedStartDate\":\"2026-07-01T00:00:00Z\",");
  placed = place (server, body, key);
  test_assert_status (placed, 201);
  path = g_strdup (test_text (placed, "href"));
  pass (server, 10 * 24 * 3600);
  test_sign_in (server, "billing");
  waiting = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (waiting, "state"), ==, "acknowledged");
  pass (server, 4 * 24 * 3600);
  test_sign_in (server, "billing");
  done = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (done, "state"), ==, "completed");
}

static TestReply *
system_order (TestServer *server, const char *item)
{
  g_autofree char *body
      = g_strdup_printf ("{" PARTY ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOrderItem\":[%s]}", item);

  return test_send (server, "POST", ORDER, body, NULL);
}

static void
test_add_and_remove (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) added = NULL;
  g_autoptr (TestReply) removed = NULL;
  g_autoptr (TestReply) product = NULL;
  g_autoptr (TestReply) gone = NULL;
  g_autoptr (TestReply) order = NULL;

  test_sign_in (server, "billing");
  removed = system_order (server, "{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}}");
  test_assert_status (removed, 201);
  cord_clock_advance (server->clock, (gint64)14 * 24 * 3600 * G_TIME_SPAN_SECOND);
  test_sign_in (server, "billing");
  order = test_send (server, "GET", test_text (removed, "href"), NULL, NULL);
  g_assert_cmpstr (test_text (order, "state"), ==, "completed");
  gone = test_send (server, "GET", POPULATION "/help-1", NULL, NULL);
  g_assert_cmpstr (test_text (gone, "status"), ==, "terminated");
  added = system_order (
      server,
      "{\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"help-2\",\"productRelationship\":"
      "[{\"relationshipType\":\"reliesOn\",\"product\":{\"id\":\"line-1\"}}]},\"productOffering\":{\"id\":\"help\"}}");
  test_assert_status (added, 201);
  /* Another system has no undo window: its order is completed by the time of the next request. */
  order = (test_reply_free (order), test_send (server, "GET", test_text (added, "href"), NULL, NULL));
  g_assert_cmpstr (test_text (order, "state"), ==, "completed");
  product = test_send (server, "GET", POPULATION "/help-2", NULL, NULL);
  g_assert_cmpstr (test_text (product, "status"), ==, "active");
  g_assert_cmpstr (test_text (product, "relatedParty.id"), ==, "C1");
  g_assert_cmpstr (test_text (product, "productRelationship.product.id"), ==, "line-1");
  g_assert_cmpstr (test_text (product, "startDate"), ==, "2026-07-01T00:00:00Z");
}

static void
test_cancelled_operation (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, "");
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = order_body (test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"), "");
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/operation/%s/cancel", key);
  g_autofree char *done = NULL;
  g_autofree char *other = cord_id_new (server->clock);
  g_autoptr (TestReply) buried = test_send (server, "PUT", path, NULL, "Cordboard-Device", "desk-1", NULL);
  g_autoptr (TestReply) refused = place (server, body, key);
  g_autoptr (TestReply) placed = place (server, body, other);
  g_autoptr (TestReply) kept = NULL;

  test_assert_status (buried, 200);
  g_assert_cmpstr (test_text (buried, "state"), ==, "cancelled");
  test_assert_problem (refused, 409, "cancelled");
  test_assert_status (placed, 201);
  done = g_strdup_printf ("/cordboard/v1/operation/%s/cancel", other);
  kept = test_send (server, "PUT", done, NULL, "Cordboard-Device", "desk-1", NULL);
  g_assert_cmpstr (test_text (kept, "state"), ==, "decided");
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static char *
message_body (const char *address)
{
  return g_strdup_printf (
      "{\"messageType\":\"email\",\"subject\":\"Ihre Änderung\",\"content\":\"Fast costs €45.00 a month.\","
      "\"sender\":{\"id\":\"cordboard\"},\"receiver\":[{\"id\":\"C1\",\"email\":\"%s\"}]}",
      address);
}

static void
test_message (void)
{
  g_autoptr (TestServer) server = call ();
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *k2 = cord_id_new (server->clock);
  g_autofree char *body = message_body ("grace.c1@example.com");
  g_autofree char *foreign = message_body ("thief@example.org");
  g_autoptr (TestReply) sent = test_send (server, "POST", MESSAGE, body, "Idempotency-Key", key, NULL);
  g_autoptr (TestReply) again = test_send (server, "POST", MESSAGE, body, "Idempotency-Key", key, NULL);
  g_autoptr (TestReply) refused = test_send (server, "POST", MESSAGE, foreign, "Idempotency-Key", k2, NULL);
  g_autoptr (TestReply) stored = NULL;
  const char *href;
  g_autofree char *file = NULL;
  g_autofree char *mime = NULL;

  test_assert_status (sent, 201);
  /* Accepted; completed once the spool has it. */
  g_assert_cmpstr (test_text (sent, "state"), ==, "inProgress");
  href = test_text (sent, "href");
  stored = test_send (server, "GET", href, NULL, NULL);
  g_assert_cmpstr (test_text (stored, "state"), ==, "completed");
  g_assert_cmpstr (test_text (stored, "cordboardProof"), ==, test_text (sent, "cordboardProof"));
  g_assert_nonnull (test_text (stored, "sendTimeComplete"));
  g_assert_cmpstr (again->text, ==, sent->text);
  test_assert_problem (refused, 400, "address");
  g_assert_cmpuint (count_files (server->spool), ==, 1);
  file = g_strdup_printf ("%s/%s.eml", server->spool, test_text (sent, "id"));
  g_assert_true (g_file_get_contents (file, &mime, NULL, NULL));
  g_assert_nonnull (strstr (mime, "To: grace.c1@example.com\r\n"));
  g_assert_nonnull (strstr (mime, "Fast costs =E2=82=AC45.00 a month."));
}

static void
test_appointment (void)
{
  g_autoptr (TestServer) server = call ();
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *k2 = cord_id_new (server->clock);
  const char *body
      = "{" PARTY ",\"description\":\"Ask whether it works\",\"validFor\":{\"startDateTime\":\"2026-06-20T09:00:00Z\","
        "\"endDateTime\":\"2026-06-20T09:15:00Z\"}}";
  g_autoptr (TestReply) booked = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", key, NULL);
  g_autoptr (TestReply) again = test_send (server, "POST", APPOINTMENT, body, "Idempotency-Key", key, NULL);
  g_autoptr (TestReply) odd
      = test_send (server, "POST", APPOINTMENT, "{" PARTY ",\"validFor\":{\"startDateTime\":\"soon\"}}",
                   "Idempotency-Key", k2, NULL);

  test_assert_status (booked, 201);
  g_assert_cmpstr (test_text (booked, "status"), ==, "confirmed");
  g_assert_cmpstr (again->text, ==, booked->text);
  test_assert_status (odd, 400);
  g_assert_cmpuint (count (server, APPOINTMENT "?relatedParty.id=C1"), ==, 1);
}

static void
test_qualification (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) good
      = test_send (server, "POST", QUALIFICATION,
                   "{\"instantSyncQualification\":true," PARTY ",\"productOfferingQualificationItem\":[{\"id\":\"1\","
                   "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"fast\"}}]}",
                   NULL);
  g_autoptr (TestReply) held
      = test_send (server, "POST", QUALIFICATION,
                   "{\"instantSyncQualification\":true," PARTY ",\"productOfferingQualificationItem\":[{\"id\":\"1\","
                   "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"nothing\"}}]}",
                   NULL);

  test_assert_status (good, 200);
  g_assert_cmpstr (test_text (good, "qualificationResult"), ==, "qualified");
  test_assert_status (held, 200);
  g_assert_cmpstr (test_text (held, "qualificationResult"), !=, "qualified");
  g_assert_nonnull (test_text (held, "productOfferingQualificationItem.eligibilityUnavailabilityReason.code"));
}

/* The record of the contact refers to its results. */
static void
test_contact_points (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) placed = upgrade (server);
  g_autofree char *path = g_strconcat ("/tmf-api/partyInteraction/v4/partyInteraction/", server->interaction, NULL);
  g_autoptr (TestReply) contact = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (placed, 201);
  test_assert_status (contact, 200);
  g_assert_cmpstr (test_text (contact, "status"), ==, "open");
  g_assert_nonnull (strstr (contact->text, test_text (placed, "id")));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (contact->json, "interactionItem"))), ==,
                    2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/order/quote", test_quote);
  g_test_add_func ("/server/order/quote-refused", test_quote_refused);
  g_test_add_func ("/server/order/completion", test_completion);
  g_test_add_func ("/server/order/second-change", test_second_change);
  g_test_add_func ("/server/order/repeated-request", test_repeated_request);
  g_test_add_func ("/server/order/stale-seal", test_stale_seal);
  g_test_add_func ("/server/order/refused", test_order_refused);
  g_test_add_func ("/server/order/undo", test_undo);
  g_test_add_func ("/server/order/later-date", test_later_date);
  g_test_add_func ("/server/order/add-and-remove", test_add_and_remove);
  g_test_add_func ("/server/order/cancelled-operation", test_cancelled_operation);
  g_test_add_func ("/server/order/message", test_message);
  g_test_add_func ("/server/order/appointment", test_appointment);
  g_test_add_func ("/server/order/qualification", test_qualification);
  g_test_add_func ("/server/order/contact-points", test_contact_points);
  return g_test_run ();
}
