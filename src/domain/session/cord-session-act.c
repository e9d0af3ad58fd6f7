/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

static void
act_free (CordAct *act)
{
  g_clear_object (&act->interaction);
  g_clear_object (&act->recorder);
  g_clear_object (&act->cancellable);
  g_free (act->subject.user);
  g_free (act->subject.role);
  g_free (act->subject.phone);
  g_free (act->subject.effective);
  g_clear_pointer (&act->subject.change, g_variant_unref);
  g_free (act->subject.factor);
  g_free (act->subject.locked_until);
  cord_intent_facts_clear (&act->subject.facts);
  g_clear_error (&act->error);
  g_object_unref (act->task);
  g_free (act);
}

/* Removed from the session before the answer, so that a callback may begin the next act. */
static void
leave (CordAct *act)
{
  g_ptr_array_remove (act->session->acts, act);
  cord_session_update_busy (act->session);
}

CordAct *
cord_act_new (CordSession *session, gpointer tag, const char *name, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = g_new0 (CordAct, 1);

  act->session = session;
  act->task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (act->task, tag);
  g_task_set_name (act->task, name);
  g_task_set_check_cancellable (act->task, FALSE); /* what is durable was done, even if the page is gone */
  g_set_object (&act->interaction, session->interaction);
  g_set_object (&act->recorder, session->recorder);
  g_set_object (&act->cancellable, cancellable);
  g_ptr_array_add (session->acts, act);
  return act;
}

void
cord_act_succeed (CordAct *act)
{
  leave (act);
  if (!act->quiet)
    cord_session_set_notice (act->session, NULL, NULL);
  g_task_return_boolean (act->task, TRUE);
  act_free (act);
}

void
cord_act_fail (CordAct *act, GError *error)
{
  leave (act);
  if (!act->quiet && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cord_session_show_error (act->session, error);
  g_task_return_error (act->task, error);
  act_free (act);
}

static gboolean
refuse (CordAct *act, CordError code, const char *reason, const char *hint, const char *message)
{
  GError *error = NULL;

  cord_error_set_full (&error, code, reason, NULL, hint, "%s", message);
  cord_act_fail (act, error);
  return FALSE;
}

gboolean
cord_act_require (CordAct *act, gboolean condition, const char *message, const char *hint)
{
  return condition || refuse (act, CORD_ERROR_INVALID, "not-now", hint, message);
}

gboolean
cord_act_require_interaction (CordAct *act)
{
  return cord_act_require (act, act->interaction != NULL, _ ("No call is open"), _ ("Take a call first."));
}

gboolean
cord_act_require_customer (CordAct *act)
{
  if (!cord_act_require_interaction (act))
    return FALSE;
  return cord_act_require (act, cord_interaction_get_customer (act->interaction) != NULL, _ ("No customer is open"),
                           _ ("Verify the caller first."));
}

gboolean
cord_act_require_order (CordAct *act)
{
  if (!cord_act_require_customer (act))
    return FALSE;
  if (!cord_act_require (act, !g_str_equal (cord_interaction_get_order_state (act->interaction), "queued"),
                         _ ("The change is saved here and waits for the server"), _ ("Wait for the server’s answer.")))
    return FALSE;
  return cord_act_require (act, *cord_interaction_get_order_id (act->interaction) != '\0',
                           _ ("No change has been placed"), _ ("Place the change first."));
}

gboolean
cord_act_require_gate (CordAct *act, CordGateKind kind)
{
  CordGate *gate = cord_interaction_get_gate (act->interaction, kind);

  return cord_gate_get_open (gate)
         || refuse (act, CORD_ERROR_DENIED, cord_gate_name (kind), cord_gate_get_summary (gate),
                    _ ("Something is still missing"));
}

gboolean
cord_act_require_alone (CordAct *act)
{
  for (guint i = 0; i < act->session->acts->len; i++)
    {
      CordAct *other = g_ptr_array_index (act->session->acts, i);

      if (other != act && g_task_get_source_tag (other->task) == g_task_get_source_tag (act->task))
        return refuse (act, CORD_ERROR_CONFLICT, "running", _ ("Wait for its answer."), _ ("This is still being done"));
    }
  return TRUE;
}

static void
continue_act (CordAct *act)
{
  if (!act->going || act->pending > 0)
    return;
  act->going = FALSE;
  if (act->error != NULL)
    cord_act_fail (act, g_steal_pointer (&act->error));
  else if (act->next != NULL)
    act->next (act);
  else
    cord_act_succeed (act);
}

/* The message of the fold is for developers; it becomes the hint below a sentence for the agent. */
static void
explain_impossible (GError **error)
{
  g_autoptr (GError) cause = g_steal_pointer (error);

  cord_error_set_full (error, CORD_ERROR_INVALID, cord_error_get_reason (cause), cord_error_get_member (cause),
                       cause->message, _ ("This does not fit the call as it stands"));
}

static void
on_appended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GError *error = NULL;

  act->pending--;
  cord_recorder_append_finish (CORD_RECORDER (source), result, &error);
  if (error != NULL && g_error_matches (error, CORD_ERROR, CORD_ERROR_INVALID) && cord_error_get_hint (error) == NULL)
    explain_impossible (&error);
  if (error != NULL && act->error == NULL)
    act->error = g_steal_pointer (&error);
  g_clear_error (&error);
  continue_act (act);
}

void
cord_act_append_intent (CordAct *act, CordEventKind kind, gconstpointer body, const CordIntent *intent)
{
  g_autoptr (GVariant) document = cord_event_body_new (kind, body);

  act->pending++;
  cord_recorder_append_async (act->recorder, cord_event_kind_name (kind), document, intent, NULL, on_appended, act);
}

void
cord_act_append (CordAct *act, CordEventKind kind, gconstpointer body)
{
  cord_act_append_intent (act, kind, body, NULL);
}

void
cord_act_then (CordAct *act, CordActStep next)
{
  act->next = next;
  act->going = TRUE;
  continue_act (act);
}

void
cord_act_set_busy (CordAct *act, const char *busy)
{
  act->busy = busy;
  cord_session_update_busy (act->session);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  g_autoptr (GVariant) answer = NULL;
  GError *error = NULL;

  cord_act_set_busy (act, NULL);
  answer = cord_gateway_call_finish (CORD_GATEWAY (source), result, &error);
  if (answer == NULL)
    cord_act_fail (act, error);
  else if (!act->for_user && act->interaction != act->session->interaction)
    refuse (act, CORD_ERROR_CONFLICT, "ended", NULL, _ ("The call was finished before the answer came"));
  else
    act->reply (act, answer);
}

void
cord_act_call (CordAct *act, CordCall call, const char *busy, GVariant *arguments, CordActReply reply)
{
  g_autoptr (GVariant) owned = arguments;

  act->reply = reply;
  cord_act_set_busy (act, busy);
  cord_gateway_call_async (act->session->gateway, call, owned, act->cancellable, on_called, act);
}

gboolean
cord_session_has_order (CordInteraction *interaction)
{
  static const char *const over[] = { "", "cancelled", "rejected", "failed", "refused", NULL };

  return !g_strv_contains (over, cord_interaction_get_order_state (interaction));
}
