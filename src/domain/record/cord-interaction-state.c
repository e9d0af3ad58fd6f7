/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-private.h"

/* The whole fold as one document, in which personal values stand as their references: equal folds give equal documents.
 */

static void
add_member (CordBuilder *builder, const char *key, const CordEvent *event, const char *member)
{
  g_autoptr (GVariant) value = event != NULL ? cord_value_dup (event->body, member) : NULL;

  cord_builder_value (builder, key, value);
}

static void
add_taken (CordBuilder *builder, const char *key, GVariant *value)
{
  cord_builder_value (builder, key, value);
  g_variant_unref (value);
}

/* The body of the event as it was recorded; absent while it has not happened. */
static void
add_body (CordBuilder *builder, const char *key, const CordEvent *event)
{
  if (event != NULL)
    cord_builder_value (builder, key, event->body);
}

static GVariant *
dup_fields (CordInteraction *self)
{
  GHashTableIter iter;
  gpointer name, event;
  CordBuilder fields;

  cord_builder_init (&fields);
  g_hash_table_iter_init (&iter, self->fold.fields);
  while (g_hash_table_iter_next (&iter, &name, &event))
    {
      CordBuilder field;

      cord_builder_init (&field);
      add_member (&field, "value", event, "value");
      add_member (&field, "words", event, "words");
      add_member (&field, "source", event, "source");
      add_taken (&fields, name, cord_builder_end (&field));
    }
  return cord_builder_end (&fields);
}

static void
add_question (CordBuilder *questions, CordInteraction *self, const char *id)
{
  const CordEvent *answered = g_hash_table_lookup (self->fold.answered, id);
  CordBuilder question;

  cord_builder_init (&question);
  cord_builder_boolean (&question, "asked", g_hash_table_contains (self->fold.asked, id));
  add_member (&question, "value", answered, "value");
  add_member (&question, "words", answered, "words");
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

/* What @member named in events of @type, in the order of first naming. */
static GVariant *
dup_named (CordInteraction *self, const char *type, const char *member)
{
  GPtrArray *events = self->by_type[cord_interaction_fold_index (type)];
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const char *name = cord_event_text (events->pdata[i], member);

      if (g_hash_table_add (seen, (gpointer)name))
        cord_builder_add_string (&list, name);
    }
  return cord_builder_end (&list);
}

static GVariant *
dup_bodies (CordInteraction *self, const char *type)
{
  GPtrArray *events = self->by_type[cord_interaction_fold_index (type)];
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
  if (self->fold.quote != NULL)
    cord_builder_extend (&quote, self->fold.quote->body);
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
  add_member (&order, "operation", fold->queued, "operation");
  add_member (&order, "seal", fold->queued, "seal");
  add_member (&order, "id", fold->placed, "order");
  add_member (&order, "number", fold->placed, "number");
  add_member (&order, "effective", fold->placed, "effective");
  add_member (&order, "undoUntil", fold->placed, "undoUntil");
  add_member (&order, "completed", fold->accepted, "completed");
  add_member (&order, "reason", fold->refused, "reason");
  add_member (&order, "message", fold->refused, "message");
  return cord_builder_end (&order);
}

static GVariant *
dup_message (CordInteraction *self)
{
  const CordFold *fold = &self->fold;
  CordBuilder message;

  cord_builder_init (&message);
  if (fold->rendered != NULL)
    cord_builder_extend (&message, fold->rendered->body);
  cord_builder_string (&message, "state", fold->message_state);
  add_member (&message, "operation", fold->message_queued, "operation");
  add_member (&message, "message", fold->sent, "message");
  add_member (&message, "address", fold->sent, "address");
  add_member (&message, "reason", fold->message_failed, "reason");
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

  cord_builder_string (state, "id", cord_interaction_get_id (self));
  cord_builder_integer (state, "seq", (gint64)cord_interaction_get_seq (self));
  cord_builder_string (state, "head", cord_interaction_get_head (self));
  cord_builder_string (state, "status", cord_interaction_get_status (self));
  cord_builder_boolean (state, "callEnded", fold->call_ended);
  cord_builder_string (state, "step", cord_interaction_get_step (self));
  add_member (state, "channel", fold->offered, "channel");
  add_member (state, "direction", fold->offered, "direction");
  add_member (state, "phone", fold->offered, "phone");
  add_member (state, "callerRole", g_hash_table_lookup (fold->fields, "caller-role"), "value");
  cord_builder_boolean (state, "notice", fold->notice != NULL);
  add_member (state, "candidates", fold->candidates, "candidates");
  cord_builder_string (state, "candidate", cord_interaction_get_candidate (self));
  cord_builder_string (state, "level", cord_level_name (fold->level));
  add_member (state, "factor", fold->passed, "factor");
  cord_builder_integer (state, "attemptsLeft", cord_interaction_get_attempts_left (self));
  cord_builder_string (state, "lockedUntil", cord_event_text (fold->locked, "until"));
  add_member (state, "customer", fold->opened, "customer");
  add_member (state, "snapshot", fold->opened, "snapshot");
}

static void
add_choice (CordBuilder *state, CordInteraction *self)
{
  const CordFold *fold = &self->fold;

  add_taken (state, "fields", dup_fields (self));
  cord_builder_boolean (state, "planConfirmed", fold->plan != NULL);
  add_taken (state, "questions", dup_questions (self));
  add_member (state, "needs", fold->needs, "needs");
  add_body (state, "catalog", fold->catalog);
  add_member (state, "options", fold->ranked, "options");
  add_member (state, "excluded", fold->ranked, "excluded");
  add_taken (state, "presented", dup_named (self, "option.presented", "option"));
  add_member (state, "excused", fold->excused, "reason");
  cord_builder_boolean (state, "comparisonViewed", fold->comparison != NULL);
  add_taken (state, "labels", dup_named (self, "label.shown", "option"));
  cord_builder_string (state, "selected", cord_interaction_get_selected (self));
  cord_builder_value (state, "change", self->change);
}

static void
add_outcome (CordBuilder *state, CordInteraction *self)
{
  const CordFold *fold = &self->fold;

  add_taken (state, "quote", dup_quote (self));
  add_body (state, "consent", fold->consent);
  cord_builder_boolean (state, "consented", cord_interaction_get_consented (self));
  add_taken (state, "order", dup_order (self));
  add_body (state, "timeline", fold->timeline);
  add_taken (state, "explained", dup_named (self, "step.explained", "item"));
  add_taken (state, "message", dup_message (self));
  add_member (state, "note", fold->note, "words");
  cord_builder_string (state, "disposition", cord_event_text (fold->disposition, "code"));
  add_taken (state, "promises", dup_bodies (self, "promise.made"));
  cord_builder_integer (state, "satisfaction", cord_interaction_get_satisfaction (self));
  add_body (state, "parked", fold->parked);
  add_body (state, "closed", fold->closed);
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
