/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-private.h"

#include <stdlib.h>
#include <string.h>

/* When an event may come. */
#define NEW (1u << CORD_STATUS_NEW)
#define RINGING (1u << CORD_STATUS_RINGING)
#define ACTIVE (1u << CORD_STATUS_ACTIVE)
#define HELD (1u << CORD_STATUS_HELD)
#define PARKED (1u << CORD_STATUS_PARKED)
#define LIVE (ACTIVE | HELD)         /* with the customer */
#define OPEN (NEW | RINGING | LIVE)  /* at the desk */
#define ANSWER (LIVE | PARKED)       /* of the server, which may come late */
#define SPEAKING (1u << 31 | ACTIVE) /* the customer must be able to hear */

#define B(property) CORD_BIT (PROP_##property)
#define VERIFIED (B (LEVEL) | B (FACTOR) | B (ATTEMPTS_LEFT) | B (LOCKED_UNTIL) | B (VERIFIED_TEXT) | B (NOTE))
#define QUOTED (B (QUOTE) | B (QUOTE_CURRENT) | B (CONSENTED) | B (EFFECTIVE) | B (NOTE))
#define ORDERED (B (ORDER_STATE) | B (ORDER_ID) | B (ORDER_NUMBER) | B (UNDO_UNTIL) | B (EFFECTIVE) | B (NOTE))
#define MESSAGED (B (MESSAGE_TEXT) | B (MESSAGE_SUBJECT) | B (MESSAGE_PROVED) | B (MESSAGE_STATE) | B (NOTE))

typedef void (*ThenFunc) (CordInteraction *self, CordEvent *event);

typedef struct
{
  const char *type;
  guint when;          /* statuses */
  CordCheckFunc check; /* or NULL */
  gsize slot;          /* where the fold remembers the event, or NOWHERE */
  ThenFunc then;       /* what else it changes, or NULL */
  guint64 changes;     /* bits of properties */
} Rule;

#define NOWHERE G_MAXSIZE
#define SLOT(name) G_STRUCT_OFFSET (CordFold, name)

static void
then_answered (CordInteraction *self, CordEvent *event)
{
  self->fold.status = CORD_STATUS_ACTIVE;
}

static void
then_ended (CordInteraction *self, CordEvent *event)
{
  /* Work goes on after the call; a call that ends on hold is held no longer. */
  self->fold.call_ended = TRUE;
  self->fold.status = CORD_STATUS_ACTIVE;
}

static void
then_held (CordInteraction *self, CordEvent *event)
{
  self->fold.status = CORD_STATUS_HELD;
}

static void
then_offered (CordInteraction *self, CordEvent *event)
{
  self->fold.status = CORD_STATUS_RINGING;
}

static void
then_chosen (CordInteraction *self, CordEvent *event)
{
  if (g_str_equal (cord_event_text (event, "customer"), self->fold.verified))
    return;
  /* A verification belongs to the customer it was made for. */
  self->fold.level = CORD_LEVEL_R0;
  self->fold.verified = "";
  self->fold.passed = NULL;
  self->fold.failed = NULL;
  self->fold.locked = NULL;
  self->fold.attempt = NULL;
}

static void
then_passed (CordInteraction *self, CordEvent *event)
{
  CordLevel level = CORD_LEVEL_R0;

  cord_level_parse (cord_event_text (event, "level"), &level);
  self->fold.level = MAX (self->fold.level, level);
  self->fold.verified = cord_event_text (self->fold.chosen, "customer");
  self->fold.attempt = NULL;
  self->fold.failed = NULL;
  self->fold.locked = NULL;
}

static void
then_failed (CordInteraction *self, CordEvent *event)
{
  self->fold.attempt = NULL;
}

static void
then_opened (CordInteraction *self, CordEvent *event)
{
  g_set_object (&self->customer, (CordCustomer *)self->fresh);
  g_clear_pointer (&self->change_title, g_free);
}

static void
then_catalog (CordInteraction *self, CordEvent *event)
{
  g_set_object (&self->catalog, (CordCatalog *)self->fresh);
  g_clear_pointer (&self->change_title, g_free);
  /* A quote from another catalog is not an offer any more. */
  if (self->fold.ranked != NULL
      && !g_str_equal (cord_event_text (self->fold.ranked, "catalog"), cord_event_text (event, "version")))
    self->fold.quote_current = FALSE;
}

static void
then_needs (CordInteraction *self, CordEvent *event)
{
  g_clear_object (&self->needs);
}

static void
then_field (CordInteraction *self, CordEvent *event)
{
  const char *field = cord_event_text (event, "field");

  g_hash_table_insert (self->fold.fields, (gpointer)field, event);
  g_ptr_array_add (self->changed, (gpointer)field);
}

