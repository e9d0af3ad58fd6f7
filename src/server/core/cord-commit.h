/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-metrics.h"
#include "server/core/cord-reply.h"
#include "store/cord-database.h"

G_BEGIN_DECLS

/* Group commit. What requests that arrive together write goes into one transaction of the store, a savepoint each
 * (cord_database_set_grouping), and each is answered only after its COMMIT: one fsync for all of them.
 *
 * It knows none of the parts that act on a commit; they register as listeners. */
typedef struct _CordCommit CordCommit;

typedef enum
{
  CORD_COMMIT_STORED,         /* what was written is durable; the answers follow */
  CORD_COMMIT_UNDONE,         /* nothing of it was stored; errors follow in place of the answers */
  CORD_COMMIT_REQUEST_UNDONE, /* what one request wrote was undone; the COMMIT is still to come */
  CORD_COMMIT_ANSWERED,       /* the answers, or errors, are given; nothing in the store is unsettled */
  CORD_COMMIT_N_MOMENTS,
} CordCommitMoment;

typedef void (*CordCommitListener) (gpointer user_data);

/* References @database and @metrics stays the caller's; both must be those that the requests work with. */
CordCommit *cord_commit_new (CordDatabase *database, CordMetrics *metrics);
/* No answer may wait any more. */
void cord_commit_free (CordCommit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordCommit, cord_commit_free)

/* @listener is called at each @moment, in the order of registration, with @user_data, which must outlive the last
 * commit. A listener must not register others. */
void cord_commit_listen (CordCommit *self, CordCommitMoment moment, CordCommitListener listener, gpointer user_data);

/* Gives @reply, which it takes, to @done: at once when nothing in the store waits to be made durable, otherwise after
 * that; an error in its place when it could not be made durable. Reads also wait for the commit; they may have seen
 * uncommitted data. */
void cord_commit_answer (CordCommit *self, CordReply *reply, CordReplyFunc done, gpointer user_data);
/* Schedules a commit for what was written outside any request, so that it waits no longer than the rest. */
void cord_commit_soon (CordCommit *self);
/* Commits what waits, then gives the answers. FALSE: it was undone instead, which the log says. */
gboolean cord_commit_now (CordCommit *self);
/* To be called after the savepoint or transaction of one request was rolled back. */
void cord_commit_note_undone (CordCommit *self);

/* Answers that wait for the commit. */
guint cord_commit_count_waiting (const CordCommit *self);

G_END_DECLS
