/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* A connection to a database, whichever it is; what one must provide is in cord-database-class.h. Used by one thread at
 * a time. cord_server_store_open and cord_sqlite_open make one.
 *
 * Errors of all functions: INTERNAL with reason "disk-full", "read-only", "locked", "given-up" (an earlier error undid
 * this as well), "corrupt" or "database"; CONFLICT with reason "constraint". */
#define CORD_TYPE_DATABASE (cord_database_get_type ())
G_DECLARE_DERIVABLE_TYPE (CordDatabase, cord_database, CORD, DATABASE, GObject)

/* Applies the numbered migrations it has not seen (user_version), each in one transaction. @migrations: SQL texts,
 * NULL-terminated; number 1 first. A database of a newer version is INVALID with reason "newer". @application_id marks
 * the file; another's is INVALID with reason "foreign". */
gboolean cord_database_migrate (CordDatabase *self, gint32 application_id, const char *const *migrations,
                                GError **error);
/* Whether it is one of ours already: INVALID with reason "foreign" or "newer" otherwise. @version: its last migration.
 */
gboolean cord_database_identify (CordDatabase *self, gint32 application_id, gint64 known, gint64 *version,
                                 GError **error);
/* Opens a transaction that may write; whoever else wants to write waits from here on. Ends what
 * cord_database_hold opened. */
gboolean cord_database_begin (CordDatabase *self, GError **error);
/* Keeps the transaction, durably unless it is grouped. After an error, call cord_database_rollback. */
gboolean cord_database_commit (CordDatabase *self, GError **error);
/* Undoes the transaction. Never fails; does nothing when none is open. */
void cord_database_rollback (CordDatabase *self);

/* How long a statement waits for another program that holds the database; five seconds unless this is called. */
void cord_database_set_busy_timeout (CordDatabase *self, guint milliseconds);
/* From here to cord_database_rollback everything is read as it stands now, whatever others write meanwhile. */
gboolean cord_database_begin_reading (CordDatabase *self, GError **error);

/* Grouping, for a store that many write to through one connection: several transactions share one durable COMMIT. Once
 * it is on, the first begin opens the shared transaction and every begin a savepoint in it, which commit keeps and
 * rollback undoes. Nothing of it is durable, and nothing of it may be told to anybody, before cord_database_settle. */
void cord_database_set_grouping (CordDatabase *self, gboolean grouping);
/* Whether the shared transaction is open, so that something may wait for cord_database_settle. */
gboolean cord_database_is_unsettled (CordDatabase *self);
/* The COMMIT. FALSE: everything since the shared transaction was opened is undone, also when the database itself gave
 * it up before (a full disk). TRUE when there was nothing to settle. */
gboolean cord_database_settle (CordDatabase *self, GError **error);

/* From here to cord_database_release everything is read from one state of the store, and its file is locked once
 * instead of at each statement. Does nothing inside a transaction; a begin in between ends it. */
void cord_database_hold (CordDatabase *self);
/* Ends what cord_database_hold began. Does nothing when a begin has ended it already. */
void cord_database_release (CordDatabase *self);

/* The store as it stands now, settled, for a reader that takes its time: a connection of its own, which sees no later
 * change and blocks nobody. SQLite keeps its log as long as one is open. A database in memory has no second connection;
 * there it is @self, and the reader sees what changes. Transfer full. */
CordDatabase *cord_database_open_snapshot (CordDatabase *self, GError **error);
/* Whether foreign keys are enforced; on until set otherwise. Does nothing inside a transaction. */
void cord_database_check_references (CordDatabase *self, gboolean check);
/* How many rows the last statement inserted, changed or deleted. */
int cord_database_changes (CordDatabase *self);
/* Whether it can be read and written now: INTERNAL with the reason otherwise. Does not wait for a lock, and leaves no
 * trace in the store. */
gboolean cord_database_probe (CordDatabase *self, GError **error);

/* In bytes. */
typedef struct
{
  guint64 file;
  guint64 log;  /* write-ahead */
  guint64 room; /* free on the same disk; G_MAXUINT64 when unlimited or unknown */
} CordDatabaseSize;

/* Fills @size in. A database in memory has no log and unlimited room. */
void cord_database_measure (CordDatabase *self, CordDatabaseSize *size);

/* Checks every page and every reference: INTERNAL with reason "corrupt" when something does not fit. */
gboolean cord_database_verify (CordDatabase *self, GError **error);

/* A prepared statement, constant text only; cached by the connection. cord_database_statement answers it reset with
 * nothing bound. */
typedef struct _CordStatement CordStatement;
CordStatement *cord_database_statement (CordDatabase *self, const char *sql, GError **error); /* owned by self */

/* Binds a parameter; they count from 1. The value is copied; NULL binds null. What a constraint refuses is an error of
 * the step. */
void cord_statement_bind_text (CordStatement *self, int index, const char *text);
/* As cord_statement_bind_text, for a number. */
void cord_statement_bind_integer (CordStatement *self, int index, gint64 value);
/* As cord_statement_bind_text, for bytes. */
void cord_statement_bind_blob (CordStatement *self, int index, GBytes *bytes);
/* Moves to the next row. *row is FALSE after the last one, when the statement is reset already; after an error too. */
gboolean cord_statement_step (CordStatement *self, gboolean *row, GError **error);
/* The same for statements without rows. */
gboolean cord_statement_run (CordStatement *self, GError **error);
/* A column of the row as text; columns count from 0. Valid until the next step or reset; NULL for null. */
const char *cord_statement_get_text (CordStatement *self, int column);
/* A column as a number; 0 for null. */
gint64 cord_statement_get_integer (CordStatement *self, int column);
GBytes *cord_statement_dup_blob (CordStatement *self, int column); /* full reference; NULL for null */
/* Ends a statement that may still have rows. */
void cord_statement_reset (CordStatement *self);

G_END_DECLS
