/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-remote.h"

#include "config.h"

#include "base/cord-id.h"
#include "store/cord-secret.h"
#include "sync/remote/cord-remote-private.h"
#include "sync/remote/cord-remote-token.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-json.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CONNECTIONS 8
#define IDLE_SECONDS 20 /* shorter than any server's keep-alive, so that a POST seldom meets a closed connection */

G_DEFINE_FINAL_TYPE (CordRemote, cord_remote, G_TYPE_OBJECT)

enum
{
  SIGNED_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A request while it is being sent: both tries send the same bytes. */
typedef struct
{
  char *method;
  CordProfileTarget target;
  char *link;
  GBytes *body; /* in the other side's words */
  char *interaction;
  char *operation;
  char *if_match;
  char *if_none_match;
  char *user; /* under whose sign-in it may go; NULL: anybody's */
  char *device;
  gint64 sequence;
  gboolean anonymous;
  gboolean queued;
  gboolean again; /* this is the second try */
  char *used;     /* the access token it went with */
} Sending;

static void
sending_free (Sending *sending)
{
  g_free (sending->method);
  cord_profile_target_clear (&sending->target);
  g_free (sending->link);
  g_clear_pointer (&sending->body, g_bytes_unref);
  g_free (sending->interaction);
  g_free (sending->operation);
  g_free (sending->if_match);
  g_free (sending->if_none_match);
  g_free (sending->user);
  g_free (sending->device);
  cord_secret_free (sending->used);
  g_free (sending);
}

/* The body in the words of the profile; the same bytes where those are the same. */
static GBytes *
encode_body (CordRemote *self, const CordRemoteRequest *request, const char *resource)
{
  const char *text = request->body != NULL ? g_bytes_get_data (request->body, NULL) : NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) encoded = NULL;
  char *written;

  if (text != NULL && resource != NULL)
    node = cord_json_parse (text, (gssize)g_bytes_get_size (request->body), &CORD_JSON_LIMITS_WIRE, NULL);
  if (node != NULL)
    encoded = cord_profile_encode (self->profile, resource, node, request->operation);
  if (encoded == node)
    return request->body != NULL ? g_bytes_ref (request->body) : NULL;
  written = cord_json_write (encoded);
  return g_bytes_new_take (written, strlen (written));
}

static Sending *
sending_new (CordRemote *self, const CordRemoteRequest *request)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->method = g_strdup (request->method);
  sending->link = g_strdup (request->link);
  sending->interaction = g_strdup (request->interaction);
  sending->operation = g_strdup (request->operation);
  sending->if_match = g_strdup (request->if_match);
  sending->if_none_match = g_strdup (request->if_none_match);
  sending->user = g_strdup (request->user);
  sending->device = g_strdup (request->device != NULL ? request->device : self->device);
  sending->sequence = request->sequence;
  if (sending->operation == NULL && request->keyed)
    sending->operation = cord_id_new (self->clock);
  return sending;
}

/* Ids come from outside and must not end a header or a request line. */
static gboolean
is_plain (const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    if (*text <= ' ' || (guchar)*text >= 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
check_request (const CordRemoteRequest *request, GError **error)
{
  if (request->path[0] == '/' && is_plain (request->path) && is_plain (request->link) && is_plain (request->interaction)
      && is_plain (request->operation) && is_plain (request->device) && is_plain (request->if_match)
      && is_plain (request->if_none_match))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "request", NULL, NULL,
                              _ ("The request holds a character that cannot be sent"));
}

static void
put (SoupMessageHeaders *headers, const char *name, const char *value)
{
  if (value != NULL)
    soup_message_headers_replace (headers, name, value);
}

static void
put_headers (CordRemote *self, SoupMessage *message, const Sending *sending)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  char *bearer = sending->used != NULL ? g_strconcat ("Bearer ", sending->used, NULL) : NULL;
  const CordProfileTarget *target = &sending->target;
  g_autofree char *sequence = NULL;

  put (headers, "Accept", "application/json");
  put (headers, "Authorization", bearer);
  put (headers, "Cordboard-Interaction", target->with_extensions ? sending->interaction : NULL);
  put (headers, "Idempotency-Key", target->with_key ? sending->operation : NULL);
  put (headers, "If-Match", target->with_if_match ? sending->if_match : NULL);
  put (headers, "If-None-Match", target->with_if_match ? sending->if_none_match : NULL);
  if (sending->operation != NULL && target->with_extensions)
    put (headers, "Cordboard-Device", sending->device);
  if (sending->sequence > 0 && target->with_extensions)
    {
      sequence = g_strdup_printf ("%" G_GINT64_FORMAT, sending->sequence);
      put (headers, "Cordboard-Sequence", sequence);
    }
  cord_secret_free (bearer);
}

