/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* Whose rows the journal works with. A call belongs to the user who took it and to the server it was taken at, with its
 * events, values and intents; nobody else's are found, shown or sent (docs/reliability.md, "The journal"). */

/* From here on the journal works for @user at its server, who also takes over their calls from before calls had an
 * owner. NULL: for nobody; nothing can be begun or found. FALSE, and for nobody, with the error of the store. */
gboolean cord_journal_owner_set (CordJournalFile *self, const char *user, GError **error);
/* Binds user and server to the parameters @first and @first + 1; compared with NULL, as for nobody, no row is found. */
void cord_journal_owner_bind (CordJournalFile *self, CordStatement *statement, int first);
/* Takes the next place in the user's stream of operations: its device id, a full string, and the number. A step of a
 * transaction. */
gboolean cord_journal_owner_next_place (CordJournalFile *self, char **device, gint64 *sequence, GError **error);
/* Seals a personal column of the user's with their own key (cord_journal_seal). Full reference. */
GBytes *cord_journal_owner_seal (CordJournalFile *self, const char *place, gconstpointer data, gsize length);
/* Full reference; NULL when the value is damaged or sealed for somebody else. Values of a call from before calls had an
 * owner are sealed with the journal's key. */
GBytes *cord_journal_owner_unseal (CordJournalFile *self, const char *place, GBytes *sealed);

G_END_DECLS
