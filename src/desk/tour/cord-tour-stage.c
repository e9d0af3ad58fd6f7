/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/tour/cord-tour-stage.h"

#include "desk/cord-practice-line.h"
#include "desk/tour/cord-tour-input.h"
#include "domain/session/cord-caller.h"

#define TO_PRESENT 2
#define UNDO_WINDOW_OVER (31 * (gint64)G_USEC_PER_SEC)

/* What the record says. */

static CordInteraction *
interaction_of (CordTourCall *call)
{
  return cord_session_get_interaction (call->session);
}

static guint
count (CordTourCall *call, const char *event)
{
  CordInteraction *interaction = interaction_of (call);

  return interaction != NULL ? cord_interaction_count (interaction, event, NULL) : 0;
}

static gboolean
has (CordTourCall *call, const char *event)
{
  return count (call, event) > 0;
}

static gboolean
is_on (CordTourCall *call, const char *step)
{
  CordInteraction *interaction = interaction_of (call);

  return interaction != NULL && g_strcmp0 (cord_interaction_get_step (interaction), step) == 0;
}

static gboolean
holds (CordTourCall *call, const char *state)
{
  CordInteraction *interaction = interaction_of (call);

  return interaction != NULL && cord_interaction_holds (interaction, state);
}

static gboolean
field_is_set (CordTourCall *call, const char *field)
{
  CordInteraction *interaction = interaction_of (call);

  return interaction != NULL && *cord_interaction_get_field (interaction, field) != '\0';
}

/* What the agent does. */

static gboolean
press (CordTourCall *call, const char *name)
{
  return cord_tour_press (GTK_WIDGET (call->window), name);
}

static gboolean
type_into (CordTourCall *call, const char *name, const char *text)
{
  return cord_tour_type (GTK_WIDGET (call->window), name, text);
}

static gboolean
choose (CordTourCall *call, const char *name, const char *value)
{
  return cord_tour_choose (GTK_WIDGET (call->window), name, value);
}

static gboolean
act_primary (CordTourCall *call)
{
  return press (call, "primary");
}

/* Until its words have been on the screen, it only scrolls to them. */
static gboolean
act_commit (CordTourCall *call)
{
  return press (call, "commit");
}

/* Before the call. */

static gboolean
act_credentials (CordTourCall *call)
{
  return type_into (call, "field-user", CORD_PRACTICE_USER)
         && type_into (call, "field-password", CORD_PRACTICE_PASSWORD);
}

static gboolean
is_typed (CordTourCall *call)
{
  return call->n_acts > 0;
}

static gboolean
act_sign_in (CordTourCall *call)
{
  return press (call, "sign-in");
}

static gboolean
is_signed_in (CordTourCall *call)
{
  gboolean signed_in;

  g_object_get (call->session, "signed-in", &signed_in, NULL);
  return signed_in;
}

static gboolean
act_next_call (CordTourCall *call)
{
  return press (call, "next-call");
}

static gboolean
is_ringing (CordTourCall *call)
{
  return has (call, "candidate.shown");
}

/* Customer. */

static gboolean
is_answered (CordTourCall *call)
{
  return has (call, "call.answered") && is_on (call, "arrive");
}

static gboolean
act_notice (CordTourCall *call)
{
  return press (call, "field-notice") && choose (call, "field-caller-role", "holder");
}

static gboolean
is_notice_given (CordTourCall *call)
{
  return has (call, "notice.given") && field_is_set (call, "caller-role");
}

static gboolean
is_on_verify (CordTourCall *call)
{
  return is_on (call, "verify");
}

static gboolean
act_candidate (CordTourCall *call)
{
  return press (call, "choose-candidate");
}

static gboolean
is_candidate_chosen (CordTourCall *call)
{
  return has (call, "candidate.chosen");
}

static gboolean
act_pin (CordTourCall *call)
{
  return type_into (call, "field-pin", cord_caller_get_pin (call->caller));
}

