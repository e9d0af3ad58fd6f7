/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "base/cord-id.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <string.h>

/* Many requests, one COMMIT: each is answered only when its own outcome is on the disk, and one that fails affects
 * no other. And what is cached of the catalog never outlives a change of it. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define PRICE "/tmf-api/productCatalogManagement/v4/productOfferingPrice/price-fast"

typedef struct
{
  const char *customer;
  const char *item;
  guint status; /* expected */
  guint twin;   /* index of the request whose key and body it repeats; its own otherwise */
} Wish;

#define MODIFY(product, from, to)                                                                                      \
  "{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"" product "\",\"productOffering\":{\"id\":\"" from        \
  "\"}},\"productOffering\":{\"id\":\"" to "\"}}"

static const Wish wishes[] = {
  { "C1", MODIFY ("line-1", "basic", "fast"), 201, 0 },  { "C3", MODIFY ("line-3", "basic", "fast"), 201, 1 },
  { "C2", MODIFY ("nothing", "basic", "fast"), 400, 2 }, { "C2", MODIFY ("line-2", "fast", "nothing"), 400, 3 },
  { "C2", MODIFY ("line-2", "fast", "basic"), 201, 4 },  { "C1", MODIFY ("line-1", "basic", "fast"), 201, 0 },
  { "C2", MODIFY ("nothing", "basic", "fast"), 400, 2 }, { "nobody", MODIFY ("line-2", "fast", "basic"), 400, 7 },
};
#define WISHES G_N_ELEMENTS (wishes)

typedef struct
{
  TestServer *server;
  CordDatabase *beside; /* another connection, which sees committed data only */
  SoupMessage *messages[WISHES];
  char *keys[WISHES];
  TestReply *replies[WISHES];
  guint answered;
} Rush;

static void
assert_on_disk (Rush *rush, const char *key, guint status)
{
  g_autoptr (GError) error = NULL;
  CordStatement *statement = cord_database_statement (
      rush->beside, "SELECT status FROM operation WHERE id = ?1 AND state = 'decided'", &error);
  gboolean row;

  g_assert_no_error (error);
  cord_statement_bind_text (statement, 1, key);
  g_assert_true (cord_statement_step (statement, &row, &error));
  g_assert_no_error (error);
  g_assert_true (row);
  g_assert_cmpint (cord_statement_get_integer (statement, 0), ==, status);
  cord_statement_reset (statement);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Rush *rush = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  guint index = 0;

  g_assert_no_error (error);
  while (rush->messages[index] != message)
    index++;
  rush->replies[index] = test_read_reply (message, body);
  assert_on_disk (rush, rush->keys[index], rush->replies[index]->status);
  rush->answered++;
}

static void
send_all (Rush *rush)
{
  for (guint i = 0; i < WISHES; i++)
    {
      const Wish *wish = &wishes[i];
      g_autofree char *body
          = g_strdup_printf ("{\"relatedParty\":[{\"id\":\"%s\",\"role\":\"customer\"}],\"billingAccount\":{\"id\":"
                             "\"acct-%s\"},\"productOrderItem\":[%s]}",
                             wish->customer, wish->customer, wish->item);
      SoupMessageHeaders *headers;

      rush->keys[i] = wish->twin < i ? g_strdup (rush->keys[wish->twin]) : cord_id_new (rush->server->clock);
      rush->messages[i] = test_make_message (rush->server, "POST", ORDER, body);
      headers = soup_message_get_request_headers (rush->messages[i]);
      soup_message_headers_replace (headers, "Idempotency-Key", rush->keys[i]);
      soup_message_headers_replace (headers, "Cordboard-Device", "desk-1");
      soup_session_send_and_read_async (rush->server->session, rush->messages[i], G_PRIORITY_DEFAULT, NULL, on_answer,
                                        rush);
    }
  while (rush->answered < WISHES)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_offering (TestServer *server, const char *product, const char *offering)
{
  g_autofree char *path = g_strconcat (POPULATION "/", product, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  g_assert_cmpstr (test_text (reply, "productOffering.id"), ==, offering);
}

static void
assert_outcomes (Rush *rush)
{
  for (guint i = 0; i < WISHES; i++)
    {
      test_assert_status (rush->replies[i], wishes[i].status);
      /* The first of the two is carried out, and the other gets the same answer. */
      g_assert_cmpstr (rush->replies[i]->text, ==, rush->replies[wishes[i].twin]->text);
      if (wishes[i].status == 201)
        {
          g_autoptr (TestReply) order
              = test_send (rush->server, "GET", test_text (rush->replies[i], "href"), NULL, NULL);

          g_assert_cmpstr (test_text (order, "state"), ==, "completed");
        }
    }
  assert_offering (rush->server, "line-1", "fast");
  assert_offering (rush->server, "line-2", "basic");
  assert_offering (rush->server, "line-3", "fast");
}

static void
test_concurrent_requests (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TestReply) orders = NULL;
  Rush rush = { .server = server };

  test_sign_in (server, "billing");
  rush.beside = cord_sqlite_open (server->store, CORD_SQLITE_SERVER, &error);
  g_assert_no_error (error);
  send_all (&rush);
  assert_outcomes (&rush);
  orders = test_send (server, "GET", ORDER, NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (orders->json)), ==, 3);
  for (guint i = 0; i < WISHES; i++)
    {
      g_object_unref (rush.messages[i]);
      g_free (rush.keys[i]);
      test_reply_free (rush.replies[i]);
    }
  g_object_unref (rush.beside);
}

/* The price of two months of the fast line from now on, as a quote states it. */
static char *
quote_steady (TestServer *server)
{
  g_autoptr (TestReply) reply
      = test_send (server, "POST", QUOTE,
                   "{\"instantSyncQuote\":true,\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],"
                   "\"quoteItem\":[" MODIFY ("line-1", "basic", "fast") "]}",
                   NULL);
  JsonArray *totals;

  test_assert_status (reply, 200);
  totals = json_node_get_array (cord_json_find (reply->json, "quoteTotalPrice"));
  return cord_json_dup_decimal (cord_json_find (json_array_get_element (totals, 1), "price.dutyFreeAmount.value"));
}

static void
set_price (TestServer *server, const char *value, guint status)
{
  g_autoptr (TestReply) before = test_send (server, "GET", PRICE, NULL, NULL);
  g_autofree char *tag = g_strdup (test_header (before, "ETag"));
  g_autofree char *body = g_strdup_printf ("{\"price\":{\"unit\":\"EUR\",\"value\":%s}%s}", value,
                                           status == 200 ? "" : ",\"name\":null,\"id\":\"other\"");
  g_autoptr (TestReply) patched = test_send (server, "PATCH", PRICE, body, "If-Match", tag, NULL);

  test_assert_status (patched, status);
}

static void
test_price_change_is_seen (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  test_sign_in (server, "billing");
  first = quote_steady (server);
  g_assert_cmpstr (first, ==, "50.00"); /* 45 and the help of 5 */
  set_price (server, "48.50", 200);
  second = quote_steady (server);
  g_assert_cmpstr (second, ==, "53.50");
  set_price (server, "1.00", 400); /* refused: nothing of it remains */
  third = quote_steady (server);
  g_assert_cmpstr (third, ==, "53.50");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/group/concurrent-requests", test_concurrent_requests);
  g_test_add_func ("/server/group/price-change-is-seen", test_price_change_is_seen);
  return g_test_run ();
}
