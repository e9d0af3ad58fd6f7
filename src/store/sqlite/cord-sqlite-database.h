/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* SQLite behind cord-database.h. The server's store comes through cord-server-store.h, which knows nothing of this; the
 * desk's journal and cache are SQLite files for good and are opened here. */
typedef enum
{
  CORD_SQLITE_MEMORY = 1 << 0,    /* path is ignored */
  CORD_SQLITE_JOURNAL = 1 << 1,   /* the desk's: rollback journal TRUNCATE, synchronous EXTRA, created 0600 */
  CORD_SQLITE_CACHE = 1 << 2,     /* WAL, NORMAL: disposable */
  CORD_SQLITE_SERVER = 1 << 3,    /* WAL, FULL */
  CORD_SQLITE_LOCK = 1 << 4,      /* flock on PATH.lock: CONFLICT with reason "in-use" when another process has it */
  CORD_SQLITE_EXISTING = 1 << 5,  /* opens only what is there (NOT_FOUND otherwise), and changes none of it */
  CORD_SQLITE_IMMUTABLE = 1 << 6, /* EXISTING, and nobody else changes it either: reads no other file beside it */
  CORD_SQLITE_DRAFT = 1 << 7,     /* of no use to anybody before it is complete: nothing is made durable */
} CordSqliteFlags;

/* Full reference; errors as in cord-database.h. */
CordDatabase *cord_sqlite_open (const char *path, CordSqliteFlags flags, GError **error);
/* The lock of CORD_SQLITE_LOCK without the database; -1 with an error. close gives it back. */
int cord_sqlite_lock (const char *path, GError **error);
/* Removes the file and what SQLite keeps beside it; nobody may have it open. What is not there is no error. */
void cord_sqlite_remove (const char *path);
/* Whether every page can be read: quicker than cord_database_verify, which checks indices and references too. An error
 * is a reason to say FALSE. */
gboolean cord_sqlite_quick_check (CordDatabase *database);
/* Brings all of it into the one file, so that it can be moved: INTERNAL with reason "locked" while others have it open.
 */
gboolean cord_sqlite_fold (CordDatabase *database, GError **error);

typedef void (*CordCopyFunc) (guint64 done, guint64 total, gpointer user_data); /* pages */

/* Writes it to a new file of its own at @path, 0600 and durable, while others go on writing. Between
 * cord_database_begin_reading and rollback that is what they read. A copy that failed is left for the caller to remove.
 */
gboolean cord_sqlite_copy (CordDatabase *database, const char *path, CordCopyFunc func, gpointer user_data,
                           GError **error);

gpointer cord_sqlite_database_get_handle (CordDatabase *database); /* sqlite3 *, for tests that break it on purpose */

G_END_DECLS
