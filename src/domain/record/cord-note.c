/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-note.h"

#include "base/cord-text.h"
#include "base/cord-zone.h"
#include "domain/change/cord-change-bill.h"
#include "domain/record/cord-event-rule-private.h"
#include "domain/record/cord-message-private.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One paragraph of short sentences in the order of the procedure, and below it the agent's own words. What has not
 * happened has no sentence. */

typedef struct
{
  CordInteraction *interaction;
  GString *text;
} Note;

static void say (Note *note, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
say (Note *note, const char *format, ...)
{
  va_list arguments;

  if (note->text->len > 0)
    g_string_append_c (note->text, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (note->text, format, arguments);
  va_end (arguments);
}

/* On one line; NULL when empty or erased. */
static char *
dup_words (CordInteraction *interaction, const CordBeside *beside)
{
  g_autofree char *text = g_strdup (cord_interaction_get_beside (interaction, beside));

  g_strdelimit (text, "\r\n\t", ' ');
  g_strstrip (text);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static const char *
factor_title (const char *factor)
{
  static const struct
  {
    const char *factor;
    const char *title;
  } titles[] = {
    { "pin", N_ ("PIN") },
    { "password", N_ ("password") },
    { "otp-sms", N_ ("code by text message") },
    { "otp-email", N_ ("code by e-mail") },
    { "callback", N_ ("call-back") },
    { "document", N_ ("photo document") },
    { "authorised-user", N_ ("authorised user") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].factor, factor))
      return _ (titles[i].title);
  return factor;
}

static const char *
verb_of_level (CordInteraction *interaction, const char *factor, char **owned)
{
  g_autofree char *locked = cord_interaction_dup_property (interaction, "locked-until");

  if (cord_interaction_get_level (interaction) > CORD_LEVEL_R0)
    return *owned = g_strdup_printf (_ ("verified by %s"), factor_title (factor));
  if (*locked != '\0')
    return _ ("locked after wrong attempts");
  if (cord_interaction_count_kind (interaction, CORD_EVENT_VERIFY_FAILED) > 0)
    return _ ("verification failed");
  return _ ("not verified");
}

static void
say_who (Note *note)
{
  CordInteraction *interaction = note->interaction;
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  const char *role = cord_interaction_get_field (interaction, "caller-role");
  const char *title = cord_sop_get_choice_title (cord_interaction_get_sop (interaction), "caller-role", role);
  g_autofree char *factor = cord_interaction_dup_property (interaction, "factor");
  g_autofree char *owned = NULL;
  g_autofree char *name = customer != NULL ? cord_text_isolate (cord_customer_get_name (customer)) : NULL;
  const char *verified = verb_of_level (interaction, factor, &owned);

  if (cord_interaction_count_kind (interaction, CORD_EVENT_CALL_ANSWERED) == 0)
    say (note, "%s", _ ("Incoming call."));
  else if (customer != NULL && *role != '\0')
    say (note, _ ("%s (%s), %s."), name, title, verified);
  else if (customer != NULL)
    say (note, _ ("%s, %s."), name, verified);
  else
    say (note, _ ("%s, %s."), *role != '\0' ? title : _ ("Caller"), verified);
}

static const char *
wish_of_kind (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *wish;
  } wishes[] = {
    { "upgrade", N_ ("Wants an upgrade") },         { "downgrade", N_ ("Wants a downgrade") },
    { "modify", N_ ("Wants the plan modified") },   { "add", N_ ("Wants to add a service") },
    { "remove", N_ ("Wants to remove a service") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    if (g_str_equal (wishes[i].kind, kind))
      return _ (wishes[i].wish);
  return NULL;
}

/* The caller's own words, with the reason code or in a field of their own. */
static char *
dup_reason_words (CordInteraction *interaction)
{
  GPtrArray *events = cord_interaction_get_events (interaction);

  for (guint i = events->len; i > 0; i--)
    {
      const CordFieldSet *set = cord_event_get_field_set (g_ptr_array_index (events, i - 1));
      char *words;

      if (set == NULL || !g_str_has_prefix (set->field, "reason"))
        continue;
      words = dup_words (interaction, &set->words);
      if (words != NULL)
        return words;
    }
  return NULL;
}

static void
say_wish (Note *note)
{
  CordSop *sop = cord_interaction_get_sop (note->interaction);
  const char *wish = wish_of_kind (cord_interaction_get_field (note->interaction, "change-kind"));
  const char *code = cord_interaction_get_field (note->interaction, "reason-code");
  const char *reason = *code != '\0' ? cord_sop_get_choice_title (sop, "reason-code", code) : NULL;
  g_autofree char *words = dup_reason_words (note->interaction);

  if (wish != NULL && reason != NULL && words != NULL)
    say (note, _ ("%s, reason: %s (“%s”)."), wish, reason, words);
  else if (wish != NULL && reason != NULL)
    say (note, _ ("%s, reason: %s."), wish, reason);
  else if (wish != NULL && words != NULL)
    say (note, _ ("%s: “%s”."), wish, words);
  else if (wish != NULL)
    say (note, _ ("%s."), wish);
}

static guint
count_asked (CordInteraction *interaction)
{
  g_autoptr (GVariant) questions = cord_sop_dup_questions (cord_interaction_get_sop (interaction));
  guint asked = 0;

  for (gsize i = 0; i < cord_value_length (questions); i++)
    {
      g_autoptr (GVariant) question = cord_value_dup_at (questions, i);
      const char *id = cord_sop_question_get_id (question);

      asked += id != NULL && cord_interaction_is_asked (interaction, id);
    }
  return asked;
}

static char *
dup_budget (CordInteraction *interaction)
{
  CordNeeds *needs = cord_interaction_get_needs (interaction);
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  const char *budget = needs != NULL ? cord_needs_get (needs, "budget") : NULL;
  CordMoney money;

  if (budget == NULL || customer == NULL
      || !cord_money_parse (budget, cord_customer_get_currency (customer), cord_customer_get_scale (customer), &money,
                            NULL))
    return NULL;
  return cord_money_to_display (money);
}

static void
say_questions (Note *note)
{
  guint asked = count_asked (note->interaction);
  g_autofree char *budget = dup_budget (note->interaction);
  g_autofree char *count = NULL;

  if (asked == 0)
    return;
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Asked %u question", "Asked %u questions", asked), asked);
  if (budget != NULL)
    say (note, _ ("%s; budget %s."), count, budget);
  else
    say (note, _ ("%s."), count);
}

static char *
dup_presented (CordInteraction *interaction)
{
  GListModel *options = cord_interaction_get_options (interaction);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (options, i);
      g_autofree char *difference = NULL;

      if (!cord_option_get_presented (option))
        continue;
      g_object_get (option, "difference-text", &difference, NULL);
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", cord_option_get_title (option));
      if (difference != NULL && *difference != '\0')
        g_string_append_printf (list, " (%s)", difference);
    }
  return g_string_free (list, FALSE);
}

static void
say_options (Note *note)
{
  g_autofree char *presented = dup_presented (note->interaction);
  g_autofree char *title = cord_interaction_dup_property (note->interaction, "change-title");
  const CordObjection *objection
      = cord_event_get_objection (cord_interaction_last (note->interaction, CORD_EVENT_OBJECTION));
  const CordOptionsExcused *excused
      = cord_event_get_options_excused (cord_interaction_last (note->interaction, CORD_EVENT_OPTIONS_EXCUSED));
  g_autofree char *words = objection != NULL ? dup_words (note->interaction, &objection->words) : NULL;

  if (*presented != '\0')
    say (note, _ ("Presented: %s."), presented);
  if (excused != NULL && *excused->reason != '\0')
    say (note, _ ("Fewer than two presented: %s."),
         cord_sop_get_choice_title (cord_interaction_get_sop (note->interaction), "excuse", excused->reason));
  if (words != NULL)
    say (note, _ ("Objection: “%s”."), words);
  if (*cord_interaction_get_selected (note->interaction) != '\0' && *title != '\0')
    say (note, _ ("Chosen: %s."), title);
}

static char *
display_gross (CordQuote *quote, gint64 minor)
{
  return cord_money_to_display (cord_quote_money (quote, minor));
}

static void
say_added (Note *note, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  gint64 added = cord_quote_get_added (quote)->gross;
  g_autofree char *amount = display_gross (quote, ABS (added));
  g_autofree char *bill = cord_date_to_display (ladder->next.cycle.start);

  if (added > 0 && cord_quote_collects_next (quote))
    say (note, _ ("Added now: %s, on the bill of %s."), amount, bill);
  else if (added > 0)
    say (note, _ ("Added now: %s, on a bill of its own."), amount);
  else if (added < 0 && cord_quote_collects_next (quote))
    say (note, _ ("Given back: %s, on the bill of %s."), amount, bill);
  else if (added < 0)
    say (note, _ ("Given back now: %s."), amount);
}

static void
say_fees (Note *note, CordQuote *quote)
{
  const CordBillNames names = cord_interaction_get_bill_names (note->interaction);
  g_autoptr (GPtrArray) fees = cord_change_bill_fees (quote, &names);

  for (guint i = 0; i < fees->len; i++)
    {
      const CordChangeFee *fee = fees->pdata[i];
      g_autofree char *amount = display_gross (quote, fee->gross);
      g_autofree char *bill = cord_date_to_display (fee->bill);

      if (fee->at_once)
        say (note, _ ("Once, in what is added now: %s (%s)."), amount, fee->name);
      else
        say (note, _ ("Once, on the bill of %s: %s (%s)."), bill, amount, fee->name);
    }
}

static void
say_bill (Note *note, CordQuote *quote)
{
  const CordBillRow *bill = cord_change_bill_named (quote);
  const CordBillRow *month = &cord_quote_get_candidate (quote)->steady;
  g_autofree char *date = cord_date_to_display (bill->cycle.start);
  g_autofree char *sum = display_gross (quote, bill->gross);
  g_autofree char *from = cord_date_to_display (month->cycle.start);
  g_autofree char *monthly = display_gross (quote, month->gross);

  say (note, _ ("Bill of %s: %s."), date, sum);
  say_fees (note, quote);
  /* Translators: a date, what a month costs from then on. */
  say (note, _ ("Every month from %s: %s."), from, monthly);
}

static void
say_cost (Note *note)
{
  CordQuote *quote = cord_interaction_get_quote (note->interaction);

  if (quote == NULL
      || (!cord_interaction_get_quote_current (note->interaction)
          && *cord_interaction_get_order_state (note->interaction) == '\0'))
    return;
  say_added (note, quote);
  say_bill (note, quote);
  if (cord_interaction_get_consented (note->interaction))
    say (note, _ ("The customer agreed (seal %s)."), cord_quote_get_letters (quote));
}

static void
say_effective (Note *note)
{
  g_autofree char *effective = cord_interaction_dup_property (note->interaction, "effective");
  g_autofree char *display = NULL;
  CordDate date;

  if (*effective == '\0' || !cord_date_parse (effective, &date, NULL))
    return;
  display = cord_date_to_display (date);
  say (note, _ ("Takes effect %s."), display);
}

static void
say_order (Note *note)
{
  const char *state = cord_interaction_get_order_state (note->interaction);
  const CordOrderRefused *refusal
      = cord_event_get_order_refused (cord_interaction_last (note->interaction, CORD_EVENT_ORDER_REFUSED));
  g_autofree char *number = cord_interaction_dup_property (note->interaction, "order-number");

  if (g_str_equal (state, ""))
    return;
  if (g_str_equal (state, "queued"))
    say (note, "%s", _ ("Change recorded, not yet confirmed by the server."));
  else if (g_str_equal (state, "refused"))
    say (note, _ ("Change refused: %s."), refusal->message);
  else if (g_str_equal (state, "cancelled"))
    say (note, _ ("Order %s undone."), number);
  else if (g_str_equal (state, "rejected") || g_str_equal (state, "failed"))
    say (note, _ ("Order %s rejected."), number);
  else if (g_str_equal (state, "completed"))
    say (note, _ ("Order %s placed and completed."), number);
  else
    say (note, _ ("Order %s placed."), number);
}

static void
say_explained (Note *note)
{
  g_autoptr (GVariant) steps = cord_interaction_dup_customer_steps (note->interaction);
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      g_autofree char *item = g_strdup (cord_customer_step_get_item (step));

      if (item == NULL || !cord_customer_step_is_explained (step))
        continue;
      if (g_str_has_suffix (item, "."))
        item[strlen (item) - 1] = '\0';
      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", item);
    }
  if (list->len > 0)
    say (note, _ ("Explained: %s."), list->str);
}

static void
say_message (Note *note)
{
  g_autofree char *state = cord_interaction_dup_property (note->interaction, "message-state");
  const CordMessageSent *sent
      = cord_event_get_message_sent (cord_interaction_last (note->interaction, CORD_EVENT_MESSAGE_SENT));
  const CordMessageFailed *failed
      = cord_event_get_message_failed (cord_interaction_last (note->interaction, CORD_EVENT_MESSAGE_FAILED));

  if (g_str_equal (state, "queued"))
    say (note, "%s", _ ("Confirmation waits to be sent."));
  else if (g_str_equal (state, "failed"))
    say (note, _ ("Confirmation not sent: %s."), failed->message);
  else if (!g_str_equal (state, "sent"))
    return;
  else if (g_str_equal (sent->channel, "sms"))
    say (note, "%s", _ ("Confirmation sent by text message."));
  else if (g_str_equal (sent->channel, "letter"))
    say (note, "%s", _ ("Confirmation sent by letter."));
  else
    say (note, "%s", _ ("Confirmation e-mailed."));
}

static char *
display_day (CordInteraction *interaction, const char *instant)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (cord_interaction_get_customer (interaction));
  gint64 at;

  if (!cord_instant_parse (instant, &at, NULL))
    return g_strdup (instant);
  return cord_date_to_display (cord_instant_to_date (at, zone));
}