static void
then_asked (CordInteraction *self, CordEvent *event)
{
  const char *question = cord_event_text (event, "question");

  if (!g_hash_table_contains (self->fold.asked, question))
    g_hash_table_insert (self->fold.asked, (gpointer)question, event);
  g_ptr_array_add (self->changed, (gpointer)question);
}

static void
then_answered_question (CordInteraction *self, CordEvent *event)
{
  const char *question = cord_event_text (event, "question");

  g_hash_table_insert (self->fold.answered, (gpointer)question, event);
  g_ptr_array_add (self->changed, (gpointer)question);
}

static void
then_entered (CordInteraction *self, CordEvent *event)
{
  g_hash_table_add (self->fold.visited, (gpointer)cord_event_text (event, "step"));
}

static void
then_ranked (CordInteraction *self, CordEvent *event)
{
  g_clear_pointer (&self->keys, g_hash_table_unref);
}

static void
then_presented (CordInteraction *self, CordEvent *event)
{
  g_hash_table_add (self->fold.presented, (gpointer)cord_event_text (event, "option"));
}

static void
then_label (CordInteraction *self, CordEvent *event)
{
  g_hash_table_add (self->fold.labels, (gpointer)cord_event_text (event, "option"));
}

static void
then_selected (CordInteraction *self, CordEvent *event)
{
  self->fold.quote_current = FALSE;
  self->fold.timeline = NULL;
  g_clear_pointer (&self->change, g_variant_unref);
  self->change = cord_value_dup_object (event->body, "change");
  g_clear_pointer (&self->change_title, g_free);
}

static void
then_quote (CordInteraction *self, CordEvent *event)
{
  self->fold.quote_current = TRUE;
  /* Consent belongs to the seal it was given for. */
  if (self->fold.consent != NULL
      && !g_str_equal (cord_event_text (self->fold.consent, "seal"), cord_event_text (event, "seal")))
    self->fold.consent = NULL;
  g_clear_object (&self->quote);
  self->quote_tried = FALSE;
}

static void
then_order_queued (CordInteraction *self, CordEvent *event)
{
  self->fold.placed = NULL;
  self->fold.accepted = NULL;
  self->fold.refused = NULL;
  self->fold.undone = NULL;
  self->fold.order_state = "queued";
}

static void
then_order_state (CordInteraction *self, CordEvent *event)
{
  self->fold.order_state = cord_event_text (event, "state");
}

static void
then_order_refused (CordInteraction *self, CordEvent *event)
{
  self->fold.order_state = "refused";
  /* The server would not have this quote: it takes a fresh one, and the customer's word for it. */
  self->fold.quote_current = FALSE;
}

static void
then_undone (CordInteraction *self, CordEvent *event)
{
  self->fold.order_state = "cancelled";
}

static void
then_explained (CordInteraction *self, CordEvent *event)
{
  g_hash_table_add (self->fold.explained, (gpointer)cord_event_text (event, "item"));
}

static void
then_rendered (CordInteraction *self, CordEvent *event)
{
  self->fold.message_state = "rendered";
}

static void
then_message_queued (CordInteraction *self, CordEvent *event)
{
  self->fold.message_state = "queued";
}

static void
then_sent (CordInteraction *self, CordEvent *event)
{
  self->fold.message_state = "sent";
  self->fold.message_queued = NULL;
}

static void
then_message_failed (CordInteraction *self, CordEvent *event)
{
  self->fold.message_state = "failed";
  self->fold.message_queued = NULL;
}

static void
then_promised (CordInteraction *self, CordEvent *event)
{
  self->fold.promise_queued = NULL;
  self->fold.promise_failed = NULL;
}

static void
then_promise_failed (CordInteraction *self, CordEvent *event)
{
  self->fold.promise_queued = NULL;
}

static void
then_parked (CordInteraction *self, CordEvent *event)
{
  self->fold.status = CORD_STATUS_PARKED;
}

static void
then_closed (CordInteraction *self, CordEvent *event)
{
  self->fold.status = CORD_STATUS_CLOSED;
}

