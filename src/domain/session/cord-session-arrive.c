/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/session/cord-caller.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

#define RECORD_SCHEMA 1

/* Whoever signed in since the ring has calls of their own. */
static gboolean
require_same_user (CordAct *act)
{
  return cord_act_require (act, act->session->signed_in && g_str_equal (act->session->user, act->subject.user),
                           _ ("Somebody else has signed in since the call rang"), NULL);
}

/* Only now, as call.offered is durable, may the desk show the call. */
static void
show_call (CordAct *act)
{
  CordSession *self = act->session;
  const CordFindCall request
      = { .interaction = cord_interaction_get_id (act->interaction), .query = act->subject.phone };

  if (!require_same_user (act))
    return;
  cord_session_install (self, act->interaction, act->recorder);
  cord_act_call (act, CORD_CALL_FIND, _ ("Looking up the number…"), cord_find_call_new (&request),
                 cord_act_show_candidates);
}

static void
offer_call (CordAct *act)
{
  const CordCallOffered offered
      = { .channel = "phone", .direction = "inbound", .phone = { .text = act->subject.phone } };

  cord_act_append (act, CORD_EVENT_CALL_OFFERED, &offered);
  cord_act_then (act, show_call);
}

static GVariant *
make_header (CordSession *self, const char *id)
{
  g_autofree char *began = cord_instant_to_string (cord_clock_now (self->clock));
  const CordRecordHeader header = { .id = id,
                                    .sop = cord_sop_get_id (self->sop),
                                    .sop_version = cord_sop_get_version (self->sop),
                                    .policy = cord_policy_get_id (self->policy),
                                    .policy_version = cord_policy_get_version (self->policy),
                                    .device = self->device,
                                    .schema = RECORD_SCHEMA,
                                    .began = began };

  return cord_record_header_new (&header);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  CordSession *self = act->session;
  GError *error = NULL;

  if (cord_journal_begin_finish (CORD_JOURNAL (source), result, &error))
    {
      act->recorder = cord_recorder_new (act->interaction, self->journal, self->clock, self->user);
      offer_call (act);
    }
  else
    {
      g_clear_object (&act->interaction);
      cord_act_fail (act, error);
    }
}

static void
on_opened (CordAct *act, GVariant *result)
{
  CordSession *self = act->session;
  CordOpenReply opened = { NULL };
  g_autoptr (GVariant) header = NULL;
  g_autoptr (CordVault) vault = cord_vault_new ();

  if (!require_same_user (act))
    return;
  cord_open_reply_read (&opened, result);
  if (!cord_act_require (act, opened.id != NULL && *opened.id != '\0', _ ("The server opened no call"),
                         _ ("Try again.")))
    return;
  header = make_header (self, opened.id);
  act->interaction = cord_interaction_new (header, self->sop, self->policy, vault);
  cord_journal_begin_async (self->journal, header, NULL, on_begun, act);
}

/* On the practice line callers ring in order, and again from the first after the last. */
static const char *
next_caller (CordSession *self)
{
  g_autoptr (GVariant) caller = NULL;
  const char *opening;

  if (self->callers == NULL || cord_value_length (self->callers) == 0)
    return NULL;
  caller = cord_value_dup_at (self->callers, self->next_caller);
  self->next_caller = (self->next_caller + 1) % cord_value_length (self->callers);
  opening = cord_caller_get_opening (caller);
  g_free (self->opening);
  self->opening = g_strdup (opening != NULL ? opening : "");
  return cord_caller_get_phone (caller); /* @callers holds the string */
}

void
cord_session_ring_async (CordSession *self, const char *phone, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_ring_async, "ring", cancellable, callback, user_data);
  const CordOpenCall request = { .channel = "phone",
                                 .direction = "inbound",
                                 .sop = cord_sop_get_id (self->sop),
                                 .policy = cord_policy_get_id (self->policy) };

  if (!cord_act_require_alone (act)
      || !cord_act_require (act, self->signed_in, _ ("Nobody is signed in"), _ ("Sign in, then take the call."))
      || !cord_act_require (act, act->interaction == NULL, _ ("A call is open already"),
                            _ ("Finish or park it first.")))
    return;
  if (phone == NULL)
    phone = next_caller (self);
  if (!cord_act_require (act, phone != NULL && *phone != '\0', _ ("There is no number to ring from"),
                         _ ("Type a number.")))
    return;
  act->subject.phone = g_strdup (phone);
  act->subject.user = g_strdup (self->user);
  cord_act_call (act, CORD_CALL_OPEN_INTERACTION, _ ("Opening the call…"), cord_open_call_new (&request), on_opened);
}

static gboolean
has_status (CordAct *act, const char *status)
{
  return g_str_equal (cord_interaction_get_status (act->interaction), status);
}

void
cord_session_answer_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_answer_async, "answer", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_interaction (act)
      || !cord_act_require (act, has_status (act, "ringing"), _ ("This call is not ringing"), NULL))
    return;
  cord_act_append (act, CORD_EVENT_CALL_ANSWERED, NULL);
  cord_act_append (act, CORD_EVENT_STEP_ENTERED, &(CordStepEntered){ .step = "arrive" });
  cord_act_then (act, NULL);
}

void
cord_session_hold_async (CordSession *self, gboolean hold, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_hold_async, "hold", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_interaction (act)
      || !cord_act_require (act, has_status (act, hold ? "active" : "held"),
                            hold ? _ ("Only a call in progress can be held") : _ ("This call is not on hold"), NULL))
    return;
  cord_act_append (act, hold ? CORD_EVENT_CALL_HELD : CORD_EVENT_CALL_RESUMED, NULL);
  cord_act_then (act, NULL);
}

void
cord_session_give_notice_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_give_notice_async, "give notice", cancellable, callback, user_data);

  if (!cord_act_require_interaction (act))
    return;
  cord_act_append (act, CORD_EVENT_NOTICE_GIVEN, &(CordNoticeGiven){ .notice = "recording" });
  cord_act_then (act, NULL);
}

const char *
cord_session_get_opening (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), NULL);
  return self->opening;
}
