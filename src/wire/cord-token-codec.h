/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordTokenAnswer:
 * @access: the access token
 * @lifetime: of the access token, in seconds
 * @refresh: the refresh token, or NULL where none is given
 * @role: of the account
 * @user: its name
 * @zone: IANA zone of the operator, in which client and server count days
 *
 * The server's answer to a grant (OAuth 2, RFC 6749, 5.1). Borrows its strings.
 */
typedef struct
{
  const char *access;
  gint64 lifetime;
  const char *refresh;
  const char *role;
  const char *user;
  const char *zone;
} CordTokenAnswer;

/* The body of the answer. Full reference. */
JsonNode *cord_token_answer_to_json (const CordTokenAnswer *self);
/* Reads what the desk needs of the answer: the tokens, @role and @zone; what it lacks is NULL, and strings are owned by
 * @body. */
void cord_token_answer_read (CordTokenAnswer *self, JsonNode *body);

/* The request for tokens with a password. Full reference; it holds a secret. */
JsonNode *cord_token_password_grant_to_json (const char *user, const char *password);
/* The request for new tokens with a refresh token. Full reference; it holds a secret. */
JsonNode *cord_token_refresh_grant_to_json (const char *refresh);
/* The request to end a token and all others of its sign-in (RFC 7009). Full reference; it holds a secret. */
JsonNode *cord_token_revocation_to_json (const char *token);

G_END_DECLS
