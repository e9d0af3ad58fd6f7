/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-listener.h"

#include "config.h"

#include "base/cord-error.h"

#include <gio/gnetworking.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A client on this machine, or the proxy before it, has its request ready when it connects. */
#define REQUEST_MICROSECONDS (250 * G_TIME_SPAN_MILLISECOND)

/* A connection whose request has not come. */
typedef struct
{
  GSocketAddress *remote; /* known by its address in memory: Unix sockets have no other */
  gint64 taken;           /* monotonic */
} Fresh;

struct _CordListener
{
  GSocketAddress *address; /* as asked for; after a start as bound */
  GSocket *socket;
  gboolean inherited;
  GSource *source; /* while it takes connections */
  GQueue *fresh;   /* oldest first */
  char *uri;
  CordListenerFunc func;
  gpointer user_data;
};

static void
fresh_free (gpointer data)
{
  Fresh *fresh = data;

  g_object_unref (fresh->remote);
  g_free (fresh);
}

/* Addresses */

static gboolean
refuse_form (GError **error, const char *listen)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "listen", "listen", _("Write unix:PATH or 127.0.0.1:PORT."),
                              _("The server does not listen at %s"), listen);
}

/* libsoup here lacks fixes that matter on a network (security.md T1), so anything but this machine needs a proxy before
 * it. */
static gboolean
refuse_network (GError **error, const char *listen)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "not-loopback", "listen",
                              _("Put a proxy such as nginx before it and listen on 127.0.0.1."),
                              _("The server listens on this machine only, not at %s"), listen);
}

GSocketAddress *
cord_listener_parse (const char *listen, gboolean unsafe, GError **error)
{
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = colon != NULL ? g_strndup (listen, (gsize)(colon - listen)) : NULL;
  g_autoptr (GInetAddress) address = NULL;
  guint64 port = 0;

  if (g_str_has_prefix (listen, "unix:") && listen[5] != '\0')
    return g_unix_socket_address_new (listen + 5);
  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      if (*host == '[' && g_str_has_suffix (host, "]"))
        {
          host[strlen (host) - 1] = '\0';
          memmove (host, host + 1, strlen (host));
        }
      address = g_inet_address_new_from_string (host);
    }
  if (address == NULL)
    refuse_form (error, listen);
  else if (!g_inet_address_get_is_loopback (address) && !unsafe)
    refuse_network (error, listen);
  else
    return g_inet_socket_address_new (address, (guint16)port);
  return NULL;
}

static char *
address_text (GSocketAddress *address)
{
  if (G_IS_INET_SOCKET_ADDRESS (address))
    return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    return g_strconcat ("unix:", g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)), NULL);
  return g_strdup ("?");
}

/* Whoever handed it over is trusted with the machine, and may be mistaken all the same. */
static gboolean
adopt (CordListener *self, GSocket *socket, gboolean unsafe, GError **error)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, error);
  g_autofree char *text = NULL;
  int listening = 0;

  if (address == NULL)
    return FALSE;
  text = address_text (address);
  if (!g_socket_get_option (socket, SOL_SOCKET, SO_ACCEPTCONN, &listening, NULL) || !listening
      || g_socket_get_socket_type (socket) != G_SOCKET_TYPE_STREAM)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "listen", "listen", _("Write ListenStream= in its unit."),
                                _("The socket that was handed over does not listen"));
  if (G_IS_INET_SOCKET_ADDRESS (address)
          ? !unsafe
                && !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)))
          : !G_IS_UNIX_SOCKET_ADDRESS (address))
    return refuse_network (error, text);
  self->address = g_steal_pointer (&address);
  self->socket = g_object_ref (socket);
  self->inherited = TRUE;
  return TRUE;
}

CordListener *
cord_listener_new (const char *listen, GSocket *socket, gboolean unsafe, GError **error)
{
  g_autoptr (CordListener) self = g_new0 (CordListener, 1);

  self->fresh = g_queue_new ();
  if (socket != NULL)
    return adopt (self, socket, unsafe, error) ? g_steal_pointer (&self) : NULL;
  if (g_str_equal (listen, CORD_LISTEN_SYSTEMD))
    cord_error_set_full (error, CORD_ERROR_INVALID, "not-activated", "listen",
                         _("Start it by its socket unit, or write unix:PATH or 127.0.0.1:PORT."),
                         _("No socket was handed over"));
  else
    self->address = cord_listener_parse (listen, unsafe, error);
  return self->address != NULL ? g_steal_pointer (&self) : NULL;
}

void
cord_listener_free (CordListener *self)
{
  cord_listener_stop (self);
  g_queue_free_full (self->fresh, fresh_free);
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_free (self->uri);
  g_free (self);
}

/* The socket */

static const char *
path_of (CordListener *self)
{
  return G_IS_UNIX_SOCKET_ADDRESS (self->address)
             ? g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (self->address))
             : NULL;
}

