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

/* FALSE with the error that a code of SQLite means. */
gboolean cord_sqlite_refuse (CordSqliteDatabase *self, int code, GError **error);
/* The same for a file that errno tells of. */
gboolean cord_sqlite_refuse_open (const char *path, GError **error);
gboolean cord_sqlite_execute (CordSqliteDatabase *self, const char *sql, GError **error); /* constant text */

/* Virtual functions that have files of their own. */
CordStatement *cord_sqlite_prepare (CordDatabase *database, const char *sql, GError **error);
gboolean cord_sqlite_verify (CordDatabase *database, GError **error);
extern const char *const cord_sqlite_queries[CORD_N_QUERIES];

G_END_DECLS
