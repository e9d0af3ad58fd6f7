/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-db.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* Sends the journal's events to the server, in order, batch after batch, behind the agent's back: after each commit,
 * and again when the connection is back. Property: pending (u), events the server does not have yet, as of the last
 * look. Signal "stuck" (interaction s, GError): the server holds another history of an interaction, or refuses it; it
 * is left alone until the next start or sign-in. */
#define CORD_TYPE_UPLOADER (cord_uploader_get_type ())
G_DECLARE_FINAL_TYPE (CordUploader, cord_uploader, CORD, UPLOADER, GObject)

CordUploader *cord_uploader_new (CordJournalDb *journal, CordRemote *remote);
void cord_uploader_start (CordUploader *self); /* looks now; also after signing in. Forgets what was stuck */
guint cord_uploader_get_pending (CordUploader *self);

G_END_DECLS
