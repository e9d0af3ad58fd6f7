/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"

#include "billing/cord-quote.h"

#define UNDO_WINDOW (31 * (gint64)G_USEC_PER_SEC)

static const char *
text (GVariant *caller, const char *member, const char *otherwise)
{
  const char *found = cord_value_get_string (caller, member);

  return found != NULL ? found : otherwise;
}

static guint
count (ScenarioDesk *desk, const char *type)
{
  return cord_interaction_count (scenario_desk_interaction (desk), type, NULL);
}

static gboolean
holds (ScenarioDesk *desk, const char *state)
{
  return cord_interaction_holds (scenario_desk_interaction (desk), state);
}

static gboolean
lacks_field (ScenarioDesk *desk, const char *field)
{
  return *cord_interaction_get_field (scenario_desk_interaction (desk), field) == '\0';
}

static gboolean
lacks_step (ScenarioDesk *desk, const char *step)
{
  g_autoptr (GVariant) where = cord_value_of_strings ("step", step, NULL);

  return cord_interaction_count (scenario_desk_interaction (desk), "step.entered", where) == 0;
}

/* Arrive */

static gboolean
open_ring (ScenarioDesk *desk, GVariant *caller)
{
  return cord_session_get_interaction (desk->session) == NULL;
}

static void
make_ring (ScenarioDesk *desk, GVariant *caller)
{
  /* An open call stays open although its number was not looked up. */
  do
    ACT (desk, ring, cord_value_get_string (caller, "phone"));
  while (scenario_desk_try_again (desk) && cord_session_get_interaction (desk->session) == NULL);
}

static gboolean
open_answer (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "call.answered") == 0;
}

static void
make_answer (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, answer);
}

static gboolean
open_notice (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "notice.given") == 0;
}

static void
make_notice (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, give_notice);
}

static gboolean
open_role (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "caller-role");
}

static void
make_role (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "caller-role", "holder", NULL, "caller");
}

/* Verify */

static gboolean
open_find (ScenarioDesk *desk, GVariant *caller)
{
  return *cord_interaction_get_candidate (scenario_desk_interaction (desk)) == '\0'
         && (cord_value_get_string (caller, "query") != NULL || count (desk, "candidate.shown") == 0);
}

static void
make_find (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, find, text (caller, "query", cord_value_get_string (caller, "phone")));
}

static gboolean
open_choose (ScenarioDesk *desk, GVariant *caller)
{
  return *cord_interaction_get_candidate (scenario_desk_interaction (desk)) == '\0';
}

static void
make_choose (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, choose, cord_value_get_string (caller, "customer"));
}

static gboolean
open_verify (ScenarioDesk *desk, GVariant *caller)
{
  return cord_interaction_get_customer (scenario_desk_interaction (desk)) == NULL;
}

static void
make_verify (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, verify, "pin", cord_value_get_string (caller, "pin"));
}

/* Gather */

static gboolean
open_gather (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_step (desk, "gather");
}

static void
make_gather (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, enter_step, "gather");
}

static gboolean
open_name (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "name");
}

static void
make_name (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "name", NULL,
      cord_customer_get_name (cord_interaction_get_customer (scenario_desk_interaction (desk))), "record");
}

static gboolean
open_contact (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "contact");
}

static void
make_contact (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "contact", NULL, cord_value_get_string (caller, "phone"), "caller");
}

static gboolean
open_account (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "account");
}

static void
make_account (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "account", NULL,
      cord_customer_get_account_id (cord_interaction_get_customer (scenario_desk_interaction (desk))), "record");
}

static gboolean
open_kind (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "change-kind");
}

static void
make_kind (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "change-kind", cord_value_get_string (caller, "wants"), NULL, "caller");
}

static gboolean
open_product (ScenarioDesk *desk, GVariant *caller)
{
  return cord_value_get_string (caller, "product") != NULL && lacks_field (desk, "product");
}

static void
make_product (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "product", cord_value_get_string (caller, "product"), NULL, "caller");
}

static gboolean
open_plan (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "plan.confirmed") == 0;
}

static void
make_plan (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, confirm_plan);
}

static gboolean
open_reason (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "reason-code");
}

static void
make_reason (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "reason-code", cord_value_get_string (caller, "reason"), NULL, "caller");
}

static gboolean
open_words (ScenarioDesk *desk, GVariant *caller)
{
  return lacks_field (desk, "reason-words");
}

static void
make_words (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_field, "reason-words", NULL, cord_value_get_string (caller, "words"), "caller");
}

/* Needs */

static gboolean
is_words_question (ScenarioDesk *desk, const char *question)
{
  return g_strcmp0 (cord_value_get_string (cord_sop_find_question (desk->sop, question), "kind"), "words") == 0;
}

static const char *
next_question (ScenarioDesk *desk, GVariant *answers, const char **words)
{
  GVariantIter iter;
  const char *question;
  g_autoptr (GVariant) box = NULL;

  g_variant_iter_init (&iter, answers);
  while (g_variant_iter_next (&iter, "{&sv}", &question, &box))
    {
      *words = g_variant_get_string (box, NULL); /* of the caller's document */
      if (*cord_interaction_get_answer (scenario_desk_interaction (desk), question) == '\0')
        return question;
      g_clear_pointer (&box, g_variant_unref);
    }
  return NULL;
}

