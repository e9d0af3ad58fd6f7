/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hub/cord-hub.h"

#include "config.h"

#include "server/core/cord-commit.h"
#include "server/hub/cord-callback-address.h"
#include "server/hub/cord-callback.h"
#include "server/resource/cord-query.h"
#include "server/resource/cord-resource-change.h"
#include "wire/cord-hub-event.h"

#include <libsoup/soup.h>
#include <string.h>

#define PART "hub"
#define BUSY_MAX 32 /* requests on their way at once */
#define SKIP_MAX 50 /* events in one go that a listener did not ask for */
#define SILENCE_SECONDS 10
#define WHOLE_MILLISECONDS 30000
#define PAUSE_MAX 60 /* seconds */
#define GIVE_UP G_TIME_SPAN_DAY

struct _CordHub
{
  CordCore *core;
  char **allowed;
  GHashTable *busy; /* id of the listener → Delivery, owned by its request */
  gboolean stopping;
  guint64 delivered;
  guint64 failed;
  guint64 dropped;
};

/* One event on its way to one listener. */
typedef struct
{
  CordHub *hub;
  CordHubListener *listener;
  gint64 position; /* of the event */
  SoupSession *session;
  SoupMessage *message;
  GCancellable *cancellable;
  GSource *limit;
} Delivery;

static void
delivery_free (Delivery *delivery)
{
  g_source_destroy (delivery->limit);
  g_source_unref (delivery->limit);
  g_object_unref (delivery->cancellable);
  g_object_unref (delivery->message);
  g_object_unref (delivery->session);
  cord_hub_listener_free (delivery->listener);
  g_free (delivery);
}

/* Changes */

static gboolean
begin_change (gpointer data, const CordResourceType *type, CordResourceWatchDepth *depth, GError **error)
{
  gboolean heard = FALSE;

  if (cord_hub_event_has_hub (type)
      && !cord_hub_store_is_heard (cord_core_get_database (((CordHub *)data)->core), type->base, &heard, error))
    return FALSE;
  if (heard)
    *depth = CORD_RESOURCE_WATCH_DOCUMENT;
  return TRUE;
}

static gboolean
enqueue (CordHub *self, const char *base, const char *event, GError **error)
{
  guint dropped;

  if (!cord_hub_store_enqueue (cord_core_get_database (self->core), base, event, CORD_HUB_QUEUE_MAX, &dropped, error))
    return FALSE;
  if (dropped > 0)
    g_message ("hub: %u listeners of %s were too far behind and are let go", dropped, base);
  self->dropped += dropped;
  return TRUE;
}

static gboolean
end_change (gpointer data, const CordResourceChange *change, const char *after, GError **error)
{
  CordHub *self = data;
  g_autoptr (GPtrArray) events
      = cord_hub_event_make (change->type, change->before, after, cord_core_get_clock (self->core), error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    if (!enqueue (self, change->type->base, g_ptr_array_index (events, i), error))
      return FALSE;
  return events != NULL;
}

static void
on_answered (gpointer user_data)
{
  cord_hub_wake (user_data);
}

static void
hub_free (gpointer data)
{
  CordHub *self = data;

  g_assert (g_hash_table_size (self->busy) == 0);
  g_hash_table_unref (self->busy);
  g_strfreev (self->allowed);
  g_free (self);
}

CordHub *
cord_hub_new (CordCore *core, const char *allowed)
{
  static const CordResourceWatcher watcher = { begin_change, end_change };
  CordHub *self = g_new0 (CordHub, 1);

  self->core = core;
  self->allowed = g_strsplit (allowed != NULL ? allowed : "", ",", -1);
  self->busy = g_hash_table_new (g_str_hash, g_str_equal);
  cord_core_add_part (core, PART, self, hub_free);
  cord_resource_watcher_add (core, &watcher, self);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_ANSWERED, on_answered, self);
  return self;
}

CordHub *
cord_hub_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

