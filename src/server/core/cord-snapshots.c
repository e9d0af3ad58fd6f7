/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-snapshots.h"

/* Each has a connection with a cache of a mebibyte. */
#define OPEN_MAX 32
/* The log goes on growing for as long as the commits take that copy it into the file, so this is half of what it may
 * come to. */
#define LOG_MAX (32 * 1024 * 1024)

struct _CordSnapshots
{
  CordDatabase *database;
  GQueue fixed; /* (element-type CordSnapshot): the oldest first */
};

struct _CordSnapshot
{
  CordSnapshots *snapshots;
  CordDatabase *database;
};

static void
let_go (CordSnapshots *self)
{
  CordSnapshot *snapshot = g_queue_pop_head (&self->fixed);

  g_set_object (&snapshot->database, self->database);
}

static void
on_stored (gpointer user_data)
{
  CordSnapshots *self = user_data;
  CordDatabaseSize size;

  if (g_queue_is_empty (&self->fixed))
    return;
  cord_database_measure (self->database, &size);
  if (size.log < LOG_MAX)
    return;
  g_info ("the log is long: %u answers go on without their snapshot", self->fixed.length);
  while (!g_queue_is_empty (&self->fixed))
    let_go (self);
}

CordSnapshots *
cord_snapshots_new (CordDatabase *database, CordCommit *commit)
{
  CordSnapshots *self = g_new0 (CordSnapshots, 1);

  self->database = g_object_ref (database);
  cord_commit_listen (commit, CORD_COMMIT_STORED, on_stored, self);
  return self;
}

void
cord_snapshots_free (CordSnapshots *self)
{
  g_assert (g_queue_is_empty (&self->fixed));
  g_object_unref (self->database);
  g_free (self);
}

CordSnapshot *
cord_snapshots_open (CordSnapshots *self, GError **error)
{
  CordDatabase *database = cord_database_open_snapshot (self->database, error);
  CordSnapshot *snapshot;

  if (database == NULL)
    return NULL;
  if (self->fixed.length >= OPEN_MAX)
    let_go (self);
  snapshot = g_new (CordSnapshot, 1);
  *snapshot = (CordSnapshot){ self, database };
  g_queue_push_tail (&self->fixed, snapshot);
  return snapshot;
}

guint
cord_snapshots_count (const CordSnapshots *self)
{
  return self->fixed.length;
}

void
cord_snapshot_free (CordSnapshot *self)
{
  g_queue_remove (&self->snapshots->fixed, self);
  g_object_unref (self->database);
  g_free (self);
}

CordDatabase *
cord_snapshot_get_database (const CordSnapshot *self)
{
  return self->database;
}
