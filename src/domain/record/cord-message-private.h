/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-bill-names.h"
#include "domain/record/cord-note.h"

G_BEGIN_DECLS

/* The parts of a confirmation that quote text from elsewhere (the customer's name, the plan's title, a line's
 * arithmetic, the customer's own steps, the order's number), as the texts write them. The prover removes each once
 * before it reads, so that a number inside a name can neither hide nor imitate an amount. (element-type utf8), full. */
GPtrArray *cord_message_phrases (CordInteraction *interaction);

/* When what was ordered takes effect; CORD_DATE_NONE when not known. */
CordDate cord_message_effective (CordInteraction *interaction);
/* When it is ready for use; CORD_DATE_NONE when that is the same day. */
CordDate cord_message_ready (CordInteraction *interaction);
/* The day of the promised call or message, in the account's zone; CORD_DATE_NONE without one. *kind: "call", "message",
 * "declined", or NULL when nothing was promised. */
CordDate cord_message_promised (CordInteraction *interaction, const char **kind);

G_END_DECLS
