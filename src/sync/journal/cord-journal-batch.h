/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* Events that the server does not have yet, of one interaction. They may be sent under the sign-in of @user alone. */
typedef struct
{
  char *user;        /* whose they are; NULL for nobody */
  gint64 waiting;    /* how many events of the user wait in all */
  char *interaction; /* NULL: nothing can be sent now */
  guint64 expect;    /* `seq` of the first event */
  GVariant *events;  /* an array of record lines, one at least; NULL with @interaction */
} CordJournalBatch;

/* The next batch of the user's oldest interaction that is not in @skipped (NULL: none is) and has something to send.
 * Full; NULL with an error. interaction.closed and interaction.parked are held back while an intent of their
 * interaction has no answer, since the verification that it needs ends with them. */
CordJournalBatch *cord_journal_batch_find (CordJournalFile *file, const char *const *skipped, GError **error);
/* NULL is allowed. */
void cord_journal_batch_free (CordJournalBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordJournalBatch, cord_journal_batch_free)

G_END_DECLS
