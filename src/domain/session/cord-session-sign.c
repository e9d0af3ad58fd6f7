/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

/* What the user left open */

/* What is theirs is in place before it is said that they are signed in. Takes @error, or NULL. */
static void
enter (CordAct *act, GError *error)
{
  CordSession *session = act->session;

  cord_session_set_user (session, act->subject.user, act->subject.role, TRUE);
  if (error != NULL)
    cord_act_fail (act, error);
  else
    cord_act_succeed (act);
  cord_session_resend_all (session);
}

static CordVault *
load_vault (GVariant *documents)
{
  CordVault *vault = cord_vault_new ();

  for (gsize i = 0; i < cord_value_length (documents); i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (documents, i);
      /* A damaged value counts as erased: the chain stays valid without it. */
      CordVaultEntry *entry = cord_vault_entry_from_document (document, NULL);

      if (entry != NULL)
        cord_vault_add (vault, entry);
    }
  return vault;
}

static GPtrArray *
load_events (GVariant *stored, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);

  for (gsize i = 0; i < cord_value_length (stored); i++)
    {
      g_autoptr (GVariant) value = cord_value_dup_at (stored, i);
      CordEvent *event = cord_event_from_value (value, error);

      if (event == NULL)
        return NULL;
      g_ptr_array_add (events, event);
    }
  return g_steal_pointer (&events);
}

static CordInteraction *
rebuild (CordSession *self, const CordRecovery *left, GError **error)
{
  g_autoptr (GPtrArray) events = load_events (left->events, error);
  g_autoptr (CordVault) vault = NULL;
  g_autoptr (CordInteraction) interaction = NULL;

  if (events == NULL)
    return NULL;
  vault = load_vault (left->vault);
  interaction = cord_interaction_new (left->header, self->sop, self->policy, vault);
  if (!cord_interaction_apply_all (interaction, events, error))
    return NULL;
  return g_steal_pointer (&interaction);
}

static void
resume (CordAct *act, CordInteraction *interaction)
{
  CordSession *self = act->session;
  g_autoptr (CordRecorder) recorder = cord_recorder_new (interaction, self->journal, self->clock, act->subject.user);

  cord_session_set_catalog (self, cord_interaction_get_catalog (interaction));
  cord_session_install (self, interaction, recorder);
}

/* A header without events is a call that was never shown. */
static gboolean
is_open_call (const CordRecovery *left)
{
  return left->header != NULL && cord_value_length (left->events) > 0;
}

static void
show_damage (CordSession *self)
{
  if (self->interaction != NULL)
    cord_session_set_notice (self, _ ("The last moments of this call could not be read back"),
                             _ ("Check the fields against what was said before you go on."));
  else
    cord_session_set_notice (self, _ ("The journal of the last run was damaged; what could be read is kept"),
                             _ ("Tell your supervisor which call you were in."));
}

static void
restore_from (CordAct *act, GVariant *document)
{
  CordSession *self = act->session;
  g_auto (CordRecovery) left = { .events = cord_value_empty_array (),
                                 .vault = cord_value_empty_array (),
                                 .intents = cord_value_empty_array () };
  g_autoptr (CordInteraction) interaction = NULL;
  GError *error = NULL;

  cord_recovery_read (&left, document);
  if (is_open_call (&left))
    {
      interaction = rebuild (self, &left, &error);
      if (interaction == NULL)
        {
          /* The intents are sent even though the record cannot be shown. */
          cord_session_adopt_intents (self, left.intents);
          enter (act, error);
          return;
        }
      resume (act, interaction);
    }
  cord_session_adopt_intents (self, left.intents);
  enter (act, NULL);
  if (left.cut)
    show_damage (self);
  cord_session_schedule_refresh (self);
}

static void
on_recovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) left = cord_journal_recover_finish (CORD_JOURNAL (source), result, &error);

  if (left != NULL)
    restore_from (act, left);
  else
    enter (act, error);
}

static void
on_user_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GError *error = NULL;

  /* A journal that works for nobody takes no call; the next sign-in tries again. */
  if (cord_journal_set_user_finish (CORD_JOURNAL (source), result, &error))
    cord_journal_recover_async (CORD_JOURNAL (source), NULL, on_recovered, act);
  else
    cord_act_fail (act, error);
}

