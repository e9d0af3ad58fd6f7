/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/cord-gateway-document.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordVerificationAnswer:
 * @match: TRUE when what the caller said matches the record
 * @level: the level of verification that the customer has now
 * @attempts_left: attempts until the customer is locked; -1 when the server does not say
 * @locked_until: RFC 3339, or NULL when the customer is not locked
 *
 * The server's answer to one verification (docs/wire.md). Borrows its strings.
 */
typedef struct
{
  gboolean match;
  const char *level;
  gint64 attempts_left;
  const char *locked_until;
} CordVerificationAnswer;

/* The body of the request; the interaction of @call stands in the path. Full reference; it holds a secret. */
JsonNode *cord_verification_request_to_json (const CordVerifyCall *call);
/* The body of the answer. Full reference. */
JsonNode *cord_verification_answer_to_json (const CordVerificationAnswer *self);
/* Reads the answer at the desk; FALSE when it does not say whether the factor matched. Strings are owned by @body. */
gboolean cord_verification_answer_read (CordVerificationAnswer *self, JsonNode *body);
/* Adds the end of the lock to @problem, the error for a customer who is locked. @until: RFC 3339. */
void cord_verification_set_locked_until (JsonNode *problem, const char *until);
/* Until when the customer is locked, as the problem says; NULL when it does not. Owned by @problem, which may be NULL.
 */
const char *cord_verification_get_locked_until (JsonNode *problem);

G_END_DECLS
