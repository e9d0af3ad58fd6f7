/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/session/cord-session-private.h"

#include "domain/change/cord-change.h"
#include "domain/record/cord-note.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* The day from which the offering can be used, delivery included. */
static CordDate
ready_date (CordInteraction *interaction, CordDate effective)
{
  const char *id = cord_change_get_offering (cord_interaction_get_change (interaction));
  CordCatalog *catalog = cord_interaction_get_catalog (interaction);
  CordOffering *offering = id != NULL && catalog != NULL ? cord_catalog_find (catalog, id) : NULL;

  return effective + (offering != NULL ? cord_offering_get_lead_days (offering) : 0);
}

void
cord_session_state_timeline_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CordAct *act
      = cord_act_new (self, cord_session_state_timeline_async, "state timeline", cancellable, callback, user_data);
  g_autofree char *effective = NULL;
  g_autofree char *ready = NULL;
  CordDate date;

  if (!cord_act_require_customer (act)
      || !cord_act_require (act, cord_interaction_get_quote (act->interaction) != NULL, _ ("No date is known yet"),
                            _ ("Choose an option and show its price first.")))
    return;
  date = cord_quote_get_effective (cord_interaction_get_quote (act->interaction));
  effective = cord_date_to_string (date);
  ready = cord_date_to_string (ready_date (act->interaction, date));
  cord_act_append (act, CORD_EVENT_TIMELINE_STATED, &(CordTimelineStated){ .effective = effective, .ready = ready });
  cord_act_then (act, NULL);
}

static void
append_text (CordAct *act, CordEventKind kind, gconstpointer body, const char *text)
{
  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, text != NULL, _ ("There is nothing to write down"), NULL))
    return;
  cord_act_append (act, kind, body);
  cord_act_then (act, NULL);
}

void
cord_session_explain_step_async (CordSession *self, const char *item, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  append_text (cord_act_new (self, cord_session_explain_step_async, "explain step", cancellable, callback, user_data),
               CORD_EVENT_STEP_EXPLAINED, &(CordStepExplained){ .item = item }, item);
}

static char *
current_language (void)
{
  const char *name = g_get_language_names ()[0];

  return g_str_equal (name, "C") ? g_strdup ("en") : g_strndup (name, strcspn (name, "_.@"));
}

static void
append_rendered (CordAct *act, const char *channel, const CordMessage *message)
{
  g_autoptr (GPtrArray) problems = cord_message_prove (act->interaction, message->text);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, message->text, -1);
  g_autofree char *language = current_language ();
  g_autoptr (GVariant) list = NULL;
  CordMessageRendered rendered = { .channel = channel, .language = language, .subject = message->subject };
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < problems->len; i++)
    cord_builder_add_string (&builder, g_ptr_array_index (problems, i));
  list = cord_builder_end (&builder);
  rendered.text.text = message->text;
  rendered.digest = digest;
  rendered.proved = problems->len == 0;
  rendered.problems = list;
  cord_act_append (act, CORD_EVENT_MESSAGE_RENDERED, &rendered);
}

void
cord_session_render_message_async (CordSession *self, const char *channel, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act
      = cord_act_new (self, cord_session_render_message_async, "render message", cancellable, callback, user_data);
  g_autoptr (CordMessage) message = NULL;
  GError *error = NULL;

  if (!cord_act_require_order (act))
    return;
  message = cord_message_render (act->interaction, channel, &error);
  if (message == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  append_rendered (act, channel, message);
  cord_act_then (act, NULL);
}

const char *
cord_session_address (CordCustomer *customer, const char *channel)
{
  return cord_customer_get_address (customer, g_str_equal (channel, "letter") ? "post" : channel);
}

/* Takes @intent. */
static void
queue_intent (CordAct *act, CordEventKind kind, gconstpointer body, CordIntent *intent, CordActStep next)
{
  g_task_set_task_data (act->task, intent, (GDestroyNotify)cord_intent_free);
  cord_act_append_intent (act, kind, body, intent);
  cord_act_then (act, next);
}

static void
send_queued (CordAct *act, const char *busy)
{
  cord_act_set_busy (act, busy);
  cord_session_send (act->session, act, g_task_get_task_data (act->task));
}

static void
send_message (CordAct *act)
{
  send_queued (act, _ ("Sending the confirmation…"));
}

static CordIntent *
prepare_message (CordAct *act, const char *channel, const char *address, GError **error)
{
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) document = NULL;
  CordMessageCall request = { .channel = channel, .address = address };

  g_object_get (act->interaction, "message-subject", &subject, "message-text", &text, NULL);
  request.interaction = cord_interaction_get_id (act->interaction);
  request.customer = cord_customer_get_id (cord_interaction_get_customer (act->interaction));
  request.subject = subject;
  request.body = text;
  request.order = cord_interaction_get_order_id (act->interaction);
  document = cord_message_call_new (&request);
  return cord_gateway_prepare (act->session->gateway, "message", document, error);
}

static gboolean
require_unsent (CordAct *act)
{
  g_autofree char *state = NULL;
  GError *error = NULL;

  g_object_get (act->interaction, "message-state", &state, NULL);
  if (g_strcmp0 (state, "queued") != 0 && g_strcmp0 (state, "sent") != 0)
    return TRUE;
  cord_error_set_full (&error, CORD_ERROR_CONFLICT, "sent", NULL, _ ("Write a new message to send another."),
                       _ ("This confirmation is on its way already"));
  cord_act_fail (act, error);
  return FALSE;
}

