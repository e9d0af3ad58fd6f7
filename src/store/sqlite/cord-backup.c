/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-backup.h"

#include "config.h"

#include "store/cord-server-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static const CordBackupWatch nobody = { NULL };

static void
begin_step (const CordBackupWatch *watch, CordBackupStep step)
{
  if (watch->step != NULL)
    watch->step (step, watch->user_data);
}

static gboolean
refuse_existing (const char *path, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "exists", NULL, _ ("Choose another name, or say --replace."),
                              _ ("%s is there already"), path);
}

static gboolean
refuse_use (const char *path, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "in-use", NULL, _ ("Stop the server first."),
                              _ ("Another program already uses %s"), path);
}

static gboolean
refuse_damaged (const char *path, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "damaged", NULL, _ ("Choose another backup."),
                              _ ("What is in %s does not hold together"), path);
}

static gboolean
is_there (const char *path)
{
  GStatBuf info;

  return g_lstat (path, &info) == 0;
}

/* Each interaction has as many events as it says, without a gap, and its head is the last one's hash. */
static gboolean
check_events (CordDatabase *database, gboolean *sound, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "SELECT 1 FROM interaction i WHERE i.seq <> (SELECT count(*) FROM event e WHERE e.interaction = i.id)"
      " OR i.seq <> (SELECT coalesce(max(e.seq), 0) FROM event e WHERE e.interaction = i.id)"
      " OR (i.seq > 0 AND i.head <> (SELECT e.hash FROM event e WHERE e.interaction = i.id AND e.seq = i.seq))"
      " LIMIT 1",
      error);
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  cord_statement_reset (statement);
  *sound = !row;
  return TRUE;
}

/* @path holds the database that @backup tells of; @label is what people call it. */
static gboolean
check_content (const char *path, const char *label, const CordBackup *backup, const CordBackupWatch *watch,
               GError **error)
{
  gint64 schema;
  gboolean sound;
  g_autoptr (CordDatabase) database = cord_server_store_look (path, TRUE, &schema, error);
  g_autoptr (GVariant) rows = NULL;

  begin_step (watch, CORD_BACKUP_CHECKING);
  if (database == NULL || !cord_database_verify (database, error) || !check_events (database, &sound, error))
    return FALSE;
  rows = cord_server_store_count (database, error);
  if (rows == NULL)
    return FALSE;
  if (!sound || schema != backup->schema || !g_variant_equal (rows, backup->rows))
    return refuse_damaged (label, error);
  return watch->check == NULL || watch->check (database, watch->user_data, error);
}

/* Taking */

/* Copy and count are of the same moment. */
static gboolean
copy_moment (CordDatabase *source, const char *draft, CordBackup *backup, const CordBackupWatch *watch, GError **error)
{
  gboolean copied = FALSE;

  if (!cord_database_begin_reading (source, error))
    return FALSE;
  begin_step (watch, CORD_BACKUP_COPYING);
  backup->rows = cord_server_store_count (source, error);
  if (backup->rows != NULL)
    copied = cord_sqlite_copy (source, draft, watch->progress, watch->user_data, error);
  cord_database_rollback (source);
  return copied;
}

static gboolean
write_draft (CordDatabase *source, const char *draft, const char *store, CordBackup *backup,
             const CordBackupWatch *watch, GError **error)
{
  if (!copy_moment (source, draft, backup, watch, error) || !check_content (draft, store, backup, watch, error))
    return FALSE;
  begin_step (watch, CORD_BACKUP_SEALING);
  return cord_backup_file_seal (draft, backup, error);
}

/* Compared as files, not as names: a backup must not replace the store that it is taken of. */
static gboolean
check_target (const char *store, const char *path, gboolean replace, GError **error)
{
  GStatBuf there, source;

  if (g_stat (path, &there) != 0)
    return !is_there (path) || refuse_existing (path, error);
  if (!replace || (g_stat (store, &source) == 0 && there.st_dev == source.st_dev && there.st_ino == source.st_ino))
    return refuse_existing (path, error);
  return TRUE;
}

CordBackup *
cord_backup_take (const char *store, const char *path, gboolean replace, gint64 now, const CordBackupWatch *watch,
                  GError **error)
{
  g_autoptr (CordBackup) backup = g_new0 (CordBackup, 1);
  g_autoptr (CordDatabase) source = cord_server_store_look (store, FALSE, &backup->schema, error);
  g_autofree char *draft = g_strconcat (path, ".draft", NULL);

  if (watch == NULL)
    watch = &nobody;
  if (source == NULL || !check_target (store, path, replace, error))
    return NULL;
  backup->program = g_strdup (CORD_VERSION);
  backup->taken = now / G_USEC_PER_SEC * G_USEC_PER_SEC;
  g_unlink (draft);
  if (write_draft (source, draft, store, backup, watch, error))
    {
      begin_step (watch, CORD_BACKUP_PLACING);
      if (cord_backup_file_place (draft, path, error))
        return g_steal_pointer (&backup);
    }
  g_unlink (draft);
  return NULL;
}

