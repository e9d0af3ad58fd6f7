/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-acceptor.h"

#include "config.h"

#include "base/cord-error.h"

#include <gio/gnetworking.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define BACKLOG 512 /* connections that wait to be taken */
#define PAUSE_MILLISECONDS 100

struct _CordAcceptor
{
  GSocketAddress *address; /* as asked for; after a start as bound */
  GSocket *socket;
  gboolean inherited;
  GSource *source; /* while it takes connections */
  char *uri;
  CordAcceptorFunc func;
  gpointer user_data;
};

/* Addresses */

static gboolean
refuse_form (GError **error, const char *listen)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "listen", "listen", _ ("Write unix:PATH or 127.0.0.1:PORT."),
                              _ ("The server does not listen at %s"), listen);
}

/* libsoup here lacks fixes that matter on a network (docs/security.md, T1), so anything but this machine needs a proxy
 * before it. */
static gboolean
refuse_network (GError **error, const char *listen)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "not-loopback", "listen",
                              _ ("Put a proxy such as nginx before it and listen on 127.0.0.1."),
                              _ ("The server listens on this machine only, not at %s"), listen);
}

GSocketAddress *
cord_acceptor_parse (const char *listen, gboolean unsafe, GError **error)
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

/* The service manager is trusted, but its configuration may be wrong. */
static gboolean
adopt (CordAcceptor *self, GSocket *socket, gboolean unsafe, GError **error)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, error);
  g_autofree char *text = NULL;
  int listening = 0;

  if (address == NULL)
    return FALSE;
  text = address_text (address);
  if (!g_socket_get_option (socket, SOL_SOCKET, SO_ACCEPTCONN, &listening, NULL) || !listening
      || g_socket_get_socket_type (socket) != G_SOCKET_TYPE_STREAM)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "listen", "listen", _ ("Write ListenStream= in its unit."),
                                _ ("The socket that was handed over does not listen"));
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

CordAcceptor *
cord_acceptor_new (const char *listen, GSocket *socket, gboolean unsafe, GError **error)
{
  g_autoptr (CordAcceptor) self = g_new0 (CordAcceptor, 1);

  if (socket != NULL)
    return adopt (self, socket, unsafe, error) ? g_steal_pointer (&self) : NULL;
  if (g_str_equal (listen, CORD_LISTEN_SYSTEMD))
    cord_error_set_full (error, CORD_ERROR_INVALID, "not-activated", "listen",
                         _ ("Start it by its socket unit, or write unix:PATH or 127.0.0.1:PORT."),
                         _ ("No socket was handed over"));
  else
    self->address = cord_acceptor_parse (listen, unsafe, error);
  return self->address != NULL ? g_steal_pointer (&self) : NULL;
}

void
cord_acceptor_free (CordAcceptor *self)
{
  cord_acceptor_stop (self);
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_free (self->uri);
  g_free (self);
}

/* The socket */

static const char *
path_of (CordAcceptor *self)
{
  return G_IS_UNIX_SOCKET_ADDRESS (self->address)
             ? g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (self->address))
             : NULL;
}

/* A socket file that a killed server left behind is in the way; a living one answers and is left alone. */
static gboolean
clear_path (CordAcceptor *self, GError **error)
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
                                _ ("Stop the other program or choose another path."), _ ("Something else is at %s"),
                                path);
  g_unlink (path);
  return TRUE;
}

static GSocket *
bind_socket (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket
      = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  mode_t mask;
  gboolean bound;

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  /* No other user of this machine may connect to the Unix socket, not even for the moment after bind. */
  mask = umask (0077);
  bound = g_socket_bind (socket, address, TRUE, error);
  umask (mask);
  return bound && g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

static gboolean
open_socket (CordAcceptor *self, GError **error)
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

static void
attach (CordAcceptor *self, GSource *source, const char *name, GSourceFunc func)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->source = source;
  g_source_set_static_name (source, name);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void take_from_now (CordAcceptor *self);

static gboolean
on_pause_over (gpointer user_data)
{
  take_from_now (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_incoming (GSocket *listening, GIOCondition condition, gpointer user_data)
{
  CordAcceptor *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

  if (socket == NULL)
    {
      /* Without a file descriptor to spare, the socket would stay readable and keep the loop turning. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        attach (self, g_timeout_source_new (PAUSE_MILLISECONDS), "[cordboard] pause before the next connection",
                on_pause_over);
      return G_SOURCE_CONTINUE;
    }
  if (g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  self->func (socket, self->user_data);
  return G_SOURCE_CONTINUE;
}

static void
take_from_now (CordAcceptor *self)
{
  attach (self, g_socket_create_source (self->socket, G_IO_IN, NULL), "[cordboard] connections",
          G_SOURCE_FUNC (on_incoming));
}

static void
note_uri (CordAcceptor *self)
{
  g_autofree char *text = address_text (self->address);

  g_free (self->uri);
  self->uri = path_of (self) != NULL ? g_strdup ("http://localhost") : g_strconcat ("http://", text, NULL);
}

gboolean
cord_acceptor_start (CordAcceptor *self, CordAcceptorFunc func, gpointer user_data, GError **error)
{
  g_return_val_if_fail (self->source == NULL, FALSE);

  if (!self->inherited && !open_socket (self, error))
    return FALSE;
  note_uri (self);
  self->func = func;
  self->user_data = user_data;
  g_socket_set_blocking (self->socket, FALSE);
  take_from_now (self);
  return TRUE;
}

void
cord_acceptor_stop (CordAcceptor *self)
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

const char *
cord_acceptor_get_uri (CordAcceptor *self)
{
  return self->uri;
}

guint
cord_acceptor_get_port (CordAcceptor *self)
{
  return G_IS_INET_SOCKET_ADDRESS (self->address)
             ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->address))
             : 0;
}

GSocketAddress *
cord_acceptor_get_address (CordAcceptor *self)
{
  return self->address;
}
