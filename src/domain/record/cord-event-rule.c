/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event-rule-private.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-interaction-apply-private.h"
#include "domain/record/cord-interaction-check-private.h"
#include "domain/record/cord-interaction-private.h"

/* When an event may happen. */
#define NEW (1u << CORD_STATUS_NEW)
#define RINGING (1u << CORD_STATUS_RINGING)
#define ACTIVE (1u << CORD_STATUS_ACTIVE)
#define HELD (1u << CORD_STATUS_HELD)
#define PARKED (1u << CORD_STATUS_PARKED)
#define LIVE (ACTIVE | HELD)                   /* answered and not finished */
#define OPEN (NEW | RINGING | LIVE)            /* neither parked nor closed */
#define ANSWER (LIVE | PARKED)                 /* from the server; may arrive after parking */
#define SPEAKING (CORD_WHEN_SPEAKING | ACTIVE) /* the customer must be able to hear */

#define B(property) CORD_BIT (PROP_##property)
#define VERIFIED (B (LEVEL) | B (FACTOR) | B (ATTEMPTS_LEFT) | B (LOCKED_UNTIL) | B (VERIFIED_TEXT))
#define QUOTED (B (QUOTE) | B (QUOTE_CURRENT) | B (CONSENTED) | B (EFFECTIVE))
#define ORDERED (B (ORDER_STATE) | B (ORDER_ID) | B (ORDER_NUMBER) | B (UNDO_UNTIL) | B (EFFECTIVE))
#define MESSAGED (B (MESSAGE_TEXT) | B (MESSAGE_SUBJECT) | B (MESSAGE_PROVED) | B (MESSAGE_STATE))

#define WHO (1u << CORD_SENTENCE_WHO)
#define WISH (1u << CORD_SENTENCE_WISH)
#define QUESTIONS (1u << CORD_SENTENCE_QUESTIONS)
#define OPTIONS (1u << CORD_SENTENCE_OPTIONS)
#define COST (1u << CORD_SENTENCE_COST)
#define EFFECTIVE (1u << CORD_SENTENCE_EFFECTIVE)
#define ORDER (1u << CORD_SENTENCE_ORDER)
#define EXPLAINED (1u << CORD_SENTENCE_EXPLAINED)
#define MESSAGE (1u << CORD_SENTENCE_MESSAGE)
#define PROMISE (1u << CORD_SENTENCE_PROMISE)
#define ENDING (1u << CORD_SENTENCE_ENDING)
#define OWN_WORDS (1u << CORD_SENTENCE_OWN_WORDS)

static const CordEventRule rules[] = {
#define EVENT(kind, Struct, name, text, version, ...)                                                                  \
  [CORD_EVENT_##kind] = { .slot = G_STRUCT_OFFSET (CordFold, name), __VA_ARGS__ },
#define PLAIN_EVENT(kind, text, version, ...) [CORD_EVENT_##kind] = { __VA_ARGS__ },
#include "domain/record/cord-event-table.def"
};

const CordEventRule *
cord_event_rule (CordEventKind kind)
{
  g_return_val_if_fail (kind < CORD_N_EVENT_KINDS, NULL);
  return &rules[kind];
}

static const char *
peek_operation (const CordEvent *self)
{
  GVariant *operation = cord_event_peek (self, CORD_EVENT_OPERATION);

  return operation != NULL ? g_variant_get_string (operation, NULL) : NULL;
}

const char *
cord_event_get_queued (const CordEvent *self)
{
  return rules[self->kind].queues != NULL ? peek_operation (self) : NULL;
}

const char *
cord_event_get_settled (const CordEvent *self)
{
  return rules[self->kind].settles != NULL ? peek_operation (self) : NULL;
}
