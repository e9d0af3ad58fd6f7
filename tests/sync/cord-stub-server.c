/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-stub-server.h"

#include <string.h>

struct _CordStubServer
{
  GSocketService *service;
  guint16 port;
  CordStubHandler handler;
  gpointer user_data;
  GMutex mutex;
  GPtrArray *requests;
  GCancellable *stop;
};

static void
request_free (gpointer data)
{
  CordStubRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->headers);
  g_free (request->body);
  g_free (request);
}

static CordStubRequest *
read_request (CordStubServer *self, GDataInputStream *input)
{
  g_autofree char *first = g_data_input_stream_read_line (input, NULL, self->stop, NULL);
  g_autoptr (GString) headers = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  CordStubRequest *request;
  gsize length = 0;

  if (first == NULL || *first == '\0')
    return NULL;
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, self->stop, NULL);
      g_autofree char *name = NULL;
      char *colon;

      if (line == NULL)
        return NULL;
      g_strchomp (line);
      if (*line == '\0')
        break;
      colon = strchr (line, ':');
      g_assert_nonnull (colon);
      name = g_ascii_strdown (line, colon - line);
      if (g_str_equal (name, "content-length"))
        length = (gsize)g_ascii_strtoull (colon + 1, NULL, 10);
      g_string_append_printf (headers, "%s:%s\n", name, g_strstrip (colon + 1));
    }
  g_strchomp (first);
  words = g_strsplit (first, " ", 3);
  request = g_new0 (CordStubRequest, 1);
  request->method = g_strdup (words[0]);
  request->path = g_strdup (words[1]);
  request->headers = g_strdup (headers->str);
  request->body = g_malloc0 (length + 1);
  g_input_stream_read_all (G_INPUT_STREAM (input), request->body, length, NULL, self->stop, NULL);
  return request;
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  CordStubServer *self = user_data;
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  CordStubRequest *request;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_LF);
  while ((request = read_request (self, input)) != NULL)
    {
      g_autofree char *answer = NULL;
      guint number;

      g_mutex_lock (&self->mutex);
      g_ptr_array_add (self->requests, request);
      number = self->requests->len - 1;
      g_mutex_unlock (&self->mutex);
      answer = self->handler (request, number, self->user_data);
      if (answer == NULL || !g_output_stream_write_all (output, answer, strlen (answer), NULL, self->stop, NULL)
          || strstr (answer, "Connection: close\r\n") != NULL)
        break;
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

CordStubServer *
cord_stub_server_new (CordStubHandler handler, gpointer user_data)
{
  CordStubServer *self = g_new0 (CordStubServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  GError *error = NULL;

  self->handler = handler;
  self->user_data = user_data;
  self->stop = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func (request_free);
  g_mutex_init (&self->mutex);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

void
cord_stub_server_free (CordStubServer *self)
{
  g_cancellable_cancel (self->stop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* A connection's thread holds a reference to the service; the last one frees it. */
  while (G_OBJECT (self->service)->ref_count > 1)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (self->service);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

char *
cord_stub_server_dup_uri (CordStubServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

guint
cord_stub_server_count (CordStubServer *self)
{
  guint count;

  g_mutex_lock (&self->mutex);
  count = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return count;
}

const CordStubRequest *
cord_stub_server_get (CordStubServer *self, guint index)
{
  const CordStubRequest *request;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->requests->len);
  request = g_ptr_array_index (self->requests, index);
  g_mutex_unlock (&self->mutex);
  return request;
}

char *
cord_stub_request_dup_header (const CordStubRequest *request, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request->headers, "\n", -1);
  g_autofree char *prefix = g_strconcat (name, ":", NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], prefix))
      return g_strdup (lines[i] + strlen (prefix));
  return NULL;
}

char *
cord_stub_answer (int status, const char *headers, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s",
                          status, strlen (body), headers != NULL ? headers : "", body);
}

char *
cord_stub_json (const char *body)
{
  return cord_stub_answer (200, NULL, body);
}