CordBackup *
cord_backup_verify (const char *path, const CordBackupWatch *watch, GError **error)
{
  g_autoptr (CordBackup) backup = cord_backup_file_open (path, NULL, error);

  if (backup == NULL || !check_content (path, path, backup, watch != NULL ? watch : &nobody, error))
    return NULL;
  return g_steal_pointer (&backup);
}

/* Restoring */

typedef struct
{
  const char *path;
  const char *store;
  char *draft;
  char *kept;
  const CordBackupWatch *watch;
} Restore;

static char *
beside (const char *path, const char *suffix)
{
  return g_strconcat (path, suffix, NULL);
}

/* What SQLite wrote to its log belongs to the old file, and must never be read beside the new one. */
static gboolean
set_log_aside (const Restore *self, GError **error)
{
  g_autofree char *log = beside (self->store, "-wal");
  g_autofree char *index = beside (self->store, "-shm");
  g_autofree char *kept = beside (self->kept, "-wal");

  g_unlink (index);
  return !is_there (log) || cord_backup_file_place (log, kept, error);
}

/* A newer store may be replaced; another program's file may not. */
static gboolean
check_old (const Restore *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gint64 schema;
  g_autoptr (CordDatabase) old = cord_server_store_look (self->store, FALSE, &schema, &inner);

  if (old != NULL || g_strcmp0 (cord_error_get_reason (inner), "foreign") != 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Locks the old store and brings all of it into its one file. A store so broken that SQLite does not open it is what
 * people restore for: then file and log are kept as they are. */
static gboolean
fold_old (const Restore *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CordDatabase) old = cord_sqlite_open (self->store, CORD_SQLITE_EXISTING, &inner);

  if (old == NULL || cord_sqlite_fold (old, &inner))
    return TRUE;
  return g_strcmp0 (cord_error_get_reason (inner), "locked") != 0 || refuse_use (self->store, error);
}

/* A second name for the old file: the first one is never without a file. */
static gboolean
keep_old (const Restore *self, GError **error)
{
  g_autofree char *name = beside (self->kept, ".draft");
  g_autofree char *log = beside (self->kept, "-wal");

  /* Of an older one; it must not be read beside this one either. */
  g_unlink (log);
  g_unlink (name);
  if (link (self->store, name) != 0)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, errno == ENOSPC ? "disk-full" : "read-only", NULL, NULL,
                                "%s: %s", self->kept, g_strerror (errno));
  if (!cord_backup_file_place (name, self->kept, error))
    return FALSE;
  /* Two names of one file are left alone by a rename: an interrupted restore had come this far already. */
  g_unlink (name);
  return TRUE;
}

static gboolean
put_in_place (const Restore *self, GError **error)
{
  if (is_there (self->store))
    {
      begin_step (self->watch, CORD_BACKUP_KEEPING);
      if (!check_old (self, error) || !fold_old (self, error) || !keep_old (self, error))
        return FALSE;
    }
  if (!set_log_aside (self, error))
    return FALSE;
  begin_step (self->watch, CORD_BACKUP_PLACING);
  return cord_backup_file_place (self->draft, self->store, error);
}

static CordBackup *
restore (const Restore *self, gboolean replace, GError **error)
{
  g_autoptr (CordBackup) backup = NULL;

  if (!replace && is_there (self->store))
    {
      refuse_existing (self->store, error);
      return NULL;
    }
  g_unlink (self->draft);
  begin_step (self->watch, CORD_BACKUP_COPYING);
  backup = cord_backup_file_open (self->path, self->draft, error);
  if (backup != NULL && check_content (self->draft, self->path, backup, self->watch, error)
      && put_in_place (self, error))
    return g_steal_pointer (&backup);
  g_unlink (self->draft);
  return NULL;
}

CordBackup *
cord_backup_restore (const char *path, const char *store, gboolean replace, const CordBackupWatch *watch,
                     GError **error)
{
  g_autofree char *draft = beside (store, ".restoring");
  g_autofree char *kept = beside (store, ".before-restore");
  const Restore self = { path, store, draft, kept, watch != NULL ? watch : &nobody };
  int lock = cord_sqlite_lock (store, error);
  CordBackup *backup;

  if (lock < 0)
    return NULL;
  backup = restore (&self, replace, error);
  close (lock);
  return backup;
}