/* A link must not lead to another system: the access token is sent along. */
static GUri *
follow (GUri *from, const char *link, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse_relative (from, link, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri != NULL && g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (from))
      && g_uri_get_port (uri) == g_uri_get_port (from) && g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (from)) == 0
      && g_uri_get_userinfo (uri) == NULL)
    return g_steal_pointer (&uri);
  cord_answer_set_bad (error, _ ("its next page lies at another system"));
  return NULL;
}

static GUri *
make_uri (CordRemote *self, const Sending *sending, GError **error)
{
  g_autofree char *text = g_strconcat (sending->target.whole ? "" : self->base, sending->target.address, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "request", NULL, NULL, _ ("The request's path cannot be sent"));
      return NULL;
    }
  return sending->link != NULL ? follow (uri, sending->link, error) : g_steal_pointer (&uri);
}

static SoupMessage *
make_message (CordRemote *self, const Sending *sending, GError **error)
{
  g_autoptr (GUri) uri = make_uri (self, sending, error);
  SoupMessage *message;

  if (uri == NULL)
    return NULL;
  message = soup_message_new_from_uri (sending->method, uri);
  /* A connection for each: where the other side closes one that is being used again, libsoup (3.2.3, soup-session.c,
   * run_until_read_done) starts the GET anew while the first try still has its end to tell, and takes the desk down
   * with it. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  put_headers (self, message, sending);
  if (sending->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sending->body);
  return message;
}

/* Finds the address and the words in which it is sent. */
static gboolean
aim (CordRemote *self, Sending *sending, const CordRemoteRequest *request, GError **error)
{
  if (!cord_profile_find_target (self->profile, request->method, request->path, &sending->target, error))
    return FALSE;
  sending->body = encode_body (self, request, sending->target.resource);
  sending->queued = request->queued;
  sending->anonymous = request->anonymous || !sending->target.with_token;
  return TRUE;
}

static void transmit (GTask *task);

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cord_remote_refresh_finish (CORD_REMOTE (source), result, &error))
    transmit (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Another request may have brought a fresh token in the meantime. */
static void
send_again (GTask *task)
{
  CordRemote *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  sending->again = TRUE;
  if (self->access != NULL && g_strcmp0 (self->access, sending->used) != 0)
    transmit (task);
  else
    cord_remote_refresh_async (self, on_refreshed, task);
}

/* Only a success is translated; a refusal is read as it is. */
static void
decode_body (CordRemote *self, const Sending *sending, CordAnswer *reply)
{
  JsonNode *decoded;

  if (reply->body == NULL || sending->target.resource == NULL || reply->status >= 300)
    return;
  decoded = cord_profile_decode (self->profile, sending->target.resource, reply->body);
  json_node_unref (reply->body);
  reply->body = decoded;
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CordRemote *self = g_task_get_source_object (task);
  const Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordAnswer) reply = cord_exchange_finish (SOUP_SESSION (source), result, &error);

  if (error == NULL || g_error_matches (error, CORD_ERROR, CORD_ERROR_OFFLINE))
    cord_connectivity_note (self->connectivity, reply != NULL);
  if (reply == NULL)
    g_task_return_error (task, error);
  else if (reply->status != 401 || sending->anonymous)
    {
      decode_body (self, sending, reply);
      g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify)cord_answer_free);
    }
  else if (!sending->again)
    send_again (g_steal_pointer (&task));
  else
    {
      cord_remote_set_signed_out (&error);
      g_task_return_error (task, error);
    }
}

