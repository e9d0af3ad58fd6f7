/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-interaction-private.h"

/* A text of a body; absent while it has not happened. */
#define ADD_TEXT(builder, key, body, member) cord_builder_string (builder, key, (body) != NULL ? (body)->member : NULL)
#define ADD_VALUE(builder, key, body, member) cord_builder_value (builder, key, (body) != NULL ? (body)->member : NULL)
#define ADD_BESIDE(builder, key, body, member) ADD_VALUE (builder, key, body, member.reference)

static void
add_taken (CordBuilder *builder, const char *key, GVariant *value)
{
  cord_builder_value (builder, key, value);
  g_variant_unref (value);
}

/* The body of the event as it was recorded; absent while it has not happened. */
static void
add_body (CordBuilder *builder, const char *key, gconstpointer typed)
{
  if (typed != NULL)
    cord_builder_value (builder, key, cord_event_of (typed)->body);
}

static GVariant *
dup_fields (CordInteraction *self)
{
  GHashTableIter iter;
  gpointer name, value;
  CordBuilder fields;

  cord_builder_init (&fields);
  g_hash_table_iter_init (&iter, self->fold.fields);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const CordFieldSet *set = value;
      CordBuilder field;

      cord_builder_init (&field);
      ADD_TEXT (&field, "value", set, value);
      ADD_BESIDE (&field, "words", set, words);
      ADD_TEXT (&field, "source", set, source);
      add_taken (&fields, name, cord_builder_end (&field));
    }
  return cord_builder_end (&fields);
}

static void
add_question (CordBuilder *questions, CordInteraction *self, const char *id)
{
  const CordQuestionAnswered *answered = g_hash_table_lookup (self->fold.answered, id);
  CordBuilder question;

  cord_builder_init (&question);
  cord_builder_boolean (&question, "asked", g_hash_table_contains (self->fold.asked, id));
  ADD_TEXT (&question, "value", answered, value);
  ADD_BESIDE (&question, "words", answered, words);
  add_taken (questions, id, cord_builder_end (&question));
}

static GVariant *
dup_questions (CordInteraction *self)
{
  GHashTableIter iter;
  gpointer id;
  CordBuilder questions;

  cord_builder_init (&questions);
  g_hash_table_iter_init (&iter, self->fold.asked);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    add_question (&questions, self, id);
  g_hash_table_iter_init (&iter, self->fold.answered);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->fold.asked, id))
      add_question (&questions, self, id);
  return cord_builder_end (&questions);
}

typedef const char *(*NameFunc) (const CordEvent *event);

static const char *
name_of_presented (const CordEvent *event)
{
  return cord_event_get_option_presented (event)->option;
}

static const char *
name_of_label (const CordEvent *event)
{
  return cord_event_get_label_shown (event)->option;
}

static const char *
name_of_explained (const CordEvent *event)
{
  return cord_event_get_step_explained (event)->item;
}

/* What events of @kind name, in the order of first naming. */
static GVariant *
dup_named (CordInteraction *self, CordEventKind kind, NameFunc name_of)
{
  GPtrArray *events = self->by_type[kind];
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const char *name = name_of (events->pdata[i]);

      if (g_hash_table_add (seen, (gpointer)name))
        cord_builder_add_string (&list, name);
    }
  return cord_builder_end (&list);
}

static GVariant *
dup_bodies (CordInteraction *self, CordEventKind kind)
{
  GPtrArray *events = self->by_type[kind];
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; events != NULL && i < events->len; i++)
    cord_builder_add (&list, ((CordEvent *)events->pdata[i])->body);
  return cord_builder_end (&list);
}

static GVariant *
dup_quote (CordInteraction *self)
{
  CordBuilder quote;

  cord_builder_init (&quote);
  if (self->fold.quote_shown != NULL)
    cord_builder_extend (&quote, cord_event_of (self->fold.quote_shown)->body);
  cord_builder_boolean (&quote, "current", self->fold.quote_current);
  return cord_builder_end (&quote);
}

static GVariant *
dup_order (CordInteraction *self)
{
  const CordFold *fold = &self->fold;
  CordBuilder order;

  cord_builder_init (&order);
  cord_builder_string (&order, "state", fold->order_state);
  ADD_TEXT (&order, "operation", fold->order_queued, operation);
  ADD_TEXT (&order, "seal", fold->order_queued, seal);
  ADD_TEXT (&order, "id", fold->order_placed, order);
  ADD_TEXT (&order, "number", fold->order_placed, number);
  ADD_TEXT (&order, "effective", fold->order_placed, effective);
  ADD_TEXT (&order, "undoUntil", fold->order_placed, undo_until);
  ADD_TEXT (&order, "completed", fold->order_accepted, completed);
  ADD_TEXT (&order, "reason", fold->order_refused, reason);
  ADD_TEXT (&order, "message", fold->order_refused, message);
  return cord_builder_end (&order);
}

static GVariant *
dup_message (CordInteraction *self)
{
  const CordFold *fold = &self->fold;
  CordBuilder message;

  cord_builder_init (&message);
  if (fold->message_rendered != NULL)
    cord_builder_extend (&message, cord_event_of (fold->message_rendered)->body);
  cord_builder_string (&message, "state", fold->message_state);
  ADD_TEXT (&message, "operation", fold->message_queued, operation);
  ADD_TEXT (&message, "message", fold->message_sent, message);
  ADD_BESIDE (&message, "address", fold->message_sent, address);
  ADD_TEXT (&message, "reason", fold->message_failed, reason);
  return cord_builder_end (&message);
}

