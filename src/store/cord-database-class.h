/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* What a database must provide to stand behind cord-database.h. SQLite does so in store/sqlite; nothing outside this
 * folder and that one includes this header.
 *
 * The table stores write one SQL, which SQLite and PostgreSQL both read: CTEs, upserts with ON CONFLICT, RETURNING,
 * FILTER, "user" in quotes. A second implementation has to take care of the rest itself:
 * - Parameters are ?1, ?2 …, of which one may stand in several places; PostgreSQL calls them $1, $2 ….
 * - A comparison in a result column is read as an integer, 0 or 1.
 * - Migrations and the statements of CordQuery are written for each database (data/sql/sqlite, cord-sqlite-query.c).
 * - cord_statement_step hands out one row at a time, and statements may be stepped in turns: with libpq that takes
 *   single-row mode or a cursor.
 * - An error inside a savepoint leaves the transaction usable after ROLLBACK TO. A COMMIT that the database turns into
 * a ROLLBACK is an error of execute.
 *
 * What cannot be abstracted: several processes may write to one PostgreSQL at a time, where SQLite lets one at a time
 * wait for the other. Serialization failures have to be tried again by whoever opened the transaction, and the shared
 * transaction of cord_database_set_grouping gains nothing there; an implementation may ignore it. */

/* Statements whose text depends on the database. */
typedef enum
{
  CORD_QUERY_HAS_TABLE,            /* ?1 name → one row with a number, 0 when there is none */
  CORD_QUERY_RESOURCE_ROW_AT,      /* ?1 type, ?2 offset, ?3 row → the row of the type that many after it */
  CORD_QUERY_RESOURCES_AFTER,      /* ?1 type, ?2 row, ?3 limit → id, document, version, last_update, row */
  CORD_QUERY_RESOURCES_INDEXED,    /* ?1 type, ?2 name, ?3 value, ?4 row, ?5 limit → the same */
  CORD_QUERY_RESOURCE_PREFIX,      /* ?1 type, ?2 name, ?3 beginning of the value → id, by value and row */
  CORD_QUERY_RESOURCE_PREFIX_ROWS, /* the same with ?4 limit → value, row */
  CORD_QUERY_CATALOG_CHANGES,      /* ?1 version → type, id, removed and the last version of each, by version */
  CORD_N_QUERIES,
} CordQuery;

/* How a transaction begins. */
typedef enum
{
  CORD_TRANSACTION_WRITE, /* alone: whoever else wants to write waits from here on */
  CORD_TRANSACTION_READ,  /* sees the database as it is now until it ends */
  CORD_TRANSACTION_HOLD,  /* the same from its first statement on; called for each request, so it has to be cheap */
} CordTransaction;

typedef struct _CordStatementClass CordStatementClass;

/* The first member of an implementation's statement. */
struct _CordStatement
{
  const CordStatementClass *klass;
  CordDatabase *database; /* owns the statement */
};

/* As the functions of the same names in cord-database.h. */
struct _CordStatementClass
{
  void (*free) (CordStatement *self);
  void (*reset) (CordStatement *self);
  void (*clear_bindings) (CordStatement *self);
  void (*bind_text) (CordStatement *self, int index, const char *text);
  void (*bind_integer) (CordStatement *self, int index, gint64 value);
  void (*bind_blob) (CordStatement *self, int index, GBytes *bytes);
  gboolean (*step) (CordStatement *self, gboolean *row, GError **error);
  const char *(*get_text) (CordStatement *self, int column);
  gint64 (*get_integer) (CordStatement *self, int column);
  GBytes *(*dup_blob) (CordStatement *self, int column);
};

/* What marks a database as ours. */
typedef struct
{
  gint32 application; /* 0: nobody's yet */
  gint64 version;     /* number of its last migration */
  gboolean empty;     /* it has no tables */
} CordDatabaseMark;

struct _CordDatabaseClass
{
  GObjectClass parent_class;

  const char *const *queries; /* of CordQuery */

  /* A new statement (owned by the caller) with its first member filled in. */
  CordStatement *(*prepare) (CordDatabase *self, const char *sql, GError **error);
  /* Statements without parameters and rows, several at a time. */
  gboolean (*execute) (CordDatabase *self, const char *sql, GError **error);
  gboolean (*begin) (CordDatabase *self, CordTransaction kind, GError **error);
  /* FALSE also after the database gave a transaction up by itself. */
  gboolean (*is_in_transaction) (CordDatabase *self);
  gboolean (*read_mark) (CordDatabase *self, CordDatabaseMark *mark, GError **error);
  gboolean (*write_mark) (CordDatabase *self, const CordDatabaseMark *mark, GError **error);

  /* As the functions of the same names in cord-database.h. */
  int (*changes) (CordDatabase *self);
  void (*set_busy_timeout) (CordDatabase *self, guint milliseconds);
  void (*check_references) (CordDatabase *self, gboolean check);
  CordDatabase *(*open_snapshot) (CordDatabase *self, GError **error);
  gboolean (*probe) (CordDatabase *self, GError **error);
  void (*measure) (CordDatabase *self, CordDatabaseSize *size);
  gboolean (*verify) (CordDatabase *self, GError **error);
};

/* The statement in this database's own words; cached like any other. */
CordStatement *cord_database_query (CordDatabase *self, CordQuery query, GError **error);

G_END_DECLS
