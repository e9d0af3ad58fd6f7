/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-server.h"

#include "config.h"

#include "base/cord-log.h"
#include "base/cord-zone.h"
#include "server/admin/cord-clock-check.h"
#include "server/call/cord-password-queue.h"
#include "server/call/cord-spool.h"
#include "server/cord-router.h"
#include "server/core/cord-commit.h"
#include "server/core/cord-core.h"
#include "server/core/cord-operation.h"
#include "server/core/cord-scan.h"
#include "server/http/cord-acceptor.h"
#include "server/http/cord-http-handler.h"
#include "server/http/cord-request-reader.h"
#include "server/http/cord-trusted-proxies.h"
#include "server/hub/cord-event-stream.h"
#include "server/hub/cord-hub.h"
#include "server/order/cord-booking-rule.h"
#include "server/order/cord-catalog-cache.h"
#include "server/order/cord-history-cache.h"
#include "server/order/cord-inventory-history.h"
#include "server/order/cord-order-queue.h"
#include "server/resource/cord-list-budget.h"
#include "store/cord-server-store.h"
#include "wire/cord-policy-file.h"

#include <string.h>

#define TICK_MILLISECONDS 500
#define DRAIN_MILLISECONDS 5000
#define DRAIN_STEP_MILLISECONDS 50
#define UNDO_SECONDS 30
/* No request is answered while the server waits for another program that has locked the store. */
#define LOCK_MILLISECONDS 250

struct _CordServer
{
  GObject parent_instance;

  CordClock *clock;
  char *store;
  CordSettings *settings;
  char *hub_allow;
  guint request_timeout; /* milliseconds */
  CordServerPopulate populate;
  gpointer populate_data;

  CordAcceptor *acceptor;
  CordTrustedProxies *proxies;
  CordCore *core;
  SoupServer *soup;
  CordHttpHandler *handler;
  CordRequestReader *reader;
  GHashTable *asked;      /* (element-type SoupServerMessage): read, and not answered to the end yet; not owned */
  gboolean drain_skipped; /* no client is waited for any more */
  GSource *tick;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GMutex lock;
  GCond changed;
  gboolean clock_behind; /* the log has said so */
  gboolean settled;      /* the thread has started, or failed to */
  GError *failure;
};

G_DEFINE_FINAL_TYPE (CordServer, cord_server, G_TYPE_OBJECT)

void
cord_server_options_init (CordServerOptions *options)
{
  memset (options, 0, sizeof *options);
  options->undo_window = -1;
}

static void
replace (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* What a reload may change. */
static void
read_reloadable (CordSettings *settings, const CordServerOptions *options)
{
  int undo = options->undo_window >= 0 ? options->undo_window : settings->kit_mode ? 0 : UNDO_SECONDS;
  g_autoptr (CordSettings) defaults = cord_settings_new ();

  settings->undo_window = undo * G_TIME_SPAN_SECOND;
  settings->idle = options->idle > 0 ? options->idle * G_TIME_SPAN_SECOND : defaults->idle;
  settings->limits = cord_limits_complete (&options->limits);
  replace (&settings->spool, options->spool);
  replace (&settings->zone, options->zone != NULL ? options->zone : defaults->zone);
  replace (&settings->policy_dir, options->policy_dir != NULL ? options->policy_dir : defaults->policy_dir);
  replace (&settings->policy, options->policy != NULL ? options->policy : defaults->policy);
}

static CordSettings *
read_settings (const CordServerOptions *options)
{
  CordSettings *settings = cord_settings_new ();

  settings->kit_mode = options->kit_mode;
  if (options->cost != NULL)
    settings->cost = *options->cost;
  if (options->slice > 0)
    settings->slice = options->slice;
  if (options->scan_time > 0)
    settings->scan_time = options->scan_time * G_TIME_SPAN_MILLISECOND;
  read_reloadable (settings, options);
  return settings;
}

CordServer *
cord_server_new (const CordServerOptions *options, CordClock *clock, GError **error)
{
  g_autoptr (CordServer) self = g_object_new (CORD_TYPE_SERVER, NULL);

  self->clock = g_object_ref (clock);
  self->store = g_strdup (options->store != NULL ? options->store : "memory");
  self->settings = read_settings (options);
  self->hub_allow = g_strdup (options->hub_allow);
  self->request_timeout = options->request_timeout;
  self->populate = options->populate;
  self->populate_data = options->populate_data;
  if (!cord_zone_check (self->settings->zone, error))
    return NULL;
  self->proxies = cord_trusted_proxies_new (options->trust_proxy, error);
  if (self->proxies == NULL)
    return NULL;
  self->acceptor = cord_acceptor_new (options->listen != NULL ? options->listen : "127.0.0.1:0", options->socket,
                                      options->unsafe_listen && !options->kit_mode, error);
  return self->acceptor != NULL ? g_steal_pointer (&self) : NULL;
}

static void
cord_server_finalize (GObject *object)
{
  CordServer *self = CORD_SERVER (object);

  g_assert (self->core == NULL && self->thread == NULL);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->acceptor, cord_acceptor_free);
  g_clear_pointer (&self->proxies, cord_trusted_proxies_free);
  g_clear_error (&self->failure);
  g_free (self->store);
  g_clear_pointer (&self->settings, cord_settings_free);
  g_free (self->hub_allow);
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
  g_autoptr (CordDatabase) database = cord_server_store_serve (self->store, error);
  g_autoptr (CordCore) core = NULL;

  if (database == NULL)
    return FALSE;
  core = cord_core_new (database, self->clock, self->settings);
  if (cord_core_policy (core, NULL, error) == NULL)
    return FALSE;
  if (self->populate != NULL && !self->populate (database, cord_core_now (core), self->populate_data, error))
    return FALSE;
  cord_database_set_grouping (database, TRUE);
  cord_list_budget_new (core, CORD_LIST_TIME_MAX, CORD_LIST_SIZE_MAX);
  cord_password_queue_new (core);
  cord_spool_start (core);
  cord_catalog_cache_start (core);
  cord_history_cache_new (core);
  cord_order_queue_new (core);
  cord_inventory_history_new (core);
  cord_booking_rule_start (core);
  cord_hub_new (core, self->hub_allow);
  cord_database_set_busy_timeout (database, LOCK_MILLISECONDS);
  cord_event_stream_new (core);
  self->core = g_steal_pointer (&core);
  return TRUE;
}

