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

G_END_DECLS
