/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-commit.h"

G_BEGIN_DECLS

/* Readings of the store as it stood at one moment, for answers that take longer than their request. As long as one is
 * open, the database keeps everything that was written since in its log. So there are few of them, and none outlives a
 * long log: what is read after that is read from the store as it is by then, however slow the reader is
 * (docs/reliability.md, "Readers and the log"). */
typedef struct _CordSnapshots CordSnapshots;
typedef struct _CordSnapshot CordSnapshot;

/* References @database; @commit must be its own, and live longer. */
CordSnapshots *cord_snapshots_new (CordDatabase *database, CordCommit *commit);
/* No snapshot may be left. */
void cord_snapshots_free (CordSnapshots *self);
/* Fixes the store as it stands now; nothing in it may be unsettled. Where there are too many already, the oldest is let
 * go. The caller frees it; NULL: an error of the store. */
CordSnapshot *cord_snapshots_open (CordSnapshots *self, GError **error);
/* How many are fixed still. */
guint cord_snapshots_count (const CordSnapshots *self);

/* Ends the reading, before the @commit of its snapshots is freed. */
void cord_snapshot_free (CordSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordSnapshot, cord_snapshot_free)
/* What to read from, until the main loop runs again: the fixed state, or the store itself once that was let go. The row
 * numbers stay the same; what stands in the rows, and whether they are there, may not. Owned by self. */
CordDatabase *cord_snapshot_get_database (const CordSnapshot *self);

G_END_DECLS
