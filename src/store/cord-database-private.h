/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _CordDatabase
{
  GObject parent_instance;

  sqlite3 *handle;
  GHashTable *statements; /* SQL text → CordStatement */
  gboolean grouping;
  gboolean unsettled; /* the shared transaction is open, or was until SQLite gave it up */
  gboolean inside;    /* one of its savepoints is open */
  gboolean held;      /* a transaction that only reads is open */
  int lock;
  int patience; /* milliseconds */
};

/* FALSE with the error that a code of SQLite means. */
gboolean cord_database_refuse (CordDatabase *self, int code, GError **error);
/* The same for a file that errno tells of. */
gboolean cord_database_refuse_open (const char *path, GError **error);
gboolean cord_database_execute (CordDatabase *self, const char *sql, GError **error); /* constant text */
void cord_statement_free (gpointer data); /* with the connection that caches it */

G_END_DECLS
