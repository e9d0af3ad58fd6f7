/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/gateway/cord-gateway-submit.h"

#include "config.h"

#include "base/cord-id.h"
#include "domain/cord-gateway-document.h"
#include "sync/gateway/cord-remote-gateway-private.h"
#include "sync/remote/cord-pages.h"
#include "wire/cord-appointment-codec.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-extension.h"
#include "wire/cord-json.h"
#include "wire/cord-message-codec.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-problem.h"
#include "wire/cord-resource-type.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUSY_TRIES 5   /* while the server is still working at the same operation */
#define BUSY_FIRST 500 /* milliseconds to 2 s, see docs/reliability.md, "Sending" */
#define BUSY_LAST 2000

/* Making an intent */

static JsonNode *
order_body (GVariant *request, const char *operation, GError **error)
{
  return cord_order_to_tmf (request, operation, error);
}

static JsonNode *
message_body (GVariant *request, const char *operation, GError **error)
{
  return cord_message_to_tmf (request, operation);
}

static JsonNode *
appointment_body (GVariant *request, const char *operation, GError **error)
{
  return cord_appointment_to_tmf (request, operation);
}

typedef struct
{
  const char *kind;
  const char *resource;
  JsonNode *(*encode) (GVariant *request, const char *operation, GError **error);
  GVariant *(*decode) (JsonNode *node, GError **error);
} Kind;

static const Kind kinds[] = {
  { "order", "productOrder", order_body, cord_order_answer_from_tmf },
  { "message", "communicationMessage", message_body, cord_message_answer_from_tmf },
  { "appointment", "appointment", appointment_body, cord_appointment_answer_from_tmf },
};

static const Kind *
find_kind (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, name) == 0)
      return &kinds[i];
  cord_error_set_full (error, CORD_ERROR_INVALID, "kind", "kind", NULL, _ ("Nothing of the kind “%s” can be sent"),
                       name != NULL ? name : "");
  return NULL;
}

/* Refused before it is stored: it could never be sent. */
static gboolean
check_offered (CordRemoteGateway *self, const Kind *kind, GError **error)
{
  CordProfile *profile = cord_remote_get_profile (self->remote);

  return cord_profile_offers (profile, kind->resource)
         || cord_error_set_full (error, CORD_ERROR_DENIED, "not-offered", kind->resource,
                                 _ ("What this system cannot do is listed where you sign in."),
                                 _ ("“%s” does not do this: %s"), cord_profile_get_name (profile), kind->resource);
}

CordIntent *
cord_gateway_submit_prepare (CordGateway *gateway, const char *name, GVariant *request, GError **error)
{
  CordRemoteGateway *self = CORD_REMOTE_GATEWAY (gateway);
  const Kind *kind = find_kind (name, error);
  g_autofree char *operation = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (kind == NULL || !check_offered (self, kind, error))
    return NULL;
  operation = cord_id_new (cord_remote_get_clock (self->remote));
  node = kind->encode (request, operation, error);
  if (node == NULL)
    return NULL;
  text = cord_json_write (node);
  body = g_bytes_new_take (text, strlen (text));
  path = cord_resource_type_path (kind->resource, NULL);
  return cord_intent_new (operation, kind->kind, "POST", path, NULL, body);
}

/* Sending it */

typedef struct
{
  CordIntent *intent;
  const Kind *kind;
  char *interaction;      /* as the body names it, for the header */
  char *seal;             /* of an order: what the customer agreed to; otherwise NULL */
  CordIntentPlace *place; /* NULL: no journal */
  guint tries;
  GVariant *result;
  GError *error;
} Submission;

static void
submission_free (Submission *submission)
{
  cord_intent_free (submission->intent);
  g_free (submission->interaction);
  g_free (submission->seal);
  cord_intent_place_free (submission->place);
  g_clear_pointer (&submission->result, g_variant_unref);
  g_clear_error (&submission->error);
  g_free (submission);
}

/* What a status means. Source: docs/reliability.md, "Sending". */
typedef enum
{
  VERDICT_DONE,
  VERDICT_BUSY,
  VERDICT_LATER,
  VERDICT_CONFLICT,
  VERDICT_REFUSED,
} Verdict;

static gboolean
has_reason (const CordAnswer *answer, const char *reason)
{
  return g_strcmp0 (cord_problem_get_reason (answer->body), reason) == 0;
}

