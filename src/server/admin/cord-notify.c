/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-notify.h"

#include "config.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

struct _CordNotify
{
  GSocket *socket; /* NULL: there is no manager */
  GSocketAddress *address;
  GSource *watchdog;
};

/* "/run/…", or "@…" for a name that is in no file system. */
static GSocketAddress *
read_address (void)
{
  const char *name = g_getenv ("NOTIFY_SOCKET");

  if (name == NULL || (*name != '/' && *name != '@') || name[1] == '\0')
    return NULL;
  if (*name == '@')
    return g_unix_socket_address_new_with_type (name + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  return g_unix_socket_address_new (name);
}

CordNotify *
cord_notify_new (void)
{
  CordNotify *self = g_new0 (CordNotify, 1);

  self->address = read_address ();
  if (self->address != NULL)
    self->socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  return self;
}

void
cord_notify_free (CordNotify *self)
{
  if (self->watchdog != NULL)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_free (self);
}

/* A manager that does not listen is no reason to do less. */
static void
tell (CordNotify *self, const char *text)
{
  if (self->socket != NULL)
    g_socket_send_to (self->socket, self->address, text, strlen (text), NULL, NULL);
}

void
cord_notify_ready (CordNotify *self, const char *status)
{
  g_autofree char *text = g_strdup_printf ("READY=1\nSTATUS=%s", status);

  tell (self, text);
}

void
cord_notify_reloading (CordNotify *self)
{
  g_autofree char *text = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());

  tell (self, text);
}

void
cord_notify_stopping (CordNotify *self)
{
  tell (self, "STOPPING=1");
}

static gboolean
on_watchdog (gpointer user_data)
{
  tell (user_data, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

/* Microseconds; 0: no watchdog is set. */
static guint64
watchdog_span (void)
{
  const char *span = g_getenv ("WATCHDOG_USEC");
  const char *process = g_getenv ("WATCHDOG_PID");
  guint64 microseconds, pid;

  if (span == NULL || !g_ascii_string_to_unsigned (span, 10, 1, G_MAXINT64, &microseconds, NULL))
    return 0;
  if (process != NULL
      && (!g_ascii_string_to_unsigned (process, 10, 1, G_MAXINT, &pid, NULL) || (pid_t)pid != getpid ()))
    return 0;
  return microseconds;
}

void
cord_notify_start_watchdog (CordNotify *self)
{
  guint64 span = watchdog_span ();

  if (self->socket == NULL || self->watchdog != NULL || span == 0)
    return;
  self->watchdog = g_timeout_source_new ((guint)MIN (MAX (span / 2000, 1), G_MAXUINT));
  g_source_set_static_name (self->watchdog, "[cordboard] watchdog");
  g_source_set_callback (self->watchdog, on_watchdog, self, NULL);
  g_source_attach (self->watchdog, g_main_context_get_thread_default ());
}
