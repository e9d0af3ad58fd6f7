/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-interaction-store.h"

#include <string.h>

void
cord_stored_interaction_free (CordStoredInteraction *self)
{
  g_free (self->id);
  g_free (self->user);
  g_free (self->channel);
  g_free (self->direction);
  g_free (self->sop);
  g_free (self->policy);
  g_free (self->state);
  g_free (self->customer);
  g_free (self->head);
  g_free (self);
}

gboolean
cord_interaction_store_add (CordDatabase *database, const CordStoredInteraction *interaction, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "INSERT INTO interaction (id, \"user\", channel, direction, sop, policy, state, opened, active)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'open', ?7, ?7)",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction->id);
  cord_statement_bind_text (statement, 2, interaction->user);
  cord_statement_bind_text (statement, 3, interaction->channel);
  cord_statement_bind_text (statement, 4, interaction->direction);
  cord_statement_bind_text (statement, 5, interaction->sop);
  cord_statement_bind_text (statement, 6, interaction->policy);
  cord_statement_bind_integer (statement, 7, interaction->opened);
  return cord_statement_run (statement, error);
}

#define COLUMNS                                                                                                        \
  "id, \"user\", channel, direction, sop, policy, state, customer, level, opened, closed, seq, head, active"

static CordStoredInteraction *
read_row (CordStatement *statement)
{
  CordStoredInteraction *found = g_new0 (CordStoredInteraction, 1);

  found->id = g_strdup (cord_statement_get_text (statement, 0));
  found->user = g_strdup (cord_statement_get_text (statement, 1));
  found->channel = g_strdup (cord_statement_get_text (statement, 2));
  found->direction = g_strdup (cord_statement_get_text (statement, 3));
  found->sop = g_strdup (cord_statement_get_text (statement, 4));
  found->policy = g_strdup (cord_statement_get_text (statement, 5));
  found->state = g_strdup (cord_statement_get_text (statement, 6));
  found->customer = g_strdup (cord_statement_get_text (statement, 7));
  found->level = cord_statement_get_integer (statement, 8);
  found->opened = cord_statement_get_integer (statement, 9);
  found->closed = cord_statement_get_integer (statement, 10);
  found->seq = cord_statement_get_integer (statement, 11);
  found->head = g_strdup (cord_statement_get_text (statement, 12));
  found->active = cord_statement_get_integer (statement, 13);
  return found;
}

CordStoredInteraction *
cord_interaction_store_get (CordDatabase *database, const char *id, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT " COLUMNS " FROM interaction WHERE id = ?1", error);
  CordStoredInteraction *found;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, id);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  found = read_row (statement);
  cord_statement_reset (statement);
  return found;
}

static GPtrArray *
find_all (CordDatabase *database, const char *sql, const char *value, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_interaction_free);
  CordStatement *statement = cord_database_statement (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, value);
  while (TRUE)
    {
      if (!cord_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&found);
      g_ptr_array_add (found, read_row (statement));
    }
}

GPtrArray *
cord_interaction_store_find_open (CordDatabase *database, const char *user, GError **error)
{
  return find_all (database,
                   "SELECT " COLUMNS " FROM interaction WHERE \"user\" = ?1 AND state = 'open' ORDER BY opened, id",
                   user, error);
}

GPtrArray *
cord_interaction_store_find_verified (CordDatabase *database, const char *customer, GError **error)
{
  return find_all (database, "SELECT " COLUMNS " FROM interaction WHERE customer = ?1 AND state = 'open' AND level > 0",
                   customer, error);
}

gboolean
cord_interaction_store_set_active (CordDatabase *database, const char *id, gint64 now, gint64 idle, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "UPDATE interaction SET level = CASE WHEN abs (?2 - active) < ?3 THEN level ELSE 0 END, active = ?2"
      " WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_integer (statement, 2, now);
  cord_statement_bind_integer (statement, 3, idle);
  return cord_statement_run (statement, error);
}

gboolean
cord_interaction_store_set_level (CordDatabase *database, const char *id, const char *customer, gint64 level,
                                  gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "UPDATE interaction SET customer = ?2, level = ?3, active = ?4 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_text (statement, 2, customer);
  cord_statement_bind_integer (statement, 3, level);
  cord_statement_bind_integer (statement, 4, now);
  return cord_statement_run (statement, error);
}

gboolean
cord_interaction_store_set_state (CordDatabase *database, const char *id, const char *state, gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "UPDATE interaction SET state = ?2,"
                                                      " level = CASE ?2 WHEN 'open' THEN level ELSE 0 END,"
                                                      " closed = CASE ?2 WHEN 'closed' THEN ?3 END WHERE id = ?1",
                                                      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_text (statement, 2, state);
  cord_statement_bind_integer (statement, 3, now);
  return cord_statement_run (statement, error);
}

static gboolean
move_head (CordDatabase *database, const char *interaction, gint64 seq, const char *hash, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "UPDATE interaction SET seq = ?2, head = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, seq);
  cord_statement_bind_text (statement, 3, hash);
  return cord_statement_run (statement, error);
}

gboolean
cord_event_store_append (CordDatabase *database, const char *interaction, gint64 seq, const char *type,
                         const char *hash, const char *document, gint64 now, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "INSERT INTO event (interaction, seq, type, hash, received, document)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, seq);
  cord_statement_bind_text (statement, 3, type);
  cord_statement_bind_text (statement, 4, hash);
  cord_statement_bind_integer (statement, 5, now);
  cord_statement_bind_text (statement, 6, document);
  return cord_statement_run (statement, error) && move_head (database, interaction, seq, hash, error);
}

char *
cord_event_store_get_hash (CordDatabase *database, const char *interaction, gint64 seq, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT hash FROM event WHERE interaction = ?1 AND seq = ?2", error);
  char *hash;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, seq);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  hash = g_strdup (cord_statement_get_text (statement, 0));
  cord_statement_reset (statement);
  return hash;
}

gboolean
cord_event_store_read (CordDatabase *database, const char *interaction, gint64 from, gint64 to, gsize bytes,
                       GPtrArray *documents, gint64 *next, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT seq, document FROM event WHERE interaction = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq", error);
  gsize read = 0;
  gboolean row = TRUE;

  *next = from;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, from);
  cord_statement_bind_integer (statement, 3, to);
  while (row && read < bytes)
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      *next = cord_statement_get_integer (statement, 0) + 1;
      g_ptr_array_add (documents, g_strdup (cord_statement_get_text (statement, 1)));
      read += strlen (g_ptr_array_index (documents, documents->len - 1));
    }
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_event_store_each (CordDatabase *database, CordEventFunc func, gpointer user_data, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT interaction, hash, document FROM event ORDER BY interaction, seq", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (cord_statement_step (statement, &row, error) && row)
    if (!func (cord_statement_get_text (statement, 0), cord_statement_get_text (statement, 1),
               cord_statement_get_text (statement, 2), user_data, error))
      {
        cord_statement_reset (statement);
        return FALSE;
      }
  return !row;
}