static Verdict
judge (const CordAnswer *answer)
{
  if (answer->status >= 200 && answer->status < 300)
    return VERDICT_DONE;
  if (answer->status == 425 || (answer->status == 409 && has_reason (answer, "in-progress")))
    return VERDICT_BUSY;
  if (answer->status < 400 || answer->status == 401 || answer->status == 408 || answer->status == 429
      || answer->status >= 500)
    return VERDICT_LATER;
  if (answer->status == 412
      || (answer->status == 409
          && (has_reason (answer, "quote-stale") || has_reason (answer, "price-changed")
              || has_reason (answer, "stale"))))
    return VERDICT_CONFLICT;
  return VERDICT_REFUSED;
}

static void
answer_task (GTask *task)
{
  Submission *submission = g_task_get_task_data (task);

  if (submission->error != NULL)
    g_task_return_error (task, g_steal_pointer (&submission->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&submission->result), (GDestroyNotify)g_variant_unref);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CordIntentPlace) place = NULL;
  g_autoptr (GError) error = NULL;

  /* The server has decided; when the mark cannot be stored, the next start sends the same again and gets the same
   * answer. */
  place = cord_journal_db_mark_finish (CORD_JOURNAL_DB (source), result, &error);
  if (place == NULL)
    g_message ("An outcome could not be noted: %s", error->message);
  answer_task (task);
}

static void
decide (GTask *task, CordIntentState state, const CordAnswer *answer)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  const Submission *submission = g_task_get_task_data (task);
  CordIntentOutcome outcome
      = { answer->status, answer->etag, answer->bytes, cord_error_get_reason (submission->error) };

  cord_connectivity_settle (cord_remote_get_connectivity (self->remote));
  if (self->journal == NULL)
    answer_task (task);
  else
    cord_journal_db_mark_async (self->journal, submission->intent->operation, state, &outcome, NULL, on_decided,
                                g_object_ref (task));
}

/* STALE: the agent asks for the price again, and the customer decides again. */
static void
set_stale (Submission *submission, const CordAnswer *answer)
{
  g_autoptr (GError) cause = NULL;

  cord_answer_check (answer, &cause);
  cord_error_set_full (&submission->error, CORD_ERROR_STALE, "quote-stale", cord_error_get_member (cause),
                       _ ("Show the customer the new price and ask again."), "%s", cause->message);
}

static void
set_refused (Submission *submission, const CordAnswer *answer)
{
  g_autoptr (GError) cause = NULL;
  CordError code = CORD_ERROR_INVALID;

  cord_answer_check (answer, &cause);
  /* A refusal is final, whatever code the body names: OFFLINE or INTERNAL would be sent again. */
  if (cause->domain == CORD_ERROR && cause->code != CORD_ERROR_OFFLINE && cause->code != CORD_ERROR_INTERNAL)
    code = (CordError)cause->code;
  cord_error_set_full (&submission->error, code, cord_error_get_reason (cause), cord_error_get_member (cause),
                       cord_error_get_hint (cause), "%s", cause->message);
  if (answer->status == 422 && g_strcmp0 (cord_error_get_reason (cause), "key-reuse") == 0)
    g_warning ("The key of operation %s was used for other bytes: it is set aside", submission->intent->operation);
}

static void
put_off (GTask *task, guint seconds)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  Submission *submission = g_task_get_task_data (task);
  g_autofree char *hint = seconds > 0 ? g_strdup_printf (_ ("It is saved here and sent again in %u seconds."), seconds)
                                      : g_strdup (_ ("It is saved here and sent again by itself."));

  cord_connectivity_hold (cord_remote_get_connectivity (self->remote), seconds);
  cord_error_set_full (&submission->error, CORD_ERROR_OFFLINE, "later", NULL, hint,
                       _ ("The server cannot take it now"));
  answer_task (task);
}

static void transmit (GTask *task);

static gboolean
on_waited (gpointer user_data)
{
  transmit (g_object_ref (user_data));
  return G_SOURCE_REMOVE;
}

