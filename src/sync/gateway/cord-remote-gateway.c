/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/gateway/cord-remote-gateway.h"

#include "config.h"

#include "store/cord-secret.h"
#include "sync/gateway/cord-customer-loader.h"
#include "sync/gateway/cord-remote-gateway-private.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-qualification-codec.h"
#include "wire/cord-quote-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void cord_remote_gateway_iface_init (CordGatewayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CordRemoteGateway, cord_remote_gateway, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_GATEWAY, cord_remote_gateway_iface_init))

/* Reads an answer of the server into the answer of a call. */
typedef GVariant *(*Decode) (const CordAnswer *answer, GVariant *arguments, GError **error);

typedef struct
{
  GVariant *arguments; /* without anything secret */
  Decode decode;
} Call;

static void
call_free (Call *call)
{
  g_clear_pointer (&call->arguments, g_variant_unref);
  g_free (call);
}

/* Decoding */

static GVariant *
decode_interaction (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  const char *id;

  if (!cord_answer_check_body (answer, JSON_NODE_OBJECT, error))
    return NULL;
  id = cord_json_find_string (answer->body, "id");
  if (id != NULL && *id != '\0')
    return cord_value_of_strings ("id", id, NULL);
  cord_answer_set_bad (error, _ ("there is no id in it"));
  return NULL;
}

static GVariant *
decode_candidates (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  g_autoptr (GVariant) candidates = NULL;
  CordBuilder object;

  if (!cord_answer_check_body (answer, JSON_NODE_ARRAY, error))
    return NULL;
  candidates = cord_json_to_value (answer->body);
  cord_builder_init (&object);
  cord_builder_value (&object, "candidates", candidates);
  return cord_builder_end (&object);
}

/* The hint is the instant the lock ends, for the record (verify.locked). */
static GVariant *
decode_verification (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  JsonNode *match;

  if (answer->status == 423)
    {
      const char *until = answer->body != NULL ? cord_json_find_string (answer->body, "lockedUntil") : NULL;

      if (until == NULL && answer->body != NULL)
        until = cord_json_find_string (answer->body, "member");
      cord_error_set_full (error, CORD_ERROR_DENIED, "locked", NULL, until,
                           _ ("The account is locked after too many wrong attempts"));
      return NULL;
    }
  if (!cord_answer_check_body (answer, JSON_NODE_OBJECT, error))
    return NULL;
  /* Silence is no mismatch: that would be held against the caller. */
  match = json_object_get_member (json_node_get_object (answer->body), "match");
  if (match != NULL && JSON_NODE_HOLDS_VALUE (match) && json_node_get_value_type (match) == G_TYPE_BOOLEAN)
    return cord_json_to_value (answer->body);
  cord_answer_set_bad (error, _ ("it does not say whether that matches"));
  return NULL;
}

static GVariant *
decode_qualification (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  return cord_answer_check_body (answer, JSON_NODE_OBJECT, error) ? cord_qualification_from_tmf (answer->body, error)
                                                                  : NULL;
}

static GVariant *
decode_quote (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  return cord_answer_check_body (answer, JSON_NODE_OBJECT, error) ? cord_quote_answer_from_tmf (answer->body, error)
                                                                  : NULL;
}

static GVariant *
decode_order (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  g_autoptr (GVariant) order = cord_answer_check_body (answer, JSON_NODE_OBJECT, error)
                                   ? cord_order_answer_from_tmf (answer->body, error)
                                   : NULL;
  CordBuilder object;

  if (order == NULL)
    return NULL;
  cord_builder_init (&object);
  cord_builder_string (&object, "id", cord_value_get_string (order, "order"));
  cord_builder_extend (&object, order);
  return cord_builder_end (&object);
}

static GVariant *
decode_cancel (const CordAnswer *answer, GVariant *arguments, GError **error)
{
  const char *state;

  if (!cord_answer_check_body (answer, JSON_NODE_OBJECT, error))
    return NULL;
  state = cord_json_find_string (answer->body, "state");
  return cord_value_of_strings ("state", state != NULL ? state : "", NULL);
}

/* Calling */

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  GVariant *value = answer != NULL ? call->decode (answer, call->arguments, &error) : NULL;

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
  request->interaction = cord_value_get_string (call->arguments, "interaction");
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
  post_text (task, "interaction-open", NULL, cord_json_write_value (arguments), TRUE, decode_interaction);
}

static void
find (GTask *task, GVariant *arguments)
{
  const char *interaction = cord_value_get_string (arguments, "interaction");
  const char *query = cord_value_get_string (arguments, "query");
  g_autofree char *path = cord_endpoint_expand ("customer-search", NULL);
  g_autofree char *q = g_uri_escape_string (query != NULL ? query : "", NULL, FALSE);
  g_autofree char *id = g_uri_escape_string (interaction != NULL ? interaction : "", NULL, FALSE);
  g_autofree char *full = g_strconcat (path, "?q=", q, "&interaction=", id, NULL);

  get (task, full, decode_candidates);
}

