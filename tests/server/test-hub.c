/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-hub.h"

#include "ctl/import/cord-import-feed.h"
#include "server/resource/cord-resource-change.h"
#include "server/core/cord-commit.h"
#include "server/hub/cord-hub.h"
#include "store/cord-server-store.h"

#include <string.h>

/* Events on their way from a change to the listener: which, in what order, how often, and when the server gives up. */

#define ORDERS "/tmf-api/productOrderingManagement/v4"
#define LISTENERS "SELECT count (*) FROM hub_listener"
#define ATTEMPTS "SELECT attempts FROM hub_listener"
#define DUE "SELECT due FROM hub_listener"

typedef struct
{
  TestServer *server;
  const char *sql;
  gint64 value;
} Reading;

static gboolean
reads (gpointer data)
{
  const Reading *reading = data;

  return test_hub_read (reading->server, reading->sql) == reading->value;
}

static void
await_reading (TestServer *server, const char *sql, gint64 value)
{
  Reading reading = { server, sql, value };

  test_await (reads, &reading);
}

static void
rename_line (TestServer *server, guint number)
{
  g_autofree char *patch = g_strdup_printf ("{\"name\":\"Line %u\"}", number);

  test_hub_patch (server, TEST_LINE, patch);
}

/* Stores another resource: at its COMMIT the hub looks for due events. */
static void
nudge (TestServer *server, guint number)
{
  g_autofree char *patch = g_strdup_printf ("{\"description\":\"Nudge %u\"}", number);

  test_hub_patch (server, CATALOG "/basic", patch);
}

static void
advance_to (TestServer *server, gint64 instant)
{
  cord_clock_set (server->clock, instant);
}

/* Which events */

static void
test_event (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  JsonNode *event;

  test_hub_patch (server, TEST_LINE, "{\"name\":\"Other\"}");
  event = test_listener_await (listener, 1);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (event)), ==, 4);
  g_assert_nonnull (test_listener_text (listener, 0, "eventId"));
  g_assert_true (g_str_has_prefix (test_listener_text (listener, 0, "eventTime"), "2026-06-17T10:00:00"));
  g_assert_cmpstr (test_listener_text (listener, 0, "eventType"), ==, "ProductAttributeValueChangeEvent");
  g_assert_cmpstr (test_listener_text (listener, 0, "event.product.id"), ==, "line-1");
  g_assert_cmpstr (test_listener_text (listener, 0, "event.product.name"), ==, "Other");
  g_assert_cmpstr (test_listener_text (listener, 0, "event.product.relatedParty.id"), ==, "C1");
  test_hub_await_taken (server);
  g_assert_cmpint (test_hub_read (server, "SELECT count (*) FROM hub_event"), ==, 0);
}

static void
assert_types (TestListener *listener, guint count, const char *types)
{
  g_autofree char *heard = NULL;

  test_listener_await (listener, count);
  heard = test_listener_types (listener);
  g_assert_cmpstr (heard, ==, types);
}

static void
test_kinds (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, "/tmf-api/partyInteraction/v4", listener->uri, NULL);
  const char *one = "/tmf-api/partyInteraction/v4/partyInteraction/i1";
  g_autoptr (TestReply) made = test_send (server, "POST", "/tmf-api/partyInteraction/v4/partyInteraction",
                                          "{\"id\":\"i1\",\"reason\":\"a\",\"direction\":\"inbound\",\"status\":"
                                          "\"open\",\"channel\":[{\"id\":\"phone\"}]}",
                                          NULL);
  g_autoptr (TestReply) gone = NULL;

  test_assert_status (made, 201);
  test_hub_patch (server, one, "{\"reason\":\"b\"}");
  test_hub_patch (server, one, "{\"reason\":\"b\"}"); /* nothing changes, so there is no event */
  test_hub_patch (server, one, "{\"status\":\"inProgress\"}");
  test_hub_patch (server, one, "{\"status\":\"completed\",\"reason\":\"c\"}");
  gone = test_send (server, "DELETE", one, NULL, NULL);
  test_assert_status (gone, 204);
  assert_types (listener, 6,
                "PartyInteractionCreateEvent PartyInteractionAttributeValueChangeEvent "
                "PartyInteractionStatusChangeEvent PartyInteractionAttributeValueChangeEvent "
                "PartyInteractionStatusChangeEvent PartyInteractionDeleteEvent");
  g_assert_cmpstr (test_listener_text (listener, 5, "event.partyInteraction.reason"), ==, "c");
}

