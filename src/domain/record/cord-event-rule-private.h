/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-event.h"
#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* The sentences of the note, in their order. */
typedef enum
{
  CORD_SENTENCE_WHO,
  CORD_SENTENCE_WISH,
  CORD_SENTENCE_QUESTIONS,
  CORD_SENTENCE_OPTIONS,
  CORD_SENTENCE_COST,
  CORD_SENTENCE_EFFECTIVE,
  CORD_SENTENCE_ORDER,
  CORD_SENTENCE_EXPLAINED,
  CORD_SENTENCE_MESSAGE,
  CORD_SENTENCE_PROMISE,
  CORD_SENTENCE_ENDING,
  CORD_SENTENCE_OWN_WORDS,
  CORD_N_SENTENCES
} CordSentence;

/* The columns of cord-event-table.def that say what an event does. */
typedef struct
{
  guint when;                                                                        /* bits of CordStatus */
  gboolean (*check) (CordInteraction *self, const CordEvent *event, GError **error); /* or NULL */
  void (*apply) (CordInteraction *self, const CordEvent *event);                     /* or NULL */
  guint64 changes;                                                                   /* bits of properties */
  guint sentences;                                                                   /* bits of CordSentence */
  const char *queues;                                                                /* kind of intent, or NULL */
  const char *settles;                                                               /* kind of intent, or NULL */
  gsize slot; /* in CordFold; 0 for a type without members */
} CordEventRule;

/* In `when` beside statuses: the customer must be able to hear, so not after the call has ended. */
#define CORD_WHEN_SPEAKING (1u << 31)

/* What the table says about @kind. Static. */
const CordEventRule *cord_event_rule (CordEventKind kind);

G_END_DECLS
