/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/cord-gateway-document.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordContactState:
 * @id: of the interaction
 * @state: "open", "parked" or "closed"
 * @channel: of the contact
 * @direction: "inbound" or "outbound"
 * @sop: the procedure it follows
 * @policy: the policy pack it was opened with
 * @level: that the customer is verified at
 * @customer: who is verified, or NULL
 * @next: sequence number of the event that the server waits for
 * @head: digest of the last event it has, or ""
 *
 * What the server answers about an interaction of its own (docs/wire.md). Borrows its strings.
 */
typedef struct
{
  const char *id;
  const char *state;
  const char *channel;
  const char *direction;
  const char *sop;
  const char *policy;
  const char *level;
  const char *customer;
  gint64 next;
  const char *head;
} CordContactState;

/* The body of the request to open an interaction. Full reference. */
JsonNode *cord_contact_open_to_json (const CordOpenCall *call);
/* The body of the answer. Full reference. */
JsonNode *cord_contact_state_to_json (const CordContactState *self);
/* The id of the interaction in such an answer; NULL without one. Owned by @body. */
const char *cord_contact_state_get_id (JsonNode *body);

/* A batch of events, of which the first has the sequence number @expect. Full reference. */
JsonNode *cord_contact_batch_to_json (gint64 expect, GVariant *events);
/* The answer to a batch of events: the sequence number of the next event, and the digest of the last one. Full
 * reference. */
JsonNode *cord_contact_batch_answer (gint64 next, const char *head);
/* Reads a batch: the sequence number of its first event (-1 when it names none) and the events, a full reference. FALSE
 * when it has no list of events. */
gboolean cord_contact_batch_read (JsonNode *body, gint64 *expect, GVariant **events);
/* Which event the server waits for next, as its answer to a batch says; 0 when it does not. */
gint64 cord_contact_batch_answer_get_next (JsonNode *body);
/* What the server has of an interaction: the sequence number of its last event (0: it has none) and that event's digest
 * (NULL: it does not say), owned by @body. */
void cord_contact_events_read (JsonNode *body, gint64 *last, const char **head);

G_END_DECLS
