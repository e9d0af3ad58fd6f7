/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "server/hub/cord-event-stream.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"
#include "store/cord-user-store.h"

#include <string.h>

/* The stream of resource changes: who gets which, when, and what happens to a reader that does not read. */

#define STREAM "/cordboard/v1/event-stream"
#define LINE POPULATION "/line-1"
#define OFFERING CATALOG "/basic"
#define PER_READER 8

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GDataInputStream *input;
} Reader;

static Reader *
reader_new (TestServer *server)
{
  Reader *self = g_new0 (Reader, 1);
  g_autofree char *uri = g_strconcat (cord_server_get_uri (server->server), STREAM, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", server->token, NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;

  self->session = soup_session_new_with_options ("timeout", 20, NULL);
  self->message = soup_message_new ("GET", uri);
  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_replace (headers, "Authorization", bearer);
  soup_message_headers_replace (headers, "Accept", "text/event-stream");
  stream = soup_session_send (self->session, self->message, NULL, &error);
  g_assert_no_error (error);
  self->input = g_data_input_stream_new (stream);
  return self;
}

static void
reader_free (Reader *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->input);
  g_object_unref (self->message);
  g_object_unref (self->session);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

/* NULL at the end of the stream. */
static char *
read_line (Reader *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->input, NULL, NULL, &error);

  g_assert_no_error (error);
  return line;
}

static void
assert_line (Reader *self, const char *expected)
{
  g_autofree char *line = read_line (self);

  g_assert_cmpstr (line, ==, expected);
}

static void
assert_opened (Reader *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  g_assert_cmpuint (soup_message_get_status (self->message), ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (headers, NULL), ==, "text/event-stream");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Cache-Control"), ==, "no-store");
  assert_line (self, ": listening");
  assert_line (self, "");
}

static void
assert_event (Reader *self, const char *data)
{
  g_autofree char *expected = g_strconcat ("data: ", data, NULL);

  assert_line (self, "event: change");
  assert_line (self, expected);
  assert_line (self, "");
}

/* The types of what is told up to the first change of the catalog. */
static void
assert_stream (Reader *self, const char *expected)
{
  g_autoptr (GString) types = g_string_new (NULL);

  while (!g_str_has_suffix (types->str, "productOffering"))
    {
      g_autofree char *event = read_line (self);
      g_autofree char *data = read_line (self);
      g_autofree char *end = read_line (self);
      g_autoptr (JsonNode) json = cord_json_parse (data + strlen ("data: "), -1, &CORD_JSON_LIMITS_WIRE, NULL);

      g_assert_cmpstr (event, ==, "event: change");
      g_assert_cmpstr (end, ==, "");
      g_string_append_printf (types, "%s%s", types->len > 0 ? " " : "", cord_json_find_string (json, "type"));
    }
  g_assert_cmpstr (types->str, ==, expected);
}

static void
patch (TestServer *server, const char *path, const char *body, guint status)
{
  g_autoptr (TestReply) reply = test_send (server, "PATCH", path, body, "If-Match", "*", NULL);

  test_assert_status (reply, status);
}

static void
test_changes (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (Reader) reader = NULL;
  g_autoptr (TestReply) gone = NULL;

  test_sign_in (server, "billing");
  patch (server, LINE, "{\"name\":\"Unheard\"}", 200);
  reader = reader_new (server);
  assert_opened (reader);
  patch (server, LINE, "{\"name\":\"Secret\"}", 200);
  assert_event (reader, "{\"type\":\"product\",\"id\":\"line-1\",\"version\":3}");
  patch (server, LINE, "{\"name\":\"Secret\"}", 200);                   /* changes nothing */
  patch (server, LINE, "{\"name\":\"A\",\"status\":\"created\"}", 409); /* is refused */
  patch (server, OFFERING, "{\"description\":\"Other\"}", 200);
  assert_event (reader, "{\"type\":\"productOffering\",\"id\":\"basic\",\"version\":2}");
  gone = test_send (server, "DELETE", OFFERING, NULL, "If-Match", "*", NULL);
  test_assert_status (gone, 204);
  assert_event (reader, "{\"type\":\"productOffering\",\"id\":\"basic\",\"deleted\":true}");
}

/* A user who reads only the catalog gets no other event, nor does an agent who has nobody open. */
static void
test_roles (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (Reader) reviewer = NULL;
  g_autoptr (Reader) agent = NULL;

  test_sign_in (server, "eyes");
  reviewer = reader_new (server);
  assert_opened (reviewer);
  test_sign_in (server, "agent");
  agent = reader_new (server);
  assert_opened (agent);
  test_sign_in (server, "billing");
  patch (server, LINE, "{\"name\":\"Secret\"}", 200);
  patch (server, OFFERING, "{\"description\":\"Other\"}", 200);
  assert_event (reviewer, "{\"type\":\"productOffering\",\"id\":\"basic\",\"version\":2}");
  assert_event (agent, "{\"type\":\"productOffering\",\"id\":\"basic\",\"version\":2}");
}

