/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-quote-input.h"
#include "domain/record/cord-shown-bill.h"
#include "domain/record/cord-sop-part.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

static CordQuote *
compute_preview (CordSession *self, const char *key, GError **error)
{
  CordCustomer *customer = self->interaction != NULL ? cord_interaction_get_customer (self->interaction) : NULL;
  CordCatalog *catalog = self->interaction != NULL ? cord_interaction_get_catalog (self->interaction) : NULL;
  CordOption *option = self->interaction != NULL ? cord_interaction_find_option (self->interaction, key) : NULL;
  CordDate today = cord_session_today (self);
  CordDate effective;
  g_autoptr (GVariant) input = NULL;

  if (customer == NULL || catalog == NULL || option == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "not-now", NULL, _ ("Look up the options again."),
                           _ ("This option is not in the list"));
      return NULL;
    }
  effective = cord_change_default_date (cord_option_get_change (option), customer, self->policy, today);
  input = cord_quote_input_new (cord_option_get_change (option), customer, catalog, self->policy, today, effective,
                                error);
  return input != NULL ? cord_quote_new (input, error) : NULL;
}

CordQuote *
cord_session_preview (CordSession *self, const char *key, GError **error)
{
  g_return_val_if_fail (CORD_IS_SESSION (self) && key != NULL, NULL);
  return compute_preview (self, key, error);
}

/* The server's quote is accepted only when the engine computes the same seal from the same input. */
static CordQuote *
check_quote (const CordQuoteReply *answer, GError **error)
{
  g_autoptr (CordQuote) quote = cord_quote_new (answer->input, error);

  if (quote == NULL)
    return NULL;
  if (g_strcmp0 (answer->seal, cord_quote_get_sha256 (quote)) == 0)
    return g_steal_pointer (&quote);
  cord_error_set_full (error, CORD_ERROR_STALE, "quote-mismatch", NULL,
                       _ ("Name no price. Choose the option again; if it stays so, tell your supervisor."),
                       _ ("The price from the server is not the price computed here"));
  return NULL;
}

static char *
dup_gross (CordQuote *quote, const CordBillRow *row)
{
  return cord_money_to_decimal (cord_quote_money (quote, row->gross));
}

static GVariant *
make_bill (CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autofree char *now = dup_gross (quote, cord_quote_get_added (quote));
  g_autofree char *next = dup_gross (quote, &ladder->next);
  g_autofree char *steady = dup_gross (quote, &ladder->steady);
  g_autofree char *year = dup_gross (quote, &ladder->year);
  g_autofree char *first = ladder->has_first ? dup_gross (quote, &ladder->first) : NULL;
  const CordShownBill bill = { { [CORD_SHOWN_THIS_BILL] = now,
                                 [CORD_SHOWN_NEXT_BILL] = next,
                                 [CORD_SHOWN_STEADY_BILL] = steady,
                                 [CORD_SHOWN_YEAR] = year,
                                 [CORD_SHOWN_FIRST_BILL] = first } };

  return cord_shown_bill_new (&bill);
}

static void
append_quote_shown (CordAct *act, const char *id, CordQuote *quote)
{
  CordOption *option
      = cord_interaction_find_option (act->interaction, cord_interaction_get_selected (act->interaction));
  g_autofree char *effective = cord_date_to_string (cord_quote_get_effective (quote));
  g_autoptr (GVariant) bill = make_bill (quote);
  const CordQuoteShown shown = { .quote = id != NULL ? id : "",
                                 .seal = cord_quote_get_sha256 (quote),
                                 .letters = cord_quote_get_letters (quote),
                                 .effective = effective,
                                 .currency = cord_quote_get_currency (quote),
                                 .input = { .value = cord_quote_get_input (quote) },
                                 .bill = bill,
                                 .price = option != NULL ? cord_option_get_price (option) : NULL };

  cord_act_append (act, CORD_EVENT_QUOTE_SHOWN, &shown);
}