static gboolean
is_verified (CordTourCall *call)
{
  return holds (call, "customer-open") && has (call, "catalog.pinned");
}

static gboolean
is_on_gather (CordTourCall *call)
{
  return is_on (call, "gather");
}

static gboolean
act_gather (CordTourCall *call)
{
  const char *product = cord_caller_get_product (call->caller);

  return press (call, "field-name") && press (call, "field-plan")
         && choose (call, "field-change-kind", cord_caller_get_wants (call->caller))
         && (product == NULL || choose (call, "field-product", product))
         && choose (call, "field-reason-code", cord_caller_get_reason (call->caller))
         && type_into (call, "field-reason-words", cord_caller_get_words (call->caller));
}

static gboolean
is_gathered (CordTourCall *call)
{
  return field_is_set (call, "reason-words") && field_is_set (call, "reason-code") && has (call, "plan.confirmed");
}

/* Needs. */

static gboolean
is_on_needs (CordTourCall *call)
{
  return is_on (call, "needs");
}

static gboolean
act_needs (CordTourCall *call)
{
  g_autoptr (GVariant) answers = cord_caller_dup_answers (call->caller);
  gboolean all = TRUE;
  GVariantIter iter;
  const char *question;
  GVariant *answer;

  g_variant_iter_init (&iter, answers);
  while (g_variant_iter_loop (&iter, "{&sv}", &question, &answer))
    all = cord_tour_answer (GTK_WIDGET (call->window), question, g_variant_get_string (answer, NULL)) && all;
  return all;
}

static gboolean
are_needs_known (CordTourCall *call)
{
  g_autoptr (GVariant) answers = cord_caller_dup_answers (call->caller);

  return count (call, "question.answered") >= g_variant_n_children (answers);
}

/* Options. */

static gboolean
are_options_ranked (CordTourCall *call)
{
  return is_on (call, "options") && has (call, "options.ranked");
}

static guint
n_presented (CordTourCall *call)
{
  guint presented;

  g_object_get (interaction_of (call), "n-presented", &presented, NULL);
  return presented;
}

/* The next one only when the record has the one before. */
static gboolean
act_present (CordTourCall *call)
{
  return n_presented (call) == call->n_acts && call->n_acts < TO_PRESENT && press (call, "present");
}

static gboolean
are_presented (CordTourCall *call)
{
  return n_presented (call) >= TO_PRESENT && has (call, "comparison.viewed");
}

/* Change. */

static gboolean
is_quoted (CordTourCall *call)
{
  return is_on (call, "confirm") && holds (call, "quote-current");
}

static gboolean
is_consented (CordTourCall *call)
{
  return holds (call, "consented");
}

static gboolean
is_on_process (CordTourCall *call)
{
  return is_on (call, "process");
}

static gboolean
is_placed (CordTourCall *call)
{
  return holds (call, "order-placed");
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordTourCall *call = user_data;

  call->refreshing = FALSE;
  cord_page_act_done (source, result, NULL);
}

/* The undo window passes on the practice clock; the server, in its own thread, then carries the order out. */
static gboolean
act_undo_window (CordTourCall *call)
{
  if (call->refreshing)
    return FALSE;
  if (call->n_acts == 0)
    cord_clock_advance (cord_session_get_clock (call->session), UNDO_WINDOW_OVER);
  call->refreshing = TRUE;
  cord_session_refresh_order_async (call->session, NULL, on_refreshed, call);
  return TRUE;
}

static gboolean
is_completed (CordTourCall *call)
{
  return has (call, "order.accepted") && !call->refreshing;
}

static gboolean
is_on_expect (CordTourCall *call)
{
  return is_on (call, "expect");
}

static gboolean
act_explain (CordTourCall *call)
{
  const guint n_stated = MIN (count (call, "timeline.stated"), 1);

  if (n_stated + count (call, "step.explained") < call->n_acts)
    return FALSE;
  return press (call, n_stated == 0 ? "timeline-told" : "explained");
}