/* The one table of what each event does, sorted by type as the table of types is. */
static const Rule rules[] = {
  { "call.answered", RINGING, NULL, NOWHERE, then_answered, B (STATUS) | B (NOTE) },
  { "call.ended", RINGING | LIVE, NULL, NOWHERE, then_ended, B (STATUS) | B (NOTE) },
  { "call.held", SPEAKING, NULL, NOWHERE, then_held, B (STATUS) },
  { "call.offered", NEW, NULL, SLOT (offered), then_offered, B (STATUS) | B (PHONE) | B (TITLE) | B (NOTE) },
  { "call.resumed", HELD, NULL, NOWHERE, then_answered, B (STATUS) },
  { "candidate.chosen", OPEN, cord_check_chosen, SLOT (chosen), then_chosen, B (CANDIDATE) | VERIFIED },
  { "candidate.shown", OPEN, cord_check_candidates, SLOT (candidates), NULL, B (CANDIDATES) },
  { "catalog.pinned", OPEN, cord_check_catalog, SLOT (catalog), then_catalog, B (CATALOG) | B (CHANGE_TITLE) | QUOTED },
  { "change.selected", LIVE, cord_check_selected, SLOT (selected), then_selected,
    B (SELECTED) | B (CHANGE_TITLE) | B (TIMELINE_STATED) | QUOTED },
  { "comparison.viewed", LIVE, cord_check_options, SLOT (comparison), NULL, B (NOTE) },
  { "consent.given", SPEAKING, cord_check_consent, SLOT (consent), NULL, B (CONSENTED) | B (NOTE) },
  { "customer.opened", LIVE, cord_check_opened, SLOT (opened), then_opened,
    B (CUSTOMER) | B (TITLE) | B (CHANGE_TITLE) | B (NOTE) },
  { "disposition.set", OPEN, cord_check_disposition, SLOT (disposition), NULL, B (DISPOSITION) | B (NOTE) },
  { "field.revealed", LIVE, cord_check_revealed, NOWHERE, NULL, 0 },
  { "field.set", OPEN, cord_check_field, NOWHERE, then_field, B (CALLER_ROLE) | B (NOTE) },
  { "interaction.closed", RINGING | ANSWER, cord_check_closed, SLOT (closed), then_closed, B (STATUS) | B (NOTE) },
  { "interaction.parked", RINGING | LIVE, NULL, SLOT (parked), then_parked, B (STATUS) | B (NOTE) },
  { "interaction.resumed", PARKED, NULL, NOWHERE, then_answered, B (STATUS) | B (NOTE) },
  { "label.shown", LIVE, cord_check_option, NOWHERE, then_label, B (NOTE) },
  { "message.failed", ANSWER, cord_check_message_outcome, SLOT (message_failed), then_message_failed, MESSAGED },
  { "message.queued", LIVE, cord_check_message_queued, SLOT (message_queued), then_message_queued, MESSAGED },
  { "message.rendered", LIVE, cord_check_rendered, SLOT (rendered), then_rendered, MESSAGED },
  { "message.sent", ANSWER, cord_check_message_outcome, SLOT (sent), then_sent, MESSAGED },
  { "need.derived", LIVE, NULL, SLOT (needs), then_needs, B (NEEDS) | B (NOTE) },
  { "note.edited", OPEN | PARKED, NULL, SLOT (note), NULL, B (NOTE_WORDS) | B (NOTE) },
  { "notice.given", SPEAKING, NULL, SLOT (notice), NULL, B (NOTICE_GIVEN) | B (NOTE) },
  { "objection", LIVE, NULL, NOWHERE, NULL, B (NOTE) },
  { "option.presented", LIVE, cord_check_option, NOWHERE, then_presented, B (N_PRESENTED) | B (NOTE) },
  { "options.excused", LIVE, NULL, SLOT (excused), NULL, B (NOTE) },
  { "options.ranked", LIVE, cord_check_ranked, SLOT (ranked), then_ranked, B (OPTIONS) | B (EXCLUDED) | B (NOTE) },
  { "order.accepted", ANSWER, cord_check_order, SLOT (accepted), then_order_state, ORDERED },
  { "order.placed", ANSWER, cord_check_order_placed, SLOT (placed), then_order_state, ORDERED },
  { "order.queued", LIVE, cord_check_order_queued, SLOT (queued), then_order_queued, ORDERED },
  { "order.refused", ANSWER, cord_check_order_refused, SLOT (refused), then_order_refused, ORDERED | QUOTED },
  { "order.undone", ANSWER, cord_check_order, SLOT (undone), then_undone, ORDERED },
  { "plan.confirmed", LIVE, cord_check_customer, SLOT (plan), NULL, B (NOTE) },
  { "promise.failed", ANSWER, cord_check_promise_failed, SLOT (promise_failed), then_promise_failed,
    B (PROMISE) | B (NOTE) },
  { "promise.made", ANSWER, cord_check_promise, SLOT (promise), then_promised, B (PROMISE) | B (NOTE) },
  { "promise.queued", LIVE, cord_check_promise_queued, SLOT (promise_queued), NULL, B (PROMISE) | B (NOTE) },
  { "question.answered", LIVE, cord_check_answered, NOWHERE, then_answered_question, B (NOTE) },
  { "question.asked", LIVE, cord_check_asked, NOWHERE, then_asked, B (NOTE) },
  { "quote.shown", LIVE, cord_check_quote, SLOT (quote), then_quote, QUOTED },
  { "satisfaction.given", LIVE, cord_check_satisfaction, SLOT (satisfaction), NULL, B (SATISFACTION) | B (NOTE) },
  { "step.entered", OPEN, cord_check_step, SLOT (entered), then_entered, B (STEP) },
  { "step.explained", LIVE, NULL, NOWHERE, then_explained, B (NOTE) },
  { "timeline.stated", LIVE, cord_check_timeline, SLOT (timeline), NULL, B (TIMELINE_STATED) | B (NOTE) },
  { "verify.attempt", LIVE, cord_check_attempt, SLOT (attempt), NULL, 0 },
  { "verify.failed", LIVE, cord_check_failed, SLOT (failed), then_failed, VERIFIED },
  { "verify.locked", LIVE, NULL, SLOT (locked), then_failed, VERIFIED },
  { "verify.passed", LIVE, cord_check_passed, SLOT (passed), then_passed, VERIFIED },
  { "verify.started", LIVE, cord_check_started, NOWHERE, NULL, B (FACTOR) },
};