static gboolean
on_tick (gpointer user_data)
{
  CordServer *self = user_data;

  cord_inventory_history_catch_up (cord_inventory_history_of (self->core));
  cord_order_queue_run_due (cord_order_queue_of (self->core));
  cord_operation_purge (self->core);
  cord_password_queue_unlock (cord_password_queue_of (self->core));
  cord_scans_prune (cord_core_get_scans (self->core));
  cord_commit_now (cord_core_get_commit (self->core));
  cord_event_stream_beat (cord_event_stream_of (self->core));
  self->clock_behind = cord_clock_check (self->core, self->clock_behind);
  return G_SOURCE_CONTINUE;
}

static void
start_tick (CordServer *self)
{
  self->tick = g_timeout_source_new (TICK_MILLISECONDS);
  g_source_set_static_name (self->tick, "[cordboard] tick");
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
}

static void
on_request_read (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  CordServer *self = user_data;

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
  self->drain_skipped = FALSE;
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

/* Requests that came before the end are answered and written out; a client that does not read is not waited for long.
 */
static void
drain (CordServer *self)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gint64 end = g_get_monotonic_time () + DRAIN_MILLISECONDS * G_TIME_SPAN_MILLISECOND;
  g_autoptr (GSource) wake = g_timeout_source_new (DRAIN_STEP_MILLISECONDS);

  g_source_set_static_name (wake, "[cordboard] end of the drain");
  g_source_set_callback (wake, on_wake, NULL, NULL);
  g_source_attach (wake, context);
  while (!self->drain_skipped && g_get_monotonic_time () < end
         && (g_hash_table_size (self->asked) > 0 || cord_request_reader_expects_request (self->reader)))
    g_main_context_iteration (context, TRUE);
  g_source_destroy (wake);
}

static void
on_connection (GSocket *socket, gpointer user_data)
{
  CordServer *self = user_data;

  cord_request_reader_accept (self->reader, socket);
}

gboolean
cord_server_start (CordServer *self, GError **error)
{
  g_return_val_if_fail (CORD_IS_SERVER (self) && self->core == NULL, FALSE);

  if (!open_core (self, error))
    return FALSE;
  self->soup = soup_server_new ("server-header", "cordboard", "raw-paths", TRUE, NULL);
  self->handler = cord_http_handler_new (self->soup, self->core, self->proxies, cord_router_handle);
  self->reader = cord_request_reader_new (self->soup, self->core, self->request_timeout);
  watch_requests (self);
  if (!cord_acceptor_start (self->acceptor, on_connection, self, error))
    {
      cord_server_stop (self);
      return FALSE;
    }
  start_tick (self);
  cord_hub_wake (cord_hub_of (self->core));
  cord_log_event (G_LOG_LEVEL_INFO, CORD_LOG_STARTED, "version %s serves at %s", CORD_VERSION,
                  cord_server_get_uri (self));
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
    {
      cord_core_stop (self->core);
      cord_event_stream_close (cord_event_stream_of (self->core));
    }
  cord_acceptor_stop (self->acceptor);
  if (self->soup != NULL)
    drain (self);
  if (self->core != NULL)
    {
      cord_hub_stop (cord_hub_of (self->core));
      cord_password_queue_stop (cord_password_queue_of (self->core));
      cord_commit_now (cord_core_get_commit (self->core));
    }
  g_clear_pointer (&self->reader, cord_request_reader_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->handler, cord_http_handler_free);
  if (self->core != NULL)
    cord_log_event (G_LOG_LEVEL_INFO, CORD_LOG_STOPPED, "stopped");
  g_clear_pointer (&self->core, cord_core_free);
}

void
cord_server_skip_drain (CordServer *self)
{
  g_return_if_fail (CORD_IS_SERVER (self));

  self->drain_skipped = TRUE;
}

gboolean
cord_server_reload (CordServer *self, const CordServerOptions *options, GError **error)
{
  g_autoptr (CordSettings) settings = NULL;
  g_autoptr (CordPolicy) policy = NULL;

  g_return_val_if_fail (CORD_IS_SERVER (self) && self->core != NULL, FALSE);

  settings = cord_settings_copy (self->settings);
  read_reloadable (settings, options);
  if (!cord_zone_check (settings->zone, error))
    return FALSE;
  policy = cord_policy_file_open (settings->policy_dir, settings->policy, error);
  if (policy == NULL)
    return FALSE;
  cord_core_set_settings (self->core, settings);
  cord_settings_free (self->settings);
  self->settings = g_steal_pointer (&settings);
  cord_catalog_cache_forget (cord_catalog_cache_of (self->core));
  return TRUE;
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
  return cord_acceptor_get_uri (self->acceptor);
}

guint
cord_server_get_port (CordServer *self)
{
  return cord_acceptor_get_port (self->acceptor);
}

GSocketAddress *
cord_server_get_address (CordServer *self)
{
  return self->core != NULL ? cord_acceptor_get_address (self->acceptor) : NULL;
}
