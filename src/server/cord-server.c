/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-server.h"

#include "config.h"

#include "base/cord-period.h"
#include "server/cord-core.h"
#include "server/cord-edge.h"
#include "server/cord-group.h"
#include "server/cord-hub.h"
#include "server/cord-order.h"
#include "store/cord-server-store.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define TICK_MILLISECONDS 500
#define DRAIN_MILLISECONDS 5000

struct _CordServer
{
  GObject parent_instance;

  CordClock *clock;
  char *store;
  gboolean kit_mode;
  gint64 undo_window;
  char *spool;
  char *zone;
  char *policy_dir;
  char *policy;
  char *callback_allow;
  CordSecretCost cost;
  CordServerPopulate populate;
  gpointer populate_data;

  GSocketAddress *address; /* as asked for; after a start as bound */
  char *socket_path;       /* to be removed at the end */
  char *uri;
  guint port;

  CordCore *core;
  SoupServer *soup;
  GHashTable *asked; /* (element-type SoupServerMessage): read, and not answered to the end yet; not owned */
  gboolean stopping;
  GSource *tick;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GMutex lock;
  GCond changed;
  gboolean settled; /* the thread has started, or failed to */
  GError *failure;
};

G_DEFINE_FINAL_TYPE (CordServer, cord_server, G_TYPE_OBJECT)

void
cord_server_options_init (CordServerOptions *options)
{
  memset (options, 0, sizeof *options);
  options->undo_window = -1;
}

static gboolean
refuse_listen (GError **error, const char *listen)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "listen", "listen", _("Write unix:PATH or 127.0.0.1:PORT."),
                              _("The server does not listen at %s"), listen);
}

/* libsoup here lacks fixes that matter on a network (security.md T1), so anything but this machine needs a proxy before
 * it. */
static gboolean
read_listen (CordServer *self, const char *listen, gboolean unsafe, GError **error)
{
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = colon != NULL ? g_strndup (listen, (gsize)(colon - listen)) : NULL;
  g_autoptr (GInetAddress) address = NULL;
  guint64 port;

  if (g_str_has_prefix (listen, "unix:") && listen[5] != '\0')
    {
      self->address = g_unix_socket_address_new (listen + 5);
      self->socket_path = g_strdup (listen + 5);
      return TRUE;
    }
  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    return refuse_listen (error, listen);
  if (*host == '[' && g_str_has_suffix (host, "]"))
    {
      host[strlen (host) - 1] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  address = g_inet_address_new_from_string (host);
  if (address == NULL)
    return refuse_listen (error, listen);
  if (!g_inet_address_get_is_loopback (address) && (!unsafe || self->kit_mode))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "not-loopback", "listen",
                                _("Put a proxy such as nginx before it and listen on 127.0.0.1."),
                                _("The server listens on this machine only, not at %s"), listen);
  self->address = g_inet_socket_address_new (address, (guint16)port);
  return TRUE;
}

static gboolean
check_zone (const char *zone, GError **error)
{
  GTimeZone *found = cord_zone_parse (zone, error);

  if (found == NULL)
    return FALSE;
  g_time_zone_unref (found);
  return TRUE;
}

