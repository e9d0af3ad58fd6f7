/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

void
cord_act_show_candidates (CordAct *act, GVariant *result)
{
  g_auto (CordFindReply) found = { .candidates = cord_value_empty_array () };
  CordCandidateShown shown;

  cord_find_reply_read (&found, result);
  shown = (CordCandidateShown){ .count = MAX ((gint64)cord_value_length (found.candidates), found.total),
                                .candidates = { .value = found.candidates } };
  cord_act_append (act, CORD_EVENT_CANDIDATE_SHOWN, &shown);
  cord_act_then (act, NULL);
}

void
cord_session_find_async (CordSession *self, const char *query, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_find_async, "find", cancellable, callback, user_data);

  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, query != NULL && *query != '\0', _ ("There is nothing to look for"),
                            _ ("Type a name, a number or an account.")))
    return;
  cord_act_call (
      act, CORD_CALL_FIND, _ ("Looking for the customer…"),
      cord_find_call_new (&(CordFindCall){ .interaction = cord_interaction_get_id (act->interaction), .query = query }),
      cord_act_show_candidates);
}

/* The first list is from the caller's number, any later one from a search. */
static const char *
how_found (CordInteraction *interaction)
{
  switch (cord_interaction_count_kind (interaction, CORD_EVENT_CANDIDATE_SHOWN))
    {
    case 0:
      return "uri";
    case 1:
      return "phone";
    default:
      return "search";
    }
}

void
cord_session_choose_async (CordSession *self, const char *customer, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_choose_async, "choose", cancellable, callback, user_data);

  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, customer != NULL && *customer != '\0', _ ("No customer was chosen"), NULL)
      || !cord_act_require (act, cord_interaction_get_customer (act->interaction) == NULL,
                            _ ("A customer is open already"), _ ("Park this call to serve another customer.")))
    return;
  cord_act_append (act, CORD_EVENT_CANDIDATE_CHOSEN,
                   &(CordCandidateChosen){ .customer = customer, .how = how_found (act->interaction) });
  cord_act_then (act, NULL);
}

static void
pin_catalog (CordAct *act)
{
  cord_act_pin_catalog (act, cord_act_succeed);
}

static void
on_customer_loaded (CordAct *act, GVariant *document)
{
  GError *error = NULL;
  g_autoptr (CordCustomer) customer = cord_customer_new (document, &error);
  g_autofree char *digest = NULL;
  CordCustomerOpened opened = { .snapshot = { .value = document } };

  if (customer == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  digest = cord_value_digest (document, NULL, 0);
  opened.customer = cord_customer_get_id (customer);
  opened.digest = digest;
  opened.products = g_list_model_get_n_items (cord_customer_get_products (customer));
  cord_act_append (act, CORD_EVENT_CUSTOMER_OPENED, &opened);
  cord_act_then (act, pin_catalog);
}

static void
load_customer (CordAct *act)
{
  cord_act_call (
      act, CORD_CALL_LOAD_CUSTOMER, _ ("Opening the customer…"),
      cord_customer_call_new (&(CordCustomerCall){ .interaction = cord_interaction_get_id (act->interaction),
                                                   .customer = cord_interaction_get_candidate (act->interaction) }),
      on_customer_loaded);
}

/* A refusal is recorded before it is shown; until then the act holds the error. */

static void
tell_refusal (CordAct *act)
{
  g_autoptr (GError) refusal = NULL;
  const gint64 left = act->subject.attempts_left;

  if (act->subject.locked_until != NULL)
    cord_error_set_full (&refusal, CORD_ERROR_DENIED, "locked", NULL,
                         _ ("Use another way to verify, or ask the customer to call back later."),
                         _ ("The account is locked after too many wrong attempts"));
  else if (left > 0)
    {
      g_autofree char *hint = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Ask again: one attempt is left.",
                                                            "Ask again: %" G_GINT64_FORMAT " attempts are left.", left),
                                               left);

      cord_error_set_full (&refusal, CORD_ERROR_DENIED, "no-match", NULL, hint, _ ("That does not match"));
    }
  else
    cord_error_set_full (&refusal, CORD_ERROR_DENIED, "no-match", NULL, _ ("Use another way to verify."),
                         _ ("That does not match"));
  cord_act_fail (act, g_steal_pointer (&refusal));
}

