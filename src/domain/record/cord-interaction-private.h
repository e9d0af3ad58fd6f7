/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-interaction.h"
#include "domain/record/cord-sop-private.h"

G_BEGIN_DECLS

typedef enum
{
  CORD_STATUS_NEW,
  CORD_STATUS_RINGING,
  CORD_STATUS_ACTIVE,
  CORD_STATUS_HELD,
  CORD_STATUS_PARKED,
  CORD_STATUS_CLOSED,
} CordStatus;

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

/* The fold is mostly a memory of the last event of each kind that counts: strings are borrowed from their bodies, which
 * live as long as the interaction. NULL: has not happened, or was voided. */
typedef struct
{
  CordEvent *offered;
  CordEvent *entered;
  CordEvent *notice;
  CordEvent *candidates;
  CordEvent *chosen;
  CordEvent *attempt; /* without its outcome yet */
  CordEvent *passed;
  CordEvent *failed;
  CordEvent *locked;
  CordEvent *opened;
  CordEvent *plan;
  CordEvent *needs;
  CordEvent *catalog;
  CordEvent *ranked;
  CordEvent *comparison;
  CordEvent *excused;
  CordEvent *selected;
  CordEvent *quote;
  CordEvent *consent; /* always for the seal of @quote */
  CordEvent *queued;
  CordEvent *placed;
  CordEvent *accepted;
  CordEvent *refused;
  CordEvent *undone;
  CordEvent *timeline;
  CordEvent *rendered;
  CordEvent *message_queued;
  CordEvent *sent;
  CordEvent *message_failed;
  CordEvent *note;
  CordEvent *disposition;
  CordEvent *promise_queued;
  CordEvent *promise;
  CordEvent *promise_failed;
  CordEvent *satisfaction;
  CordEvent *parked;
  CordEvent *closed;

  CordStatus status;
  CordLevel level;
  const char *verified; /* the customer for whom @passed holds; "" */
  gboolean call_ended;
  gboolean quote_current;
  const char *order_state;   /* borrowed or static */
  const char *message_state; /* static */

  GHashTable *fields;    /* name → CordEvent (field.set) */
  GHashTable *asked;     /* question → CordEvent, the first */
  GHashTable *answered;  /* question → CordEvent, the last */
  GHashTable *presented; /* keys of options */
  GHashTable *labels;    /* keys of options */
  GHashTable *explained; /* customer's own steps */
  GHashTable *visited;   /* step ids */
} CordFold;

struct _CordInteraction
{
  GObject parent_instance;

  GVariant *header;
  CordSop *sop;
  CordPolicy *policy;
  CordVault *vault;
  char *root; /* first prev */

  GPtrArray *events;   /* (element-type CordEvent) */
  GPtrArray **by_type; /* in the order of the type table; borrowed events */
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
/* A member of the event's body; "" when the event is NULL or lacks it. Borrowed from the event. */
const char *cord_event_text (const CordEvent *event, const char *member);
GVariant *cord_interaction_dup_beside (CordInteraction *self, const CordEvent *event,
                                       const char *member); /* or NULL: erased */
const char *cord_interaction_get_beside (CordInteraction *self, const CordEvent *event, const char *member); /* "" */
const char *cord_interaction_peek_note (CordInteraction *self);
char *cord_interaction_dup_text (CordInteraction *self, guint property); /* a property whose shape is text */
GListModel *cord_interaction_get_candidates (CordInteraction *self);
int cord_interaction_get_attempts_left (CordInteraction *self);
int cord_interaction_get_satisfaction (CordInteraction *self);
gboolean cord_interaction_get_message_proved (CordInteraction *self);
void cord_interaction_refresh_lists (CordInteraction *self);

/* cord-interaction-fold.c */
void cord_fold_init (CordFold *fold);
void cord_fold_clear (CordFold *fold);
gboolean cord_interaction_fold (CordInteraction *self, CordEvent *event, GError **error);
gsize cord_interaction_fold_index (const char *type); /* of the type table */

/* cord-interaction-check.c: may this event happen now? Each leaves the fold as it is. */
typedef gboolean (*CordCheckFunc) (CordInteraction *self, const CordEvent *event, GError **error);
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
gboolean cord_check_option (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_options (CordInteraction *self, const CordEvent *event, GError **error);

/* cord-interaction-check-change.c */
gboolean cord_check_selected (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_quote (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_consent (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_queued (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_placed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order_refused (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_order (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_timeline (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_rendered (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_message_queued (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_message_outcome (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_disposition (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_promise_queued (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_promise (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_promise_failed (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_satisfaction (CordInteraction *self, const CordEvent *event, GError **error);
gboolean cord_check_closed (CordInteraction *self, const CordEvent *event, GError **error);

/* cord-interaction-check.c, for both */
gboolean cord_check_refuse (GError **error, const CordEvent *event, const char *reason, const char *member,
                            const char *message);
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
