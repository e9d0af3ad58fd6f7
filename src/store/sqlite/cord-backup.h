/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite/cord-backup-file.h"
#include "store/sqlite/cord-sqlite-database.h"

G_BEGIN_DECLS

/* Taking a server's store away as one file and bringing it back. A backup is taken of one moment, in one read
 * transaction, while the server goes on writing: that costs no more than the growth of its log meanwhile, and nobody
 * who writes can hold it up. Pages are copied rather than rows, so that what is wrong with the store shows in its
 * backup. */

typedef enum
{
  CORD_BACKUP_COPYING,  /* pages or bytes out of the one file into a new one */
  CORD_BACKUP_CHECKING, /* every page, reference, row count and record of it */
  CORD_BACKUP_SEALING,  /* the lines and the hash at its end */
  CORD_BACKUP_KEEPING,  /* the old store gets its other name */
  CORD_BACKUP_PLACING,  /* the new file gets the name that was asked for */
} CordBackupStep;

/* What the caller sees and adds; all of it may be NULL. */
typedef struct
{
  void (*step) (CordBackupStep step, gpointer user_data); /* before each begins */
  CordCopyFunc progress;
  /* Looks into the copy, which cannot be changed, for what SQLite knows nothing of. */
  gboolean (*check) (CordDatabase *database, gpointer user_data, GError **error);
  gpointer user_data;
} CordBackupWatch;

/* The store of the file @store into the new file @path, which is either whole and verified, or not there (with
 * @replace: still the old one). CONFLICT with reason "exists"; INVALID where @store is none, INTERNAL when it is
 * damaged. */
CordBackup *cord_backup_take (const char *store, const char *path, gboolean replace, gint64 now,
                              const CordBackupWatch *watch, GError **error);

/* INVALID with reason "foreign", "newer" or "damaged". */
CordBackup *cord_backup_verify (const char *path, const CordBackupWatch *watch, GError **error);

/* Brings the backup @path back as the store @store, in one step: whatever interrupts it leaves the old store or the new
 * one. With @replace what was there is kept as STORE.before-restore; otherwise that there is something is CONFLICT with
 * reason "exists". CONFLICT with reason "in-use" while a server or another program has it open. */
CordBackup *cord_backup_restore (const char *path, const char *store, gboolean replace, const CordBackupWatch *watch,
                                 GError **error);

G_END_DECLS