void
cord_hub_stop (CordHub *self)
{
  GHashTableIter iter;
  gpointer delivery;

  self->stopping = TRUE;
  g_hash_table_iter_init (&iter, self->busy);
  while (g_hash_table_iter_next (&iter, NULL, &delivery))
    g_cancellable_cancel (((Delivery *)delivery)->cancellable);
  while (g_hash_table_size (self->busy) > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

gboolean
cord_hub_permits_private (const CordHub *self, const char *host)
{
  return cord_core_is_kit_mode (self->core) || g_strv_contains ((const char *const *)self->allowed, host);
}

gboolean
cord_hub_count (CordHub *self, CordHubCounts *counts, GError **error)
{
  counts->delivered = self->delivered;
  counts->failed = self->failed;
  counts->dropped = self->dropped;
  return cord_hub_store_count (cord_core_get_database (self->core), &counts->listeners, &counts->waiting, error);
}

/* Outcomes */

static gboolean
let_go (CordHub *self, const CordHubListener *listener, const char *why, GError **error)
{
  gboolean found;

  /* The callback itself may hold a secret of the other side. */
  g_message ("hub: listener %s of %s is let go: %s", listener->id, listener->base, why);
  self->dropped++;
  return cord_hub_store_remove (cord_core_get_database (self->core), listener->id, &found, error);
}

static gboolean
is_success (guint status)
{
  return status >= 200 && status < 300;
}

static gboolean
write_outcome (CordHub *self, const CordHubListener *listener, gint64 position, guint status, GError **error)
{
  gint64 now = cord_core_now (self->core);
  gint64 pause = listener->attempts < 6 ? (gint64)1 << listener->attempts : PAUSE_MAX;

  if (is_success (status))
    return cord_hub_store_advance (cord_core_get_database (self->core), listener->id, position, error);
  if (status == 410)
    return let_go (self, listener, "it is gone", error);
  if (listener->failing_since != 0 && now - listener->failing_since >= GIVE_UP)
    return let_go (self, listener, "a day without success", error);
  return cord_hub_store_postpone (cord_core_get_database (self->core), listener->id, now,
                                  now + pause * G_TIME_SPAN_SECOND, error);
}

/* In a transaction of its own; what follows is sent after the next COMMIT. */
static void
take_down (CordHub *self, const CordHubListener *listener, gint64 position, guint status)
{
  CordDatabase *database = cord_core_get_database (self->core);
  g_autoptr (GError) error = NULL;

  if (!cord_database_begin (database, &error))
    g_warning ("hub: %s", error->message);
  else if (write_outcome (self, listener, position, status, &error) && cord_database_commit (database, &error))
    cord_commit_soon (cord_core_get_commit (self->core));
  else
    {
      g_warning ("hub: %s", error->message);
      cord_database_rollback (database);
    }
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Delivery *delivery = user_data;
  CordHub *self = delivery->hub;
  g_autoptr (GError) error = NULL;
  /* Nothing of the answer's body is read. */
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  guint status = stream != NULL ? soup_message_get_status (delivery->message) : 0;

  if (error != NULL)
    g_debug ("hub: listener %s: %s", delivery->listener->id, error->message);
  g_hash_table_remove (self->busy, delivery->listener->id);
  if (!self->stopping)
    {
      self->delivered += is_success (status);
      self->failed += !is_success (status);
      take_down (self, delivery->listener, delivery->position, status);
    }
  soup_session_abort (delivery->session);
  delivery_free (delivery);
}

/* Sending */

static gboolean
on_late (gpointer user_data)
{
  g_cancellable_cancel (((Delivery *)user_data)->cancellable);
  return G_SOURCE_REMOVE;
}

/* A session of its own: it connects where the callback leads and nowhere else, and ends with the delivery. */
static SoupSession *
make_session (CordHub *self, GUri *uri)
{
  g_autofree char *host = cord_callback_dup_host (uri);
  g_autoptr (GSocketConnectable) address
      = cord_hub_permits_private (self, host) ? NULL : cord_callback_address_new (uri);
  SoupSession *session
      = soup_session_new_with_options ("remote-connectable", address, "timeout", SILENCE_SECONDS, NULL);

  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

/* This libsoup's HTTP/2 is not to be trusted (docs/security.md, "What libsoup is kept from"), so it is not offered. */
static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  static const char *const offered[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), offered);
}

static SoupMessage *
make_message (GUri *uri, const char *document)
{
  SoupMessage *message = soup_message_new_from_uri ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new (document, strlen (document));

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Connection", "close");
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), NULL);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  return message;
}

