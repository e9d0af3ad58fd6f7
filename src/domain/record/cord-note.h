/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* The note, written from the fold alone, so that equal folds give equal notes: who was verified and how, what they
 * asked, what was offered and why, what was chosen, what it costs (this bill, next bill, steady), when, what was
 * promised; then the agent's own words, marked as such. In the reader's language; "" before the first event. Full
 * string. */
char *cord_note_render (CordInteraction *interaction);

/* The confirmation to the customer. channel "email", "sms" or "letter". */
typedef struct
{
  char *subject;
  char *text;
} CordMessage;
/* Frees the message and its strings. NULL is allowed. */
void cord_message_free (CordMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordMessage, cord_message_free)
/* The confirmation of the placed order, in the reader's language. NULL with INVALID, reason "no-order", while there is
 * no order to confirm, or its customer or quote was erased; reason "channel" when it is none of the three. */
CordMessage *cord_message_render (CordInteraction *interaction, const char *channel, GError **error);

/* Reads every amount and date back out of a rendered text and compares each with the quote and the order. Answers the
 * problems in translated words (element-type utf8), full; an empty list proves the text. A problem is an amount, date
 * or number that is in no order, and an amount (this bill, next bill, a month) or the effective date that the text
 * lacks. */
GPtrArray *cord_message_prove (CordInteraction *interaction, const char *text);

G_END_DECLS
