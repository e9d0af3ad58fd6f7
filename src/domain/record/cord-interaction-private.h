/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-fold.h"
#include "domain/record/cord-interaction.h"
#include "domain/record/cord-sop-private.h"

G_BEGIN_DECLS

enum
{
  PROP_ID = 1,
  PROP_SEQ,
  PROP_STATUS,
  PROP_STEP,
  PROP_PHONE,
  PROP_CALLER_ROLE,
  PROP_NOTICE_GIVEN,
  PROP_CUSTOMER,
  PROP_CANDIDATES,
  PROP_CANDIDATE,
  PROP_LEVEL,
  PROP_FACTOR,
  PROP_ATTEMPTS_LEFT,
  PROP_LOCKED_UNTIL,
  PROP_NEEDS,
  PROP_CATALOG,
  PROP_OPTIONS,
  PROP_EXCLUDED,
  PROP_N_PRESENTED,
  PROP_SELECTED,
  PROP_CHANGE_TITLE,
  PROP_QUOTE,
  PROP_QUOTE_CURRENT,
  PROP_CONSENTED,
  PROP_ORDER_STATE,
  PROP_ORDER_ID,
  PROP_ORDER_NUMBER,
  PROP_UNDO_UNTIL,
  PROP_EFFECTIVE,
  PROP_TIMELINE_STATED,
  PROP_MESSAGE_TEXT,
  PROP_MESSAGE_SUBJECT,
  PROP_MESSAGE_PROVED,
  PROP_MESSAGE_STATE,
  PROP_NOTE,
  PROP_NOTE_WORDS,
  PROP_DISPOSITION,
  PROP_PROMISE,
  PROP_SATISFACTION,
  PROP_STEPS,
  PROP_VERIFIED_TEXT,
  PROP_TITLE,
  N_PROPS
};

struct _CordInteraction
{
  GObject parent_instance;

  GVariant *header;
  CordSop *sop;
  CordPolicy *policy;
  CordVault *vault;
  char *root; /* first prev */

  GPtrArray *events;                      /* (element-type CordEvent) */
  GPtrArray *by_type[CORD_N_EVENT_KINDS]; /* borrowed events, NULL while there are none */
  CordFold fold;
  GHashTable *keys; /* of the ranked options; made when first asked for */
  GObject *fresh;   /* made while checking an event, taken when it is applied */

  /* What is shown of the fold; made again when the event behind it changes. */
  CordCustomer *customer;
  CordCatalog *catalog;
  CordNeeds *needs;
  GVariant *change; /* of @selected */
  CordQuote *quote;
  gboolean quote_tried;
  char *note;
  guint64 note_seq;
  char *change_title;
  GListStore *candidates;
  GListStore *options;
  GListStore *excluded;

  GListStore *steps;
  CordGate *gates[CORD_N_GATES];
  GPtrArray **missing;    /* of each step, (element-type CordItem) */
  GHashTable *gate_items; /* id → CordItem that only gates list */

  guint64 dirty;      /* bits of properties */
  GPtrArray *changed; /* names of fields and questions, borrowed */
};

#define CORD_BIT(property) (G_GUINT64_CONSTANT (1) << (property))

/* cord-interaction-view.c */
/* A value beside the chain, for the functions below; NULL when there is no such event yet. */
#define CORD_BODY_BESIDE(body, member) ((body) != NULL ? &(body)->member : NULL)
/* A text of a body; "" when there is no such event yet or it lacks the member. */
#define CORD_BODY_TEXT(body, member) ((body) != NULL && (body)->member != NULL ? (body)->member : "")
const char *cord_interaction_peek_note (CordInteraction *self);
GListModel *cord_interaction_get_candidates (CordInteraction *self);
int cord_interaction_get_attempts_left (CordInteraction *self);
int cord_interaction_get_satisfaction (CordInteraction *self);
gboolean cord_interaction_get_message_proved (CordInteraction *self);
void cord_interaction_refresh_lists (CordInteraction *self);

/* cord-interaction-text.c */
char *cord_interaction_dup_text (CordInteraction *self, guint property); /* a property whose shape is text */

/* cord-interaction-fold.c */
gboolean cord_interaction_fold (CordInteraction *self, CordEvent *event, GError **error);

