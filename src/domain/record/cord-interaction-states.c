/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-change.h"
#include "domain/record/cord-event-private.h"
#include "domain/record/cord-interaction-private.h"

/* The states that predicates name. Each reads events only, never a value that may have been erased. */

gboolean
cord_interaction_field_is (CordInteraction *self, const char *field, const char *value)
{
  const CordFieldSet *set = g_hash_table_lookup (self->fold.fields, field);

  if (set == NULL)
    return FALSE;
  if (value != NULL)
    return g_str_equal (CORD_BODY_TEXT (set, value), value);
  return *CORD_BODY_TEXT (set, value) != '\0' || set->words.reference != NULL;
}

gboolean
cord_interaction_is_answered (CordInteraction *self, const char *question)
{
  const CordQuestionAnswered *answered = g_hash_table_lookup (self->fold.answered, question);

  return answered != NULL && (*CORD_BODY_TEXT (answered, value) != '\0' || answered->words.reference != NULL);
}

static gboolean
has_disposition (CordInteraction *self, const char *code)
{
  return g_str_equal (CORD_BODY_TEXT (self->fold.disposition_set, code), code);
}

static gboolean
is_change_selected (CordInteraction *self)
{
  return self->fold.change_selected != NULL;
}

static gboolean
is_order_placed (CordInteraction *self)
{
  return cord_interaction_has_order (self);
}

static gboolean
is_closed (CordInteraction *self)
{
  return self->fold.status == CORD_STATUS_CLOSED;
}

static gboolean
is_parked (CordInteraction *self)
{
  return self->fold.status == CORD_STATUS_PARKED;
}

static gboolean
is_verified (CordInteraction *self)
{
  return self->fold.verify_passed != NULL && cord_policy_discloses (self->policy, self->fold.level, CORD_CLASS_ACCOUNT);
}

static gboolean
is_level_enough (CordInteraction *self)
{
  return self->fold.level >= cord_policy_level_for_change (self->policy);
}

static gboolean
is_candidate_chosen (CordInteraction *self)
{
  return self->fold.candidate_chosen != NULL;
}

static gboolean
is_customer_open (CordInteraction *self)
{
  return self->fold.customer_opened != NULL;
}

static gboolean
is_plan_known (CordInteraction *self)
{
  return self->fold.plan_confirmed != NULL;
}

static gboolean
is_product_needed (CordInteraction *self)
{
  return !cord_interaction_field_is (self, "change-kind", "add");
}

static gboolean
are_three_answered (CordInteraction *self)
{
  GHashTableIter iter;
  gpointer question;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->fold.asked);
  while (n < 3 && g_hash_table_iter_next (&iter, &question, NULL))
    if (cord_interaction_is_answered (self, question))
      n++;
  return n >= 3;
}

static gboolean
are_needs_derived (CordInteraction *self)
{
  return self->fold.need_derived != NULL;
}

static gboolean
is_ranked (CordInteraction *self)
{
  return self->fold.options_ranked != NULL;
}

static gboolean
are_two_presented (CordInteraction *self)
{
  return g_hash_table_size (self->fold.presented) >= 2 || self->fold.options_excused != NULL;
}

static gboolean
is_comparison_viewed (CordInteraction *self)
{
  /* A single option with an excuse needs no comparison. */
  return self->fold.comparison_viewed != NULL
         || (self->fold.options_excused != NULL && g_hash_table_size (self->fold.presented) == 1);
}

static gboolean
is_plan_kept (CordInteraction *self)
{
  return cord_change_keeps_plan (self->change);
}

/* Where nothing is sold there is nothing that could have a label. */
static gboolean
is_label_needed (CordInteraction *self)
{
  return cord_policy_needs_label (self->policy) && cord_change_has_offering (self->change);
}

static gboolean
is_label_shown (CordInteraction *self)
{
  if (!is_label_needed (self))
    return TRUE;
  if (self->fold.change_selected != NULL)
    return g_hash_table_contains (self->fold.labels, self->fold.change_selected->option);
  return g_hash_table_size (self->fold.labels) > 0;
}

static gboolean
is_quote_current (CordInteraction *self)
{
  return self->fold.quote_current;
}

static gboolean
is_consented (CordInteraction *self)
{
  return cord_interaction_get_consented (self);
}

static gboolean
is_order_queued (CordInteraction *self)
{
  return g_str_equal (self->fold.order_state, "queued");
}

