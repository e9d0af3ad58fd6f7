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

gboolean
cord_work_store_add_product (CordDatabase *database, const char *id, const char *product, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "INSERT INTO work_product (product, work) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, product);
  cord_statement_bind_text (statement, 2, id);
  return cord_statement_run (statement, error);
}

static CordWork *
copy_row (CordStatement *statement)
{
  CordWork *work = g_new0 (CordWork, 1);

  work->id = g_strdup (cord_statement_get_text (statement, 0));
  work->product = g_strdup (cord_statement_get_text (statement, 1));
  work->due = cord_statement_get_integer (statement, 2);
  work->undo_until = cord_statement_get_integer (statement, 3);
  work->document = g_strdup (cord_statement_get_text (statement, 4));
  return work;
}

static CordWork *
read_work (CordStatement *statement, GError **error)
{
  CordWork *work;
  gboolean row;

  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  work = copy_row (statement);
  cord_statement_reset (statement);
  return work;
}

static CordWork *
get_by (CordDatabase *database, const char *sql, const char *key, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, key);
  return read_work (statement, error);
}

CordWork *
cord_work_store_get (CordDatabase *database, const char *id, GError **error)
{
  return get_by (database, "SELECT id, product, due, undo_until, document FROM work WHERE id = ?1", id, error);
}

CordWork *
cord_work_store_find_product (CordDatabase *database, const char *product, GError **error)
{
  return get_by (database,
                 "SELECT id, product, due, undo_until, document FROM work WHERE product = ?1"
                 " UNION ALL SELECT id, work.product, due, undo_until, document FROM work_product"
                 " JOIN work ON work.id = work WHERE work_product.product = ?1",
                 product, error);
}

static CordWork *
next (CordDatabase *database, const char *sql, gint64 instant, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 1, instant);
  return read_work (statement, error);
}

CordWork *
cord_work_store_next_due (CordDatabase *database, gint64 now, GError **error)
{
  return next (database,
               "SELECT id, product, due, undo_until, document FROM work WHERE due <= ?1 ORDER BY due, id LIMIT 1", now,
               error);
}

CordWork *
cord_work_store_next_misdated (CordDatabase *database, gint64 latest, GError **error)
{
  return next (database,
               "SELECT id, product, due, undo_until, document FROM work WHERE due = undo_until AND due > ?1"
               " ORDER BY due, id LIMIT 1",
               latest, error);
}

gboolean
cord_work_store_count (CordDatabase *database, gint64 now, gint64 *waiting, gint64 *due, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT count(*), count(*) FILTER (WHERE due <= ?1) FROM work", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, now);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *waiting = cord_statement_get_integer (statement, 0);
  *due = cord_statement_get_integer (statement, 1);
  cord_statement_reset (statement);
  return TRUE;
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

static gboolean
run_with (CordDatabase *database, const char *sql, const char *text, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, text);
  return cord_statement_run (statement, error);
}

gboolean
cord_work_store_supersede (CordDatabase *database, const char *id, const char *by, const char *resource, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database,
      "INSERT INTO superseded (id, superseded_by, product, due, undo_until, document, resource)"
      " SELECT id, ?2, product, due, undo_until, document, ?3 FROM work WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, id);
  cord_statement_bind_text (statement, 2, by);
  cord_statement_bind_text (statement, 3, resource);
  return cord_statement_run (statement, error) && cord_work_store_remove (database, id, error);
}

CordWork *
cord_work_store_get_superseded (CordDatabase *database, const char *by, char **resource, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT id, product, due, undo_until, document, resource FROM superseded WHERE superseded_by = ?1",
      error);
  CordWork *work;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, by);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  work = copy_row (statement);
  if (resource != NULL)
    *resource = g_strdup (cord_statement_get_text (statement, 5));
  cord_statement_reset (statement);
  return work;
}

gboolean
cord_work_store_restore (CordDatabase *database, const char *by, GError **error)
{
  return run_with (database,
                   "INSERT INTO work (id, product, due, undo_until, document)"
                   " SELECT id, product, due, undo_until, document FROM superseded WHERE superseded_by = ?1",
                   by, error)
         && run_with (database, "DELETE FROM superseded WHERE superseded_by = ?1", by, error);
}

gboolean
cord_work_store_forget (CordDatabase *database, const char *by, GError **error)
{
  return run_with (database,
                   "WITH RECURSIVE gone (id) AS (SELECT id FROM superseded WHERE superseded_by = ?1"
                   " UNION SELECT s.id FROM superseded s JOIN gone ON s.superseded_by = gone.id)"
                   " DELETE FROM superseded WHERE id IN (SELECT id FROM gone)",
                   by, error);
}