/* An order that is carried out at once: events for it, and for the line that it changes. */
static void
test_order (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) orders = test_listener_new ();
  g_autoptr (TestListener) lines = test_listener_new ();
  g_autofree char *a = test_hub_register (server, ORDERS, orders->uri, NULL);
  g_autofree char *b = test_hub_register (server, TEST_INVENTORY, lines->uri, "event.product.id=line-1");
  g_autoptr (TestReply) made = test_send (
      server, "POST", ORDERS "/productOrder",
      "{\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],\"billingAccount\":{\"id\":\"acct-C1\"},"
      "\"productOrderItem\":[{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\",\"productOffering\":"
      "{\"id\":\"basic\"}},\"productOffering\":{\"id\":\"fast\"}}]}",
      NULL);

  test_assert_status (made, 201);
  test_listener_await (lines, 1);
  g_assert_cmpstr (test_listener_text (lines, 0, "event.product.productOffering.id"), ==, "fast");
  test_hub_await_taken (server);
  g_assert_cmpstr (test_listener_text (orders, 0, "eventType"), ==, "ProductOrderCreateEvent");
  g_assert_cmpstr (test_listener_text (orders, orders->events->len - 1, "eventType"), ==,
                   "ProductOrderStateChangeEvent");
  g_assert_cmpstr (test_listener_text (orders, orders->events->len - 1, "event.productOrder.state"), ==, "completed");
}

static void
test_query (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) states = test_listener_new ();
  g_autoptr (TestListener) names = test_listener_new ();
  g_autofree char *a
      = test_hub_register (server, TEST_INVENTORY, states->uri, "eventType=ProductStateChangeEvent,ProductDeleteEvent");
  g_autofree char *b = test_hub_register (server, TEST_INVENTORY, names->uri, "event.product.name.regex=^N");

  rename_line (server, 1);
  test_hub_patch (server, TEST_LINE, "{\"status\":\"suspended\"}");
  test_hub_patch (server, TEST_LINE, "{\"name\":\"New\"}");
  assert_types (names, 1, "ProductAttributeValueChangeEvent");
  assert_types (states, 1, "ProductStateChangeEvent");
  test_hub_await_taken (server);
}

/* A change that is refused in the end, or rolled back, makes no event. */
static void
test_rolled_back (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  g_autofree char *orders = test_hub_register (server, ORDERS, listener->uri, NULL);
  g_autoptr (TestReply) bad
      = test_send (server, "PATCH", TEST_LINE, "{\"name\":\"Never\",\"status\":\"created\"}", NULL);
  g_autoptr (TestReply) stale = test_send (server, "DELETE", TEST_LINE, NULL, "If-Match", "\"9\"", NULL);
  g_autoptr (TestReply) order
      = test_send (server, "POST", ORDERS "/productOrder",
                   "{\"productOrderItem\":[{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"ghost\"}}]}",
                   "Idempotency-Key", "01890a5d-ac96-774b-bcce-b302099a8057", NULL);

  test_assert_status (bad, 409);
  test_assert_status (stale, 412);
  test_assert_status (order, 400);
  rename_line (server, 1);
  test_listener_await (listener, 1);
  test_hub_await_taken (server);
  g_assert_cmpstr (test_listener_text (listener, 0, "event.product.name"), ==, "Line 1");
}

/* In order, one at a time */

static void
test_in_order (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autoptr (TestListener) other = test_listener_new ();
  g_autofree char *a = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  g_autofree char *b = test_hub_register (server, TEST_INVENTORY, other->uri, NULL);

  for (guint i = 0; i < 20; i++)
    rename_line (server, i);
  test_listener_await (listener, 20);
  test_listener_await (other, 20);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Line %u", i);

      g_assert_cmpstr (test_listener_text (listener, i, "event.product.name"), ==, name);
      g_assert_cmpstr (test_listener_text (listener, i, "eventId"), ==, test_listener_text (other, i, "eventId"));
    }
  g_assert_cmpuint (listener->open_max, ==, 1);
}

