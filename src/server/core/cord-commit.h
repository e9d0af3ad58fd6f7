/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Group commit. What requests that arrive together write goes into one transaction of the store, a savepoint each
 * (cord_database_set_grouping), and each is answered only after its COMMIT: one fsync for all of them. */

/* Gives @reply to @done: at once when nothing in the store waits to be made durable, otherwise after that; an error in
 * its place when it could not be made durable. Who only looked waits as well: he may have seen what is not yet so. */
void cord_commit_answer (CordCore *core, CordReply *reply, CordReplyFunc done, gpointer user_data);
/* Sees to it that what was written apart from any request does not wait longer than what was. */
void cord_commit_soon (CordCore *core);
/* Makes durable what waits, writes out the messages in it, gives the answers, and lets the hub and the event stream
 * tell of it. FALSE: it was undone instead. */
gboolean cord_commit_now (CordCore *core);

G_END_DECLS