CordServer *
cord_server_new (const CordServerOptions *options, CordClock *clock, GError **error)
{
  g_autoptr (CordServer) self = g_object_new (CORD_TYPE_SERVER, NULL);
  int undo = options->undo_window >= 0 ? options->undo_window : options->kit_mode ? 0 : 30;

  self->clock = g_object_ref (clock);
  self->store = g_strdup (options->store != NULL ? options->store : "memory");
  self->kit_mode = options->kit_mode;
  self->undo_window = undo * G_TIME_SPAN_SECOND;
  self->spool = g_strdup (options->spool);
  self->zone = g_strdup (options->zone != NULL ? options->zone : "UTC");
  self->policy_dir
      = options->policy_dir != NULL ? g_strdup (options->policy_dir) : g_build_filename (PKGDATADIR, "policy", NULL);
  self->policy = g_strdup (options->policy != NULL ? options->policy : "none");
  self->callback_allow = g_strdup (options->callback_allow);
  self->cost = options->cost != NULL ? *options->cost : CORD_SECRET_COST_DEFAULT;
  self->populate = options->populate;
  self->populate_data = options->populate_data;
  if (!check_zone (self->zone, error)
      || !read_listen (self, options->listen != NULL ? options->listen : "127.0.0.1:0", options->unsafe_listen, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
cord_server_finalize (GObject *object)
{
  CordServer *self = CORD_SERVER (object);

  g_assert (self->core == NULL && self->thread == NULL);
  g_clear_object (&self->clock);
  g_clear_object (&self->address);
  g_clear_error (&self->failure);
  g_free (self->store);
  g_free (self->spool);
  g_free (self->zone);
  g_free (self->policy_dir);
  g_free (self->policy);
  g_free (self->callback_allow);
  g_free (self->socket_path);
  g_free (self->uri);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (cord_server_parent_class)->finalize (object);
}

static void
cord_server_class_init (CordServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_server_finalize;
}

static void
cord_server_init (CordServer *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

static gboolean
open_core (CordServer *self, GError **error)
{
  g_autoptr (CordDatabase) database = cord_server_store_open (self->store, error);
  g_autoptr (CordCore) core = NULL;

  if (database == NULL)
    return FALSE;
  core = cord_core_new (database, self->clock);
  core->kit_mode = self->kit_mode;
  core->undo_window = self->undo_window;
  core->spool = g_strdup (self->spool);
  core->zone = g_strdup (self->zone);
  core->policy_dir = g_strdup (self->policy_dir);
  core->policy = g_strdup (self->policy);
  core->cost = self->cost;
  if (cord_core_policy (core, NULL, error) == NULL)
    return FALSE;
  if (self->populate != NULL && !self->populate (database, cord_core_now (core), self->populate_data, error))
    return FALSE;
  cord_database_set_grouping (database, TRUE);
  core->hub = cord_hub_new (core, self->callback_allow);
  self->core = g_steal_pointer (&core);
  return TRUE;
}

/* A socket file that a killed server left behind is in the way; a living one answers and is left alone. */
static gboolean
clear_socket (CordServer *self, GError **error)
{
  g_autoptr (GSocket) probe = NULL;
  GStatBuf info;

  if (self->socket_path == NULL || g_lstat (self->socket_path, &info) != 0)
    return TRUE;
  probe = S_ISSOCK (info.st_mode)
              ? g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL)
              : NULL;
  if (probe == NULL || g_socket_connect (probe, self->address, NULL, NULL))
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "in-use", "listen",
                                _("Stop the other program or choose another path."), _("Something else is at %s"),
                                self->socket_path);
  g_unlink (self->socket_path);
  return TRUE;
}

static GSocket *
bind_socket (CordServer *self, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (self->address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);
  mode_t mask;
  gboolean bound;

  if (socket == NULL)
    return NULL;
  /* Nobody else on this machine may connect to the Unix socket, not even for the moment after bind. */
  mask = umask (0077);
  bound = g_socket_bind (socket, self->address, TRUE, error);
  umask (mask);
  return bound && g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

static gboolean
listen_now (CordServer *self, GError **error)
{
  g_autoptr (GSocket) socket = clear_socket (self, error) ? bind_socket (self, error) : NULL;

  if (socket == NULL)
    return FALSE;
  g_clear_object (&self->address);
  self->address = g_socket_get_local_address (socket, error);
  if (self->address == NULL || !soup_server_listen_socket (self->soup, socket, 0, error))
    return FALSE;
  g_free (self->uri);
  if (G_IS_INET_SOCKET_ADDRESS (self->address))
    {
      g_autofree char *text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (self->address));

      self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->address));
      self->uri = g_strconcat ("http://", text, NULL);
    }
  else
    self->uri = g_strdup ("http://localhost");
  return TRUE;
}

static gboolean
on_tick (gpointer user_data)
{
  CordServer *self = user_data;

  cord_order_run_due (self->core);
  cord_group_settle (self->core);
  return G_SOURCE_CONTINUE;
}

static void
start_tick (CordServer *self)
{
  self->tick = g_timeout_source_new (TICK_MILLISECONDS);
  g_source_set_static_name (self->tick, "[cordboard] orders that are due");
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
}

