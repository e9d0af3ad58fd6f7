/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-verification-store.h"

static CordStatement *
prepare (CordDatabase *database, const char *sql, const char *user, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement != NULL)
    cord_statement_bind_text (statement, 1, user);
  return statement;
}

gboolean
cord_verification_store_end (CordDatabase *database, const char *user, gint64 now, GError **error)
{
  CordStatement *statement
      = prepare (database, "INSERT OR IGNORE INTO verification_ended (user, since) VALUES (?1, ?2)", user, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 2, now);
  return cord_statement_run (statement, error);
}

gboolean
cord_verification_store_is_ended (CordDatabase *database, const char *user, gboolean *ended, GError **error)
{
  CordStatement *statement = prepare (database, "SELECT 1 FROM verification_ended WHERE user = ?1", user, error);

  *ended = FALSE;
  if (statement == NULL || !cord_statement_step (statement, ended, error))
    return FALSE;
  if (*ended)
    cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_verification_store_restore (CordDatabase *database, const char *user, GError **error)
{
  CordStatement *statement = prepare (database, "DELETE FROM verification_ended WHERE user = ?1", user, error);

  return statement != NULL && cord_statement_run (statement, error);
}