void
cord_session_send_message_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_send_message_async, "send message", cancellable, callback, user_data);
  const CordMessageRendered *rendered;
  const char *address;
  CordIntent *intent;
  GError *error = NULL;

  if (!cord_act_require_alone (act) || !cord_act_require_order (act) || !require_unsent (act)
      || !cord_act_require_gate (act, CORD_GATE_SEND))
    return;
  rendered = cord_event_get_message_rendered (cord_interaction_last (act->interaction, CORD_EVENT_MESSAGE_RENDERED));
  address = rendered != NULL
                ? cord_session_address (cord_interaction_get_customer (act->interaction), rendered->channel)
                : NULL;
  if (!cord_act_require (act, address != NULL, _ ("There is no address of record for this channel"),
                         _ ("Choose another channel.")))
    return;
  intent = prepare_message (act, rendered->channel, address, &error);
  if (intent == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  act->subject.facts.channel = g_strdup (rendered->channel);
  act->subject.facts.address = g_strdup (address);
  queue_intent (act, CORD_EVENT_MESSAGE_QUEUED,
                &(CordMessageQueued){ .operation = intent->operation, .channel = rendered->channel }, intent,
                send_message);
}

void
cord_session_edit_note_async (CordSession *self, const char *words, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  append_text (cord_act_new (self, cord_session_edit_note_async, "edit note", cancellable, callback, user_data),
               CORD_EVENT_NOTE_EDITED, &(CordNoteEdited){ .words = { .text = words } }, words);
}

void
cord_session_set_disposition_async (CordSession *self, const char *code, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  append_text (
      cord_act_new (self, cord_session_set_disposition_async, "set disposition", cancellable, callback, user_data),
      CORD_EVENT_DISPOSITION_SET, &(CordDispositionSet){ .code = code }, code);
}

static void
send_promise (CordAct *act)
{
  send_queued (act, _ ("Booking the follow-up…"));
}

static CordIntent *
prepare_promise (CordAct *act, GError **error)
{
  const CordIntentFacts *facts = &act->subject.facts;
  const char *order = cord_interaction_get_order_id (act->interaction);
  const CordAppointmentCall request
      = { .interaction = cord_interaction_get_id (act->interaction),
          .customer = cord_customer_get_id (cord_interaction_get_customer (act->interaction)),
          .at = facts->at,
          .channel = g_str_equal (facts->kind, "call") ? "phone" : "message",
          .purpose = facts->purpose,
          .order = *order != '\0' ? order : NULL };
  g_autoptr (GVariant) document = cord_appointment_call_new (&request);

  return cord_gateway_prepare (act->session->gateway, "appointment", document, error);
}

static void
queue_promise (CordAct *act)
{
  GError *error = NULL;
  CordIntent *intent = prepare_promise (act, &error);

  if (intent == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  queue_intent (act, CORD_EVENT_PROMISE_QUEUED,
                &(CordPromiseQueued){ .operation = intent->operation,
                                      .kind = act->subject.facts.kind,
                                      .at = act->subject.facts.at,
                                      .purpose = { .text = act->subject.facts.purpose } },
                intent, send_promise);
}

void
cord_session_promise_async (CordSession *self, const char *kind, gint64 at, const char *purpose,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *const kinds[] = { "call", "message", "declined", NULL };
  CordAct *act = cord_act_new (self, cord_session_promise_async, "promise", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_customer (act)
      || !cord_act_require (act, kind != NULL && g_strv_contains (kinds, kind), _ ("There is no such follow-up"), NULL))
    return;
  if (g_str_equal (kind, "declined"))
    {
      cord_act_append (act, CORD_EVENT_PROMISE_MADE, &(CordPromiseMade){ .kind = kind });
      cord_act_then (act, NULL);
      return;
    }
  if (!cord_act_require (act, at > cord_clock_now (self->clock), _ ("This moment has passed"),
                         _ ("Choose a later one.")))
    return;
  act->subject.facts.kind = g_strdup (kind);
  act->subject.facts.at = cord_instant_to_string (at);
  act->subject.facts.purpose = g_strdup (purpose);
  queue_promise (act);
}

void
cord_session_satisfaction_async (CordSession *self, int score, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_satisfaction_async, "satisfaction", cancellable, callback, user_data);

  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, score >= 0 && score <= 5, _ ("A score is a number from 1 to 5"),
                            _ ("Leave it out when the customer declines.")))
    return;
  cord_act_append (act, CORD_EVENT_SATISFACTION_GIVEN, &(CordSatisfactionGiven){ .score = score });
  cord_act_then (act, NULL);
}

static void
end_call (CordAct *act)
{
  cord_session_install (act->session, NULL, NULL);
  cord_act_succeed (act);
}

void
cord_session_close_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_close_async, "close", cancellable, callback, user_data);
  g_autofree char *note = NULL;
  g_autofree char *digest = NULL;

  if (!cord_act_require_alone (act) || !cord_act_require_interaction (act)
      || !cord_act_require_gate (act, CORD_GATE_CLOSE))
    return;
  note = cord_interaction_dup_note (act->interaction);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, note, -1);
  cord_act_append (act, CORD_EVENT_INTERACTION_CLOSED,
                   &(CordInteractionClosed){ .note = digest, .words = { .text = note } });
  cord_act_then (act, end_call);
}

void
cord_session_park_async (CordSession *self, const char *reason, const char *words, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_park_async, "park", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_interaction (act)
      || !cord_act_require (act, reason != NULL && *reason != '\0', _ ("A parked call needs a reason"),
                            _ ("Say why it cannot be finished now.")))
    return;
  cord_act_append (act, CORD_EVENT_INTERACTION_PARKED,
                   &(CordInteractionParked){ .reason = reason, .words = { .text = words } });
  cord_act_then (act, end_call);
}