static gboolean
open_needs (ScenarioDesk *desk, GVariant *caller)
{
  g_autoptr (GVariant) answers = cord_value_dup_object (caller, "answers");
  const char *words;

  return lacks_step (desk, "needs") || next_question (desk, answers, &words) != NULL || !holds (desk, "needs-derived");
}

static void
make_needs (ScenarioDesk *desk, GVariant *caller)
{
  g_autoptr (GVariant) answers = cord_value_dup_object (caller, "answers");
  const char *question, *words = NULL;

  if (lacks_step (desk, "needs"))
    DO (desk, enter_step, "needs");
  while ((question = next_question (desk, answers, &words)) != NULL)
    {
      gboolean open = is_words_question (desk, question);

      if (!cord_interaction_is_asked (scenario_desk_interaction (desk), question))
        DO (desk, ask, question);
      DO (desk, record_answer, question, open ? NULL : words, open ? words : NULL);
    }
  /* The call may have been interrupted between the last answer and the event that follows from it. */
  DO (desk, set_field, "change-kind", cord_value_get_string (caller, "wants"), NULL, "caller");
}

/* Options */

static gboolean
fits (CordOption *option, GVariant *caller)
{
  GVariant *change = cord_option_get_change (option);
  gboolean removal = g_strcmp0 (cord_value_get_string (caller, "wants"), "remove") == 0;

  return g_strcmp0 (cord_value_get_string (change, "kind"), cord_value_get_string (caller, "wants")) == 0
         && g_strcmp0 (cord_value_get_string (change, removal ? "from" : "offering"),
                       cord_value_get_string (caller, "offering"))
                == 0
         && cord_value_get_integer (change, "term", 0) == cord_value_get_integer (caller, "term", 0);
}

CordOption *
scenario_call_find_option (ScenarioDesk *desk, GVariant *caller)
{
  GListModel *options = cord_interaction_get_options (scenario_desk_interaction (desk));
  GString *seen = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (options, i);

      if (fits (option, caller))
        {
          g_string_free (seen, TRUE);
          return option; /* the list keeps its own reference */
        }
      g_string_append_printf (seen, " %s", cord_option_get_key (option));
    }
  g_error ("What the caller came for is not offered, only:%s", seen->str);
}

static gboolean
open_options (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "two-presented-or-excused") || !holds (desk, "comparison-viewed-or-single");
}

/* The option the caller asks for, and the best of the others beside it. */
static const char *
second_key (ScenarioDesk *desk, const char *first)
{
  GListModel *options = cord_interaction_get_options (scenario_desk_interaction (desk));

  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (options, i);

      if (!g_str_equal (cord_option_get_key (option), first))
        return cord_option_get_key (option);
    }
  return NULL;
}

static void
make_options (ScenarioDesk *desk, GVariant *caller)
{
  const char *first, *second;

  if (lacks_step (desk, "options"))
    DO (desk, enter_step, "options");
  if (!holds (desk, "options-ranked"))
    DO (desk, rank);
  first = cord_option_get_key (scenario_call_find_option (desk, caller));
  second = second_key (desk, first);
  if (count (desk, "option.presented") == 0)
    DO (desk, present, first);
  if (second == NULL)
    {
      DO (desk, excuse, "one-fits");
      return;
    }
  if (!holds (desk, "two-presented-or-excused"))
    DO (desk, present, second);
  if (!holds (desk, "comparison-viewed-or-single"))
    {
      const char *keys[] = { "", first, second, NULL };

      DO (desk, view_comparison, keys);
    }
}

static gboolean
open_label (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "label-shown-or-not-needed");
}

static void
make_label (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, show_label, cord_option_get_key (scenario_call_find_option (desk, caller)));
}

/* Confirm and process */

static gboolean
open_select (ScenarioDesk *desk, GVariant *caller)
{
  /* A damaged journal may have lost the price while the record still says that it was stated. */
  return !holds (desk, "order-placed") && !holds (desk, "order-queued")
         && (!holds (desk, "quote-current") || cord_interaction_get_quote (scenario_desk_interaction (desk)) == NULL);
}

static void
make_select (ScenarioDesk *desk, GVariant *caller)
{
  if (lacks_step (desk, "confirm"))
    DO (desk, enter_step, "confirm");
  DO (desk, select, cord_option_get_key (scenario_call_find_option (desk, caller)), CORD_DATE_NONE);
}

static gboolean
open_consent (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "order-placed") && !holds (desk, "order-queued") && !holds (desk, "consented");
}

static void
make_consent (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, consent);
}

static gboolean
open_place (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "order-placed");
}

static gboolean
is_placed (gpointer user_data)
{
  return holds (user_data, "order-placed");
}

static void
make_place (ScenarioDesk *desk, GVariant *caller)
{
  if (lacks_step (desk, "process"))
    DO (desk, enter_step, "process");
  if (!holds (desk, "order-queued"))
    DO (desk, place);
  scenario_wait (is_placed, desk, "the order is not placed");
}