/* A listener that never answers delays no other, and does not delay the end of the server. */
static void
test_no_answer (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) silent = test_listener_new ();
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *a = test_hub_register (server, TEST_INVENTORY, silent->uri, NULL);
  g_autofree char *b = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  gint64 start;

  silent->silent = TRUE;
  for (guint i = 0; i < 3; i++)
    rename_line (server, i);
  test_listener_await (silent, 1);
  test_listener_await (listener, 3);
  start = g_get_monotonic_time ();
  test_hub_server_restart (server, TRUE, NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_TIME_SPAN_SECOND);
  /* A delivery in progress is repeated by the next server. */
  silent->silent = FALSE;
  test_listener_await (silent, 4);
  g_assert_cmpstr (test_listener_text (silent, 1, "eventId"), ==, test_listener_text (silent, 0, "eventId"));
  g_assert_cmpstr (test_listener_text (silent, 3, "event.product.name"), ==, "Line 2");
}

/* The body of the answer is not waited for. */
static void
test_endless_answer (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);

  listener->endless = TRUE;
  listener->status = 200;
  for (guint i = 0; i < 3; i++)
    rename_line (server, i);
  test_listener_await (listener, 3);
  test_hub_await_taken (server);
}

/* Nobody listens there: the delivery is tried again. */
static void
test_refused_connection (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autofree char *path = NULL;

  g_socket_listener_close (listener);
  path = test_hub_register (server, TEST_INVENTORY, uri, NULL);
  rename_line (server, 1);
  await_reading (server, ATTEMPTS, 1);
  g_assert_cmpint (test_hub_read (server, LISTENERS), ==, 1);
}

/* Where the callback says https, nothing is sent unencrypted, and only HTTP/1.1 is offered. */

typedef struct
{
  guint8 bytes[512];
  gsize length;
} Hello;

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hello *hello = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
      = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);
  gssize length;

  g_assert_no_error (error);
  length = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), hello->bytes,
                                sizeof hello->bytes, NULL, &error);
  g_assert_no_error (error);
  hello->length = (gsize)length;
}

static gboolean
holds (const Hello *hello, const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i + length <= hello->length; i++)
    if (memcmp (hello->bytes + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_said_hello (gpointer data)
{
  return ((const Hello *)data)->length > 0;
}

static void
test_secure (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("https://localhost:%u/", port);
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, uri, NULL);
  Hello hello = { 0 };

  g_socket_listener_accept_async (listener, NULL, on_accepted, &hello);
  rename_line (server, 1);
  test_await (has_said_hello, &hello);
  g_assert_cmpint (hello.bytes[0], ==, 0x16); /* RFC 8446, 5.1: a handshake */
  g_assert_true (holds (&hello, "\010http/1.1"));
  g_assert_false (holds (&hello, "\002h2"));
  g_assert_false (holds (&hello, "Line"));
  await_reading (server, ATTEMPTS, 1);
}

/* Retries */

/* The event is tried again, exactly when it is due. */
static void
test_back_off (void)
{
  static const guint pauses[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
  static const guint answers[] = { 500, 404, 301, 302, 503, 400, 399, 500 };
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);

  listener->status = answers[0];
  rename_line (server, 1);
  rename_line (server, 2);
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      gint64 now = cord_clock_now (server->clock);

      test_listener_await (listener, i + 1);
      await_reading (server, ATTEMPTS, i + 1);
      g_assert_cmpint (test_hub_read (server, DUE), ==, now + pauses[i] * G_TIME_SPAN_SECOND);
      advance_to (server, now + pauses[i] * G_TIME_SPAN_SECOND - 1);
      nudge (server, 2 * i);
      g_assert_cmpuint (listener->events->len, ==, i + 1);
      listener->status = i + 1 < G_N_ELEMENTS (answers) ? answers[i + 1] : 200;
      advance_to (server, now + pauses[i] * G_TIME_SPAN_SECOND);
      nudge (server, 2 * i + 1);
    }
  test_listener_await (listener, 10);
  test_hub_await_taken (server);
  g_assert_cmpint (test_hub_read (server, ATTEMPTS), ==, 0);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpstr (test_listener_text (listener, i, "event.product.name"), ==, "Line 1");
  g_assert_cmpstr (test_listener_text (listener, 9, "event.product.name"), ==, "Line 2");
}