/* Sends the same key again soon. */
static void
wait_for_other (GTask *task)
{
  Submission *submission = g_task_get_task_data (task);
  g_autoptr (GSource) source = NULL;

  if (++submission->tries >= BUSY_TRIES)
    {
      put_off (task, 0);
      return;
    }
  source = g_timeout_source_new ((guint)g_random_int_range (BUSY_FIRST, BUSY_LAST));
  g_source_set_callback (source, on_waited, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
conclude (GTask *task, const CordAnswer *answer)
{
  Submission *submission = g_task_get_task_data (task);

  switch (judge (answer))
    {
    case VERDICT_DONE:
      if (cord_answer_check_body (answer, JSON_NODE_OBJECT, &submission->error))
        submission->result = submission->kind->decode (answer->body, &submission->error);
      /* A success that cannot be read does not count as an outcome: the same is sent again later. */
      if (submission->result == NULL)
        {
          g_clear_error (&submission->error);
          put_off (task, 0);
        }
      else
        decide (task, CORD_INTENT_ACKED, answer);
      break;
    case VERDICT_BUSY:
      wait_for_other (task);
      break;
    case VERDICT_CONFLICT:
      set_stale (submission, answer);
      decide (task, CORD_INTENT_CONFLICT, answer);
      break;
    case VERDICT_REFUSED:
      set_refused (submission, answer);
      decide (task, CORD_INTENT_REJECTED, answer);
      break;
    case VERDICT_LATER:
    default:
      put_off (task, answer->retry_after);
      break;
    }
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submission *submission = g_task_get_task_data (task);
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &submission->error);

  if (answer != NULL)
    conclude (task, answer);
  else if (g_strcmp0 (cord_error_get_reason (submission->error), "bad-answer") == 0)
    {
      g_clear_error (&submission->error);
      put_off (task, 0);
    }
  else
    answer_task (task);
}

/* Takes the reference. */
static void
post (GTask *task)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  const Submission *submission = g_task_get_task_data (task);
  CordRemoteRequest request = {
    .method = submission->intent->method,
    .path = submission->intent->path,
    .body = submission->intent->body,
    .interaction = submission->interaction,
    .operation = submission->intent->operation,
    .if_match = submission->intent->if_match,
  };

  if (submission->place != NULL)
    {
      request.user = submission->place->user;
      request.device = submission->place->device;
      request.sequence = submission->place->sequence;
    }
  cord_remote_send_async (self->remote, &request, g_task_get_cancellable (task), on_sent, task);
}

/* A system that seals no quote: whether the price is still the same is checked here, just before sending */

/* Errors that the agent is told as they are; they say nothing about the price. */
static gboolean
is_reported (const GError *error)
{
  return error->domain != CORD_ERROR || error->code == CORD_ERROR_OFFLINE
         || g_strcmp0 (cord_error_get_reason (error), "signed-out") == 0;
}

static void
answer_or_put_off (GTask *task)
{
  Submission *submission = g_task_get_task_data (task);

  if (is_reported (submission->error))
    {
      answer_task (task);
      return;
    }
  g_clear_error (&submission->error);
  put_off (task, 0);
}

static JsonNode *
parse_body (GBytes *body, GError **error)
{
  return cord_json_parse (g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body), &CORD_JSON_LIMITS_WIRE,
                          error);
}

/* The order in the form in which CORD_CALL_QUOTE asks for its price. */
static GVariant *
read_order (GBytes *body, GError **error)
{
  g_autoptr (JsonNode) node = parse_body (body, error);

  return node != NULL ? cord_order_from_tmf (node, error) : NULL;
}

/* Refuses the order with the answer that cordboard-server would give. */
static void
conclude_stale (GTask *task)
{
  g_autoptr (GError) stale = NULL;
  g_autoptr (JsonNode) problem = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  char *text;

  cord_error_set_full (&stale, CORD_ERROR_STALE, "quote-stale", CORD_EXTENSION_SEAL, NULL,
                       _ ("Something changed since the quote: the order would cost something else"));
  problem = cord_problem_from_error (stale);
  text = cord_json_write (problem);
  bytes = g_bytes_new_take (text, strlen (text));
  answer = cord_answer_new (cord_problem_status (stale), bytes);
  answer->body = json_node_ref (problem);
  conclude (task, answer);
}

static void
on_priced_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submission *submission = g_task_get_task_data (task);
  g_autoptr (GVariant) price = cord_desk_pricing_finish (CORD_CATALOG_SOURCE (source), result, &submission->error);

  g_auto (CordQuoteReply) quote = { NULL };

  if (price != NULL)
    cord_quote_reply_read (&quote, price);
  if (quote.seal != NULL && g_strcmp0 (quote.seal, submission->seal) == 0)
    {
      post (g_steal_pointer (&task));
      return;
    }
  /* A change that can no longer be priced does not cost what was agreed. */
  if (price != NULL || g_error_matches (submission->error, CORD_ERROR, CORD_ERROR_INVALID))
    {
      g_clear_error (&submission->error);
      conclude_stale (task);
    }
  else
    answer_or_put_off (task);
}