static void
on_quoted (CordAct *act, GVariant *document)
{
  GError *error = NULL;
  g_auto (CordQuoteReply) answer = { .input = cord_value_empty_object () };
  g_autoptr (CordQuote) quote = NULL;

  cord_quote_reply_read (&answer, document);
  quote = check_quote (&answer, &error);
  if (quote == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  if (!cord_act_require (act, cord_quote_get_effective (quote) != CORD_DATE_NONE, _ ("The quote names no date"), NULL))
    return;
  append_quote_shown (act, answer.id, quote);
  cord_act_then (act, NULL);
}

/* An option can always be selected; it is priced only when the Quote gate is open. */
static void
ask_quote (CordAct *act)
{
  CordCustomer *customer = cord_interaction_get_customer (act->interaction);
  CordQuoteCall request = { .effective = act->subject.effective };

  if (!cord_act_require_gate (act, CORD_GATE_QUOTE))
    return;
  request.interaction = cord_interaction_get_id (act->interaction);
  request.customer = cord_customer_get_id (customer);
  request.account = cord_customer_get_account_id (customer);
  request.change = cord_interaction_get_change (act->interaction);
  cord_act_call (act, CORD_CALL_QUOTE, _ ("Asking for the price…"), cord_quote_call_new (&request), on_quoted);
}

gboolean
cord_act_require_selectable (CordAct *act)
{
  return cord_act_require_alone (act) && cord_act_require_customer (act)
         && cord_act_require (act, !cord_session_has_order (act->interaction), _ ("A change has been placed already"),
                              _ ("Undo it first, if it still can be undone."));
}

void
cord_act_select_change (CordAct *act, GVariant *change, CordDate effective)
{
  CordPolicy *policy = act->session->policy;
  CordCustomer *customer = cord_interaction_get_customer (act->interaction);
  const CordDate today = cord_session_today (act->session);
  const CordTimingCase facts = cord_change_timing_case (change, customer, today);
  const char *refusal = cord_policy_refusal (policy, &facts);
  g_autofree char *key = cord_change_key (change);

  if (!cord_act_require (act, refusal == NULL, refusal != NULL ? refusal : "",
                         _ ("Offer the customer another change.")))
    return;
  if (effective == CORD_DATE_NONE)
    effective = cord_change_default_date (change, customer, policy, today);
  if (!cord_act_require (act, cord_policy_permits (policy, &facts, cord_change_timing (customer, today, effective)),
                         _ ("The policy does not permit this change on that day"),
                         _ ("Choose another day; the ones it permits are offered.")))
    return;
  act->subject.effective = cord_date_to_string (effective);
  cord_act_append (act, CORD_EVENT_CHANGE_SELECTED, &(CordChangeSelected){ .option = key, .change = change });
  cord_act_then (act, ask_quote);
}

void
cord_session_select_async (CordSession *self, const char *key, CordDate effective, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_select_async, "select", cancellable, callback, user_data);
  CordOption *option;

  if (!cord_act_require_selectable (act))
    return;
  option = key != NULL ? cord_interaction_find_option (act->interaction, key) : NULL;
  if (!cord_act_require (act, option != NULL, _ ("This option is not in the list"), _ ("Look up the options again.")))
    return;
  cord_act_select_change (act, cord_option_get_change (option), effective);
}

/* What was read out: the step's first verbatim prompt, else its first. */
static char *
consent_prompt (CordSop *sop)
{
  int step = cord_sop_find_step (sop, "confirm");
  g_autoptr (GVariant) prompts = NULL;
  char *first = NULL;

  if (step >= 0)
    prompts = cord_sop_step_dup_prompts (cord_sop_get_step (sop, step));
  for (gsize i = 0; prompts != NULL && i < cord_value_length (prompts); i++)
    {
      g_autoptr (GVariant) prompt = cord_value_dup_at (prompts, i);
      const char *id = cord_sop_prompt_get_id (prompt);

      if (cord_sop_prompt_is_verbatim (prompt))
        {
          g_free (first);
          return g_strdup (id);
        }
      if (first == NULL)
        first = g_strdup (id);
    }
  return first != NULL ? first : g_strdup ("confirm");
}

void
cord_session_consent_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_consent_async, "consent", cancellable, callback, user_data);
  g_autofree char *prompt = NULL;

  if (!cord_act_require_alone (act) || !cord_act_require_customer (act)
      || !cord_act_require (act,
                            cord_interaction_get_quote (act->interaction) != NULL
                                && cord_interaction_get_quote_current (act->interaction),
                            _ ("There is no price to agree to"), _ ("Choose an option and show its price first.")))
    return;
  prompt = consent_prompt (self->sop);
  cord_act_append (act, CORD_EVENT_CONSENT_GIVEN,
                   &(CordConsentGiven){ .seal = cord_quote_get_sha256 (cord_interaction_get_quote (act->interaction)),
                                        .prompt = prompt,
                                        .manner = "spoken" });
  cord_act_then (act, NULL);
}
