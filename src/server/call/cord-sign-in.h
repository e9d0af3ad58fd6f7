/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST /token and /token/revoke (wire.md; OAuth 2, RFC 6749). Passwords are hashed in a worker thread, four at once, so
 * the answer comes later: in the server's context, exactly once. @request stays the caller's and must live until then.
 */
typedef void (*CordReplyFunc) (CordReply *reply, gpointer user_data); /* takes the reply */

void cord_sign_in (CordRequest *request, CordReplyFunc done, gpointer user_data);
/* Answers those that wait for their turn at the hash that the server stops. */
void cord_sign_in_abandon (CordCore *core);
CordReply *cord_sign_in_revoke (CordRequest *request, GError **error);

G_END_DECLS