static int
compare_type (gconstpointer type, gconstpointer rule)
{
  return strcmp (type, ((const Rule *)rule)->type);
}

gsize
cord_interaction_fold_index (const char *type)
{
  const Rule *rule = bsearch (type, rules, G_N_ELEMENTS (rules), sizeof rules[0], compare_type);

  return rule != NULL ? (gsize)(rule - rules) : G_N_ELEMENTS (rules);
}

static gboolean
check_chain (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (event->seq != cord_interaction_get_seq (self) + 1)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "sequence", "seq", NULL,
                                "Event %" G_GUINT64_FORMAT " does not follow event %" G_GUINT64_FORMAT, event->seq,
                                cord_interaction_get_seq (self));
  if (strcmp (event->prev, cord_interaction_get_head (self)) != 0)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "chain", "prev", NULL,
                                "Event %" G_GUINT64_FORMAT " does not continue the chain", event->seq);
  return TRUE;
}

static gboolean
check_rule (CordInteraction *self, const CordEvent *event, const Rule *rule, GError **error)
{
  if ((rule->when & (1u << self->fold.status)) == 0)
    return cord_check_refuse (error, event, "status", NULL, "cannot happen in the state the interaction is in");
  if ((rule->when & SPEAKING) == SPEAKING && self->fold.call_ended)
    return cord_check_refuse (error, event, "status", NULL, "the call has ended");
  return rule->check == NULL || rule->check (self, event, error);
}

gboolean
cord_interaction_check (CordInteraction *self, CordEvent *event, GError **error)
{
  gsize index = cord_interaction_fold_index (event->type);
  gboolean possible;

  if (index == G_N_ELEMENTS (rules))
    return cord_check_refuse (error, event, "unknown-type", "type", "unknown event type");
  g_clear_object (&self->fresh);
  possible = check_chain (self, event, error) && check_rule (self, event, &rules[index], error);
  g_clear_object (&self->fresh);
  return possible;
}

gboolean
cord_interaction_fold (CordInteraction *self, CordEvent *event, GError **error)
{
  gsize index = cord_interaction_fold_index (event->type);
  const Rule *rule = &rules[index];

  if (index == G_N_ELEMENTS (rules))
    return cord_check_refuse (error, event, "unknown-type", "type", "unknown event type");
  g_clear_object (&self->fresh);
  if (!check_chain (self, event, error) || !check_rule (self, event, rule, error))
    return FALSE;

  if (rule->slot != NOWHERE)
    G_STRUCT_MEMBER (CordEvent *, &self->fold, rule->slot) = event;
  if (rule->then != NULL)
    rule->then (self, event);
  g_clear_object (&self->fresh);
  self->dirty |= rule->changes | B (SEQ);
  g_ptr_array_add (self->events, cord_event_ref (event));
  if (self->by_type[index] == NULL)
    self->by_type[index] = g_ptr_array_new ();
  g_ptr_array_add (self->by_type[index], event);
  return TRUE;
}

void
cord_fold_init (CordFold *fold)
{
  GHashTable **tables[] = { &fold->fields, &fold->asked,     &fold->answered, &fold->presented,
                            &fold->labels, &fold->explained, &fold->visited };

  fold->verified = "";
  fold->order_state = "";
  fold->message_state = "";
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    *tables[i] = g_hash_table_new (g_str_hash, g_str_equal);
}

void
cord_fold_clear (CordFold *fold)
{
  g_clear_pointer (&fold->fields, g_hash_table_unref);
  g_clear_pointer (&fold->asked, g_hash_table_unref);
  g_clear_pointer (&fold->answered, g_hash_table_unref);
  g_clear_pointer (&fold->presented, g_hash_table_unref);
  g_clear_pointer (&fold->labels, g_hash_table_unref);
  g_clear_pointer (&fold->explained, g_hash_table_unref);
  g_clear_pointer (&fold->visited, g_hash_table_unref);
}
