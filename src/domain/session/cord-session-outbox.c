/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define RETRY_FIRST_SECONDS 5
#define RETRY_LAST_SECONDS 60

void
cord_intent_facts_clear (CordIntentFacts *facts)
{
  g_clear_pointer (&facts->channel, g_free);
  g_clear_pointer (&facts->address, g_free);
  g_clear_pointer (&facts->kind, g_free);
  g_clear_pointer (&facts->at, g_free);
  g_clear_pointer (&facts->purpose, g_free);
}

void
cord_outgoing_free (CordOutgoing *outgoing)
{
  cord_intent_free (outgoing->intent);
  g_clear_object (&outgoing->interaction);
  g_clear_object (&outgoing->recorder);
  cord_intent_facts_clear (&outgoing->facts);
  g_clear_error (&outgoing->refusal);
  g_free (outgoing);
}

static CordOutgoing *
find_outgoing (CordSession *self, const char *operation)
{
  for (guint i = 0; i < self->outgoing->len; i++)
    {
      CordOutgoing *outgoing = g_ptr_array_index (self->outgoing, i);

      if (g_str_equal (outgoing->intent->operation, operation))
        return outgoing;
    }
  return NULL;
}

static void submit (CordSession *self, CordOutgoing *outgoing);

/* The act gets only the first outcome of its intent. */
static void
answer_act (CordOutgoing *outgoing, GError *error)
{
  CordAct *act = g_steal_pointer (&outgoing->act);

  if (act == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    cord_act_fail (act, error);
  else
    cord_act_succeed (act);
}

static const char *
success_text (const char *kind)
{
  if (g_str_equal (kind, "order"))
    return _ ("Change placed");
  return g_str_equal (kind, "message") ? _ ("Confirmation sent") : _ ("Follow-up booked");
}

/* The agent may be at something else by now, so the notice says what it is about. */
static char *
dup_late_words (const char *kind, const GError *refusal)
{
  if (g_str_equal (kind, "order"))
    return g_strdup_printf (_ ("The change was not placed: %s"), refusal->message);
  if (g_str_equal (kind, "message"))
    return g_strdup_printf (_ ("The confirmation was not sent: %s"), refusal->message);
  return g_strdup_printf (_ ("The follow-up was not booked: %s"), refusal->message);
}

static void
show_late_refusal (CordSession *self, const char *kind, const GError *refusal)
{
  g_autofree char *words = dup_late_words (kind, refusal);

  cord_session_set_notice (self, words, cord_error_get_hint (refusal));
}

/* The outcome is recorded, so the intent is settled. */
static void
finish_outgoing (CordSession *self, CordOutgoing *outgoing)
{
  const char *kind = outgoing->intent->kind;
  gboolean is_order = g_str_equal (kind, "order");
  GError *refusal = g_steal_pointer (&outgoing->refusal);
  CordAct *act = g_steal_pointer (&outgoing->act);
  const char *text = refusal == NULL ? success_text (kind) : NULL;

  if (refusal != NULL && act == NULL)
    show_late_refusal (self, kind, refusal);
  g_ptr_array_remove (self->outgoing, outgoing);
  cord_session_notify_waiting (self);
  if (act != NULL && refusal != NULL)
    cord_act_fail (act, refusal);
  else if (act != NULL)
    cord_act_succeed (act);
  else
    g_clear_error (&refusal);
  if (text != NULL)
    cord_session_toast (self, text);
  if (is_order)
    cord_session_schedule_refresh (self);
}

/* Unknown, or not stored: the intent stays, as sending the same bytes again brings the same answer. */
static void
keep_unsettled (CordOutgoing *outgoing, GError *error)
{
  outgoing->in_flight = FALSE;
  g_clear_error (&outgoing->refusal);
  if (outgoing->act == NULL && error != NULL)
    cord_session_show_error (outgoing->session, error);
  answer_act (outgoing, error);
}

typedef struct
{
  CordSession *session;
  char *operation;
} Ticket;

static Ticket *
ticket_new (CordSession *session, const char *operation)
{
  Ticket *ticket = g_new (Ticket, 1);

  ticket->session = g_object_ref (session);
  ticket->operation = g_strdup (operation);
  return ticket;
}

static void
ticket_free (Ticket *ticket)
{
  g_object_unref (ticket->session);
  g_free (ticket->operation);
  g_free (ticket);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ticket, ticket_free)

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ticket) ticket = user_data;
  CordOutgoing *outgoing = find_outgoing (ticket->session, ticket->operation);
  GError *error = NULL;

  cord_recorder_append_finish (CORD_RECORDER (source), result, &error);
  if (outgoing == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    keep_unsettled (outgoing, error);
  else
    finish_outgoing (ticket->session, outgoing);
}

