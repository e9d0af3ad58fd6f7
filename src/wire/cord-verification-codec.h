/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordVerificationAnswer:
 * @match: what the caller said is what is on record
 * @level: that the customer is verified at now
 * @attempts_left: before the customer is locked
 * @locked_until: RFC 3339, or NULL while nobody is locked
 *
 * The server's answer to one verification (docs/wire.md). Borrows its strings.
 */
typedef struct
{
  gboolean match;
  const char *level;
  guint attempts_left;
  const char *locked_until;
} CordVerificationAnswer;

/* The body of the answer. Full reference. */
JsonNode *cord_verification_answer_to_json (const CordVerificationAnswer *self);
/* Adds to a problem, the answer for a customer who is locked, until when. */
void cord_verification_set_locked_until (JsonNode *problem, const char *until);

G_END_DECLS
