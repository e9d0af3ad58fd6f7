/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-listener.h"

#define BOUND (20 * G_TIME_SPAN_SECOND)
#define GLANCE_MILLISECONDS 5

static void
on_over (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  ((TestListener *)user_data)->open--;
}

static void
on_call (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  TestListener *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (message), NULL);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (GError) error = NULL;
  JsonNode *event = cord_json_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                     &CORD_JSON_LIMITS_FILE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  g_assert_cmpstr (type, ==, "application/json");
  g_assert_cmpstr (path, ==, "/listener/1");
  g_ptr_array_add (self->events, event);
  /* As in the server: libsoup 3.2 leaks a keep-alive connection that its client closes. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  self->open++;
  self->open_max = MAX (self->open_max, self->open);
  if (self->silent)
    soup_server_message_pause (message);
  else
    soup_server_message_set_status (message, self->status, NULL);
  if (self->endless)
    {
      soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "on and on", 9);
    }
  else if (SOUP_STATUS_IS_REDIRECTION (self->status))
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", "/elsewhere");
  else
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "heard", 5);
}

TestListener *
test_listener_new (void)
{
  TestListener *self = g_new0 (TestListener, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->status = 204;
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, on_call, self, NULL);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (on_over), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (on_over), self);
  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d/listener/1?key=a%%2Fb", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return self;
}

void
test_listener_free (TestListener *self)
{
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->events);
  g_free (self->uri);
  g_free (self);
}

static gboolean
on_glance (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
test_await (TestUntil func, gpointer data)
{
  gint64 end = g_get_monotonic_time () + BOUND;
  guint glance = g_timeout_add (GLANCE_MILLISECONDS, on_glance, NULL);

  while (!func (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("it did not come about");
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (glance);
}

typedef struct
{
  TestListener *listener;
  guint count;
} Awaited;

static gboolean
has_heard (gpointer data)
{
  const Awaited *awaited = data;

  return awaited->listener->events->len >= awaited->count;
}

JsonNode *
test_listener_await (TestListener *self, guint count)
{
  Awaited awaited = { self, count };

  test_await (has_heard, &awaited);
  g_assert_cmpuint (self->events->len, ==, count);
  return g_ptr_array_index (self->events, count - 1);
}

const char *
test_listener_text (const TestListener *self, guint number, const char *path)
{
  const char *text;

  g_assert_cmpuint (number, <, self->events->len);
  text = cord_json_find_string (g_ptr_array_index (self->events, number), path);
  if (text == NULL)
    g_error ("event %u has no %s", number, path);
  return text;
}

char *
test_listener_types (const TestListener *self)
{
  GString *types = g_string_new (NULL);

  for (guint i = 0; i < self->events->len; i++)
    g_string_append_printf (types, "%s%s", i > 0 ? " " : "", test_listener_text (self, i, "eventType"));
  return g_string_free (types, FALSE);
}