/* A closed record takes no more events; its outcome is at the server alone. */
static void
record_outcome (CordOutgoing *outgoing, CordEventKind kind, gconstpointer body)
{
  CordSession *self = outgoing->session;
  g_autoptr (GVariant) document = NULL;

  if (outgoing->recorder == NULL || g_str_equal (cord_interaction_get_status (outgoing->interaction), "closed"))
    {
      finish_outgoing (self, outgoing);
      return;
    }
  document = cord_event_body_new (kind, body);
  cord_recorder_append_async (outgoing->recorder, cord_event_kind_name (kind), document, NULL, NULL, on_recorded,
                              ticket_new (self, outgoing->intent->operation));
}

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* A server may write the day as a date or as an instant; without one it is that of the quote. */
static CordDate
effective_date (CordOutgoing *outgoing, const char *given)
{
  CordInteraction *interaction = outgoing->interaction;
  CordQuote *quote = interaction != NULL ? cord_interaction_get_quote (interaction) : NULL;
  CordCustomer *customer = interaction != NULL ? cord_interaction_get_customer (interaction) : NULL;
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  CordDate date;

  if (cord_zone_read_day (zone, given, &date))
    return date;
  return quote != NULL ? cord_quote_get_effective (quote) : CORD_DATE_NONE;
}

static void
record_placed (CordOutgoing *outgoing, const CordIntentReply *answer)
{
  CordDate date = effective_date (outgoing, answer->effective);
  g_autofree char *effective = date != CORD_DATE_NONE ? cord_date_to_string (date) : g_strdup ("");
  const CordOrderPlaced placed = { .operation = outgoing->intent->operation,
                                   .order = text_or_empty (answer->order),
                                   .number = text_or_empty (answer->number),
                                   .state = text_or_empty (answer->state),
                                   .effective = effective,
                                   .undo_until = answer->undo_until };

  record_outcome (outgoing, CORD_EVENT_ORDER_PLACED, &placed);
}

static void
record_sent (CordOutgoing *outgoing, const CordIntentReply *answer)
{
  const CordMessageSent sent = { .operation = outgoing->intent->operation,
                                 .message = text_or_empty (answer->message),
                                 .channel = text_or_empty (outgoing->facts.channel),
                                 .address = { .text = text_or_empty (outgoing->facts.address) },
                                 .state = text_or_empty (answer->state) };

  record_outcome (outgoing, CORD_EVENT_MESSAGE_SENT, &sent);
}

static void
record_promised (CordOutgoing *outgoing, const CordIntentReply *answer)
{
  const CordPromiseMade made = { .kind = text_or_empty (outgoing->facts.kind),
                                 .at = outgoing->facts.at,
                                 .appointment = answer->appointment,
                                 .operation = outgoing->intent->operation,
                                 .purpose = { .text = outgoing->facts.purpose } };

  record_outcome (outgoing, CORD_EVENT_PROMISE_MADE, &made);
}

static void
record_success (CordOutgoing *outgoing, GVariant *document)
{
  CordIntentReply answer = { NULL };

  cord_intent_reply_read (&answer, document);
  if (g_str_equal (outgoing->intent->kind, "order"))
    record_placed (outgoing, &answer);
  else if (g_str_equal (outgoing->intent->kind, "message"))
    record_sent (outgoing, &answer);
  else
    record_promised (outgoing, &answer);
}

