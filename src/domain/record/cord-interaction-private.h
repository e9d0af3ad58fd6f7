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
  GObject *parsed;  /* by the check of an event, for its effect; NULL in between */

  /* Objects made from the fold; made again when the event behind them changes. */
  CordCustomer *customer;
  CordCatalog *catalog;
  CordNeeds *needs;
  GVariant *change; /* of @selected */
  CordQuote *quote;
  gboolean quote_tried; /* do not parse an erased or unreadable quote again */
  char *note;
  guint64 note_seq; /* the event up to which @note tells */
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

/* For cord_interaction_dup_beside() and cord_interaction_get_beside(); NULL when there is no such event yet. */
#define CORD_BODY_BESIDE(body, member) ((body) != NULL ? &(body)->member : NULL)
/* A text of a body; "" when there is no such event yet or it lacks the member. */
#define CORD_BODY_TEXT(body, member) ((body) != NULL && (body)->member != NULL ? (body)->member : "")
/* cord_interaction_dup_note() without the copy: owned by @self, valid until the next event. */
const char *cord_interaction_peek_note (CordInteraction *self);
/* How often verification may still be tried: 0 when locked, −1 when the server does not say. */
int cord_interaction_get_attempts_left (CordInteraction *self);
/* The score, 1 to 5; 0 when the customer would not say, −1 when nobody asked. */
int cord_interaction_get_satisfaction (CordInteraction *self);
/* Did the prover find nothing wrong with the newest rendered message? */
gboolean cord_interaction_get_message_proved (CordInteraction *self);
/* Fills candidates, options and exclusions again where @dirty says that their events changed. */
void cord_interaction_refresh_lists (CordInteraction *self);

/* cord-interaction-text.c */
/* The value of a property whose shape is text, by its PROP_… number. Full string, never NULL. */
char *cord_interaction_dup_text (CordInteraction *self, guint property);

/* cord-interaction-fold.c */
/* cord_interaction_apply() without its end: checks @event and folds it, but lists, gates and notifications wait for
 * the caller. FALSE with the error of the chain or the check, and the state as it was. */
gboolean cord_interaction_fold (CordInteraction *self, CordEvent *event, GError **error);

/* cord-interaction-check.c */
/* TRUE when the server has the order and it was not undone, cancelled or rejected. */
gboolean cord_interaction_has_order (CordInteraction *self);
/* Is @key the key of a ranked option? */
gboolean cord_interaction_has_key (CordInteraction *self, const char *key);

/* cord-interaction-states.c */
typedef gboolean (*CordStateFunc) (CordInteraction *self);
/* The function behind a state that predicates may name; NULL when there is no such state. */
CordStateFunc cord_interaction_find_state (const char *name);
/* cord_sop_states(): all names, NULL-terminated, static. */
const char *const *cord_interaction_state_names (void);
/* Is the field set to @value, or, with @value NULL, set at all? Looks at events only: words that were erased still
 * count. */
gboolean cord_interaction_field_is (CordInteraction *self, const char *field, const char *value);
/* Was the question answered with a value or words? Looks at events only, as above. */
gboolean cord_interaction_is_answered (CordInteraction *self, const char *question);

/* cord-interaction-gates.c */
/* Makes the steps and gates of the procedure; once, when the interaction is made. */
void cord_interaction_build_steps (CordInteraction *self);
/* Works out again which mandatory items are missing, and from that the gates and the state of every step. */
void cord_interaction_update_gates (CordInteraction *self);

G_END_DECLS
