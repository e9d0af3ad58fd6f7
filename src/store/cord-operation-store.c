/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-operation-store.h"

#include "config.h"

#include <glib/gi18n-lib.h>

void
cord_operation_free (CordOperation *self)
{
  g_clear_pointer (&self->request, g_bytes_unref);
  g_free (self->actor);
  g_free (self->state);
  g_free (self->headers);
  g_free (self->body);
  g_free (self);
}

static gboolean
check_sequence (CordDatabase *database, const char *device, gint64 sequence, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "SELECT purged FROM device WHERE id = ?1", error);
  gint64 purged = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, device);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      purged = cord_statement_get_integer (statement, 0);
      cord_statement_reset (statement);
    }
  if (sequence > 0 && sequence <= purged)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "operation-expired", NULL,
                                _ ("Look up what became of it before you try again."),
                                _ ("This request is too old to be carried out"));
  return TRUE;
}

static gboolean
insert (CordDatabase *database, const char *device, const char *id, gint64 sequence, GBytes *request, const char *actor,
        const char *state, gint64 now, gboolean *done, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "INSERT INTO operation (device, id, sequence, request, actor, state, created)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, device);
  cord_statement_bind_text (statement, 2, id);
  cord_statement_bind_integer (statement, 3, sequence);
  cord_statement_bind_blob (statement, 4, request);
  cord_statement_bind_text (statement, 5, actor);
  cord_statement_bind_text (statement, 6, state);
  cord_statement_bind_integer (statement, 7, now);
  if (!cord_statement_run (statement, error))
    return FALSE;
  *done = cord_database_changes (database) > 0;
  return TRUE;
}

gboolean
cord_operation_store_claim (CordDatabase *database, const char *device, const char *id, gint64 sequence,
                            GBytes *request, const char *actor, gint64 now, gboolean *claimed, GError **error)
{
  if (!insert (database, device, id, sequence, request, actor, "claimed", now, claimed, error))
    return FALSE;
  return !*claimed || check_sequence (database, device, sequence, error);
}

gboolean
cord_operation_store_decide (CordDatabase *database, const char *device, const char *id, guint status,
                             const char *headers, const char *body, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "UPDATE operation SET state = 'decided', status = ?3, headers = ?4, body = ?5"
                                 " WHERE device = ?1 AND id = ?2",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, device);
  cord_statement_bind_text (statement, 2, id);
  cord_statement_bind_integer (statement, 3, status);
  cord_statement_bind_text (statement, 4, headers);
  cord_statement_bind_text (statement, 5, body);
  return cord_statement_run (statement, error);
}

CordOperation *
cord_operation_store_get (CordDatabase *database, const char *device, const char *id, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "SELECT request, state, status, headers, body, actor FROM operation"
                                 " WHERE id = ?2 AND (?1 IS NULL OR device = ?1) LIMIT 1",
                                 error);
  CordOperation *operation;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, device);
  cord_statement_bind_text (statement, 2, id);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  operation = g_new0 (CordOperation, 1);
  operation->request = cord_statement_dup_blob (statement, 0);
  operation->state = g_strdup (cord_statement_get_text (statement, 1));
  operation->status = (guint)cord_statement_get_integer (statement, 2);
  operation->headers = g_strdup (cord_statement_get_text (statement, 3));
  operation->body = g_strdup (cord_statement_get_text (statement, 4));
  operation->actor = g_strdup (cord_statement_get_text (statement, 5));
  cord_statement_reset (statement);
  return operation;
}

gboolean
cord_operation_store_add_tombstone (CordDatabase *database, const char *device, const char *id, const char *actor,
                                    gint64 now, gboolean *placed, GError **error)
{
  return insert (database, device, id, 0, NULL, actor, "cancelled", now, placed, error);
}

static gboolean
find_created (CordDatabase *database, const char *sql, gint64 none, gint64 *created, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  *created = row && cord_statement_get_text (statement, 0) != NULL ? cord_statement_get_integer (statement, 0) : none;
  if (row)
    cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_operation_store_find_oldest (CordDatabase *database, gint64 *created, GError **error)
{
  return find_created (database, "SELECT min (created) FROM operation", G_MAXINT64, created, error);
}

gboolean
cord_operation_store_find_newest (CordDatabase *database, gint64 *created, GError **error)
{
  return find_created (database, "SELECT max (created) FROM operation", 0, created, error);
}

/* The oldest outcomes before an instant; the same rows for both statements of a purge. */
#define OLDEST " FROM operation WHERE created < ?1 ORDER BY created, device, id LIMIT ?2"

static gboolean
run_purge (CordDatabase *database, const char *sql, gint64 before, guint most, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, before);
  cord_statement_bind_integer (statement, 2, most);
  return cord_statement_run (statement, error);
}

gboolean
cord_operation_store_purge (CordDatabase *database, gint64 before, guint most, GError **error)
{
  return run_purge (database,
                    "INSERT INTO device (id, purged) SELECT device, max (sequence) FROM"
                    " (SELECT device, sequence" OLDEST ") AS old WHERE sequence > 0 GROUP BY device"
                    " ON CONFLICT (id) DO UPDATE SET purged = CASE WHEN device.purged > excluded.purged"
                    " THEN device.purged ELSE excluded.purged END",
                    before, most, error)
         && run_purge (database, "DELETE FROM operation WHERE (device, id) IN (SELECT device, id" OLDEST ")", before,
                       most, error);
}
