/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST /token and /token/revoke (docs/wire.md; OAuth 2, RFC 6749). Passwords are hashed in a worker thread, four at
 * once, so the answer may come later: @done is called in the server's context, exactly once. @request stays the
 * caller's and must live until then. */
void cord_token_grant_run (CordRequest *request, CordReplyFunc done, gpointer user_data);
/* Answers those that wait for their turn at the hash that the server stops. */
void cord_token_grant_abandon (CordCore *core);
/* POST /token/revoke: ends the sign-in of the token in the body. An unknown token is no error (RFC 7009). */
CordReply *cord_token_grant_revoke (CordRequest *request, GError **error);

G_END_DECLS
