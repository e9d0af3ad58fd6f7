/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-inventory-write-store.h"

void
cord_inventory_write_free (CordInventoryWrite *self)
{
  g_free (self->type);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

gboolean
cord_inventory_write_store_add (CordDatabase *database, const CordInventoryWrite *write, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "INSERT INTO inventory_write (type, before, after) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, write->type);
  cord_statement_bind_text (statement, 2, write->before);
  cord_statement_bind_text (statement, 3, write->after);
  return cord_statement_run (statement, error);
}

CordInventoryWrite *
cord_inventory_write_store_next (CordDatabase *database, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT row, type, before, after FROM inventory_write ORDER BY row LIMIT 1", error);
  CordInventoryWrite *write;
  gboolean row;

  if (statement == NULL)
    return NULL;
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  write = g_new0 (CordInventoryWrite, 1);
  write->row = cord_statement_get_integer (statement, 0);
  write->type = g_strdup (cord_statement_get_text (statement, 1));
  write->before = g_strdup (cord_statement_get_text (statement, 2));
  write->after = g_strdup (cord_statement_get_text (statement, 3));
  cord_statement_reset (statement);
  return write;
}

gboolean
cord_inventory_write_store_remove (CordDatabase *database, gint64 row, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "DELETE FROM inventory_write WHERE row = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, row);
  return cord_statement_run (statement, error);
}