static void
say_promise (Note *note)
{
  const CordPromiseMade *made
      = cord_event_get_promise_made (cord_interaction_last (note->interaction, CORD_EVENT_PROMISE_MADE));
  g_autofree char *day = NULL;
  g_autofree char *purpose = NULL;

  if (made == NULL)
    return;
  day = display_day (note->interaction, made->at != NULL ? made->at : "");
  purpose = dup_words (note->interaction, &made->purpose);
  if (g_str_equal (made->kind, "declined"))
    say (note, "%s", _ ("No follow-up wanted."));
  else if (g_str_equal (made->kind, "message"))
    say (note, purpose != NULL ? _ ("Follow-up message %s (“%s”).") : _ ("Follow-up message %s."), day, purpose);
  else
    say (note, purpose != NULL ? _ ("Call back %s (“%s”).") : _ ("Call back %s."), day, purpose);
}

static void
say_ending (Note *note)
{
  CordSop *sop = cord_interaction_get_sop (note->interaction);
  g_autofree char *disposition = cord_interaction_dup_property (note->interaction, "disposition");
  int score = -1;

  g_object_get (note->interaction, "satisfaction", &score, NULL);
  if (score > 0)
    say (note, _ ("Satisfaction %d of 5."), score);
  else if (score == 0)
    say (note, "%s", _ ("No score given."));
  if (*disposition != '\0')
    say (note, _ ("Outcome: %s."), cord_sop_get_choice_title (sop, "disposition", disposition));
}

