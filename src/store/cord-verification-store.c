/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-verification-store.h"

static CordStatement *
prepare (CordDatabase *database, const char *sql, const char *key, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement != NULL)
    cord_statement_bind_text (statement, 1, key);
  return statement;
}

/* Runs @sql with the ends of the window as ?1 and ?2. */
static gboolean
forget_outside (CordDatabase *database, const char *sql, gint64 since, gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, since);
  cord_statement_bind_integer (statement, 2, now);
  return cord_statement_run (statement, error);
}

/* Runs @sql with the user or address as ?1, the party as ?2 and the time as ?3. */
static gboolean
add_failure (CordDatabase *database, const char *sql, const char *key, const char *party, gint64 now, GError **error)
{
  CordStatement *statement = prepare (database, sql, key, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 2, party);
  cord_statement_bind_integer (statement, 3, now);
  return cord_statement_run (statement, error);
}

static gboolean
forget_failure (CordDatabase *database, const char *sql, const char *key, const char *party, GError **error)
{
  CordStatement *statement = prepare (database, sql, key, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 2, party);
  return cord_statement_run (statement, error);
}

/* Users */

static gboolean
count_parties (CordDatabase *database, const char *user, guint *parties, GError **error)
{
  CordStatement *statement
      = prepare (database, "SELECT count(*) FROM verification_failure WHERE \"user\" = ?1", user, error);
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  *parties = (guint)cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_verification_store_note_failure (CordDatabase *database, const char *user, const char *party, gint64 now,
                                      gint64 since, guint *parties, GError **error)
{
  return forget_outside (database, "DELETE FROM verification_failure WHERE at <= ?1 OR at > ?2", since, now, error)
         && add_failure (database,
                         "INSERT INTO verification_failure (\"user\", party, at) VALUES (?1, ?2, ?3)"
                         " ON CONFLICT (\"user\", party) DO UPDATE SET at = excluded.at",
                         user, party, now, error)
         && count_parties (database, user, parties, error);
}

gboolean
cord_verification_store_forget_failure (CordDatabase *database, const char *user, const char *party, GError **error)
{
  return forget_failure (database, "DELETE FROM verification_failure WHERE \"user\" = ?1 AND party = ?2", user, party,
                         error);
}

static gboolean
forget_failures (CordDatabase *database, const char *user, GError **error)
{
  CordStatement *statement = prepare (database, "DELETE FROM verification_failure WHERE \"user\" = ?1", user, error);

  return statement != NULL && cord_statement_run (statement, error);
}

gboolean
cord_verification_store_end (CordDatabase *database, const char *user, gint64 now, GError **error)
{
  CordStatement *statement = prepare (database,
                                      "INSERT INTO verification_ended (\"user\", since) VALUES (?1, ?2)"
                                      " ON CONFLICT (\"user\") DO NOTHING",
                                      user, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 2, now);
  return cord_statement_run (statement, error) && forget_failures (database, user, error);
}

gboolean
cord_verification_store_is_ended (CordDatabase *database, const char *user, gboolean *ended, GError **error)
{
  CordStatement *statement = prepare (database, "SELECT 1 FROM verification_ended WHERE \"user\" = ?1", user, error);

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
  CordStatement *statement = prepare (database, "DELETE FROM verification_ended WHERE \"user\" = ?1", user, error);

  return statement != NULL && cord_statement_run (statement, error);
}

/* Addresses */

gboolean
cord_verification_store_note_address (CordDatabase *database, const char *address, const char *party, gint64 now,
                                      gint64 since, GError **error)
{
  return forget_outside (database, "DELETE FROM verification_address_failure WHERE at <= ?1 OR at > ?2", since, now,
                         error)
         && add_failure (database,
                         "INSERT INTO verification_address_failure (address, party, at) VALUES (?1, ?2, ?3)"
                         " ON CONFLICT (address, party) DO UPDATE SET at = excluded.at",
                         address, party, now, error);
}

gboolean
cord_verification_store_forget_address (CordDatabase *database, const char *address, const char *party, GError **error)
{
  return forget_failure (database, "DELETE FROM verification_address_failure WHERE address = ?1 AND party = ?2",
                         address, party, error);
}

gboolean
cord_verification_store_count_address (CordDatabase *database, const char *address, gint64 now, gint64 since,
                                       guint *parties, gint64 *oldest, GError **error)
{
  CordStatement *statement = prepare (database,
                                      "SELECT count(*), coalesce(min(at), 0) FROM verification_address_failure"
                                      " WHERE address = ?1 AND at > ?2 AND at <= ?3",
                                      address, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 2, since);
  cord_statement_bind_integer (statement, 3, now);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *parties = (guint)cord_statement_get_integer (statement, 0);
  *oldest = cord_statement_get_integer (statement, 1);
  cord_statement_reset (statement);
  return TRUE;
}
