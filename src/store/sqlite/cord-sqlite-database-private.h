/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database-class.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <sqlite3.h>

G_BEGIN_DECLS

#define CORD_TYPE_SQLITE_DATABASE (cord_sqlite_database_get_type ())
G_DECLARE_FINAL_TYPE (CordSqliteDatabase, cord_sqlite_database, CORD, SQLITE_DATABASE, CordDatabase)

struct _CordSqliteDatabase
{
  CordDatabase parent_instance;

  sqlite3 *handle;
  int lock;         /* descriptor, or -1 */
  int busy_timeout; /* milliseconds */
};

/* Sets the error that stands for a result code of SQLite. Always FALSE. */
gboolean cord_sqlite_refuse (CordSqliteDatabase *self, int code, GError **error);
/* Sets the error that errno stands for, of the file @path. Always FALSE. */
gboolean cord_sqlite_refuse_open (const char *path, GError **error);
/* Runs statements without parameters and rows; @sql is constant text. */
gboolean cord_sqlite_execute (CordSqliteDatabase *self, const char *sql, GError **error);

/* CordDatabaseClass.prepare; in a file of its own. */
CordStatement *cord_sqlite_prepare (CordDatabase *database, const char *sql, GError **error);
/* CordDatabaseClass.verify; in a file of its own. */
gboolean cord_sqlite_verify (CordDatabase *database, GError **error);
/* CordDatabaseClass.queries. */
extern const char *const cord_sqlite_queries[CORD_N_QUERIES];

G_END_DECLS
