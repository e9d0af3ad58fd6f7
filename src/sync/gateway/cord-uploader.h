/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-db.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* Sends the journal's events to the server in the background, in order, batch after batch: after each commit, and again
 * when the connection is back (docs/reliability.md, "Uploading"). Property: pending (u), how many events the server did
 * not have when that was last counted. Signal "stuck" (interaction s, GError): the server has another history of an
 * interaction, or refuses it; nothing of it is sent until the next cord_uploader_start. */
#define CORD_TYPE_UPLOADER (cord_uploader_get_type ())
G_DECLARE_FINAL_TYPE (CordUploader, cord_uploader, CORD, UPLOADER, GObject)

/* References both; sends nothing before cord_uploader_start. Full reference. */
CordUploader *cord_uploader_new (CordJournalDb *journal, CordRemote *remote);
/* Begins to send, and tries again what was stuck. To be called after every sign-in. */
void cord_uploader_start (CordUploader *self);
/* The property pending. */
guint cord_uploader_get_pending (CordUploader *self);

G_END_DECLS
