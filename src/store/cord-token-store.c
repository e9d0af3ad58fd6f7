/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-token-store.h"

#include "base/cord-deadline.h"

void
cord_token_free (CordToken *self)
{
  g_free (self->family);
  g_free (self->subject);
  g_free (self->role);
  g_free (self);
}

gboolean
cord_token_is_valid (const CordToken *self, gint64 now)
{
  return cord_deadline_is_ahead (self->expires, now, self->longest);
}

static char *
digest (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

/* One statement with one text bound. */
static gboolean
run_with (CordDatabase *database, const char *sql, const char *value, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, value);
  return cord_statement_run (statement, error);
}

gboolean
cord_token_store_add (CordDatabase *database, const char *kind, const char *token, const char *family,
                      const char *subject, const char *role, gint64 expires, GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "INSERT INTO token (hash, kind, family, subject, role, expires)"
                                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                                      error);
  g_autofree char *hash = digest (token);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, hash);
  cord_statement_bind_text (statement, 2, kind);
  cord_statement_bind_text (statement, 3, family);
  cord_statement_bind_text (statement, 4, subject);
  cord_statement_bind_text (statement, 5, role);
  cord_statement_bind_integer (statement, 6, expires);
  return cord_statement_run (statement, error);
}

CordToken *
cord_token_store_get (CordDatabase *database, const char *kind, const char *token, GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "SELECT family, subject, role, expires, used FROM token"
                                                      " WHERE hash = ?1 AND kind = ?2",
                                                      error);
  g_autofree char *hash = digest (token);
  CordToken *found;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, hash);
  cord_statement_bind_text (statement, 2, kind);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  found = g_new0 (CordToken, 1);
  found->family = g_strdup (cord_statement_get_text (statement, 0));
  found->subject = g_strdup (cord_statement_get_text (statement, 1));
  found->role = g_strdup (cord_statement_get_text (statement, 2));
  found->expires = cord_statement_get_integer (statement, 3);
  found->longest = g_str_equal (kind, "access") ? CORD_TOKEN_ACCESS_TIME : CORD_TOKEN_REFRESH_TIME;
  found->used = cord_statement_get_integer (statement, 4) != 0;
  cord_statement_reset (statement);
  return found;
}

gboolean
cord_token_store_use (CordDatabase *database, const char *token, GError **error)
{
  g_autofree char *hash = digest (token);

  return run_with (database, "UPDATE token SET used = 1 WHERE hash = ?1", hash, error);
}

gboolean
cord_token_store_revoke_family (CordDatabase *database, const char *family, GError **error)
{
  return run_with (database, "DELETE FROM token WHERE family = ?1", family, error);
}

gboolean
cord_token_store_revoke_subject (CordDatabase *database, const char *subject, GError **error)
{
  return run_with (database, "DELETE FROM token WHERE subject = ?1", subject, error);
}

char *
cord_token_store_find_family (CordDatabase *database, const char *token, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "SELECT family FROM token WHERE hash = ?1", error);
  g_autofree char *hash = digest (token);
  char *family;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, hash);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  family = g_strdup (cord_statement_get_text (statement, 0));
  cord_statement_reset (statement);
  return family;
}

gboolean
cord_token_store_purge (CordDatabase *database, gint64 now, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "DELETE FROM token WHERE expires < ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, now);
  return cord_statement_run (statement, error);
}
