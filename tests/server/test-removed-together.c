/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "billing/cord-quote.h"

#include <string.h>

/* A removal that takes along what relies on the product: several items of one quote and one order. C1 has a line for 30
 * a month, paid for June, and help for 5, which relies on it; it is the 17th of June, with 14 of 30 days left. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define PRODUCT "/tmf-api/productInventory/v4/product"
#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define DELETE(Id, Product) "{\"id\":\"" Id "\",\"action\":\"delete\",\"product\":{\"id\":\"" Product "\"}}"
#define LINE DELETE ("1", "line-1")
#define HELP DELETE ("2", "help-1")
#define RELIES "{\"productRelationship\":[{\"relationshipType\":\"reliesOn\",\"product\":{\"id\":\"line-1\"}}]}"
#define WINDOW (31 * G_TIME_SPAN_SECOND)

static TestServer *
start (gboolean kit)
{
  TestServer *server = test_server_new (kit, "127.0.0.1:0");
  g_autoptr (TestReply) reply = NULL;

  test_sign_in (server, "billing");
  reply = test_send (server, "PATCH", PRODUCT "/help-1", RELIES, "If-Match", "*", NULL);
  test_assert_status (reply, 200);
  return server;
}

static TestReply *
get (TestServer *server, const char *path)
{
  TestReply *reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return reply;
}

static void
assert_products (TestServer *server, const char *status)
{
  g_autoptr (TestReply) line = get (server, PRODUCT "/line-1");
  g_autoptr (TestReply) help = get (server, PRODUCT "/help-1");

  g_assert_cmpstr (test_text (line, "status"), ==, status);
  g_assert_cmpstr (test_text (help, "status"), ==, status);
}

/* Each item has the lines of its own product. */
static void
assert_item_prices (const TestReply *reply, const char *items)
{
  JsonArray *array = json_object_get_array_member (json_node_get_object (reply->json), items);
  g_autofree char *line = cord_json_write (json_array_get_element (array, 0));
  g_autofree char *help = cord_json_write (json_array_get_element (array, 1));

  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_nonnull (strstr (line, "\"value\":-14.00"));
  g_assert_null (strstr (line, "-2.33"));
  g_assert_nonnull (strstr (help, "\"value\":-2.33"));
  g_assert_null (strstr (help, "-14.00"));
}

static void
test_quoted (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) alone = test_quote_change (server, LINE, "");
  g_autoptr (TestReply) both = test_quote_change (server, LINE "," HELP, "");
  g_autoptr (TestReply) turned = test_quote_change (server, HELP "," LINE, "");
  g_autoptr (CordQuote) quote = NULL;

  test_assert_problem (alone, 409, "others-rely-on-it");
  test_assert_status (both, 200);
  quote = test_compute_quote (both);
  g_assert_cmpuint (cord_quote_get_changes (quote)->len, ==, 2);
  g_assert_cmpint (cord_quote_get_candidate (quote)->steady.net, ==, 0);
  assert_item_prices (both, "quoteItem");
  g_assert_cmpstr (test_text (turned, "cordboardSeal.sha256"), ==, test_text (both, "cordboardSeal.sha256"));
  test_assert_qualified (server, LINE, "unqualified", "Help needs Basic. Remove it first.");
  test_assert_qualified (server, LINE "," HELP, "qualified", NULL);
}

static void
test_ordered (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) quoted = test_quote_change (server, HELP "," LINE, "");
  g_autofree char *seal = g_strdup_printf ("\"cordboardSeal\":\"%s\",", test_text (quoted, "cordboardSeal.sha256"));
  g_autoptr (TestReply) placed = test_order_change (server, LINE "," HELP, seal);
  g_autoptr (TestReply) again = test_order_change (server, LINE "," HELP, seal);
  g_autoptr (TestReply) rates = NULL;
  g_autoptr (TestReply) order = NULL;

  test_assert_status (placed, 201);
  assert_item_prices (placed, "productOrderItem");
  cord_clock_advance (server->clock, WINDOW);
  assert_products (server, "terminated");
  rates = get (server, RATE "?billingAccount.id=acct-C1");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rates->json)), ==, 2);
  order = get (server, ORDER);
  g_assert_nonnull (strstr (order->text, "\"state\":\"completed\""));
  g_assert_cmpuint (again->status, !=, 201);
}