static GVariant *
dup_ids (GListModel *items)
{
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (CordItem) item = g_list_model_get_item (items, i);

      cord_builder_add_string (&list, cord_item_get_id (item));
    }
  return cord_builder_end (&list);
}

static GVariant *
dup_gates (CordInteraction *self)
{
  CordBuilder gates;

  cord_builder_init (&gates);
  for (guint i = 0; i < CORD_N_GATES; i++)
    {
      CordBuilder gate;

      cord_builder_init (&gate);
      cord_builder_boolean (&gate, "open", cord_gate_get_open (self->gates[i]));
      add_taken (&gate, "missing", dup_ids (cord_gate_get_missing (self->gates[i])));
      add_taken (&gates, cord_gate_name ((CordGateKind)i), cord_builder_end (&gate));
    }
  return cord_builder_end (&gates);
}

static GVariant *
dup_missing (CordInteraction *self)
{
  CordBuilder missing;

  cord_builder_init (&missing);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++)
    {
      g_autoptr (CordStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

      add_taken (&missing, cord_step_get_id (step), dup_ids (cord_step_get_missing (step)));
    }
  return cord_builder_end (&missing);
}

static void
add_call (CordBuilder *state, CordInteraction *self)
{
  const CordFold *fold = &self->fold;
  const CordFieldSet *role = g_hash_table_lookup (fold->fields, "caller-role");

  cord_builder_string (state, "id", cord_interaction_get_id (self));
  cord_builder_integer (state, "seq", (gint64)cord_interaction_get_seq (self));
  cord_builder_string (state, "head", cord_interaction_get_head (self));
  cord_builder_string (state, "status", cord_interaction_get_status (self));
  cord_builder_boolean (state, "callEnded", fold->call_ended);
  cord_builder_string (state, "step", cord_interaction_get_step (self));
  ADD_TEXT (state, "channel", fold->call_offered, channel);
  ADD_TEXT (state, "direction", fold->call_offered, direction);
  ADD_BESIDE (state, "phone", fold->call_offered, phone);
  ADD_TEXT (state, "callerRole", role, value);
  cord_builder_boolean (state, "notice", fold->notice_given != NULL);
  ADD_BESIDE (state, "candidates", fold->candidate_shown, candidates);
  cord_builder_string (state, "candidate", cord_interaction_get_candidate (self));
  cord_builder_string (state, "level", cord_level_name (fold->level));
  ADD_TEXT (state, "factor", fold->verify_passed, factor);
  cord_builder_integer (state, "attemptsLeft", cord_interaction_get_attempts_left (self));
  cord_builder_string (state, "lockedUntil", CORD_BODY_TEXT (fold->verify_locked, until));
  ADD_TEXT (state, "customer", fold->customer_opened, customer);
  ADD_BESIDE (state, "snapshot", fold->customer_opened, snapshot);
}

static void
add_choice (CordBuilder *state, CordInteraction *self)
{
  const CordFold *fold = &self->fold;

  add_taken (state, "fields", dup_fields (self));
  cord_builder_boolean (state, "planConfirmed", fold->plan_confirmed != NULL);
  add_taken (state, "questions", dup_questions (self));
  ADD_BESIDE (state, "needs", fold->need_derived, needs);
  add_body (state, "catalog", fold->catalog_pinned);
  ADD_VALUE (state, "options", fold->options_ranked, options);
  ADD_VALUE (state, "excluded", fold->options_ranked, excluded);
  add_taken (state, "presented", dup_named (self, CORD_EVENT_OPTION_PRESENTED, name_of_presented));
  ADD_TEXT (state, "excused", fold->options_excused, reason);
  cord_builder_boolean (state, "comparisonViewed", fold->comparison_viewed != NULL);
  add_taken (state, "labels", dup_named (self, CORD_EVENT_LABEL_SHOWN, name_of_label));
  cord_builder_string (state, "selected", cord_interaction_get_selected (self));
  cord_builder_value (state, "change", self->change);
}

static void
add_outcome (CordBuilder *state, CordInteraction *self)
{
  const CordFold *fold = &self->fold;

  add_taken (state, "quote", dup_quote (self));
  add_body (state, "consent", fold->consent_given);
  cord_builder_boolean (state, "consented", cord_interaction_get_consented (self));
  add_taken (state, "order", dup_order (self));
  add_body (state, "timeline", fold->timeline_stated);
  add_taken (state, "explained", dup_named (self, CORD_EVENT_STEP_EXPLAINED, name_of_explained));
  add_taken (state, "message", dup_message (self));
  ADD_BESIDE (state, "note", fold->note_edited, words);
  cord_builder_string (state, "disposition", CORD_BODY_TEXT (fold->disposition_set, code));
  add_taken (state, "promises", dup_bodies (self, CORD_EVENT_PROMISE_MADE));
  cord_builder_integer (state, "satisfaction", cord_interaction_get_satisfaction (self));
  add_body (state, "parked", fold->interaction_parked);
  add_body (state, "closed", fold->interaction_closed);
}

GVariant *
cord_interaction_dup_state (CordInteraction *self)
{
  CordBuilder state;

  cord_builder_init (&state);
  add_call (&state, self);
  add_choice (&state, self);
  add_outcome (&state, self);
  add_taken (&state, "gates", dup_gates (self));
  add_taken (&state, "missing", dup_missing (self));
  return cord_builder_end (&state);
}