static void
test_event_is_given_up (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  gint64 first = cord_clock_now (server->clock);
  g_autoptr (TestReply) gone = NULL;

  listener->status = 500;
  rename_line (server, 1);
  await_reading (server, ATTEMPTS, 1);
  advance_to (server, first + G_TIME_SPAN_DAY - 1);
  await_reading (server, ATTEMPTS, 2);
  advance_to (server, first + G_TIME_SPAN_DAY + G_TIME_SPAN_MINUTE);
  await_reading (server, LISTENERS, 0);
  g_assert_cmpint (test_hub_read (server, "SELECT count (*) FROM hub_event"), ==, 0);
  gone = test_send (server, "GET", path, NULL, NULL);
  test_assert_problem (gone, 404, "not-found");
  rename_line (server, 2);
  g_assert_cmpuint (listener->events->len, ==, 3);
}

static void
test_status_410 (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);

  listener->status = 410;
  rename_line (server, 1);
  await_reading (server, LISTENERS, 0);
  g_assert_cmpuint (listener->events->len, ==, 1);
}

static void
test_restart (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);

  listener->status = 503;
  for (guint i = 0; i < 3; i++)
    rename_line (server, i);
  await_reading (server, ATTEMPTS, 1);
  cord_clock_advance (server->clock, G_TIME_SPAN_SECOND);
  listener->status = 200;
  test_hub_server_restart (server, TRUE, NULL);
  test_listener_await (listener, 4);
  test_hub_await_taken (server);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Line %u", i);

      g_assert_cmpstr (test_listener_text (listener, i + 1, "event.product.name"), ==, name);
    }
}

/* Without listeners no event is written; when the last one leaves, none is kept. */
static void
test_no_listener (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  g_autoptr (TestReply) gone = NULL;

  nudge (server, 1);
  g_assert_cmpint (test_hub_read (server, "SELECT count (*) FROM hub_api"), ==, 0);
  listener->status = 500;
  rename_line (server, 1);
  await_reading (server, ATTEMPTS, 1);
  gone = test_send (server, "DELETE", path, NULL, NULL);
  test_assert_status (gone, 204);
  g_assert_cmpint (test_hub_read (server, "SELECT count (*) FROM hub_event"), ==, 0);
}

/* A change imported into the store of a running server makes an event as well. */
static void
test_import (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  g_autofree char *store = g_strconcat ("sqlite:", server->store, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) beside = cord_server_store_open (store, &error);
  gint64 now = cord_clock_now (server->clock);
  const CordResourceType *product = cord_resource_type_find ("product");
  const CordResourceType *quote = cord_resource_type_find ("quote");
  gboolean heard;

  g_assert_no_error (error);
  g_assert_true (cord_import_feed_is_heard (beside, quote, &heard, &error) && !heard);
  g_assert_true (cord_import_feed_is_heard (beside, cord_resource_type_find ("accountHistory"), &heard, &error)
                 && !heard);
  g_assert_true (cord_import_feed_is_heard (beside, product, &heard, &error) && heard);
  g_assert_true (cord_database_begin (beside, &error));
  g_assert_true (cord_import_feed (beside, quote, NULL, "{\"id\":\"q\"}", now, &error));
  g_assert_true (cord_import_feed (beside, product, NULL, "{\"id\":\"p\"}", now, &error));
  g_assert_true (cord_import_feed (beside, product, "{\"id\":\"p\"}", "{\"id\":\"p\"}", now, &error));
  g_assert_true (cord_import_feed (beside, product, "{\"id\":\"p\"}", NULL, now, &error));
  g_assert_true (cord_database_commit (beside, &error));
  assert_types (listener, 2, "ProductCreateEvent ProductDeleteEvent");
  test_hub_await_taken (server);
}