static gboolean
open_complete (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "order-settled");
}

/* The undo window ends, and the server carries out the order unless its day is still to come. */
static void
make_complete (ScenarioDesk *desk, GVariant *caller)
{
  g_autofree char *until = NULL;

  g_object_get (scenario_desk_interaction (desk), "undo-until", &until, NULL);
  if (until != NULL && *until != '\0' && scenario_instant (until) >= cord_clock_now (desk->clock))
    cord_clock_advance (desk->clock, UNDO_WINDOW);
  DO (desk, refresh_order);
}

/* Expect */

static gboolean
open_timeline (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "timeline.stated") == 0;
}

static void
make_timeline (ScenarioDesk *desk, GVariant *caller)
{
  if (lacks_step (desk, "expect"))
    DO (desk, enter_step, "expect");
  DO (desk, state_timeline);
}

static gboolean
open_explain (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "steps-explained");
}

static void
make_explain (ScenarioDesk *desk, GVariant *caller)
{
  g_autoptr (GVariant) steps = cord_interaction_dup_customer_steps (scenario_desk_interaction (desk));

  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);

      if (!cord_value_get_boolean (step, "explained"))
        DO (desk, explain_step, cord_value_get_string (step, "item"));
    }
}

/* Document */

static gboolean
open_render (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "message.rendered") == 0;
}

static void
make_render (ScenarioDesk *desk, GVariant *caller)
{
  if (lacks_step (desk, "document"))
    DO (desk, enter_step, "document");
  DO (desk, render_message, text (caller, "channel", "email"));
}

static gboolean
open_send (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "message-sent");
}

static gboolean
is_sent (gpointer user_data)
{
  return holds (user_data, "message-sent");
}

static void
make_send (ScenarioDesk *desk, GVariant *caller)
{
  if (count (desk, "message.queued") == 0)
    DO (desk, send_message);
  scenario_wait (is_sent, desk, "the message is not sent");
}

static gboolean
open_note (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "note.edited") == 0;
}

static void
make_note (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, edit_note, "Friendly on the phone.");
}

static gboolean
open_disposition (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "disposition-set");
}

static void
make_disposition (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, set_disposition, "plan-changed");
}

/* Follow up */

static gboolean
open_promise (ScenarioDesk *desk, GVariant *caller)
{
  return !holds (desk, "promise-or-declined");
}

static gboolean
is_promised (gpointer user_data)
{
  return holds (user_data, "promise-or-declined");
}

static void
make_promise (ScenarioDesk *desk, GVariant *caller)
{
  gint64 at = cord_clock_now (desk->clock) + 7 * (gint64)G_TIME_SPAN_DAY;

  if (lacks_step (desk, "follow-up"))
    DO (desk, enter_step, "follow-up");
  if (count (desk, "promise.queued") == 0)
    DO (desk, promise, "call", at, "Does everything work?");
  scenario_wait (is_promised, desk, "the follow-up is not booked");
}

static gboolean
open_satisfaction (ScenarioDesk *desk, GVariant *caller)
{
  return count (desk, "satisfaction.given") == 0;
}

static void
make_satisfaction (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, satisfaction, 5);
}

static gboolean
open_close (ScenarioDesk *desk, GVariant *caller)
{
  return TRUE;
}

static void
make_close (ScenarioDesk *desk, GVariant *caller)
{
  DO (desk, close);
}

/* Formatted by hand: versions of clang-format differ on braces in a macro. */
/* clang-format off */
#define MOVE(name) { #name, open_##name, make_##name }
/* clang-format on */

static const ScenarioMove moves[] = {
  MOVE (ring),         MOVE (answer), MOVE (notice),  MOVE (role),    MOVE (find),        MOVE (choose),
  MOVE (verify),       MOVE (gather), MOVE (name),    MOVE (contact), MOVE (account),     MOVE (kind),
  MOVE (product),      MOVE (plan),   MOVE (reason),  MOVE (words),   MOVE (needs),       MOVE (options),
  MOVE (label),        MOVE (select), MOVE (consent), MOVE (place),   MOVE (complete),    MOVE (timeline),
  MOVE (explain),      MOVE (render), MOVE (send),    MOVE (note),    MOVE (disposition), MOVE (promise),
  MOVE (satisfaction), MOVE (close),
};

const ScenarioMove *
scenario_call_moves (guint *n_moves)
{
  *n_moves = G_N_ELEMENTS (moves);
  return moves;
}

CordInteraction *
scenario_call_run (ScenarioDesk *desk, GVariant *caller, const char *last)
{
  CordInteraction *interaction = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].open (desk, caller))
        moves[i].make (desk, caller);
      if (interaction == NULL)
        interaction = g_object_ref (scenario_desk_interaction (desk));
      if (g_strcmp0 (moves[i].name, last) == 0)
        break;
    }
  return interaction;
}

GVariant *
scenario_callers (void)
{
  g_autofree char *path = scenario_source_path ("data/practice/callers.json");
  g_autoptr (GError) error = NULL;
  GVariant *callers = cord_json_load_value (path, &error);

  g_assert_no_error (error);
  return callers;
}