static const char *
reason_of (const GError *error, gboolean is_order)
{
  const char *reason = cord_error_get_reason (error);

  if (is_order && error->code == CORD_ERROR_STALE)
    return "quote-stale";
  return reason != NULL ? reason : cord_error_code_name (error->code);
}

/* With what can be done, for the page that asks for it. */
static char *
dup_refusal_words (const GError *error)
{
  const char *hint = cord_error_get_hint (error);

  return hint != NULL ? g_strdup_printf ("%s. %s", error->message, hint) : g_strdup (error->message);
}

/* A refusal is final for this idempotency key (docs/reliability.md, R5). Takes @error. */
static void
record_refusal (CordOutgoing *outgoing, GError *error)
{
  const char *operation = outgoing->intent->operation;
  const char *kind = outgoing->intent->kind;
  const char *reason = reason_of (error, g_str_equal (kind, "order"));
  g_autofree char *words = dup_refusal_words (error);

  outgoing->refusal = error;
  if (g_str_equal (kind, "order"))
    record_outcome (outgoing, CORD_EVENT_ORDER_REFUSED,
                    &(CordOrderRefused){ .operation = operation,
                                         .reason = reason,
                                         .message = error->message,
                                         .member = cord_error_get_member (error) });
  else if (g_str_equal (kind, "message"))
    record_outcome (outgoing, CORD_EVENT_MESSAGE_FAILED,
                    &(CordMessageFailed){ .operation = operation, .reason = reason, .message = error->message });
  else
    record_outcome (outgoing, CORD_EVENT_PROMISE_FAILED,
                    &(CordPromiseFailed){ .operation = operation, .reason = reason, .message = words });
}

/* Without an answer the outcome is unknown. An expired sign-in, a first try still in progress and a throttled request
 * are not decisions either (docs/reliability.md, R5). */
static gboolean
is_unknown (const GError *error)
{
  static const char *const undecided[]
      = { "signed-out", "sign-in", "unauthenticated", "invalid_token", "in-progress", "throttled", NULL };
  const char *reason = cord_error_get_reason (error);

  if (error->domain != CORD_ERROR || error->code == CORD_ERROR_OFFLINE || error->code == CORD_ERROR_INTERNAL)
    return TRUE;
  return reason != NULL && g_strv_contains (undecided, reason);
}

static gboolean
on_retry (gpointer user_data)
{
  CordSession *self = user_data;

  self->retry_id = 0;
  cord_session_resend_all (self);
  return G_SOURCE_REMOVE;
}

/* "online-changed" is not emitted for a server that answers with errors, so a timeout retries. */
static void
schedule_retry (CordSession *self)
{
  if (self->retry_id != 0)
    return;
  self->retry_seconds = CLAMP (self->retry_seconds * 2, RETRY_FIRST_SECONDS, RETRY_LAST_SECONDS);
  self->retry_id = g_timeout_add_seconds (self->retry_seconds, on_retry, self);
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ticket) ticket = user_data;
  CordOutgoing *outgoing = find_outgoing (ticket->session, ticket->operation);
  GError *error = NULL;
  g_autoptr (GVariant) answer = cord_gateway_submit_finish (CORD_GATEWAY (source), result, &error);

  if (error == NULL)
    ticket->session->retry_seconds = 0;
  if (outgoing != NULL && outgoing->act != NULL)
    cord_act_set_busy (outgoing->act, NULL);
  if (outgoing == NULL)
    g_clear_error (&error);
  else if (error == NULL)
    record_success (outgoing, answer);
  else if (!is_unknown (error))
    record_refusal (outgoing, error);
  else
    {
      g_clear_error (&error);
      if (outgoing->act != NULL)
        cord_session_toast (ticket->session, _ ("Saved here; it is sent when the connection is back"));
      keep_unsettled (outgoing, NULL);
      if (outgoing->resend)
        submit (ticket->session, outgoing);
      else
        schedule_retry (ticket->session);
    }
}