/* Runs as the billing system, and leaves the agent's call as it was. */
static void
patch_as_system (TestServer *server, const char *path, const char *body)
{
  g_autofree char *token = g_steal_pointer (&server->token);
  g_autofree char *interaction = g_steal_pointer (&server->interaction);

  test_sign_in (server, "billing");
  patch (server, path, body, 200);
  g_free (server->token);
  server->token = g_steal_pointer (&token);
  server->interaction = g_steal_pointer (&interaction);
}

/* An agent hears of the customer who is verified in an open call of theirs, as long as that lasts. */
static void
test_open_calls (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("other");
  g_autoptr (Reader) other = NULL;
  g_autoptr (Reader) agent = NULL;
  g_autofree char *first = NULL;

  test_open (server);
  test_verify (server, "C2", "2222");
  other = reader_new (server);
  assert_opened (other);
  test_sign_in (server, "agent");
  agent = reader_new (server);
  assert_opened (agent);
  test_open (server);
  first = g_strdup (server->interaction);
  patch_as_system (server, LINE, "{\"name\":\"Nobody\"}");
  test_verify (server, "C1", "4711");
  patch_as_system (server, LINE, "{\"name\":\"Told\"}");
  patch_as_system (server, POPULATION "/line-2", "{\"name\":\"Of another\"}");
  /* Three more, and the first is parked. */
  for (guint i = 0; i < 3; i++)
    {
      cord_clock_advance (server->clock, G_TIME_SPAN_SECOND);
      test_open (server);
    }
  patch_as_system (server, LINE, "{\"name\":\"Parked\"}");
  patch_as_system (server, OFFERING, "{\"description\":\"Other\"}");
  g_assert_cmpstr (server->interaction, !=, first);
  assert_stream (agent, "partyInteraction product productOffering");
  assert_stream (other, "product productOffering");
}

static void
test_refused (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) nobody = test_send (server, "GET", STREAM, NULL, "Accept", "text/event-stream", NULL);
  g_autoptr (TestReply) json = NULL;
  g_autoptr (TestReply) any = NULL;
  g_autoptr (TestReply) head = NULL;

  test_assert_problem (nobody, 401, "unauthenticated");
  test_sign_in (server, "agent");
  json = test_send (server, "GET", STREAM, NULL, "Accept", "application/json", NULL);
  any = test_send (server, "GET", STREAM, NULL, NULL);
  head = test_send (server, "HEAD", STREAM, NULL, "Accept", "text/event-stream", NULL);
  test_assert_problem (json, 406, "not-acceptable");
  test_assert_problem (any, 406, "not-acceptable");
  test_assert_status (head, 200);
}

static void
test_keep_alive (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (Reader) reader = NULL;

  test_sign_in (server, "agent");
  reader = reader_new (server);
  assert_opened (reader);
  cord_clock_advance (server->clock, 15 * G_TIME_SPAN_SECOND);
  assert_line (reader, ":");
  assert_line (reader, "");
}

/* The stream ends with the sign-in, and needs no keep-alive to notice. */
static void
test_signed_out (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (Reader) reader = NULL;
  g_autofree char *body = NULL;
  g_autoptr (TestReply) out = NULL;

  test_sign_in (server, "agent");
  reader = reader_new (server);
  assert_opened (reader);
  body = g_strdup_printf ("{\"token\":\"%s\"}", server->token);
  out = test_send (server, "POST", "/cordboard/v1/token/revoke", body, NULL);
  test_assert_status (out, 204);
  assert_line (reader, NULL);
}

static void
test_expired (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (Reader) reader = NULL;

  test_sign_in (server, "agent");
  reader = reader_new (server);
  assert_opened (reader);
  cord_clock_advance (server->clock, 5 * G_TIME_SPAN_MINUTE);
  assert_line (reader, NULL);
}

static void
put_agent (CordDatabase *database, const char *role)
{
  g_assert_true (cord_user_store_put (database, "agent", role, TEST_PASSWORD, &CORD_SECRET_COST_LOWEST, 1, NULL));
}

static void
make_trainer (CordDatabase *database)
{
  put_agent (database, "trainer");
}

/* How long the stream of a user lasts after @change, as cordboardctl makes it beside the server. */
static gint64
time_end (TestServer *server, CordDatabase *database, void (*change) (CordDatabase *database))
{
  g_autoptr (Reader) reader = NULL;
  g_autoptr (TestReply) refused = NULL;
  gint64 begun;

  put_agent (database, "agent");
  test_sign_in (server, "agent");
  reader = reader_new (server);
  assert_opened (reader);
  begun = g_get_monotonic_time ();
  change (database);
  assert_line (reader, NULL);
  begun = g_get_monotonic_time () - begun;
  refused = test_send (server, "GET", CATALOG, NULL, NULL);
  test_assert_problem (refused, 401, "invalid_token");
  return begun;
}

/* Within a second, which a busy machine may need a few attempts to show. */
static void
assert_ends (void (*change) (CordDatabase *database))
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (CordDatabase) database = test_open_store (server);
  gint64 taken = G_MAXINT64;

  for (guint i = 0; i < 5 && taken >= G_TIME_SPAN_SECOND; i++)
    taken = time_end (server, database, change);
  g_assert_cmpint (taken, <, G_TIME_SPAN_SECOND);
}