/* A socket file that a killed server left behind is in the way; a living one answers and is left alone. */
static gboolean
clear_path (CordListener *self, GError **error)
{
  const char *path = path_of (self);
  g_autoptr (GSocket) probe = NULL;
  GStatBuf info;

  if (path == NULL || g_lstat (path, &info) != 0)
    return TRUE;
  probe = S_ISSOCK (info.st_mode)
              ? g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL)
              : NULL;
  if (probe == NULL || g_socket_connect (probe, self->address, NULL, NULL))
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "in-use", "listen",
                                _("Stop the other program or choose another path."), _("Something else is at %s"), path);
  g_unlink (path);
  return TRUE;
}

static GSocket *
bind_socket (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);
  mode_t mask;
  gboolean bound;

  if (socket == NULL)
    return NULL;
  /* Nobody else on this machine may connect to the Unix socket, not even for the moment after bind. */
  mask = umask (0077);
  bound = g_socket_bind (socket, address, TRUE, error);
  umask (mask);
  return bound && g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

static gboolean
open_socket (CordListener *self, GError **error)
{
  g_autoptr (GSocket) socket = clear_path (self, error) ? bind_socket (self->address, error) : NULL;
  g_autoptr (GSocketAddress) bound = socket != NULL ? g_socket_get_local_address (socket, error) : NULL;

  if (bound == NULL)
    return FALSE;
  g_set_object (&self->address, bound);
  self->socket = g_steal_pointer (&socket);
  return TRUE;
}

/* The connections */

static gboolean
is_over (const Fresh *fresh)
{
  return g_get_monotonic_time () - fresh->taken > REQUEST_MICROSECONDS;
}

static void
forget_overdue (CordListener *self)
{
  while (!g_queue_is_empty (self->fresh) && is_over (g_queue_peek_head (self->fresh)))
    fresh_free (g_queue_pop_head (self->fresh));
}

static void
remember (CordListener *self, GSocketAddress *remote)
{
  Fresh *fresh = g_new0 (Fresh, 1);

  forget_overdue (self);
  fresh->remote = g_object_ref (remote);
  fresh->taken = g_get_monotonic_time ();
  g_queue_push_tail (self->fresh, fresh);
}

static gboolean
on_incoming (GSocket *listening, GIOCondition condition, gpointer user_data)
{
  CordListener *self = user_data;
  g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, NULL);
  g_autoptr (GSocketConnection) connection
      = socket != NULL ? g_socket_connection_factory_create_connection (socket) : NULL;
  g_autoptr (GSocketAddress) local = socket != NULL ? g_socket_get_local_address (socket, NULL) : NULL;
  g_autoptr (GSocketAddress) remote = socket != NULL ? g_socket_get_remote_address (socket, NULL) : NULL;

  /* Who left again before he was taken is nobody's mistake. */
  if (local == NULL || remote == NULL)
    return G_SOURCE_CONTINUE;
  if (g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  remember (self, remote);
  self->func (connection, local, remote, self->user_data);
  return G_SOURCE_CONTINUE;
}

static void
note_uri (CordListener *self)
{
  g_autofree char *text = address_text (self->address);

  g_free (self->uri);
  self->uri = path_of (self) != NULL ? g_strdup ("http://localhost") : g_strconcat ("http://", text, NULL);
}

gboolean
cord_listener_start (CordListener *self, CordListenerFunc func, gpointer user_data, GError **error)
{
  g_return_val_if_fail (self->source == NULL, FALSE);

  if (!self->inherited && !open_socket (self, error))
    return FALSE;
  note_uri (self);
  self->func = func;
  self->user_data = user_data;
  g_socket_set_blocking (self->socket, FALSE);
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_static_name (self->source, "[cordboard] connections");
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_incoming), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return TRUE;
}

void
cord_listener_stop (CordListener *self)
{
  if (self->source == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (self->inherited)
    return;
  if (path_of (self) != NULL)
    g_unlink (path_of (self));
  g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

void
cord_listener_note_request (CordListener *self, GSocketAddress *remote)
{
  for (GList *link = self->fresh->head; link != NULL; link = link->next)
    if (((Fresh *)link->data)->remote == remote)
      {
        fresh_free (link->data);
        g_queue_delete_link (self->fresh, link);
        return;
      }
}

gboolean
cord_listener_expects_request (CordListener *self)
{
  forget_overdue (self);
  return !g_queue_is_empty (self->fresh);
}

const char *
cord_listener_get_uri (CordListener *self)
{
  return self->uri;
}

guint
cord_listener_get_port (CordListener *self)
{
  return G_IS_INET_SOCKET_ADDRESS (self->address)
             ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->address))
             : 0;
}

GSocketAddress *
cord_listener_get_address (CordListener *self)
{
  return self->address;
}