/* The network may be back while the last try is still failing; then the next one follows at once. */
static void
submit (CordSession *self, CordOutgoing *outgoing)
{
  outgoing->resend = outgoing->in_flight;
  if (outgoing->in_flight)
    return;
  outgoing->in_flight = TRUE;
  cord_gateway_submit_async (self->gateway, outgoing->intent, NULL, on_submitted,
                             ticket_new (self, outgoing->intent->operation));
}

void
cord_session_forget_intents (CordSession *self)
{
  g_autoptr (GPtrArray) given_up = g_steal_pointer (&self->outgoing);

  /* The acts' callbacks may already see the list. */
  self->outgoing = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_outgoing_free);
  cord_session_notify_waiting (self);
  for (guint i = 0; i < given_up->len; i++)
    answer_act (g_ptr_array_index (given_up, i), NULL);
}

static CordOutgoing *
add_outgoing (CordSession *self, const CordIntent *intent)
{
  CordOutgoing *outgoing = g_new0 (CordOutgoing, 1);

  outgoing->session = self;
  outgoing->intent = cord_intent_copy (intent);
  g_ptr_array_add (self->outgoing, outgoing);
  return outgoing;
}

void
cord_session_send (CordSession *self, CordAct *act, const CordIntent *intent)
{
  CordOutgoing *outgoing = add_outgoing (self, intent);

  outgoing->facts = act->subject.facts;
  memset (&act->subject.facts, 0, sizeof act->subject.facts);
  outgoing->act = act;
  g_set_object (&outgoing->interaction, act->interaction);
  g_set_object (&outgoing->recorder, act->recorder);
  cord_session_notify_waiting (self);
  submit (self, outgoing);
}

void
cord_session_resend_all (CordSession *self)
{
  for (guint i = 0; i < self->outgoing->len; i++)
    submit (self, g_ptr_array_index (self->outgoing, i));
}

/* After a restart: what the event of the outcome repeats is read from the record and the customer. */
static void
restore_facts (CordOutgoing *outgoing, CordInteraction *interaction, const CordEvent *event)
{
  const CordMessageQueued *message = cord_event_get_message_queued (event);
  const CordPromiseQueued *promise = cord_event_get_promise_queued (event);
  CordCustomer *customer = cord_interaction_get_customer (interaction);

  if (message != NULL)
    outgoing->facts.channel = g_strdup (message->channel);
  if (message != NULL && customer != NULL)
    outgoing->facts.address = g_strdup (cord_session_address (customer, message->channel));
  if (promise != NULL)
    {
      outgoing->facts.kind = g_strdup (promise->kind);
      outgoing->facts.at = g_strdup (promise->at);
      if (*cord_interaction_get_beside (interaction, &promise->purpose) != '\0')
        outgoing->facts.purpose = g_strdup (cord_interaction_get_beside (interaction, &promise->purpose));
    }
}

/* An intent of a parked call is not in the open record; it is sent all the same. */
static void
adopt (CordSession *self, const CordIntent *intent)
{
  CordInteraction *interaction = self->interaction;
  const CordEvent *queued = interaction != NULL ? cord_interaction_find_queued (interaction, intent->operation) : NULL;
  CordOutgoing *outgoing;

  if (queued != NULL && cord_interaction_find_settled (interaction, intent->operation) != NULL)
    return;
  outgoing = add_outgoing (self, intent);
  if (queued == NULL)
    return;
  restore_facts (outgoing, interaction, queued);
  g_set_object (&outgoing->interaction, interaction);
  g_set_object (&outgoing->recorder, self->recorder);
}

void
cord_session_adopt_intents (CordSession *self, GVariant *intents)
{
  for (gsize i = 0; i < cord_value_length (intents); i++)
    {
      g_autoptr (GVariant) listed = cord_value_dup_at (intents, i);
      g_autoptr (CordIntent) intent = NULL;
      CordWaitingIntent waiting = { NULL };

      cord_waiting_intent_read (&waiting, listed);
      if (waiting.operation != NULL)
        intent = cord_journal_dup_intent (self->journal, waiting.operation);
      if (intent != NULL && find_outgoing (self, intent->operation) == NULL)
        adopt (self, intent);
    }
  cord_session_notify_waiting (self);
}
