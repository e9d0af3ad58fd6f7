/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* The note, written from the fold alone, so that equal folds give equal notes: who was verified and how, what they
 * asked, what was offered and why, what was chosen, what it costs (what is added now, the bill, fees, a month), when,
 * what was promised; then the agent's own words, marked as such. In the reader's language; "" before the first event.
 * Full string. */
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

/* Reads every amount and date back out of a rendered text, and from its sentence what it means: added now, the bill, a
 * fee and when, a month, a month after a promotion, the year. Each is compared with that of the quote and the order.
 * Answers the problems in translated words (element-type utf8), full; an empty list proves the text. A problem is a
 * statement that is not so, a number outside a statement, and a statement that the text lacks: the effective date, what
 * is added, the bill, each fee, a month. */
GPtrArray *cord_message_prove (CordInteraction *interaction, const char *text);

G_END_DECLS