static gboolean
is_order_settled (CordInteraction *self)
{
  static const char *const settled[] = { "completed", "cancelled", "rejected", "refused", "failed", NULL };

  return g_strv_contains (settled, self->fold.order_state);
}

static gboolean
is_timeline_stated (CordInteraction *self)
{
  return self->fold.timeline_stated != NULL;
}

static gboolean
are_steps_explained (CordInteraction *self)
{
  g_autoptr (GVariant) steps = NULL;

  if (self->fold.change_selected == NULL)
    return FALSE;
  steps = cord_interaction_dup_customer_steps (self);
  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);

      if (!cord_customer_step_is_explained (step))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_message_proved (CordInteraction *self)
{
  return cord_interaction_get_message_proved (self);
}

static gboolean
is_message_sent (CordInteraction *self)
{
  return g_str_equal (self->fold.message_state, "sent");
}

/* From the first event on the note names the caller (a test holds it to that), so it need not be rendered with every
 * event only to see that it is not blank. Closing checks the words themselves. */
static gboolean
is_note_not_blank (CordInteraction *self)
{
  return cord_interaction_get_seq (self) > 0;
}

static gboolean
is_disposition_set (CordInteraction *self)
{
  return self->fold.disposition_set != NULL;
}

static gboolean
is_promised (CordInteraction *self)
{
  return self->fold.promise_made != NULL;
}

/* Somebody else, or another call, goes on with it. */
static gboolean
is_handed_over (CordInteraction *self)
{
  return !cord_interaction_has_order (self) && !is_order_queued (self)
         && (has_disposition (self, "call-back") || has_disposition (self, "escalated"));
}

static gboolean
is_no_change (CordInteraction *self)
{
  return is_handed_over (self)
         || (!cord_interaction_has_order (self) && !is_order_queued (self) && has_disposition (self, "no-change"));
}

#define STATES(STATE)                                                                                                  \
  STATE ("verified", is_verified)                                                                                      \
  STATE ("candidate-chosen", is_candidate_chosen)                                                                      \
  STATE ("level-covers-change", is_level_enough)                                                                       \
  STATE ("customer-open", is_customer_open)                                                                            \
  STATE ("plan-known", is_plan_known)                                                                                  \
  STATE ("product-needed", is_product_needed)                                                                          \
  STATE ("three-questions-answered", are_three_answered)                                                               \
  STATE ("needs-derived", are_needs_derived)                                                                           \
  STATE ("options-ranked", is_ranked)                                                                                  \
  STATE ("two-presented-or-excused", are_two_presented)                                                                \
  STATE ("comparison-viewed-or-single", is_comparison_viewed)                                                          \
  STATE ("label-needed", is_label_needed)                                                                              \
  STATE ("label-shown-or-not-needed", is_label_shown)                                                                  \
  STATE ("change-selected", is_change_selected)                                                                        \
  STATE ("plan-kept", is_plan_kept)                                                                                    \
  STATE ("quote-current", is_quote_current)                                                                            \
  STATE ("consented", is_consented)                                                                                    \
  STATE ("order-queued", is_order_queued)                                                                              \
  STATE ("order-placed", is_order_placed)                                                                              \
  STATE ("order-settled", is_order_settled)                                                                            \
  STATE ("timeline-stated", is_timeline_stated)                                                                        \
  STATE ("steps-explained", are_steps_explained)                                                                       \
  STATE ("message-proved", is_message_proved)                                                                          \
  STATE ("message-sent", is_message_sent)                                                                              \
  STATE ("note-not-blank", is_note_not_blank)                                                                          \
  STATE ("disposition-set", is_disposition_set)                                                                        \
  STATE ("promise-or-declined", is_promised)                                                                           \
  STATE ("no-change", is_no_change)                                                                                    \
  STATE ("handed-over", is_handed_over)                                                                                \
  STATE ("parked", is_parked)                                                                                          \
  STATE ("closed", is_closed)

#define NAME(name, function) name,
#define FUNCTION(name, function) function,

static const char *const names[] = { STATES (NAME) NULL };
static const CordStateFunc functions[] = { STATES (FUNCTION) };

CordStateFunc
cord_interaction_find_state (const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return functions[i];
  return NULL;
}

const char *const *
cord_interaction_state_names (void)
{
  return names;
}

gboolean
cord_interaction_holds (CordInteraction *self, const char *state)
{
  CordStateFunc function = cord_interaction_find_state (state);

  g_return_val_if_fail (function != NULL, FALSE);
  return function (self);
}