/* Takes the listener. */
static void
send_event (CordHub *self, CordHubListener *listener, GUri *uri, gint64 position, const char *document)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->hub = self;
  delivery->listener = listener;
  delivery->position = position;
  delivery->session = make_session (self, uri);
  delivery->message = make_message (uri, document);
  delivery->cancellable = g_cancellable_new ();
  delivery->limit = g_timeout_source_new (WHOLE_MILLISECONDS);
  g_source_set_static_name (delivery->limit, "[cordboard] end of a delivery");
  g_source_set_callback (delivery->limit, on_late, delivery, NULL);
  g_source_attach (delivery->limit, g_main_context_get_thread_default ());
  g_hash_table_insert (self->busy, listener->id, delivery);
  soup_session_send_async (delivery->session, delivery->message, G_PRIORITY_DEFAULT, delivery->cancellable, on_sent,
                           delivery);
}

/* What the roles permit holds here as well: only other systems see what is about customers. */
static gboolean
may_hear (const CordHubListener *listener, JsonNode *event)
{
  const CordResourceType *type = cord_hub_event_resource (event);

  return g_str_equal (listener->role, "system") || (type != NULL && cord_resource_type_is_public (type));
}

static gboolean
is_wanted (const CordHubListener *listener, const CordQuery *query, const char *document)
{
  g_autoptr (JsonNode) event = NULL;

  if (query == NULL && g_str_equal (listener->role, "system"))
    return TRUE;
  event = cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL);
  return event != NULL && may_hear (listener, event) && (query == NULL || cord_query_matches (query, event));
}

/* The next event the listener asked for; *position becomes its, or that of the last one passed over. */
static char *
find_wanted (CordHub *self, const CordHubListener *listener, gint64 *position)
{
  g_autoptr (CordQuery) query = listener->query != NULL ? cord_query_parse (listener->query, NULL) : NULL;

  for (guint i = 0; i < SKIP_MAX; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *document
          = cord_hub_store_next (cord_core_get_database (self->core), listener->base, *position, &error);

      if (error != NULL)
        g_warning ("hub: %s", error->message);
      if (document == NULL)
        return NULL;
      (*position)++;
      if (is_wanted (listener, query, document))
        return g_steal_pointer (&document);
    }
  return NULL;
}

static void
serve (CordHub *self, CordHubListener *listener)
{
  g_autoptr (CordHubListener) owned = listener;
  gint64 position = listener->position;
  g_autofree char *document = find_wanted (self, listener, &position);
  g_autoptr (GUri) uri = g_uri_parse (listener->callback, SOUP_HTTP_URI_FLAGS, NULL);

  if (document != NULL)
    send_event (self, g_steal_pointer (&owned), uri, position, document);
  else if (position > listener->position)
    take_down (self, listener, position, SOUP_STATUS_OK);
}

void
cord_hub_wake (CordHub *self)
{
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (!cord_database_is_unsettled (cord_core_get_database (self->core)));
  if (self->stopping)
    return;
  due = cord_hub_store_find_due (cord_core_get_database (self->core), cord_core_now (self->core), &error);
  if (due == NULL)
    g_warning ("hub: %s", error->message);
  while (due != NULL && due->len > 0 && g_hash_table_size (self->busy) < BUSY_MAX)
    {
      g_autoptr (CordHubListener) listener = g_ptr_array_steal_index (due, 0);

      if (!g_hash_table_contains (self->busy, listener->id))
        serve (self, g_steal_pointer (&listener));
    }
}