static void
transmit (GTask *task)
{
  CordRemote *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;
  CordExchangeLimits limits = self->limits;
  GError *error = NULL;

  g_clear_pointer (&sending->used, cord_secret_free);
  if (sending->queued)
    limits.first = limits.total;
  if (!sending->anonymous)
    sending->used = g_strdup (self->access);
  /* Looked at with every try: somebody else may have signed in since the last. */
  if (sending->user == NULL || g_strcmp0 (sending->user, self->user) == 0)
    message = make_message (self, sending, &error);
  else
    cord_remote_set_signed_out (&error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  cord_exchange_async (sending->target.whole && self->elsewhere != NULL ? self->elsewhere : self->session, message,
                       &limits, g_task_get_cancellable (task), on_exchanged, task);
}

void
cord_remote_send_async (CordRemote *self, const CordRemoteRequest *request, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Sending *sending;
  GError *error = NULL;

  g_return_if_fail (CORD_IS_REMOTE (self) && request->method != NULL && request->path != NULL);
  sending = sending_new (self, request);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cord_remote_send_async);
  g_task_set_name (task, "ask the server");
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, sending, (GDestroyNotify)sending_free);
  if (!check_request (request, &error) || !aim (self, sending, request, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (!sending->anonymous && self->access == NULL)
    cord_remote_refresh_async (self, on_refreshed, task);
  else
    transmit (task);
}

CordAnswer *
cord_remote_send_finish (CordRemote *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Probing */

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordRemote *self = CORD_REMOTE (source);
  g_autoptr (CordAnswer) reply = cord_remote_send_finish (self, result, NULL);

  self->probing = FALSE;
  /* The exchange noted whether there was an answer; one that is not the server's, such as a hotel's sign-in page, does
   * not count. */
  if (reply == NULL)
    cord_connectivity_note (self->connectivity, FALSE);
}

static void
on_probe (CordRemote *self)
{
  g_autofree char *path = cord_endpoint_expand ("health", NULL);
  CordRemoteRequest request = { .method = "GET", .path = path, .anonymous = TRUE };

  if (self->probing)
    return;
  self->probing = TRUE;
  cord_remote_send_async (self, &request, NULL, on_probed, NULL);
}

/* Making */

static SoupSession *
make_session (GSocketConnectable *address)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", CONNECTIONS, "max-conns-per-host", CONNECTIONS,
                                                        "idle-timeout", IDLE_SECONDS, "user-agent",
                                                        "cordboard/" CORD_VERSION, "remote-connectable", address, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CACHE);
  if (address != NULL)
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
refuse_base (const char *detail, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "server", "server",
                              _ ("Give the server as https://host or unix:/path."), "%s", detail);
}

static gboolean
parse_base (CordRemote *self, const char *base, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  gsize length = strlen (base);

  uri = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    return refuse_base (_ ("The server's address cannot be read"), error);
  if (!g_str_equal (g_uri_get_scheme (uri), "https")
      && !(g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri))))
    return refuse_base (_ ("Without encryption only a server on this computer may be used"), error);
  while (length > 0 && base[length - 1] == '/')
    length--;
  self->base = g_strndup (base, length);
  return TRUE;
}

