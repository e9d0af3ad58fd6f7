/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

static void
note_user (CordAct *act, GVariant *result)
{
  CordSignInReply answer = { NULL };

  cord_sign_in_reply_read (&answer, result);
  cord_session_set_user (act->session, answer.user, answer.role, TRUE);
}

static void
on_signed_in (CordAct *act, GVariant *result)
{
  CordSession *session = act->session;

  note_user (act, result);
  cord_act_succeed (act);
  cord_session_resend_all (session);
}

void
cord_session_sign_in_async (CordSession *self, const char *user, const char *password, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_sign_in_async, "sign in", cancellable, callback, user_data);
  const CordSignInCall request = { .user = user, .password = password != NULL ? password : "" };

  if (cord_act_require_alone (act)
      && cord_act_require (act, user != NULL && *user != '\0', _ ("A user name is needed"), _ ("Type your user name.")))
    cord_act_call (act, CORD_CALL_SIGN_IN, _ ("Signing in…"), cord_sign_in_call_new (&request), on_signed_in);
}

/* The desk forgets the sign-in even when the server cannot be reached. */
static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GVariant *answer = cord_gateway_call_finish (CORD_GATEWAY (source), result, NULL);

  g_clear_pointer (&answer, g_variant_unref);
  cord_session_set_user (act->session, NULL, NULL, FALSE);
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

/* Restoring */

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
resume (CordSession *self, CordInteraction *interaction)
{
  g_autoptr (CordRecorder) recorder
      = cord_recorder_new (interaction, self->journal, self->clock, self->signed_in ? self->user : "system");

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
          cord_act_fail (act, error);
          cord_session_resend_all (self);
          return;
        }
      resume (self, interaction);
    }
  cord_session_adopt_intents (self, left.intents);
  cord_act_succeed (act);
  if (left.cut)
    show_damage (self);
  cord_session_schedule_refresh (self);
  cord_session_resend_all (self);
}

static void
on_recovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) left = cord_journal_recover_finish (CORD_JOURNAL (source), result, &error);

  if (error != NULL)
    cord_act_fail (act, error);
  else if (left == NULL || act->session->interaction != NULL)
    cord_act_succeed (act);
  else
    restore_from (act, left);
}

/* The open call is shown even when the kept sign-in is not valid any more. */
static void
on_sign_in_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  g_autoptr (GVariant) answer = cord_gateway_call_finish (CORD_GATEWAY (source), result, NULL);

  if (answer != NULL)
    note_user (act, answer);
  cord_act_set_busy (act, _ ("Reading back the open call…"));
  cord_journal_recover_async (act->session->journal, NULL, on_recovered, act);
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
  cord_act_set_busy (act, _ ("Signing in…"));
  cord_gateway_call_async (self->gateway, CORD_CALL_RESTORE_SIGN_IN, nothing, cancellable, on_sign_in_restored, act);
}