/* Who was an agent and is not any more does not see the call they left, and nothing of it is sent: their role may not.
 */
static gboolean
takes_calls (const char *role)
{
  return *role == '\0' || g_str_equal (role, "agent");
}

gboolean
cord_session_takes_calls (CordSession *self)
{
  g_return_val_if_fail (CORD_IS_SESSION (self), FALSE);
  return self->signed_in && takes_calls (self->role);
}

CordInteraction *
cord_session_get_call (CordSession *self)
{
  return cord_session_takes_calls (self) ? cord_session_get_interaction (self) : NULL;
}

/* A sign-in that was renewed by the same user goes on with what is on the screen. */
static void
on_known (CordAct *act, GVariant *result)
{
  CordSession *session = act->session;
  CordSignInReply answer = { NULL };

  cord_sign_in_reply_read (&answer, result);
  act->subject.user = g_strdup (answer.user != NULL ? answer.user : "");
  act->subject.role = g_strdup (answer.role != NULL ? answer.role : "");
  if (session->signed_in && g_str_equal (session->user, act->subject.user)
      && g_str_equal (session->role, act->subject.role))
    {
      enter (act, NULL);
      return;
    }
  cord_session_clear_user (session);
  if (!takes_calls (act->subject.role))
    {
      enter (act, NULL);
      return;
    }
  cord_act_set_busy (act, _ ("Reading back the open call…"));
  cord_journal_set_user_async (session->journal, act->subject.user, NULL, on_user_set, act);
}

/* Without an answer of the server nobody knows who sits here, so nothing is read back. When the server answers again,
 * the session tries again, unless somebody has signed in meanwhile. */
static void
on_sign_in_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  CordSession *session = act->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cord_gateway_call_finish (CORD_GATEWAY (source), result, &error);

  cord_act_set_busy (act, NULL);
  if (answer != NULL)
    {
      on_known (act, answer);
      return;
    }
  session->unrestored = !session->signed_in && g_error_matches (error, CORD_ERROR, CORD_ERROR_OFFLINE);
  cord_act_succeed (act);
  if (session->unrestored)
    cord_session_set_notice (session, _ ("The server does not answer, so it is not known yet who is here"),
                             _ ("The desk signs you in again as soon as it answers."));
}

void
cord_session_restore_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_restore_async, "restore", cancellable, callback, user_data);
  g_autoptr (GVariant) nothing = cord_value_empty_object ();

  if (!cord_act_require_alone (act)
      || !cord_act_require (act, act->interaction == NULL, _ ("A call is open already"),
                            _ ("Finish or park it first.")))
    return;
  self->unrestored = FALSE;
  cord_act_set_busy (act, _ ("Signing in…"));
  cord_gateway_call_async (self->gateway, CORD_CALL_RESTORE_SIGN_IN, nothing, cancellable, on_sign_in_restored, act);
}

/* Signing in and out */

void
cord_session_sign_in_async (CordSession *self, const char *user, const char *password, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_sign_in_async, "sign in", cancellable, callback, user_data);
  const CordSignInCall request = { .user = user, .password = password != NULL ? password : "" };

  act->for_user = TRUE;
  self->unrestored = FALSE;
  if (cord_act_require_alone (act)
      && cord_act_require (act, user != NULL && *user != '\0', _ ("A user name is needed"), _ ("Type your user name.")))
    cord_act_call (act, CORD_CALL_SIGN_IN, _ ("Signing in…"), cord_sign_in_call_new (&request), on_known);
}

/* The desk forgets the sign-in even when the server cannot be reached. */
static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GVariant *answer = cord_gateway_call_finish (CORD_GATEWAY (source), result, NULL);

  g_clear_pointer (&answer, g_variant_unref);
  cord_session_clear_user (act->session);
  cord_act_succeed (act);
}

void
cord_session_sign_out_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_sign_out_async, "sign out", cancellable, callback, user_data);
  g_autoptr (GVariant) nothing = cord_value_empty_object ();

  if (!cord_act_require_alone (act)
      || !cord_act_require (act, act->interaction == NULL, _ ("A call is still open"),
                            _ ("Finish or park it, then sign out.")))
    return;
  cord_act_set_busy (act, _ ("Signing out…"));
  cord_gateway_call_async (self->gateway, CORD_CALL_SIGN_OUT, nothing, NULL, on_signed_out, act);
}
