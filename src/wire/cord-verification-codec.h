/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordVerificationAnswer:
 * @match: TRUE when what the caller said matches the record
 * @level: the level of verification that the customer has now
 * @attempts_left: attempts until the customer is locked
 * @locked_until: RFC 3339, or NULL when the customer is not locked
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
/* Adds the end of the lock to @problem, the error for a customer who is locked. @until: RFC 3339. */
void cord_verification_set_locked_until (JsonNode *problem, const char *until);

G_END_DECLS
