/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/gateway/cord-remote-gateway.h"

#include "config.h"

#include "domain/cord-gateway-document.h"
#include "store/cord-secret.h"
#include "sync/gateway/cord-customer-loader.h"
#include "sync/gateway/cord-gateway-submit.h"
#include "sync/gateway/cord-remote-gateway-private.h"
#include "sync/remote/cord-remote-token.h"
#include "wire/cord-contact-codec.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-qualification-codec.h"
#include "wire/cord-quote-codec.h"
#include "wire/cord-verification-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void cord_remote_gateway_iface_init (CordGatewayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CordRemoteGateway, cord_remote_gateway, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_GATEWAY, cord_remote_gateway_iface_init))

/* Reads an answer of the server into the answer of a call. */
typedef GVariant *(*Decode) (const CordAnswer *answer, GError **error);

typedef struct
{
  char *interaction; /* or NULL */
  char *order;       /* or NULL */
  Decode decode;
} Call;

static void
call_free (Call *call)
{
  g_free (call->interaction);
  g_free (call->order);
  g_free (call);
}

/* Decoding */

static GVariant *
decode_interaction (const CordAnswer *answer, GError **error)
{
  const char *id;

  if (!cord_answer_check_body (answer, JSON_NODE_OBJECT, error))
    return NULL;
  id = cord_contact_state_get_id (answer->body);
  if (id != NULL)
    return cord_open_reply_new (&(CordOpenReply){ .id = id });
  cord_answer_set_bad (error, _ ("there is no id in it"));
  return NULL;
}

static GVariant *
decode_candidates (const CordAnswer *answer, GError **error)
{
  g_autoptr (GVariant) candidates = NULL;

  if (!cord_answer_check_body (answer, JSON_NODE_ARRAY, error))
    return NULL;
  candidates = cord_json_to_value (answer->body);
  return cord_find_reply_new (&(CordFindReply){ .candidates = candidates, .total = MAX (answer->total, 0) });
}

/* The hint is the instant the lock ends, for the record (verify.locked). */
static GVariant *
decode_verification (const CordAnswer *answer, GError **error)
{
  CordVerificationAnswer said;

  if (answer->status == 423)
    {
      cord_error_set_full (error, CORD_ERROR_DENIED, "locked", NULL, cord_verification_get_locked_until (answer->body),
                           _ ("The account is locked after too many wrong attempts"));
      return NULL;
    }
  if (!cord_answer_check_body (answer, JSON_NODE_OBJECT, error))
    return NULL;
  if (cord_verification_answer_read (&said, answer->body))
    return cord_verify_reply_new (&(CordVerifyReply){ .match = said.match,
                                                      .level = said.level,
                                                      .attempts_left = said.attempts_left,
                                                      .locked_until = said.locked_until });
  /* An answer that does not say is not a mismatch, which would count against the caller. */
  cord_answer_set_bad (error, _ ("it does not say whether that matches"));
  return NULL;
}

static GVariant *
decode_qualification (const CordAnswer *answer, GError **error)
{
  return cord_answer_check_body (answer, JSON_NODE_OBJECT, error) ? cord_qualification_from_tmf (answer->body, error)
                                                                  : NULL;
}

static GVariant *
decode_quote (const CordAnswer *answer, GError **error)
{
  return cord_answer_check_body (answer, JSON_NODE_OBJECT, error) ? cord_quote_answer_from_tmf (answer->body, error)
                                                                  : NULL;
}

static GVariant *
decode_order (const CordAnswer *answer, GError **error)
{
  g_autoptr (GVariant) order = cord_answer_check_body (answer, JSON_NODE_OBJECT, error)
                                   ? cord_order_answer_from_tmf (answer->body, error)
                                   : NULL;
  g_auto (CordIntentReply) placed = { NULL };
  g_auto (CordOrderReply) reply = { NULL };

  if (order == NULL)
    return NULL;
  cord_intent_reply_read (&placed, order);
  cord_order_reply_read (&reply, order);
  reply.id = placed.order;
  return cord_order_reply_new (&reply);
}

