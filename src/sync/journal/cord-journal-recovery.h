/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* The user's unsettled intents with their bytes, in the order of the outbox (element-type CordIntent), full; NULL with
 * an error. An intent whose bytes do not have their recorded digest any more is left out with a warning: it must not be
 * sent. */
GPtrArray *cord_journal_recovery_dup_intents (CordJournalFile *self, GError **error);
/* The CordRecovery that cord-journal.h promises, full reference; NULL without error when nothing was left open. Opens
 * its own transactions: events that do not verify are copied aside with the file and dropped. */
GVariant *cord_journal_recovery_read (CordJournalFile *self, GError **error);

G_END_DECLS
