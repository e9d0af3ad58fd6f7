/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-event.h"

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

/* The plain state below CordInteraction. Mostly the body of the newest event of each type, whose strings live as long
 * as the events, which the interaction owns. NULL: there was no such event, or a later one made it void. */
typedef struct
{
  CordStatus status;
  CordLevel level;
  const char *verified; /* the customer that was verified; "" when none was */
  gboolean call_ended;
  gboolean quote_current;
  const char *order_state;   /* borrowed or static */
  const char *message_state; /* static */

#define EVENT(kind, Struct, name, ...) const Struct *name;
#include "domain/record/cord-event-table.def"

  GHashTable *fields;    /* name → CordFieldSet, the last */
  GHashTable *asked;     /* question → CordQuestionAsked, the first */
  GHashTable *answered;  /* question → CordQuestionAnswered, the last */
  GHashTable *presented; /* keys of options */
  GHashTable *labels;    /* keys of options */
  GHashTable *explained; /* customer's own steps */
  GHashTable *visited;   /* step ids */
} CordFold;

/* The state before the first event. @self must be zeroed. */
void cord_fold_init (CordFold *self);
/* Releases the tables; the bodies belong to the events. */
void cord_fold_clear (CordFold *self);

G_END_DECLS
