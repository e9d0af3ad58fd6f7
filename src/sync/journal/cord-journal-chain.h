/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* The record of one interaction as the journal has it, as far as its chain verifies. */
typedef struct
{
  GVariant *header;  /* a CordRecordHeader */
  GPtrArray *events; /* record lines (element-type GVariant) */
  char *head;        /* hash of the last of them, or of the header */
  gboolean cut;      /* there is more behind it that does not verify */
} CordJournalChain;

/* Fills @chain, which must be zeroed. FALSE with the error of the store; FALSE without error when the user has no such
 * interaction or its header is unreadable, so that nothing of it can be verified. */
gboolean cord_journal_chain_read (CordJournalFile *self, const char *interaction, CordJournalChain *chain,
                                  GError **error);
/* Frees what @chain holds; also by g_auto. */
void cord_journal_chain_clear (CordJournalChain *chain);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordJournalChain, cord_journal_chain_clear)

/* The values beside the chain that can be unsealed, documents of cord-vault.h; the others count as erased. Full
 * reference; NULL with the error of the store. */
GVariant *cord_journal_chain_read_vault (CordJournalFile *self, const char *interaction, GError **error);
/* The hash of one event, full; NULL without error when there is no such event. */
char *cord_journal_chain_dup_hash (CordJournalFile *self, const char *interaction, gint64 seq, GError **error);
/* Writes the record as NAME.call and NAME.vault (cord-record-file.h). NOT_FOUND for an unknown interaction, INTERNAL
 * with reason "journal" for a chain that is cut, which recovering repairs. */
gboolean cord_journal_chain_export (CordJournalFile *self, const char *interaction, const char *path, GError **error);

G_END_DECLS
