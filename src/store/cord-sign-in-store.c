/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-sign-in-store.h"

#define KEPT_DAYS 90

static gint64
oldest (gint64 now)
{
  return now - KEPT_DAYS * G_TIME_SPAN_DAY;
}

static gboolean
purge (CordDatabase *database, const char *kind, const char *name, gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "DELETE FROM sign_in_address WHERE seen < ?3 OR (kind = ?1 AND name = ?2 AND address NOT IN"
      " (SELECT address FROM sign_in_address WHERE kind = ?1 AND name = ?2 ORDER BY seen DESC LIMIT 16))",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, kind);
  cord_statement_bind_text (statement, 2, name);
  cord_statement_bind_integer (statement, 3, oldest (now));
  return cord_statement_run (statement, error);
}

gboolean
cord_sign_in_store_remember (CordDatabase *database, const char *kind, const char *name, const char *address,
                             gint64 now, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "INSERT INTO sign_in_address (kind, name, address, seen) VALUES (?1, ?2, ?3, ?4)"
                                 " ON CONFLICT (kind, name, address) DO UPDATE SET seen = excluded.seen",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, kind);
  cord_statement_bind_text (statement, 2, name);
  cord_statement_bind_text (statement, 3, address);
  cord_statement_bind_integer (statement, 4, now);
  return cord_statement_run (statement, error) && purge (database, kind, name, now, error);
}

gboolean
cord_sign_in_store_look (CordDatabase *database, const char *kind, const char *name, const char *address, gint64 now,
                         gboolean *known, gboolean *familiar, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "SELECT EXISTS (SELECT 1 FROM sign_in_address WHERE kind = ?1 AND name = ?2 AND address = ?3 AND seen >= ?4),"
      " EXISTS (SELECT 1 FROM sign_in_address WHERE address = ?3 AND seen >= ?4)",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, kind);
  cord_statement_bind_text (statement, 2, name);
  cord_statement_bind_text (statement, 3, address);
  cord_statement_bind_integer (statement, 4, oldest (now));
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *known = row && cord_statement_get_integer (statement, 0) != 0;
  *familiar = row && cord_statement_get_integer (statement, 1) != 0;
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_sign_in_store_unlock (CordDatabase *database, const char *name, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "INSERT INTO sign_in_unlock (name) VALUES (?1) ON CONFLICT (name) DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, name);
  return cord_statement_run (statement, error);
}

static gboolean
list_unlocks (CordDatabase *database, GPtrArray *names, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "SELECT name FROM sign_in_unlock", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (cord_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (names, g_strdup (cord_statement_get_text (statement, 0)));
    }
  return FALSE;
}

static gboolean
delete_unlocks (CordDatabase *database, GPtrArray *names, GError **error)
{
  for (guint i = 0; i < names->len; i++)
    {
      CordStatement *statement
          = cord_database_statement (database, "DELETE FROM sign_in_unlock WHERE name = ?1", error);

      if (statement == NULL)
        return FALSE;
      cord_statement_bind_text (statement, 1, g_ptr_array_index (names, i));
      if (!cord_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
cord_sign_in_store_take_unlocks (CordDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!list_unlocks (database, names, error))
    return NULL;
  if (names->len == 0)
    return g_steal_pointer (&names);
  if (!cord_database_begin (database, error))
    return NULL;
  if (!delete_unlocks (database, names, error) || !cord_database_commit (database, error))
    {
      cord_database_rollback (database);
      return NULL;
    }
  return g_steal_pointer (&names);
}
