/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-work-store.h"

void
cord_work_free (CordWork *self)
{
  g_free (self->id);
  g_free (self->product);
  g_free (self->document);
  g_free (self);
}

gboolean
cord_work_store_add (CordDatabase *database, const CordWork *work, GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "INSERT INTO work (id, product, due, undo_until, document)"
                                                      " VALUES (?1, ?2, ?3, ?4, ?5)",
                                                      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, work->id);
  cord_statement_bind_text (statement, 2, work->product);
  cord_statement_bind_integer (statement, 3, work->due);
  cord_statement_bind_integer (statement, 4, work->undo_until);
  cord_statement_bind_text (statement, 5, work->document);
  return cord_statement_run (statement, error);
}

static CordWork *
read_work (CordStatement *statement, GError **error)
{
  CordWork *work;
  gboolean row;

  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  work = g_new0 (CordWork, 1);
  work->id = g_strdup (cord_statement_get_text (statement, 0));
  work->product = g_strdup (cord_statement_get_text (statement, 1));
  work->due = cord_statement_get_integer (statement, 2);
  work->undo_until = cord_statement_get_integer (statement, 3);
  work->document = g_strdup (cord_statement_get_text (statement, 4));
  cord_statement_reset (statement);
  return work;
}

CordWork *
cord_work_store_get (CordDatabase *database, const char *id, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT id, product, due, undo_until, document FROM work WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, id);
  return read_work (statement, error);
}

char *
cord_work_store_find_product (CordDatabase *database, const char *product, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "SELECT id FROM work WHERE product = ?1", error);
  char *id;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, product);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  id = g_strdup (cord_statement_get_text (statement, 0));
  cord_statement_reset (statement);
  return id;
}

CordWork *
cord_work_store_next_due (CordDatabase *database, gint64 now, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "SELECT id, product, due, undo_until, document FROM work WHERE due <= ?1"
                                 " ORDER BY due, id LIMIT 1",
                                 error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 1, now);
  return read_work (statement, error);
}

gboolean
cord_work_store_remove (CordDatabase *database, const char *id, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "DELETE FROM work WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  return cord_statement_run (statement, error);
}