static void
on_request_read (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  CordServer *self = user_data;

  if (!self->stopping)
    g_hash_table_add (self->asked, message);
}

static void
on_request_over (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  g_hash_table_remove (((CordServer *)user_data)->asked, message);
}

static void
watch_requests (CordServer *self)
{
  self->stopping = FALSE;
  self->asked = g_hash_table_new (NULL, NULL);
  g_signal_connect (self->soup, "request-read", G_CALLBACK (on_request_read), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (on_request_over), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (on_request_over), self);
}

static gboolean
on_wake (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What was asked before the end is answered, and the answer written out; who does not take it is not waited for long. */
static void
drain (CordServer *self)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gint64 end = g_get_monotonic_time () + DRAIN_MILLISECONDS * G_TIME_SPAN_MILLISECOND;
  g_autoptr (GSource) wake = g_timeout_source_new (DRAIN_MILLISECONDS / 10);

  self->stopping = TRUE;
  g_source_set_static_name (wake, "[cordboard] end of the drain");
  g_source_set_callback (wake, on_wake, NULL, NULL);
  g_source_attach (wake, context);
  while (g_hash_table_size (self->asked) > 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (wake);
}

gboolean
cord_server_start (CordServer *self, GError **error)
{
  g_return_val_if_fail (CORD_IS_SERVER (self) && self->core == NULL, FALSE);

  if (!open_core (self, error))
    return FALSE;
  self->soup = soup_server_new ("server-header", "cordboard", NULL);
  cord_edge_install (self->soup, self->core);
  watch_requests (self);
  if (!listen_now (self, error))
    {
      cord_server_stop (self);
      return FALSE;
    }
  start_tick (self);
  cord_hub_wake (self->core->hub);
  return TRUE;
}

void
cord_server_stop (CordServer *self)
{
  g_return_if_fail (CORD_IS_SERVER (self));

  if (self->tick != NULL)
    {
      g_source_destroy (self->tick);
      g_clear_pointer (&self->tick, g_source_unref);
    }
  if (self->core != NULL)
    self->core->stopping = TRUE;
  if (self->soup != NULL)
    drain (self);
  if (self->core != NULL)
    cord_hub_stop (self->core->hub);
  /* A password being hashed holds its request; its answer comes through this context. */
  while (self->core != NULL && self->core->hashing > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  if (self->core != NULL)
    cord_group_settle (self->core);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  if (self->core != NULL)
    g_clear_pointer (&self->core->hub, cord_hub_free);
  g_clear_pointer (&self->core, cord_core_free);
  if (self->socket_path != NULL && self->uri != NULL)
    g_unlink (self->socket_path);
  g_clear_pointer (&self->uri, g_free);
}

static void
settle (CordServer *self, GError *failure)
{
  g_mutex_lock (&self->lock);
  self->failure = failure;
  self->settled = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_thread (gpointer data)
{
  CordServer *self = data;
  GError *failure = NULL;

  g_main_context_push_thread_default (self->context);
  if (cord_server_start (self, &failure))
    {
      settle (self, NULL);
      g_main_loop_run (self->loop);
      cord_server_stop (self);
    }
  else
    settle (self, failure);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

gboolean
cord_server_thread_start (CordServer *self, GError **error)
{
  g_return_val_if_fail (CORD_IS_SERVER (self) && self->thread == NULL, FALSE);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->settled = FALSE;
  self->thread = g_thread_new ("cordboard-server", run_thread, self);
  g_mutex_lock (&self->lock);
  while (!self->settled)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  cord_server_thread_stop (self);
  return FALSE;
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
cord_server_thread_stop (CordServer *self)
{
  g_return_if_fail (CORD_IS_SERVER (self));

  if (self->thread == NULL)
    return;
  /* Through the context, so that a loop which has not begun to run yet is ended all the same. */
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, quit, g_main_loop_ref (self->loop),
                              (GDestroyNotify)g_main_loop_unref);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

const char *
cord_server_get_uri (CordServer *self)
{
  return self->uri;
}

guint
cord_server_get_port (CordServer *self)
{
  return self->port;
}

GSocketAddress *
cord_server_get_address (CordServer *self)
{
  return self->uri != NULL ? self->address : NULL;
}
