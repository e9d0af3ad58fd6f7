/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* The note that writes itself: from the fold only, deterministic: who was verified and how, what they asked, what was
 * offered and why, what was chosen, what it costs (this bill, next bill, steady), when, what was promised; then the
 * agent's own words, marked. */
char *cord_note_render (CordInteraction *interaction);

/* The confirmation to the customer. channel "email", "sms" or "letter". */
typedef struct
{
  char *subject;
  char *text;
} CordMessage;
void cord_message_free (CordMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordMessage, cord_message_free)
/* NULL with INVALID (reason "no-order") before an order is placed. */
CordMessage *cord_message_render (CordInteraction *interaction, const char *channel, GError **error);

/* The prover reads every amount and date back out of a rendered text and compares each with what the quote and the
 * order say; answers the problems in words (empty: proved). Also a problem: an amount of the order that the text does
 * not tell (this bill, next bill, a month), or the effective date missing. */
GPtrArray *cord_message_prove (CordInteraction *interaction, const char *text);

G_END_DECLS
