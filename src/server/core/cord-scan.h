/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Answers that take long, such as a list for which every document is read: worked on a slice at a time, below all that
 * others ask for and below the COMMIT they wait for. Four take turns; what comes on top waits for one of them to end.
 */

/* Makes the scans of a core, which has none running. Free it with cord_scans_free. */
CordScans *cord_scans_new (void);
/* Frees @self; not before the last scan is done. */
void cord_scans_free (CordScans *self);

/* Takes @later (cord_reply_new_later) and works on it among the scans of the request's core. @done is called once and
 * owns the reply: at once only with a refusal. Refused as OFFLINE are those too many ("busy"), those that are not done
 * within the time of the settings ("busy"), those whose client has gone ("left"; nobody reads it), and all of them when
 * the server stops ("stopping"). */
void cord_scans_add (CordRequest *request, CordReply *later, CordReplyFunc done, gpointer user_data);
/* Ends those whose client has gone, and those that are overdue; to be called now and then, for they may not
 * get their turn for long. */
void cord_scans_prune (CordScans *self);
/* The server stops: ends all of them, and refuses those that come later. */
void cord_scans_close (CordScans *self);

/* How many take turns now, four at most. */
guint cord_scans_count_running (const CordScans *self);
/* How many wait for one of them to end. */
guint cord_scans_count_waiting (const CordScans *self);

G_END_DECLS