/* Calling */

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  GVariant *value = answer != NULL ? call->decode (answer, &error) : NULL;

  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *task, CordRemoteRequest *request, Decode decode)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  call->decode = decode;
  request->interaction = call->interaction;
  cord_remote_send_async (self->remote, request, g_task_get_cancellable (task), on_answered, task);
}

static void
get (GTask *task, const char *path, Decode decode)
{
  CordRemoteRequest request = { .method = "GET", .path = path };

  ask (task, &request, decode);
}

/* Takes @text. */
static void
post_text (GTask *task, const char *endpoint, const char *parameter, char *text, gboolean keyed, Decode decode)
{
  g_autofree char *path = cord_endpoint_expand (endpoint, parameter);
  g_autoptr (GBytes) body = cord_secret_take_bytes (text);
  CordRemoteRequest request = { .method = "POST", .path = path, .body = body, .keyed = keyed };

  ask (task, &request, decode);
}

/* Takes @node. */
static void
post_node (GTask *task, const char *endpoint, JsonNode *node, Decode decode)
{
  post_text (task, endpoint, NULL, cord_json_write (node), TRUE, decode);
  json_node_unref (node);
}

/* One function a call */

static void
open_interaction (GTask *task, GVariant *arguments)
{
  CordOpenCall call = { NULL };

  cord_open_call_read (&call, arguments);
  post_node (task, "interaction-open", cord_contact_open_to_json (&call), decode_interaction);
}

static void
find (GTask *task, GVariant *arguments)
{
  CordFindCall call = { NULL };
  g_autofree char *path = cord_endpoint_expand ("customer-search", NULL);
  g_autofree char *query = NULL;
  g_autofree char *interaction = NULL;
  g_autofree char *full = NULL;

  cord_find_call_read (&call, arguments);
  query = g_uri_escape_string (call.query, NULL, FALSE);
  interaction = g_uri_escape_string (call.interaction, NULL, FALSE);
  full = g_strconcat (path, "?q=", query, "&interaction=", interaction, NULL);
  get (task, full, decode_candidates);
}

/* Not keyed: the server keeps a hash of keyed bodies, and there are only ten thousand PINs. */
static void
verify (GTask *task, GVariant *arguments)
{
  CordVerifyCall call = { NULL };
  g_autoptr (JsonNode) body = NULL;

  cord_verify_call_read (&call, arguments);
  body = cord_verification_request_to_json (&call);
  post_text (task, "verification", call.interaction, cord_json_write (body), FALSE, decode_verification);
}

static void
order_state (GTask *task)
{
  const Call *call = g_task_get_task_data (task);
  g_autofree char *path = cord_resource_type_path ("productOrder", call->order);

  get (task, path, decode_order);
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  const char *state = answer != NULL && cord_answer_check_body (answer, JSON_NODE_OBJECT, &error)
                          ? cord_order_cancel_get_state (answer->body)
                          : NULL;

  if (state == NULL)
    g_task_return_error (task, error);
  else if (g_str_equal (state, "done") || g_str_equal (state, "terminatedWithError"))
    g_task_return_pointer (task, cord_order_reply_new (&(CordOrderReply){ .state = state }),
                           (GDestroyNotify)g_variant_unref);
  /* The system has not decided yet: the state of the order says how it stands. */
  else
    order_state (g_steal_pointer (&task));
}

