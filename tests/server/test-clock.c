/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "base/cord-id.h"

#include <string.h>

/* A clock that was a day ahead and is put right: nothing that it dated stays wrong for a day. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],"
#define ACCOUNT "\"billingAccount\":{\"id\":\"acct-C1\"},"
#define ITEM(offering)                                                                                                 \
  "{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"" offering "\"}}"

static void
call (TestServer *server)
{
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
}

static TestServer *
ahead (void)
{
  TestServer *server = test_server_new (FALSE, "127.0.0.1:0");

  cord_clock_advance (server->clock, G_TIME_SPAN_DAY);
  return server;
}

static void
put_right (TestServer *server)
{
  cord_clock_advance (server->clock, -G_TIME_SPAN_DAY);
}

static void
test_tokens (void)
{
  g_autoptr (TestServer) server = ahead ();
  g_autoptr (TestReply) before = NULL;
  g_autoptr (TestReply) after = NULL;
  g_autoptr (TestReply) again = NULL;

  test_sign_in (server, "agent");
  before = test_send (server, "GET", CATALOG, NULL, NULL);
  put_right (server);
  after = test_send (server, "GET", CATALOG, NULL, NULL);
  test_sign_in (server, "agent");
  /* A clock is set back by seconds every now and then. */
  cord_clock_advance (server->clock, -10 * G_TIME_SPAN_SECOND);
  again = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_status (before, 200);
  test_assert_problem (after, 401, "invalid_token");
  test_assert_status (again, 200);
}

static void
guess (TestServer *server, guint status)
{
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/interaction/%s/verification", server->interaction);
  g_autoptr (TestReply) reply
      = test_send (server, "POST", path, "{\"customer\":\"C1\",\"factor\":\"pin\",\"value\":\"0000\"}", NULL);

  test_assert_status (reply, status);
}

static void
test_lock (void)
{
  g_autoptr (TestServer) server = ahead ();

  test_sign_in (server, "agent");
  test_open (server);
  for (guint i = 0; i < 3; i++)
    guess (server, 200);
  guess (server, 423);
  put_right (server);
  call (server);
}

/* Places an order and answers its path. */
static char *
order (TestServer *server, const char *quote_item, const char *order_item)
{
  g_autofree char *asked = g_strconcat ("{\"instantSyncQuote\":true," PARTY "\"quoteItem\":[", quote_item, "]}", NULL);
  g_autofree char *key = cord_id_new (server->clock);
  g_autoptr (TestReply) quoted = test_send (server, "POST", QUOTE, asked, NULL);
  g_autoptr (TestReply) placed = NULL;
  g_autofree char *body = NULL;

  test_assert_status (quoted, 200);
  body = g_strconcat ("{" PARTY ACCOUNT "\"cordboardSeal\":\"", test_text (quoted, "cordboardSeal.sha256"),
                      "\",\"productOrderItem\":[", order_item, "]}", NULL);
  placed = test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
  test_assert_status (placed, 201);
  return g_strdup (test_text (placed, "href"));
}

static void
assert_completed (TestServer *server, const char *path)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  g_assert_cmpstr (test_text (reply, "state"), ==, "completed");
}

static gboolean
is_behind (TestServer *server)
{
  g_autoptr (TestReply) metrics = test_send (server, "GET", "/metrics", NULL, NULL);

  g_assert_nonnull (strstr (metrics->text, "\ncordboard_clock_behind_seconds "));
  return strstr (metrics->text, "\ncordboard_clock_behind_seconds 0\n") == NULL;
}

/* What was ordered is carried out, and the customer goes on buying. */
static void
test_orders (void)
{
  g_autoptr (TestServer) server = ahead ();
  g_autofree char *first = NULL;
  g_autoptr (TestReply) second = NULL;

  call (server);
  first = order (server, ITEM ("fast"), ITEM ("fast"));
  g_assert_false (is_behind (server));
  put_right (server);
  call (server);
  g_assert_true (is_behind (server));
  assert_completed (server, first);
  /* Another system's, without an undo window, for today. */
  test_sign_in (server, "billing");
  second = test_send (
      server, "POST", ORDER,
      "{" PARTY "\"requestedStartDate\":\"2026-06-17T00:00:00Z\",\"productOrderItem\":[" ITEM ("basic") "]}", NULL);
  test_assert_status (second, 201);
  assert_completed (server, test_text (second, "href"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The server says that its clock is behind. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add_func ("/server/clock/tokens", test_tokens);
  g_test_add_func ("/server/clock/lock", test_lock);
  g_test_add_func ("/server/clock/orders", test_orders);
  return g_test_run ();
}