/* Takes the reference. */
static void
post_unless_stale (GTask *task)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  Submission *submission = g_task_get_task_data (task);
  g_autoptr (GVariant) order = NULL;
  CordDeskPricing pricing;

  if (submission->seal == NULL
      || cord_profile_get_quotes (cord_remote_get_profile (self->remote)) == CORD_PROFILE_QUOTES_SEALED)
    {
      post (task);
      return;
    }
  order = read_order (submission->intent->body, &submission->error);
  if (order != NULL && cord_remote_gateway_get_pricing (self, &pricing, &submission->error))
    {
      cord_desk_pricing_async (self->catalog, &pricing, order, TRUE, g_task_get_cancellable (task), on_priced_again,
                               task);
      return;
    }
  answer_task (task);
  g_object_unref (task);
}

/* A system without idempotency keys: it may have the operation already, from a request whose answer was lost */

static JsonNode *
find_operation (JsonArray *rows, const char *reference, const char *operation)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_strcmp0 (cord_json_find_string (json_array_get_element (rows, i), reference), operation) == 0)
      return json_array_get_element (rows, i);
  return NULL;
}

static void
conclude_found (GTask *task, JsonNode *row)
{
  char *text = cord_json_write (row);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (CordAnswer) answer = cord_answer_new (200, bytes);

  answer->body = json_node_ref (row);
  answer->replayed = TRUE;
  conclude (task, answer);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submission *submission = g_task_get_task_data (task);
  const char *reference
      = cord_profile_get_reference (cord_remote_get_profile (CORD_REMOTE (source)), submission->kind->resource);
  g_autoptr (JsonArray) rows = cord_pages_finish (CORD_REMOTE (source), result, &submission->error);
  JsonNode *row = rows != NULL ? find_operation (rows, reference, submission->intent->operation) : NULL;

  if (row != NULL)
    conclude_found (task, row);
  else if (rows != NULL)
    post_unless_stale (g_steal_pointer (&task));
  /* That the list cannot be read does not mean that the operation is not in it. */
  else
    answer_or_put_off (task);
}

/* Takes the reference. */
static void
transmit (GTask *task)
{
  CordRemoteGateway *self = g_task_get_source_object (task);
  const Submission *submission = g_task_get_task_data (task);
  CordProfile *profile = cord_remote_get_profile (self->remote);
  const char *reference = cord_profile_get_reference (profile, submission->kind->resource);
  g_autofree char *path = NULL;

  if (cord_profile_get_idempotency (profile) || reference == NULL)
    {
      post_unless_stale (task);
      return;
    }
  path = g_strconcat (submission->intent->path, "?", reference, "=", submission->intent->operation, NULL);
  cord_pages_async (self->remote, path, submission->interaction, g_task_get_cancellable (task), on_looked, task);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submission *submission = g_task_get_task_data (task);
  GError *error = NULL;

  submission->place = cord_journal_db_mark_finish (CORD_JOURNAL_DB (source), result, &error);
  if (submission->place != NULL)
    transmit (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
read_body (Submission *submission)
{
  g_autoptr (JsonNode) node = parse_body (submission->intent->body, NULL);

  submission->interaction = node != NULL ? g_strdup (cord_extension_get_interaction (node)) : NULL;
  submission->seal = node != NULL ? g_strdup (cord_extension_get_seal (node)) : NULL;
}

void
cord_gateway_submit_start (CordGateway *gateway, const CordIntent *intent, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  CordRemoteGateway *self = CORD_REMOTE_GATEWAY (gateway);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Submission *submission = g_new0 (Submission, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, cord_gateway_submit_start);
  g_task_set_name (task, "submit an intent");
  g_task_set_task_data (task, submission, (GDestroyNotify)submission_free);
  submission->intent = cord_intent_copy (intent);
  read_body (submission);
  submission->kind = find_kind (intent->kind, &error);
  if (submission->kind == NULL)
    g_task_return_error (task, error);
  else if (self->journal == NULL)
    transmit (g_steal_pointer (&task));
  /* Durable before the first byte leaves (docs/reliability.md, R3). */
  else
    cord_journal_db_mark_async (self->journal, intent->operation, CORD_INTENT_SENT, NULL, NULL, on_marked,
                                g_steal_pointer (&task));
}
