/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-apply-private.h"
#include "domain/record/cord-interaction-private.h"

void
cord_apply_answered (CordInteraction *self, const CordEvent *event)
{
  self->fold.status = CORD_STATUS_ACTIVE;
}

void
cord_apply_ended (CordInteraction *self, const CordEvent *event)
{
  /* Work goes on after the call, also when it ended while on hold. */
  self->fold.call_ended = TRUE;
  self->fold.status = CORD_STATUS_ACTIVE;
}

void
cord_apply_held (CordInteraction *self, const CordEvent *event)
{
  self->fold.status = CORD_STATUS_HELD;
}

void
cord_apply_offered (CordInteraction *self, const CordEvent *event)
{
  self->fold.status = CORD_STATUS_RINGING;
}

void
cord_apply_chosen (CordInteraction *self, const CordEvent *event)
{
  if (g_str_equal (cord_event_get_candidate_chosen (event)->customer, self->fold.verified))
    return;
  self->fold.level = CORD_LEVEL_R0;
  self->fold.verified = "";
  self->fold.verify_passed = NULL;
  self->fold.verify_failed = NULL;
  self->fold.verify_locked = NULL;
  self->fold.verify_attempt = NULL;
}

void
cord_apply_passed (CordInteraction *self, const CordEvent *event)
{
  CordLevel level = CORD_LEVEL_R0;

  cord_level_parse (cord_event_get_verify_passed (event)->level, &level);
  self->fold.level = MAX (self->fold.level, level);
  self->fold.verified = self->fold.candidate_chosen->customer;
  self->fold.verify_attempt = NULL;
  self->fold.verify_failed = NULL;
  self->fold.verify_locked = NULL;
}

void
cord_apply_failed (CordInteraction *self, const CordEvent *event)
{
  self->fold.verify_attempt = NULL;
}

void
cord_apply_opened (CordInteraction *self, const CordEvent *event)
{
  g_set_object (&self->customer, (CordCustomer *)self->parsed);
  g_clear_pointer (&self->change_title, g_free);
}

void
cord_apply_catalog (CordInteraction *self, const CordEvent *event)
{
  g_set_object (&self->catalog, (CordCatalog *)self->parsed);
  g_clear_pointer (&self->change_title, g_free);
  /* The prices of the quote come from the earlier catalog. */
  if (self->fold.options_ranked != NULL
      && !g_str_equal (self->fold.options_ranked->catalog, cord_event_get_catalog_pinned (event)->version))
    self->fold.quote_current = FALSE;
}

void
cord_apply_needs (CordInteraction *self, const CordEvent *event)
{
  g_clear_object (&self->needs);
}

void
cord_apply_field (CordInteraction *self, const CordEvent *event)
{
  const CordFieldSet *set = cord_event_get_field_set (event);

  g_hash_table_insert (self->fold.fields, (gpointer)set->field, (gpointer)set);
  g_ptr_array_add (self->changed, (gpointer)set->field);
}

void
cord_apply_asked (CordInteraction *self, const CordEvent *event)
{
  const CordQuestionAsked *asked = cord_event_get_question_asked (event);

  if (!g_hash_table_contains (self->fold.asked, asked->question))
    g_hash_table_insert (self->fold.asked, (gpointer)asked->question, (gpointer)asked);
  g_ptr_array_add (self->changed, (gpointer)asked->question);
}

void
cord_apply_answered_question (CordInteraction *self, const CordEvent *event)
{
  const CordQuestionAnswered *answered = cord_event_get_question_answered (event);

  g_hash_table_insert (self->fold.answered, (gpointer)answered->question, (gpointer)answered);
  g_ptr_array_add (self->changed, (gpointer)answered->question);
}

void
cord_apply_entered (CordInteraction *self, const CordEvent *event)
{
  g_hash_table_add (self->fold.visited, (gpointer)cord_event_get_step_entered (event)->step);
}

void
cord_apply_ranked (CordInteraction *self, const CordEvent *event)
{
  g_clear_pointer (&self->keys, g_hash_table_unref);
}

void
cord_apply_presented (CordInteraction *self, const CordEvent *event)
{
  g_hash_table_add (self->fold.presented, (gpointer)cord_event_get_option_presented (event)->option);
}

void
cord_apply_label (CordInteraction *self, const CordEvent *event)
{
  g_hash_table_add (self->fold.labels, (gpointer)cord_event_get_label_shown (event)->option);
}

void
cord_apply_selected (CordInteraction *self, const CordEvent *event)
{
  self->fold.quote_current = FALSE;
  self->fold.timeline_stated = NULL;
  g_clear_pointer (&self->change, g_variant_unref);
  self->change = g_variant_ref (cord_event_get_change_selected (event)->change);
  g_clear_pointer (&self->change_title, g_free);
}

void
cord_apply_quote (CordInteraction *self, const CordEvent *event)
{
  self->fold.quote_current = TRUE;
  if (self->fold.consent_given != NULL
      && !g_str_equal (self->fold.consent_given->seal, cord_event_get_quote_shown (event)->seal))
    self->fold.consent_given = NULL;
  g_clear_object (&self->quote);
  self->quote_tried = FALSE;
}

void
cord_apply_order_queued (CordInteraction *self, const CordEvent *event)
{
  self->fold.order_placed = NULL;
  self->fold.order_accepted = NULL;
  self->fold.order_refused = NULL;
  self->fold.order_undone = NULL;
  self->fold.order_state = "queued";
}

void
cord_apply_order_placed (CordInteraction *self, const CordEvent *event)
{
  self->fold.order_state = cord_event_get_order_placed (event)->state;
}

void
cord_apply_order_accepted (CordInteraction *self, const CordEvent *event)
{
  self->fold.order_state = cord_event_get_order_accepted (event)->state;
}

void
cord_apply_order_refused (CordInteraction *self, const CordEvent *event)
{
  self->fold.order_state = "refused";
  self->fold.quote_current = FALSE;
}

void
cord_apply_undone (CordInteraction *self, const CordEvent *event)
{
  self->fold.order_state = "cancelled";
}

void
cord_apply_explained (CordInteraction *self, const CordEvent *event)
{
  g_hash_table_add (self->fold.explained, (gpointer)cord_event_get_step_explained (event)->item);
}

void
cord_apply_rendered (CordInteraction *self, const CordEvent *event)
{
  self->fold.message_state = "rendered";
}

void
cord_apply_message_queued (CordInteraction *self, const CordEvent *event)
{
  self->fold.message_state = "queued";
}

void
cord_apply_sent (CordInteraction *self, const CordEvent *event)
{
  self->fold.message_state = "sent";
  self->fold.message_queued = NULL;
}

void
cord_apply_message_failed (CordInteraction *self, const CordEvent *event)
{
  self->fold.message_state = "failed";
  self->fold.message_queued = NULL;
}

void
cord_apply_promised (CordInteraction *self, const CordEvent *event)
{
  self->fold.promise_queued = NULL;
  self->fold.promise_failed = NULL;
}

void
cord_apply_promise_failed (CordInteraction *self, const CordEvent *event)
{
  self->fold.promise_queued = NULL;
}

void
cord_apply_parked (CordInteraction *self, const CordEvent *event)
{
  self->fold.status = CORD_STATUS_PARKED;
}

void
cord_apply_closed (CordInteraction *self, const CordEvent *event)
{
  self->fold.status = CORD_STATUS_CLOSED;
}