static gboolean
is_explained (CordTourCall *call)
{
  return holds (call, "steps-explained") && has (call, "timeline.stated");
}

/* Record. */

static gboolean
is_on_document (CordTourCall *call)
{
  return is_on (call, "document");
}

static gboolean
act_write (CordTourCall *call)
{
  return choose (call, "field-channel", "email") && press (call, "write-message");
}

static gboolean
is_written (CordTourCall *call)
{
  return holds (call, "message-proved");
}

static gboolean
is_sent (CordTourCall *call)
{
  return holds (call, "message-sent");
}

static gboolean
act_disposition (CordTourCall *call)
{
  return choose (call, "field-disposition", "plan-changed");
}

static gboolean
is_disposition_set (CordTourCall *call)
{
  return has (call, "disposition.set");
}

static gboolean
is_on_follow_up (CordTourCall *call)
{
  return is_on (call, "follow-up");
}

static gboolean
act_promise (CordTourCall *call)
{
  return choose (call, "field-promise", "call") && press (call, "schedule");
}

static gboolean
is_promised (CordTourCall *call)
{
  return has (call, "promise.made");
}

static gboolean
act_satisfaction (CordTourCall *call)
{
  return press (call, "score-5");
}

static gboolean
is_satisfaction_given (CordTourCall *call)
{
  return has (call, "satisfaction.given");
}

static gboolean
is_closed (CordTourCall *call)
{
  return interaction_of (call) == NULL;
}

static const CordTourStage stages[] = {
  { "type the name and the password", is_typed, act_credentials, "sign-in", FALSE },
  { "sign in", is_signed_in, act_sign_in, "waiting", FALSE },
  { "take the next call", is_ringing, act_next_call, "ringing", FALSE },
  { "answer", is_answered, act_primary, NULL, FALSE },
  { "give the notice", is_notice_given, act_notice, "arrive", FALSE },
  { "go on to verify", is_on_verify, act_primary, NULL, FALSE },
  { "choose the candidate", is_candidate_chosen, act_candidate, NULL, FALSE },
  { "type the PIN", is_typed, act_pin, "verify", FALSE },
  { "check the PIN", is_verified, act_primary, "verified", FALSE },
  { "go on to gather", is_on_gather, act_primary, NULL, FALSE },
  { "gather", is_gathered, act_gather, "gather", FALSE },
  { "go on to needs", is_on_needs, act_primary, NULL, FALSE },
  { "ask about the needs", are_needs_known, act_needs, "needs", FALSE },
  { "rank the options", are_options_ranked, act_primary, NULL, FALSE },
  { "present two options", are_presented, act_present, "options", TRUE },
  { "quote", is_quoted, act_primary, "confirm", FALSE },
  { "take the consent", is_consented, act_commit, "consent", TRUE },
  { "go on to process", is_on_process, act_primary, "process", FALSE },
  { "place the order", is_placed, act_commit, "placed", TRUE },
  { "let the undo window pass", is_completed, act_undo_window, "completed", TRUE },
  { "go on to expect", is_on_expect, act_primary, NULL, FALSE },
  { "say what to expect", is_explained, act_explain, "expect", TRUE },
  { "go on to document", is_on_document, act_primary, NULL, FALSE },
  { "write the confirmation", is_written, act_write, "message", FALSE },
  { "send the confirmation", is_sent, act_commit, NULL, TRUE },
  { "set the disposition", is_disposition_set, act_disposition, "document", FALSE },
  { "go on to follow up", is_on_follow_up, act_primary, NULL, FALSE },
  { "promise a call", is_promised, act_promise, NULL, FALSE },
  { "ask how it was", is_satisfaction_given, act_satisfaction, "follow-up", FALSE },
  { "close", is_closed, act_commit, "closed", TRUE },
};

const CordTourStage *
cord_tour_get_stages (guint *n_stages)
{
  *n_stages = G_N_ELEMENTS (stages);
  return stages;
}
