/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* Reads which desk the journal is of into @self->device, and makes a new one that of this desk; @device as of
 * cord_journal_file_open(). *foreign: it was written with another key, so it was copied here from another profile or
 * machine. FALSE with the error of the store. */
gboolean cord_journal_origin_read (CordJournalFile *self, const char *device, gboolean *foreign, GError **error);

G_END_DECLS
