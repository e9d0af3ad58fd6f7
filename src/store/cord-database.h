/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* A SQLite connection. Used by one thread at a time. Errors: INTERNAL with reason "disk-full", "read-only", "locked",
 * "given-up" (what went wrong before undid this as well), "corrupt" or "database"; CONFLICT with reason "constraint".
 */
#define CORD_TYPE_DATABASE (cord_database_get_type ())
G_DECLARE_FINAL_TYPE (CordDatabase, cord_database, CORD, DATABASE, GObject)

typedef enum
{
  CORD_DATABASE_MEMORY = 1 << 0,  /* path is ignored */
  CORD_DATABASE_JOURNAL = 1 << 1, /* the desk's: rollback journal TRUNCATE, synchronous EXTRA, created 0600 */
  CORD_DATABASE_CACHE = 1 << 2,   /* WAL, NORMAL: disposable */
  CORD_DATABASE_SERVER = 1 << 3,  /* WAL, FULL */
  CORD_DATABASE_LOCK = 1 << 4,    /* flock on PATH.lock: CONFLICT with reason "in-use" when another process has it */
  CORD_DATABASE_EXISTING
  = 1 << 5, /* only what is there (NOT_FOUND otherwise); none of it may be changed through this */
  CORD_DATABASE_IMMUTABLE = 1 << 6, /* EXISTING, and nobody else changes it either: looks at no other file beside it */
  CORD_DATABASE_DRAFT = 1 << 7,     /* of no use to anybody before it is complete: nothing is made durable */
} CordDatabaseFlags;

CordDatabase *cord_database_open (const char *path, CordDatabaseFlags flags, GError **error);
/* Applies the numbered migrations it has not seen (user_version), each in one transaction. @migrations: SQL texts,
 * NULL-terminated; number 1 first. A database of a newer version is INVALID with reason "newer". @application_id marks
 * the file; another's is INVALID with reason "foreign". */
gboolean cord_database_migrate (CordDatabase *self, gint32 application_id, const char *const *migrations,
                                GError **error);
/* Whether it is one of ours already: INVALID with reason "foreign" or "newer" otherwise. @version: its last migration.
 */
gboolean cord_database_identify (CordDatabase *self, gint32 application_id, gint64 known, gint64 *version,
                                 GError **error);
gboolean cord_database_begin (CordDatabase *self, GError **error); /* IMMEDIATE */
gboolean cord_database_commit (CordDatabase *self, GError **error);
void cord_database_rollback (CordDatabase *self); /* never fails; nothing when no transaction is open */

/* How long another program that holds the file is waited for; five seconds unless this is called. */
void cord_database_set_patience (CordDatabase *self, guint milliseconds);
/* From here to cord_database_rollback everything is read as it stands now, whatever others write meanwhile. */
gboolean cord_database_begin_reading (CordDatabase *self, GError **error);

/* Grouping, for a store that many write to through one connection: several transactions share one durable COMMIT. Once
 * it is on, the first begin opens the shared transaction and every begin a savepoint in it, which commit keeps and
 * rollback undoes. Nothing of it is durable, and nothing of it may be told to anybody, before cord_database_settle. */
void cord_database_set_grouping (CordDatabase *self, gboolean grouping);
gboolean cord_database_is_unsettled (CordDatabase *self);
/* The COMMIT. FALSE: everything since the shared transaction was opened is undone, also when SQLite itself gave it up
 * before (a full disk). TRUE when there was nothing to settle. */
gboolean cord_database_settle (CordDatabase *self, GError **error);

/* Between these two everything is read from one state of the store, and its file is locked once instead of at each
 * statement. Nothing where a transaction is open already; a begin in between ends it. */
void cord_database_hold (CordDatabase *self);
void cord_database_release (CordDatabase *self);

/* The store as it stands now, settled, for a reader that takes its time: a connection of its own, which sees no later
 * change and holds nobody up (but while it is open, the write-ahead log cannot begin again from its start). A database
 * in memory has no second connection; there it is @self, and the reader sees what changes. Transfer full. */
CordDatabase *cord_database_open_snapshot (CordDatabase *self, GError **error);
/* Whether what refers to a row is held against that row; on until it is said otherwise. Nothing inside a transaction.
 */
void cord_database_check_references (CordDatabase *self, gboolean check);

gint64 cord_database_last_id (CordDatabase *self);
int cord_database_changes (CordDatabase *self);
/* Whether it can be read and written now: INTERNAL with the reason otherwise. Waits for nobody and leaves nothing. */
gboolean cord_database_probe (CordDatabase *self, GError **error);

/* Bytes. One in memory has no log, and as much room as there is. */
typedef struct
{
  guint64 file;
  guint64 log;  /* write-ahead */
  guint64 room; /* free beside them */
} CordDatabaseSize;

void cord_database_measure (CordDatabase *self, CordDatabaseSize *size);

/* Every page and every reference: INTERNAL with reason "corrupt" when something does not fit. */
gboolean cord_database_verify (CordDatabase *self, GError **error);
/* The lock of CORD_DATABASE_LOCK without the database; -1 with an error. close gives it back. */
int cord_database_lock (const char *path, GError **error);
/* Brings all of it into the one file, so that it can be moved: INTERNAL with reason "locked" while others have it open.
 */
gboolean cord_database_fold (CordDatabase *self, GError **error);

typedef void (*CordCopyFunc) (guint64 done, guint64 total, gpointer user_data); /* pages */

/* Writes it to a new file of its own at @path, 0600 and durable, while others go on writing. Between
 * cord_database_begin_reading and rollback that is what they read. A copy that failed is left for the caller to remove.
 */
gboolean cord_database_copy (CordDatabase *self, const char *path, CordCopyFunc func, gpointer user_data,
                             GError **error);

gpointer cord_database_get_handle (CordDatabase *self); /* sqlite3 *, for backup and tests inside store/ */

/* A prepared statement, constant text only; cached by the connection. cord_database_statement answers it reset with
 * nothing bound. */
typedef struct _CordStatement CordStatement;
CordStatement *cord_database_statement (CordDatabase *self, const char *sql, GError **error); /* owned by self */
void cord_statement_bind_text (CordStatement *self, int index, const char *text); /* from 1; NULL binds null */
void cord_statement_bind_integer (CordStatement *self, int index, gint64 value);
void cord_statement_bind_blob (CordStatement *self, int index, GBytes *bytes);
gboolean cord_statement_step (CordStatement *self, gboolean *row,
                              GError **error);                         /* *row FALSE at the end (and reset) */
gboolean cord_statement_run (CordStatement *self, GError **error);     /* for statements without rows */
const char *cord_statement_get_text (CordStatement *self, int column); /* from 0; until the next step */
gint64 cord_statement_get_integer (CordStatement *self, int column);
GBytes *cord_statement_dup_blob (CordStatement *self, int column);
void cord_statement_reset (CordStatement *self);

G_END_DECLS