/* Without a server: what is counted, and that nothing is sent that was rolled back or is not yet durable. */

typedef struct
{
  CordCore *core;
  CordHubCounts expected;
} Counting;

static gboolean
counts (gpointer data)
{
  const Counting *counting = data;
  CordHubCounts now;

  g_assert_true (cord_hub_count (cord_hub_of (counting->core), &now, NULL));
  return memcmp (&now, &counting->expected, sizeof now) == 0;
}

static void
change (CordCore *core, const char *after)
{
  g_auto (CordResourceChange) self = { 0 };

  g_assert_true (cord_database_begin (cord_core_get_database (core), NULL));
  g_assert_true (cord_resource_change_begin (&self, core, cord_resource_type_find ("product"), "p", NULL));
  g_assert_true (cord_resource_change_end (&self, after, NULL));
  g_assert_true (cord_database_commit (cord_core_get_database (core), NULL));
}

static void
test_counts (void)
{
  g_autoptr (TestListener) receiver = test_listener_new ();
  g_autoptr (CordDatabase) database = cord_server_store_open ("memory", NULL);
  g_autoptr (CordClock) clock = cord_clock_new_fixed (G_TIME_SPAN_DAY);
  const CordSettings settings = { .kit_mode = TRUE };
  g_autoptr (CordCore) core = cord_core_new (database, clock, &settings);
  const CordHubListener listener = { .id = (char *)"l",
                                     .base = (char *)TEST_INVENTORY,
                                     .callback = receiver->uri,
                                     .owner = (char *)"kit",
                                     .role = (char *)"system" };
  Counting counting = { core, { .listeners = 1, .waiting = 2 } };

  cord_hub_new (core, NULL);
  g_assert_true (cord_hub_store_add (database, &listener, 1, NULL));
  cord_database_set_grouping (database, TRUE);
  change (core, "{\"id\":\"p\"}");
  change (core, "{\"id\":\"q\"}");
  g_assert_true (counts (&counting));
  cord_commit_now (cord_core_get_commit (core));
  counting.expected = (CordHubCounts){ .listeners = 1, .delivered = 2 };
  test_await (counts, &counting);
  receiver->status = 500;
  change (core, "{\"id\":\"r\"}");
  cord_commit_now (cord_core_get_commit (core));
  counting.expected = (CordHubCounts){ .listeners = 1, .waiting = 1, .delivered = 2, .failed = 1 };
  test_await (counts, &counting);
  receiver->status = 410;
  cord_clock_advance (clock, G_TIME_SPAN_SECOND);
  cord_commit_now (cord_core_get_commit (core));
  counting.expected = (CordHubCounts){ .delivered = 2, .failed = 2, .dropped = 1 };
  test_await (counts, &counting);
  cord_commit_now (cord_core_get_commit (core));
  cord_hub_stop (cord_hub_of (core));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/hub/event", test_event);
  g_test_add_func ("/server/hub/kinds", test_kinds);
  g_test_add_func ("/server/hub/order", test_order);
  g_test_add_func ("/server/hub/query", test_query);
  g_test_add_func ("/server/hub/rolled-back", test_rolled_back);
  g_test_add_func ("/server/hub/in-order", test_in_order);
  g_test_add_func ("/server/hub/no-answer", test_no_answer);
  g_test_add_func ("/server/hub/endless-answer", test_endless_answer);
  g_test_add_func ("/server/hub/refused-connection", test_refused_connection);
  g_test_add_func ("/server/hub/secure", test_secure);
  g_test_add_func ("/server/hub/back-off", test_back_off);
  g_test_add_func ("/server/hub/event-is-given-up", test_event_is_given_up);
  g_test_add_func ("/server/hub/status-410", test_status_410);
  g_test_add_func ("/server/hub/restart", test_restart);
  g_test_add_func ("/server/hub/no-listener", test_no_listener);
  g_test_add_func ("/server/hub/import", test_import);
  g_test_add_func ("/server/hub/counts", test_counts);
  return g_test_run ();
}
