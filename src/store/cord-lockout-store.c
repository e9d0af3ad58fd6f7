/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-lockout-store.h"

/* One table each, with the same statements for both. */
typedef struct
{
  const char *get;
  const char *set;
  const char *clear;
  const char *purge;
} Statements;

#define GET(table) "SELECT failures, until FROM " table " WHERE subject = ?1 AND (until > ?3 OR (at > ?2 AND at <= ?3))"
#define SET(table)                                                                                                     \
  "INSERT INTO " table " (subject, at, failures, until) VALUES (?1, ?2, ?3, ?4)"                                       \
  " ON CONFLICT (subject) DO UPDATE SET at = excluded.at, failures = excluded.failures, until = excluded.until"
#define CLEAR(table) "DELETE FROM " table " WHERE subject = ?1"
#define PURGE(table) "DELETE FROM " table " WHERE until <= ?2 AND (at <= ?1 OR at > ?2)"

static const Statements existing = { GET ("lockout"), SET ("lockout"), CLEAR ("lockout"), PURGE ("lockout") };
static const Statements absent
    = { GET ("absent_lockout"), SET ("absent_lockout"), CLEAR ("absent_lockout"), PURGE ("absent_lockout") };

static const Statements *
statements_of (const CordLockoutSubject *subject)
{
  return subject->exists ? &existing : &absent;
}

gboolean
cord_lockout_store_get (CordDatabase *database, const CordLockoutSubject *subject, gint64 now, gint64 since,
                        CordLockout *lockout, GError **error)
{
  CordStatement *statement = cord_database_statement (database, statements_of (subject)->get, error);
  gboolean row;

  *lockout = (CordLockout){ 0 };
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, subject->id);
  cord_statement_bind_integer (statement, 2, since);
  cord_statement_bind_integer (statement, 3, now);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      lockout->failures = (guint)cord_statement_get_integer (statement, 0);
      lockout->until = cord_statement_get_integer (statement, 1);
      cord_statement_reset (statement);
    }
  return TRUE;
}

static gboolean
purge (CordDatabase *database, const Statements *statements, gint64 now, gint64 since, GError **error)
{
  CordStatement *statement = cord_database_statement (database, statements->purge, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, since);
  cord_statement_bind_integer (statement, 2, now);
  return cord_statement_run (statement, error);
}

gboolean
cord_lockout_store_set (CordDatabase *database, const CordLockoutSubject *subject, gint64 now, gint64 since,
                        const CordLockout *lockout, GError **error)
{
  CordStatement *statement;

  if (!purge (database, &absent, now, since, error) || !purge (database, &existing, now, since, error))
    return FALSE;
  statement = cord_database_statement (database, statements_of (subject)->set, error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, subject->id);
  cord_statement_bind_integer (statement, 2, now);
  cord_statement_bind_integer (statement, 3, lockout->failures);
  cord_statement_bind_integer (statement, 4, lockout->until);
  return cord_statement_run (statement, error);
}

gboolean
cord_lockout_store_clear (CordDatabase *database, const CordLockoutSubject *subject, GError **error)
{
  CordStatement *statement = cord_database_statement (database, statements_of (subject)->clear, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, subject->id);
  return cord_statement_run (statement, error);
}