static void
add_own_words (Note *note)
{
  g_autofree char *words = cord_interaction_dup_property (note->interaction, "note-words");

  g_strstrip (words);
  if (*words == '\0')
    return;
  if (note->text->len > 0)
    g_string_append (note->text, "\n\n");
  g_string_append_printf (note->text, _ ("Agent: “%s”"), words);
}

static void (*const sentences[CORD_N_SENTENCES]) (Note *note) = {
  [CORD_SENTENCE_WHO] = say_who,
  [CORD_SENTENCE_WISH] = say_wish,
  [CORD_SENTENCE_QUESTIONS] = say_questions,
  [CORD_SENTENCE_OPTIONS] = say_options,
  [CORD_SENTENCE_COST] = say_cost,
  [CORD_SENTENCE_EFFECTIVE] = say_effective,
  [CORD_SENTENCE_ORDER] = say_order,
  [CORD_SENTENCE_EXPLAINED] = say_explained,
  [CORD_SENTENCE_MESSAGE] = say_message,
  [CORD_SENTENCE_PROMISE] = say_promise,
  [CORD_SENTENCE_ENDING] = say_ending,
  [CORD_SENTENCE_OWN_WORDS] = add_own_words,
};

char *
cord_note_render (CordInteraction *interaction)
{
  Note note = { interaction, g_string_new (NULL) };

  g_return_val_if_fail (CORD_IS_INTERACTION (interaction), NULL);
  for (guint i = 0; cord_interaction_get_seq (interaction) > 0 && i < CORD_N_SENTENCES; i++)
    sentences[i](&note);
  return g_string_free (note.text, FALSE);
}