static void
record_refusal (CordAct *act, gboolean failed, gint64 left, const char *until)
{
  if (failed)
    cord_act_append (act, CORD_EVENT_VERIFY_FAILED,
                     &(CordVerifyFailed){ .factor = act->subject.factor, .attempts_left = MAX (left, 0) });
  if (until != NULL)
    cord_act_append (act, CORD_EVENT_VERIFY_LOCKED, &(CordVerifyLocked){ .until = until });
  act->subject.locked_until = g_strdup (until);
  act->subject.attempts_left = left;
  cord_act_then (act, tell_refusal);
}

static void
record_pass (CordAct *act, const char *level)
{
  const char *factor = act->subject.factor;
  CordLevel known;

  if (level == NULL || !cord_level_parse (level, &known))
    level = cord_level_name (cord_policy_level_of_factor (act->session->policy, factor));
  cord_act_append (act, CORD_EVENT_VERIFY_PASSED, &(CordVerifyPassed){ .factor = factor, .level = level });
  cord_act_then (act, load_customer);
}

/* Not cord_act_call(), since a locked account arrives as an error but is an outcome to record. */
static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordAct *act = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) document = cord_gateway_call_finish (CORD_GATEWAY (source), result, &error);
  CordVerifyReply answer = { .attempts_left = -1 };

  if (document != NULL)
    cord_verify_reply_read (&answer, document);
  cord_act_set_busy (act, NULL);
  if (error != NULL && g_error_matches (error, CORD_ERROR, CORD_ERROR_DENIED)
      && g_strcmp0 (cord_error_get_reason (error), "locked") == 0 && cord_error_get_hint (error) != NULL)
    {
      record_refusal (act, FALSE, 0, cord_error_get_hint (error));
      g_error_free (error);
    }
  else if (error != NULL)
    cord_act_fail (act, error);
  else if (act->interaction != act->session->interaction)
    cord_act_require (act, FALSE, _ ("The call was finished before the answer came"), NULL);
  else if (answer.match)
    record_pass (act, answer.level);
  else
    record_refusal (act, TRUE, answer.attempts_left, answer.locked_until);
}

static void
record_attempt (CordAct *act, const char *factor, const char *value)
{
  const char *customer = cord_interaction_get_candidate (act->interaction);

  if (!cord_interaction_is_started (act->interaction, factor, customer))
    cord_act_append (act, CORD_EVENT_VERIFY_STARTED, &(CordVerifyStarted){ .factor = factor, .customer = customer });
  cord_act_append (act, CORD_EVENT_VERIFY_ATTEMPT,
                   &(CordVerifyAttempt){ .factor = factor, .length = g_utf8_strlen (value, -1) });
}

/* The attempt is durable before the request is sent. Until then the secret is in the task alone, and it is wiped as
 * soon as the request has been made. */
static void
ask_server (CordAct *act)
{
  char *value = g_task_get_task_data (act->task);
  const CordVerifyCall request = { .interaction = cord_interaction_get_id (act->interaction),
                                   .customer = cord_interaction_get_candidate (act->interaction),
                                   .factor = act->subject.factor,
                                   .value = value };
  g_autoptr (GVariant) arguments = cord_verify_call_new (&request);

  g_task_set_task_data (act->task, NULL, NULL);
  cord_act_set_busy (act, g_str_equal (act->subject.factor, "pin") ? _ ("Checking the PIN…") : _ ("Checking…"));
  cord_gateway_call_async (act->session->gateway, CORD_CALL_VERIFY, arguments, act->cancellable, on_verified, act);
}

static void
wipe (gpointer secret)
{
  char *text = secret;

  for (volatile char *at = text; *at != '\0'; at++)
    *at = '\0';
  g_free (text);
}

void
cord_session_verify_async (CordSession *self, const char *factor, const char *value, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_verify_async, "verify", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_interaction (act)
      || !cord_act_require (act, *cord_interaction_get_candidate (act->interaction) != '\0',
                            _ ("No customer is chosen yet"), _ ("Choose who is calling, then verify."))
      || !cord_act_require (act, factor != NULL && *factor != '\0' && value != NULL && *value != '\0',
                            _ ("There is nothing to check"), _ ("Type what the caller says.")))
    return;
  act->subject.factor = g_strdup (factor);
  g_task_set_task_data (act->task, g_strdup (value), wipe);
  record_attempt (act, factor, value);
  cord_act_then (act, ask_server);
}
