/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-hub-store.h"

#define COLUMNS "id, base, callback, query, owner, role, position, attempts, coalesce (failing_since, 0)"

void
cord_hub_listener_free (CordHubListener *self)
{
  g_free (self->id);
  g_free (self->base);
  g_free (self->callback);
  g_free (self->query);
  g_free (self->owner);
  g_free (self->role);
  g_free (self);
}

static CordHubListener *
copy_row (CordStatement *statement)
{
  CordHubListener *listener = g_new0 (CordHubListener, 1);

  listener->id = g_strdup (cord_statement_get_text (statement, 0));
  listener->base = g_strdup (cord_statement_get_text (statement, 1));
  listener->callback = g_strdup (cord_statement_get_text (statement, 2));
  listener->query = g_strdup (cord_statement_get_text (statement, 3));
  listener->owner = g_strdup (cord_statement_get_text (statement, 4));
  listener->role = g_strdup (cord_statement_get_text (statement, 5));
  listener->position = cord_statement_get_integer (statement, 6);
  listener->attempts = cord_statement_get_integer (statement, 7);
  listener->failing_since = cord_statement_get_integer (statement, 8);
  return listener;
}

static GPtrArray *
read_all (CordStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) listeners = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_hub_listener_free);
  gboolean row;

  while (cord_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&listeners);
      g_ptr_array_add (listeners, copy_row (statement));
    }
  return NULL;
}

gboolean
cord_hub_store_add (CordDatabase *database, const CordHubListener *listener, gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "INSERT INTO hub_listener (id, base, callback, query, owner, role, created, position)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce ((SELECT position FROM hub_api WHERE base = ?2), 0))",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, listener->id);
  cord_statement_bind_text (statement, 2, listener->base);
  cord_statement_bind_text (statement, 3, listener->callback);
  cord_statement_bind_text (statement, 4, listener->query);
  cord_statement_bind_text (statement, 5, listener->owner);
  cord_statement_bind_text (statement, 6, listener->role);
  cord_statement_bind_integer (statement, 7, now);
  return cord_statement_run (statement, error);
}

CordHubListener *
cord_hub_store_get (CordDatabase *database, const char *id, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT " COLUMNS " FROM hub_listener WHERE id = ?1", error);
  CordHubListener *listener;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, id);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  listener = copy_row (statement);
  cord_statement_reset (statement);
  return listener;
}

GPtrArray *
cord_hub_store_list (CordDatabase *database, const char *base, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT " COLUMNS " FROM hub_listener WHERE base = ?1 ORDER BY created, id", error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, base);
  return read_all (statement, error);
}

gboolean
cord_hub_store_remove (CordDatabase *database, const char *id, gboolean *found, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "DELETE FROM hub_listener WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  if (!cord_statement_run (statement, error))
    return FALSE;
  *found = cord_database_changes (database) > 0;
  return TRUE;
}

gboolean
cord_hub_store_count (CordDatabase *database, gint64 *listeners, gint64 *waiting, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "SELECT count (*), coalesce (sum (coalesce (a.position, 0) - l.position), 0)"
                                 " FROM hub_listener l LEFT JOIN hub_api a ON a.base = l.base",
                                 error);
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  *listeners = cord_statement_get_integer (statement, 0);
  *waiting = cord_statement_get_integer (statement, 1);
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_hub_store_is_heard (CordDatabase *database, const char *base, gboolean *heard, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT 1 FROM hub_listener WHERE base = ?1 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, base);
  if (!cord_statement_step (statement, heard, error))
    return FALSE;
  cord_statement_reset (statement);
  return TRUE;
}

static gboolean
number_event (CordDatabase *database, const char *base, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "INSERT INTO hub_api (base, position) VALUES (?1, 1)"
                                 " ON CONFLICT (base) DO UPDATE SET position = hub_api.position + 1",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, base);
  return cord_statement_run (statement, error);
}

static gboolean
insert_event (CordDatabase *database, const char *base, const char *document, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "INSERT INTO hub_event (base, position, document) SELECT base, position, ?2 FROM hub_api WHERE base = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, base);
  cord_statement_bind_text (statement, 2, document);
  return cord_statement_run (statement, error);
}

static gboolean
drop_slowest (CordDatabase *database, const char *base, gint64 limit, guint *dropped, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "DELETE FROM hub_listener WHERE base = ?1"
                                 " AND position < (SELECT position FROM hub_api WHERE base = ?1) - ?2",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, base);
  cord_statement_bind_integer (statement, 2, limit);
  if (!cord_statement_run (statement, error))
    return FALSE;
  if (dropped != NULL)
    *dropped = (guint)cord_database_changes (database);
  return TRUE;
}

gboolean
cord_hub_store_enqueue (CordDatabase *database, const char *base, const char *document, gint64 limit, guint *dropped,
                        GError **error)
{
  return number_event (database, base, error) && insert_event (database, base, document, error)
         && drop_slowest (database, base, limit, dropped, error);
}

GPtrArray *
cord_hub_store_find_due (CordDatabase *database, gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "SELECT l.id, l.base, l.callback, l.query, l.owner, l.role, l.position, l.attempts, coalesce (l.failing_since, 0)"
      " FROM hub_listener l JOIN hub_api a ON a.base = l.base WHERE l.position < a.position AND l.due <= ?1"
      " AND NOT EXISTS (SELECT 1 FROM client c WHERE l.role = 'system' AND c.name = l.owner AND c.disabled <> 0)"
      " AND NOT EXISTS (SELECT 1 FROM \"user\" u WHERE l.role <> 'system' AND u.name = l.owner AND u.disabled <> 0)"
      " ORDER BY l.due, l.id",
      error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 1, now);
  return read_all (statement, error);
}

char *
cord_hub_store_next (CordDatabase *database, const char *base, gint64 position, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT document FROM hub_event WHERE base = ?1 AND position = ?2 + 1", error);
  char *document;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, base);
  cord_statement_bind_integer (statement, 2, position);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  document = g_strdup (cord_statement_get_text (statement, 0));
  cord_statement_reset (statement);
  return document;
}

gboolean
cord_hub_store_advance (CordDatabase *database, const char *id, gint64 position, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "UPDATE hub_listener SET position = ?2, attempts = 0, failing_since = NULL, due = 0"
                                 " WHERE id = ?1 AND position < ?2",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_integer (statement, 2, position);
  return cord_statement_run (statement, error);
}

gboolean
cord_hub_store_postpone (CordDatabase *database, const char *id, gint64 now, gint64 due, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "UPDATE hub_listener SET attempts = attempts + 1, failing_since = coalesce (failing_since, ?2), due = ?3"
      " WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_integer (statement, 2, now);
  cord_statement_bind_integer (statement, 3, due);
  return cord_statement_run (statement, error);
}