static void
undo_order (GTask *task)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);
  g_autofree char *path = cord_endpoint_expand ("order-cancel", NULL);
  g_autoptr (JsonNode) node = cord_order_cancel_to_tmf (call->order, "undone at the desk");
  char *text = cord_json_write (node);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  CordRemoteRequest request
      = { .method = "POST", .path = path, .body = body, .keyed = TRUE, .interaction = call->interaction };

  cord_remote_send_async (self->remote, &request, g_task_get_cancellable (task), on_cancelled, task);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GVariant *value = cord_remote_sign_in_finish (CORD_REMOTE (source), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cord_remote_sign_out_finish (CORD_REMOTE (source), result, &error))
    g_task_return_pointer (task, cord_value_empty_object (), (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
on_customer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GVariant *value = cord_customer_loader_finish (CORD_REMOTE (source), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
on_catalog (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GVariant *value = cord_catalog_source_load_finish (CORD_CATALOG_SOURCE (source), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
on_priced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GVariant *value = cord_desk_pricing_finish (CORD_CATALOG_SOURCE (source), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static const char *
zone_of (CordRemoteGateway *self)
{
  return self->zone != NULL ? self->zone : cord_remote_get_zone (self->remote);
}

gboolean
cord_remote_gateway_get_pricing (CordRemoteGateway *self, CordDeskPricing *out, GError **error)
{
  *out = (CordDeskPricing){ self->remote, self->policy, zone_of (self), self->currency };
  return self->policy != NULL
         || cord_error_set_full (error, CORD_ERROR_INVALID, "policy", NULL, NULL,
                                 _ ("There is no policy to work a price out by"));
}

static void
quote (CordRemoteGateway *self, GVariant *arguments, GTask *task)
{
  CordDeskPricing pricing;
  GError *error = NULL;

  if (cord_profile_get_quotes (cord_remote_get_profile (self->remote)) == CORD_PROFILE_QUOTES_SEALED)
    post_node (task, "quote", cord_quote_request_to_tmf (arguments), decode_quote);
  else if (cord_remote_gateway_get_pricing (self, &pricing, &error))
    cord_desk_pricing_async (self->catalog, &pricing, arguments, FALSE, g_task_get_cancellable (task), on_priced, task);
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}

static void
sign_in (CordRemoteGateway *self, GVariant *arguments, GTask *task)
{
  CordSignInCall call = { NULL };

  cord_sign_in_call_read (&call, arguments);
  cord_remote_sign_in_async (self->remote, call.user, call.password, g_task_get_cancellable (task), on_signed_in, task);
}

static void
load_customer (CordRemoteGateway *self, GVariant *arguments, GTask *task)
{
  CordCustomerCall call = { NULL };

  cord_customer_call_read (&call, arguments);
  cord_customer_loader_async (self->remote, self->catalog, call.interaction, call.customer, zone_of (self),
                              self->currency, g_task_get_cancellable (task), on_customer, task);
}

/* Refuses the sign-in to a system with which no call could be finished. */
static gboolean
check_usable (CordRemoteGateway *self, CordCall call, GError **error)
{
  return (call != CORD_CALL_SIGN_IN && call != CORD_CALL_RESTORE_SIGN_IN)
         || cord_profile_check_usable (cord_remote_get_profile (self->remote), error);
}

static void
start (CordRemoteGateway *self, CordCall call, GVariant *arguments, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  switch (call)
    {
    case CORD_CALL_SIGN_IN:
      sign_in (self, arguments, task);
      break;
    case CORD_CALL_RESTORE_SIGN_IN:
      cord_remote_restore_async (self->remote, cancellable, on_signed_in, task);
      break;
    case CORD_CALL_SIGN_OUT:
      cord_remote_sign_out_async (self->remote, cancellable, on_signed_out, task);
      break;
    case CORD_CALL_OPEN_INTERACTION:
      open_interaction (task, arguments);
      break;
    case CORD_CALL_FIND:
      find (task, arguments);
      break;
    case CORD_CALL_VERIFY:
      verify (task, arguments);
      break;
    case CORD_CALL_LOAD_CUSTOMER:
      load_customer (self, arguments, task);
      break;
    case CORD_CALL_LOAD_CATALOG:
      cord_catalog_source_load_async (self->catalog, cancellable, on_catalog, task);
      break;
    case CORD_CALL_QUALIFY:
      post_node (task, "qualification", cord_qualification_to_tmf (arguments), decode_qualification);
      break;
    case CORD_CALL_QUOTE:
      quote (self, arguments, task);
      break;
    case CORD_CALL_ORDER_STATE:
      order_state (task);
      break;
    case CORD_CALL_UNDO_ORDER:
      undo_order (task);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
call_async (CordGateway *gateway, CordCall call, GVariant *arguments, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  CordRemoteGateway *self = CORD_REMOTE_GATEWAY (gateway);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GVariant) given = arguments != NULL ? g_variant_ref_sink (arguments) : cord_value_empty_object ();
  CordOrderQuery query = { NULL };
  Call *kept = g_new0 (Call, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, call_async);
  g_task_set_name (task, "call the server");
  cord_order_query_read (&query, given);
  kept->interaction = g_strdup (query.interaction);
  kept->order = g_strdup (query.order);
  g_task_set_task_data (task, kept, (GDestroyNotify)call_free);
  /* A missing argument is a mistake of the program, but not one to crash over in a call. */
  if (cord_gateway_check_call (call, given, &error) && check_usable (self, call, &error))
    {
      start (self, call, given, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static GVariant *
finish (CordGateway *gateway, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, gateway), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
get_online (CordGateway *gateway)
{
  return cord_connectivity_get_online (cord_remote_get_connectivity (CORD_REMOTE_GATEWAY (gateway)->remote));
}

static char **
dup_limits (CordGateway *gateway)
{
  return cord_profile_dup_limits (cord_remote_get_profile (CORD_REMOTE_GATEWAY (gateway)->remote));
}

static void
cord_remote_gateway_iface_init (CordGatewayInterface *iface)
{
  iface->call_async = call_async;
  iface->call_finish = finish;
  iface->prepare = cord_gateway_submit_prepare;
  iface->submit_async = cord_gateway_submit_start;
  iface->submit_finish = finish;
  iface->get_online = get_online;
  iface->dup_limits = dup_limits;
}

static void
on_online_changed (CordRemoteGateway *self)
{
  g_signal_emit_by_name (self, "online-changed");
}

static void
cord_remote_gateway_finalize (GObject *object)
{
  CordRemoteGateway *self = CORD_REMOTE_GATEWAY (object);

  g_clear_object (&self->remote);
  g_clear_object (&self->catalog);
  g_clear_object (&self->journal);
  g_clear_object (&self->policy);
  g_free (self->zone);
  g_free (self->currency);
  G_OBJECT_CLASS (cord_remote_gateway_parent_class)->finalize (object);
}

static void
cord_remote_gateway_class_init (CordRemoteGatewayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_remote_gateway_finalize;
}

static void
cord_remote_gateway_init (CordRemoteGateway *self)
{
}

CordRemoteGateway *
cord_remote_gateway_new (CordRemote *remote, CordCache *cache, CordJournalDb *journal, const char *zone,
                         const char *currency)
{
  CordRemoteGateway *self;
  CordConnectivity *connectivity;

  g_return_val_if_fail (CORD_IS_REMOTE (remote) && CORD_IS_CACHE (cache), NULL);
  self = g_object_new (CORD_TYPE_REMOTE_GATEWAY, NULL);
  self->remote = g_object_ref (remote);
  self->catalog = cord_catalog_source_new (remote, cache);
  self->journal = journal != NULL ? g_object_ref (journal) : NULL;
  self->zone = g_strdup (zone);
  self->currency = g_strdup (currency);
  connectivity = cord_remote_get_connectivity (remote);
  g_signal_connect_object (connectivity, "notify::online", G_CALLBACK (on_online_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connectivity, "retry", G_CALLBACK (on_online_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
cord_remote_gateway_set_policy (CordRemoteGateway *self, CordPolicy *policy)
{
  g_return_if_fail (CORD_IS_REMOTE_GATEWAY (self) && CORD_IS_POLICY (policy));
  g_set_object (&self->policy, policy);
}