static gboolean
open_base (CordRemote *self, const char *base, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (g_str_has_prefix (base, "unix:"))
    {
      if (base[5] == '\0')
        return refuse_base (_ ("The server's socket has no name"), error);
      address = g_unix_socket_address_new (base + 5);
      self->base = g_strdup ("http://localhost");
      self->session = make_session (G_SOCKET_CONNECTABLE (address));
      self->elsewhere = make_session (NULL);
      return TRUE;
    }
  if (!parse_base (self, base, error))
    return FALSE;
  self->session = make_session (NULL);
  if (g_str_has_prefix (self->base, "http:"))
    soup_session_set_proxy_resolver (self->session, NULL);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (cord_connectivity_nudge), self->connectivity,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

static void
cord_remote_dispose (GObject *object)
{
  CordRemote *self = CORD_REMOTE (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  if (self->elsewhere != NULL)
    soup_session_abort (self->elsewhere);
  g_clear_object (&self->session);
  g_clear_object (&self->elsewhere);
  g_clear_object (&self->monitor);
  g_clear_object (&self->connectivity);
  G_OBJECT_CLASS (cord_remote_parent_class)->dispose (object);
}

static void
cord_remote_finalize (GObject *object)
{
  CordRemote *self = CORD_REMOTE (object);

  g_free (self->server);
  g_free (self->base);
  g_free (self->device);
  g_free (self->zone);
  g_free (self->user);
  g_free (self->role);
  cord_secret_free (self->access);
  cord_secret_free (self->refresh);
  cord_profile_unref (self->profile);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cord_remote_parent_class)->finalize (object);
}

static void
cord_remote_class_init (CordRemoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cord_remote_dispose;
  object_class->finalize = cord_remote_finalize;
  signals[SIGNED_OUT]
      = g_signal_new ("signed-out", CORD_TYPE_REMOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cord_remote_init (CordRemote *self)
{
  self->limits = CORD_EXCHANGE_LIMITS;
  self->profile = cord_profile_new_standard ();
  self->user = g_strdup ("");
  self->connectivity = cord_connectivity_new ();
  g_signal_connect_object (self->connectivity, "probe", G_CALLBACK (on_probe), self, G_CONNECT_SWAPPED);
}

CordRemote *
cord_remote_new (const char *base, const char *device, CordSignIn *sign_in, CordClock *clock, GError **error)
{
  g_autoptr (CordRemote) self = NULL;

  g_return_val_if_fail (base != NULL && device != NULL && CORD_IS_SIGN_IN (sign_in) && CORD_IS_CLOCK (clock), NULL);
  self = g_object_new (CORD_TYPE_REMOTE, NULL);
  self->server = g_strdup (base);
  self->device = g_strdup (device);
  self->sign_in = g_object_ref (sign_in);
  self->clock = g_object_ref (clock);
  if (!is_plain (device))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "device", "device", NULL, _ ("The device's name cannot be sent"));
      return NULL;
    }
  return open_base (self, base, error) ? g_steal_pointer (&self) : NULL;
}

CordConnectivity *
cord_remote_get_connectivity (CordRemote *self)
{
  g_return_val_if_fail (CORD_IS_REMOTE (self), NULL);
  return self->connectivity;
}

const char *
cord_remote_get_server (CordRemote *self)
{
  g_return_val_if_fail (CORD_IS_REMOTE (self), NULL);
  return self->server;
}

const char *
cord_remote_get_zone (CordRemote *self)
{
  g_return_val_if_fail (CORD_IS_REMOTE (self), NULL);
  return self->zone;
}

const char *
cord_remote_get_user (CordRemote *self)
{
  g_return_val_if_fail (CORD_IS_REMOTE (self), NULL);
  return self->user;
}

CordClock *
cord_remote_get_clock (CordRemote *self)
{
  g_return_val_if_fail (CORD_IS_REMOTE (self), NULL);
  return self->clock;
}

void
cord_remote_set_profile (CordRemote *self, CordProfile *profile)
{
  g_return_if_fail (CORD_IS_REMOTE (self) && profile != NULL);
  cord_profile_ref (profile);
  cord_profile_unref (self->profile);
  self->profile = profile;
}

CordProfile *
cord_remote_get_profile (CordRemote *self)
{
  g_return_val_if_fail (CORD_IS_REMOTE (self), NULL);
  return self->profile;
}

void
cord_remote_set_limits (CordRemote *self, const CordExchangeLimits *limits)
{
  g_return_if_fail (CORD_IS_REMOTE (self) && limits != NULL);
  self->limits = *limits;
}

void
cord_remote_forget (CordRemote *self)
{
  gboolean had = self->refresh != NULL;

  g_clear_pointer (&self->access, cord_secret_free);
  g_clear_pointer (&self->refresh, cord_secret_free);
  g_free (self->user);
  self->user = g_strdup ("");
  if (had)
    g_signal_emit (self, signals[SIGNED_OUT], 0);
}