/* Not keyed: the server keeps a hash of keyed bodies, and a PIN has only ten thousand. */
static void
verify (GTask *task, GVariant *arguments)
{
  const char *interaction = cord_value_get_string (arguments, "interaction");
  g_autoptr (GVariant) body = cord_value_of_strings ("customer", cord_value_get_string (arguments, "customer"),
                                                     "factor", cord_value_get_string (arguments, "factor"), "value",
                                                     cord_value_get_string (arguments, "value"), NULL);

  post_text (task, "verification", interaction, cord_json_write_value (body), FALSE, decode_verification);
}

static void
order_state (GTask *task, GVariant *arguments)
{
  g_autofree char *path = cord_resource_type_path ("productOrder", cord_value_get_string (arguments, "order"));

  get (task, path, decode_order);
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  g_autoptr (GVariant) value = answer != NULL ? decode_cancel (answer, call->arguments, &error) : NULL;
  const char *state = value != NULL ? cord_value_get_string (value, "state") : NULL;

  if (value == NULL)
    g_task_return_error (task, error);
  else if (g_str_equal (state, "done") || g_str_equal (state, "terminatedWithError"))
    g_task_return_pointer (task, g_steal_pointer (&value), (GDestroyNotify)g_variant_unref);
  /* A system that thinks it over: the order itself says how it stands. */
  else
    order_state (g_object_ref (task), call->arguments);
}

static void
undo_order (GTask *task, GVariant *arguments)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  g_autofree char *path = cord_endpoint_expand ("order-cancel", NULL);
  g_autoptr (JsonNode) node
      = cord_order_cancel_to_tmf (cord_value_get_string (arguments, "order"), "undone at the desk");
  char *text = cord_json_write (node);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  CordRemoteRequest request = { .method = "POST",
                                .path = path,
                                .body = body,
                                .keyed = TRUE,
                                .interaction = cord_value_get_string (arguments, "interaction") };

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

/* What must be there, and must be text; NULL-ended. A missing one is the program's mistake, but not one to crash over
 * in a call. */
static const char *const required[][5] = {
  [CORD_CALL_SIGN_IN] = { "user", "password" },
  [CORD_CALL_OPEN_INTERACTION] = { "channel", "direction", "sop", "policy" },
  [CORD_CALL_FIND] = { "interaction", "query" },
  [CORD_CALL_VERIFY] = { "interaction", "customer", "factor", "value" },
  [CORD_CALL_LOAD_CUSTOMER] = { "interaction", "customer" },
  [CORD_CALL_ORDER_STATE] = { "order" },
  [CORD_CALL_UNDO_ORDER] = { "order" },
};

static gboolean
check_arguments (CordCall call, GVariant *arguments, GError **error)
{
  for (gsize i = 0; call < G_N_ELEMENTS (required) && i < 5 && required[call][i] != NULL; i++)
    {
      const char *value = cord_value_get_string (arguments, required[call][i]);

      if (value == NULL
          || (*value == '\0' && !g_str_equal (required[call][i], "value")
              && !g_str_equal (required[call][i], "password") && !g_str_equal (required[call][i], "query")))
        return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", required[call][i], NULL,
                                    _ ("“%s” is missing"), required[call][i]);
    }
  return TRUE;
}

/* Nobody signs in before a system with which no call could be finished. */
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
      cord_remote_sign_in_async (self->remote, cord_value_get_string (arguments, "user"),
                                 cord_value_get_string (arguments, "password"), cancellable, on_signed_in, task);
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
      cord_customer_loader_async (self->remote, self->catalog, cord_value_get_string (arguments, "interaction"),
                                  cord_value_get_string (arguments, "customer"), zone_of (self), self->currency,
                                  cancellable, on_customer, task);
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
      order_state (task, arguments);
      break;
    case CORD_CALL_UNDO_ORDER:
      undo_order (task, arguments);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* What a call keeps of its arguments: never a secret. */
static GVariant *
without_secrets (GVariant *arguments)
{
  return cord_value_of_strings ("interaction", cord_value_get_string (arguments, "interaction"), "order",
                                cord_value_get_string (arguments, "order"), NULL);
}

static void
call_async (CordGateway *gateway, CordCall call, GVariant *arguments, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  CordRemoteGateway *self = CORD_REMOTE_GATEWAY (gateway);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GVariant) given = arguments != NULL ? g_variant_ref_sink (arguments) : cord_value_empty_object ();
  Call *kept = g_new0 (Call, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, call_async);
  g_task_set_name (task, "call the server");
  kept->arguments = without_secrets (given);
  g_task_set_task_data (task, kept, (GDestroyNotify)call_free);
  if (check_arguments (call, given, &error) && check_usable (self, call, &error))
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
