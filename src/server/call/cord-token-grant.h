/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST /token (docs/wire.md; OAuth 2, RFC 6749). Passwords are hashed in a worker thread (cord-password-queue.h), so
 * the answer may come later: @done is called in the server's context, exactly once, and owns the reply. @request stays
 * the caller's and must live until then. */
void cord_token_grant_run (CordRequest *request, CordReplyFunc done, gpointer user_data);
/* POST /token/revoke: ends the sign-in of the token in the body. An unknown token is no error (RFC 7009). The reply is
 * the caller's; NULL with an error of the store. */
CordReply *cord_token_grant_revoke (CordRequest *request, GError **error);

G_END_DECLS