static void
test_disabled (void)
{
  assert_ends (test_disable_agent);
}

static void
test_other_role (void)
{
  assert_ends (make_trainer);
}

/* A clock that is set back by a day neither ends a stream nor keeps it: five minutes are five minutes. */
static void
test_clock_set_back (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (Reader) reader = NULL;

  test_sign_in (server, "agent");
  reader = reader_new (server);
  assert_opened (reader);
  cord_clock_advance (server->clock, -G_TIME_SPAN_DAY);
  cord_clock_advance (server->clock, 15 * G_TIME_SPAN_SECOND);
  assert_line (reader, ":");
  assert_line (reader, "");
  cord_clock_advance (server->clock, 5 * G_TIME_SPAN_MINUTE);
  assert_line (reader, NULL);
}

static guint
try_to_open (TestServer *server)
{
  g_autoptr (Reader) reader = reader_new (server);

  return soup_message_get_status (reader->message);
}

/* One user cannot take all places, and those who leave free theirs at the next keep-alive. */
static void
test_places_are_freed (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  Reader *readers[PER_READER];
  guint tries = 0;

  test_sign_in (server, "agent");
  for (guint i = 0; i < PER_READER; i++)
    {
      readers[i] = reader_new (server);
      assert_opened (readers[i]);
    }
  g_assert_cmpuint (try_to_open (server), ==, 503);
  test_sign_in (server, "other");
  g_assert_cmpuint (try_to_open (server), ==, 200);
  test_sign_in (server, "agent");
  reader_free (readers[0]);
  while (try_to_open (server) == 503)
    {
      g_assert_cmpuint (++tries, <, 20000);
      cord_clock_advance (server->clock, G_TIME_SPAN_SECOND / 10);
    }
  /* The server stops while others still listen, and ends their streams. */
  test_server_free (g_steal_pointer (&server));
  for (guint i = 1; i < PER_READER; i++)
    {
      g_autofree char *line = NULL;

      while ((line = read_line (readers[i])) != NULL)
        g_clear_pointer (&line, g_free);
      reader_free (readers[i]);
    }
}

/* A reader that does not read: a server in this thread, and a socket that is never read. */

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  CordCore *core = user_data;
  CordRequest request = { .core = core,
                          .subject = (char *)"slow",
                          .role = (char *)"system",
                          .headers = soup_server_message_get_request_headers (message) };

  soup_server_message_set_status (message, 200, NULL);
  cord_event_stream_attach (cord_event_stream_of (core), &request, message);
}

static GSocketConnection *
connect_to (SoupServer *soup)
{
  static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  GSList *uris = soup_server_get_uris (soup);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16)g_uri_get_port (uris->data), NULL, &error);

  g_assert_no_error (error);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  return connection;
}

static void
test_reader_that_does_not_read (void)
{
  g_autoptr (CordDatabase) database = cord_server_store_open ("memory", NULL);
  g_autoptr (CordClock) clock = cord_clock_new_fixed (G_TIME_SPAN_DAY);
  g_autoptr (CordCore) core = cord_core_new (database, clock, NULL);
  g_autoptr (SoupServer) soup = soup_server_new (NULL, NULL);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *id = g_strnfill (250, 'x');
  gint64 begun;
  guint sent = 0;

  cord_event_stream_new (core);
  g_assert_true (cord_resource_store_put (database, "product", id, "{}", NULL, 1, NULL, NULL));
  soup_server_add_handler (soup, NULL, on_request, core, NULL);
  g_assert_true (soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  connection = connect_to (soup);
  while (!cord_event_stream_is_watched (cord_event_stream_of (core)))
    g_main_context_iteration (NULL, TRUE);
  begun = g_get_monotonic_time ();
  while (cord_event_stream_is_watched (cord_event_stream_of (core)))
    {
      cord_event_stream_note (cord_event_stream_of (core), cord_resource_type_find ("product"), id, 1, "{}");
      cord_event_stream_flush (cord_event_stream_of (core));
      if (++sent % 100 == 0)
        while (g_main_context_iteration (NULL, FALSE))
          ;
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_TIME_SPAN_SECOND);
    }
  soup_server_disconnect (soup);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/event-stream/changes", test_changes);
  g_test_add_func ("/server/event-stream/roles", test_roles);
  g_test_add_func ("/server/event-stream/open-calls", test_open_calls);
  g_test_add_func ("/server/event-stream/refused", test_refused);
  g_test_add_func ("/server/event-stream/keep-alive", test_keep_alive);
  g_test_add_func ("/server/event-stream/signed-out", test_signed_out);
  g_test_add_func ("/server/event-stream/expired", test_expired);
  g_test_add_func ("/server/event-stream/disabled", test_disabled);
  g_test_add_func ("/server/event-stream/other-role", test_other_role);
  g_test_add_func ("/server/event-stream/clock-set-back", test_clock_set_back);
  g_test_add_func ("/server/event-stream/places-are-freed", test_places_are_freed);
  g_test_add_func ("/server/event-stream/reader-that-does-not-read", test_reader_that_does_not_read);
  return g_test_run ();
}
