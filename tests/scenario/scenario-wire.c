/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-wire.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#define ROOM 65536

struct _ScenarioWire
{
  GSocketService *service;
  GSocketAddress *server;
  GCancellable *stop;
  char *folder;
  char *address;
  GBytes *answer;
  GMutex mutex;
  ScenarioWireTap tap;
  gpointer user_data;
};

static void
send_answer (ScenarioWire *self, GOutputStream *desk)
{
  g_autoptr (GBytes) answer = NULL;

  g_mutex_lock (&self->mutex);
  answer = g_bytes_ref (self->answer);
  g_mutex_unlock (&self->mutex);
  g_output_stream_write_all (desk, g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL, self->stop, NULL);
}

/* Waits until the desk has closed its side. */
static void
hang (ScenarioWire *self, GSocketConnection *desk)
{
  GPollFD each[2] = { { g_socket_get_fd (g_socket_connection_get_socket (desk)), G_IO_IN, 0 } };

  if (!g_cancellable_make_pollfd (self->stop, &each[1]))
    return;
  g_poll (each, 2, -1);
  g_cancellable_release_fd (self->stop);
}

/* One connection, both directions in turn: a desk sends a request and waits for its answer. The head of a request
 * comes in one piece. */
static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *desk, GObject *source, gpointer user_data)
{
  ScenarioWire *self = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) server
      = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (self->server), self->stop, NULL);
  g_autofree char *bytes = g_malloc (ROOM + 1);
  g_autofree char *request = NULL;
  gboolean first = TRUE;
  ScenarioWireVerdict verdict = SCENARIO_WIRE_PASS;

  while (server != NULL && verdict == SCENARIO_WIRE_PASS)
    {
      GPollFD each[3] = { { g_socket_get_fd (g_socket_connection_get_socket (desk)), G_IO_IN, 0 },
                          { g_socket_get_fd (g_socket_connection_get_socket (server)), G_IO_IN, 0 } };
      gboolean from_desk;
      gssize length;

      if (!g_cancellable_make_pollfd (self->stop, &each[2]))
        break;
      g_poll (each, 3, -1);
      g_cancellable_release_fd (self->stop);
      if (each[2].revents != 0)
        break;
      from_desk = each[0].revents != 0;
      length = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (from_desk ? desk : server)), bytes, ROOM,
                                    self->stop, NULL);
      if (length <= 0)
        break;
      bytes[length] = '\0';
      if (from_desk && first)
        {
          g_free (request);
          request = g_strndup (bytes, strcspn (bytes, "\r\n"));
          verdict = self->tap (request, FALSE, self->user_data);
        }
      else if (!from_desk && !first)
        verdict = self->tap (request, TRUE, self->user_data);
      first = !from_desk;
      if (verdict == SCENARIO_WIRE_ANSWER)
        {
          send_answer (self, g_io_stream_get_output_stream (G_IO_STREAM (desk)));
          break;
        }
      if (verdict == SCENARIO_WIRE_PASS
          && !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (from_desk ? server : desk)), bytes,
                                         (gsize)length, NULL, self->stop, NULL))
        break;
    }
  if (verdict == SCENARIO_WIRE_HANG)
    hang (self, desk);
  g_io_stream_close (G_IO_STREAM (desk), NULL, NULL);
  return TRUE;
}

ScenarioWire *
scenario_wire_new (const char *server, ScenarioWireTap tap, gpointer user_data)
{
  ScenarioWire *self = g_new0 (ScenarioWire, 1);
  g_autofree char *path = NULL;
  g_autoptr (GSocketAddress) here = NULL;
  g_autoptr (GError) error = NULL;

  self->tap = tap;
  self->user_data = user_data;
  self->stop = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  self->server = g_unix_socket_address_new (server + strlen ("unix:"));
  self->folder = g_dir_make_tmp ("cordboard-wire-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "socket", NULL);
  self->address = g_strconcat ("unix:", path, NULL);
  here = g_unix_socket_address_new (path);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), here, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

void
scenario_wire_free (ScenarioWire *self)
{
  g_autofree char *path = g_build_filename (self->folder, "socket", NULL);

  g_cancellable_cancel (self->stop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* A connection's thread holds a reference to the service; the last one frees it. */
  while (G_OBJECT (self->service)->ref_count > 1)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (self->service);
  g_object_unref (self->server);
  g_object_unref (self->stop);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_mutex_clear (&self->mutex);
  g_unlink (path);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->address);
  g_free (self);
}

const char *
scenario_wire_get_address (ScenarioWire *self)
{
  return self->address;
}

void
scenario_wire_set_answer (ScenarioWire *self, const char *bytes, gsize length)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = g_bytes_new (bytes, length);
  g_mutex_unlock (&self->mutex);
}