/* cord-interaction-then.c */
void cord_then_answered (CordInteraction *self, const CordEvent *event);
void cord_then_ended (CordInteraction *self, const CordEvent *event);
void cord_then_held (CordInteraction *self, const CordEvent *event);
void cord_then_offered (CordInteraction *self, const CordEvent *event);
void cord_then_chosen (CordInteraction *self, const CordEvent *event);
void cord_then_passed (CordInteraction *self, const CordEvent *event);
void cord_then_failed (CordInteraction *self, const CordEvent *event);
void cord_then_opened (CordInteraction *self, const CordEvent *event);
void cord_then_catalog (CordInteraction *self, const CordEvent *event);
void cord_then_needs (CordInteraction *self, const CordEvent *event);
void cord_then_field (CordInteraction *self, const CordEvent *event);
void cord_then_asked (CordInteraction *self, const CordEvent *event);
void cord_then_answered_question (CordInteraction *self, const CordEvent *event);
void cord_then_entered (CordInteraction *self, const CordEvent *event);
void cord_then_ranked (CordInteraction *self, const CordEvent *event);
void cord_then_presented (CordInteraction *self, const CordEvent *event);
void cord_then_label (CordInteraction *self, const CordEvent *event);
void cord_then_selected (CordInteraction *self, const CordEvent *event);
void cord_then_quote (CordInteraction *self, const CordEvent *event);
void cord_then_order_queued (CordInteraction *self, const CordEvent *event);
void cord_then_order_placed (CordInteraction *self, const CordEvent *event);
void cord_then_order_accepted (CordInteraction *self, const CordEvent *event);
void cord_then_order_refused (CordInteraction *self, const CordEvent *event);
void cord_then_undone (CordInteraction *self, const CordEvent *event);
void cord_then_explained (CordInteraction *self, const CordEvent *event);
void cord_then_rendered (CordInteraction *self, const CordEvent *event);
void cord_then_message_queued (CordInteraction *self, const CordEvent *event);
void cord_then_sent (CordInteraction *self, const CordEvent *event);
void cord_then_message_failed (CordInteraction *self, const CordEvent *event);
void cord_then_promised (CordInteraction *self, const CordEvent *event);
void cord_then_promise_failed (CordInteraction *self, const CordEvent *event);
void cord_then_parked (CordInteraction *self, const CordEvent *event);
void cord_then_closed (CordInteraction *self, const CordEvent *event);

/* cord-interaction-check.c: may this event happen now? Each leaves the fold as it is. */
gboolean cord_check_step (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_candidates (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_chosen (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_started (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_attempt (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_passed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_failed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_opened (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_revealed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_field (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_customer (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_asked (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_answered (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_catalog (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_ranked (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_presented (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_label (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_comparison (CordInteraction *self, const CordEvent *event, GError **error);

/* cord-interaction-check-change.c */
gboolean cord_check_selected (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_quote (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_consent (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_queued (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_placed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_refused (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_accepted (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_undone (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_timeline (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_rendered (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_message_queued (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_message_sent (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_message_failed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_disposition (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_promise_queued (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_promise (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_promise_failed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_satisfaction (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_closed (CordInteraction *self, const CordEvent *event, GError **error);

/* cord-interaction-check.c, for both */
gboolean cord_check_refuse (GError **error, const CordEvent *event, const char *reason, const char *member,
                            const char *message);
gboolean cord_check_key (CordInteraction *self, const CordEvent *event, const char *key, GError **error);
/* "placed" in the sense of the record: the server has it and it was not undone, cancelled or rejected. */
gboolean cord_interaction_has_order (CordInteraction *self);
gboolean cord_interaction_has_key (CordInteraction *self, const char *key); /* among the ranked options */

/* cord-interaction-states.c */
typedef gboolean (*CordStateFunc) (CordInteraction *self);
CordStateFunc cord_interaction_find_state (const char *name); /* or NULL */
const char *const *cord_interaction_state_names (void);
gboolean cord_interaction_field_is (CordInteraction *self, const char *field, const char *value); /* NULL: set at all */
gboolean cord_interaction_is_answered (CordInteraction *self, const char *question);

/* cord-interaction-gates.c */
void cord_interaction_build_steps (CordInteraction *self);
void cord_interaction_update_gates (CordInteraction *self);

G_END_DECLS