/* As long as it can be undone, nothing else changes what it takes along, and undoing brings everything back. */
static void
test_undone (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autoptr (TestReply) placed = NULL;
  g_autoptr (TestReply) other = NULL;
  g_autoptr (TestReply) undone = NULL;
  g_autoptr (TestReply) again = NULL;
  g_autofree char *cancel = NULL;

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  {
    g_autoptr (TestReply) quoted = test_quote_change_on (server, LINE "," HELP, "2026-07-01");
    g_autofree char *body = g_strdup_printf ("{" TEST_PARTY ",\"requestedStartDate\":\"2026-07-01T00:00:00Z\","
                                             "\"productOrderItem\":[" LINE "," HELP "],\"cordboardSeal\":\"%s\"}",
                                             test_text (quoted, "cordboardSeal.sha256"));

    test_assert_status (quoted, 200);
    placed = test_send (server, "POST", ORDER, body, "Idempotency-Key", "019390b6-0000-7000-8000-000000000001",
                        "Cordboard-Device", "desk-1", NULL);
  }
  test_assert_status (placed, 201);
  test_sign_in (server, "billing");
  other = test_order_change (server, HELP, "");
  test_assert_problem (other, 409, "pending-change");
  cancel = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (placed, "id"));
  undone = test_send (server, "POST", CANCEL, cancel, NULL);
  test_assert_status (undone, 201);
  cord_clock_advance (server->clock, WINDOW);
  assert_products (server, "active");
  again = test_order_change (server, LINE "," HELP, "");
  test_assert_status (again, 201);
  cord_clock_advance (server->clock, WINDOW);
  assert_products (server, "terminated");
}

/* One that waits for its day keeps its products to itself, and does not make another one give way. */
static void
test_dated (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autofree char *help = test_place (server, "\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}", "2026-06-25");
  g_autoptr (TestReply) both = test_order_change (server, LINE "," HELP, "");
  g_autofree char *cancel = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", help);
  g_autoptr (TestReply) undone = NULL;
  g_autofree char *body = g_strdup ("{" TEST_PARTY ",\"requestedStartDate\":\"2026-06-25T00:00:00Z\","
                                    "\"productOrderItem\":[" LINE "," HELP "]}");
  g_autofree char *later = NULL;
  g_autoptr (TestReply) refused = NULL;

  test_assert_problem (both, 409, "pending-change");
  undone = test_send (server, "POST", CANCEL, cancel, NULL);
  test_assert_status (undone, 201);
  later = test_create (server, ORDER, body);
  refused = test_order_change (server, HELP, "");
  test_assert_problem (refused, 409, "pending-change");
  test_go_to (server, "2026-06-24");
  assert_products (server, "active");
  test_go_to (server, "2026-06-25");
  assert_products (server, "terminated");
}

/* What another system ends in the meantime, the order cannot take along any more. */
static void
test_ended_elsewhere (void)
{
  g_autoptr (TestServer) server = start (FALSE);
  g_autofree char *body = g_strdup ("{" TEST_PARTY ",\"requestedStartDate\":\"2026-06-25T00:00:00Z\","
                                    "\"productOrderItem\":[" LINE "," HELP "]}");
  g_autofree char *order = test_create (server, ORDER, body);
  g_autofree char *path = g_strconcat (ORDER "/", order, NULL);
  g_autoptr (TestReply) ended
      = test_send (server, "PATCH", PRODUCT "/help-1",
                   "{\"status\":\"terminated\",\"terminationDate\":\"2026-06-17T00:00:00Z\"}", "If-Match", "*", NULL);
  g_autoptr (TestReply) failed = NULL;
  g_autoptr (TestReply) line = NULL;

  test_assert_status (ended, 200);
  failed = get (server, path);
  g_assert_cmpstr (test_text (failed, "state"), ==, "failed");
  test_go_to (server, "2026-06-26");
  line = get (server, PRODUCT "/line-1");
  g_assert_cmpstr (test_text (line, "status"), ==, "active");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *items;
    guint status;
    const char *reason;
  } cases[] = {
    { LINE "," DELETE ("2", "line-1"), 400, "several-changes" },
    { LINE ",{\"id\":\"2\",\"action\":\"add\",\"productOffering\":{\"id\":\"fast\"}}", 400, "several-changes" },
    { LINE "," HELP "," DELETE ("3", "line-2"), 400, "unknown-product" },
    { LINE "," HELP "," DELETE ("3", "line-9"), 400, "unknown-product" },
    { HELP ",{\"id\":\"2\",\"action\":\"delete\"}", 400, "several-changes" },
    { LINE ",{\"id\":\"3\",\"action\":\"noChange\",\"product\":{\"id\":\"help-1\"}}", 409, "others-rely-on-it" },
  };
  g_autoptr (TestServer) server = start (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestReply) quoted = test_quote_change (server, cases[i].items, "");
      g_autoptr (TestReply) ordered = test_order_change (server, cases[i].items, "");

      test_assert_problem (quoted, cases[i].status, cases[i].reason);
      test_assert_problem (ordered, cases[i].status, cases[i].reason);
    }
  assert_products (server, "active");
}

/* In kit mode a removal is carried out without a price. */
static void
test_kit (void)
{
  g_autoptr (TestServer) server = start (TRUE);
  g_autoptr (TestReply) placed = test_order_change (server, LINE "," HELP, "");

  test_assert_status (placed, 201);
  assert_products (server, "terminated");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/removed-together/quoted", test_quoted);
  g_test_add_func ("/removed-together/ordered", test_ordered);
  g_test_add_func ("/removed-together/undone", test_undone);
  g_test_add_func ("/removed-together/dated", test_dated);
  g_test_add_func ("/removed-together/ended-elsewhere", test_ended_elsewhere);
  g_test_add_func ("/removed-together/refused", test_refused);
  g_test_add_func ("/removed-together/kit", test_kit);
  return g_test_run ();
}
