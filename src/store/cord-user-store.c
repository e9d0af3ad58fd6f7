/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-user-store.h"

#include "config.h"

#include "store/cord-shift.h"
#include "store/cord-token-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS "name, role, password, disabled, team, shift, start_date, extension"
#define WORD_MAX 64

static const char *const roles[] = { "agent", "reviewer", "trainer", "supervisor", "admin", NULL };

void
cord_user_free (CordUser *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self->hash);
  g_free (self->work.team);
  g_free (self->work.shift);
  g_free (self->work.start_date);
  g_free (self->work.extension);
  g_free (self);
}

static gboolean
role_is_valid (const char *role)
{
  return g_strv_contains (roles, role);
}

static gboolean
check_name (const char *name, GError **error)
{
  gsize length = strlen (name);

  if (length >= 1 && length <= 64
      && strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-") == length)
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "name", "name", _ ("Use letters, digits and . _ @ - only."),
                              _ ("This user name cannot be used"));
}

static gboolean
store_user (CordDatabase *database, const char *name, const char *role, const char *hash, gint64 now, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "INSERT INTO \"user\" (name, role, password, created) VALUES (?1, ?2, ?3, ?4)"
                                 " ON CONFLICT (name) DO UPDATE SET role = excluded.role,"
                                 " password = excluded.password, disabled = 0",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, name);
  cord_statement_bind_text (statement, 2, role);
  cord_statement_bind_text (statement, 3, hash);
  cord_statement_bind_integer (statement, 4, now);
  return cord_statement_run (statement, error);
}

static CordUser *
read_user (CordStatement *statement)
{
  CordUser *user = g_new0 (CordUser, 1);

  user->name = g_strdup (cord_statement_get_text (statement, 0));
  user->role = g_strdup (cord_statement_get_text (statement, 1));
  user->hash = g_strdup (cord_statement_get_text (statement, 2));
  user->disabled = cord_statement_get_integer (statement, 3) != 0;
  user->work.team = g_strdup (cord_statement_get_text (statement, 4));
  user->work.shift = g_strdup (cord_statement_get_text (statement, 5));
  user->work.start_date = g_strdup (cord_statement_get_text (statement, 6));
  user->work.extension = g_strdup (cord_statement_get_text (statement, 7));
  return user;
}

static CordUser *
find (CordDatabase *database, const char *sql, const char *name, GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);
  g_autoptr (CordUser) user = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, name);
  if (!cord_statement_step (statement, &row, error) || !row)
    return NULL;
  user = read_user (statement);
  cord_statement_reset (statement);
  return g_steal_pointer (&user);
}

CordUser *
cord_user_store_get (CordDatabase *database, const char *name, GError **error)
{
  return find (database, "SELECT " COLUMNS " FROM \"user\" WHERE name = ?1", name, error);
}

/* Whether what was issued to the account has to end once it has @role and @password: tokens would keep the old role for
 * as long as they are exchanged, and a password is often changed because somebody else knows it. */
static gboolean
check_outdated (const CordUser *there, const char *role, const char *password, const CordSecretCost *cost)
{
  return there != NULL
         && (!g_str_equal (there->role, role) || !cord_secret_check_password (there->hash, password, cost));
}

gboolean
cord_user_store_put (CordDatabase *database, const char *name, const char *role, const char *password,
                     const CordSecretCost *cost, gint64 now, GError **error)
{
  g_autoptr (CordUser) there = NULL;
  g_autoptr (GError) inner = NULL;
  g_autofree char *hash = NULL;

  if (!check_name (name, error))
    return FALSE;
  if (!role_is_valid (role))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "role", "role",
                                _ ("Use agent, reviewer, trainer, supervisor or admin."), _ ("There is no role %s"),
                                role);
  there = cord_user_store_get (database, name, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  hash = cord_secret_hash_password (password, cost, error);
  return hash != NULL && store_user (database, name, role, hash, now, error)
         && (!check_outdated (there, role, password, cost) || cord_token_store_revoke_subject (database, name, error));
}

GPtrArray *
cord_user_store_list (CordDatabase *database, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT " COLUMNS " FROM \"user\" ORDER BY name", error);
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_user_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  for (;;)
    {
      if (!cord_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&users);
      g_ptr_array_add (users, read_user (statement));
    }
}

gboolean
cord_user_store_set_disabled (CordDatabase *database, const char *name, gboolean disabled, gboolean *found,
                              GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "UPDATE \"user\" SET disabled = ?2 WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, name);
  cord_statement_bind_integer (statement, 2, disabled);
  if (!cord_statement_run (statement, error))
    return FALSE;
  *found = cord_database_changes (database) > 0;
  return !disabled || cord_token_store_revoke_subject (database, name, error);
}

static gboolean
check_word (const char *text, const char *member, GError **error)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 1;

  return (length >= 1 && length <= WORD_MAX)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "value", member, NULL,
                                 _ ("“%s” must have 1 to %d characters"), member, WORD_MAX);
}

static gboolean
check_work (const CordUserWork *work, GError **error)
{
  g_autoptr (GArray) shift = NULL;
  CordDate date;

  if (!check_word (work->team, "team", error) || !check_word (work->extension, "extension", error))
    return FALSE;
  if (work->start_date != NULL && !cord_date_parse (work->start_date, &date, NULL))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", "startDate", _ ("Write a date such as 2026-12-01."),
                                _ ("This is no date"));
  shift = work->shift != NULL ? cord_shift_parse (work->shift, error) : NULL;
  return work->shift == NULL || shift != NULL;
}

gboolean
cord_user_store_set_work (CordDatabase *database, const char *name, const CordUserWork *work, gboolean *found,
                          GError **error)
{
  CordStatement *statement;

  if (!check_work (work, error))
    return FALSE;
  statement = cord_database_statement (
      database, "UPDATE \"user\" SET team = ?2, shift = ?3, start_date = ?4, extension = ?5 WHERE name = ?1", error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, name);
  cord_statement_bind_text (statement, 2, work->team);
  cord_statement_bind_text (statement, 3, work->shift);
  cord_statement_bind_text (statement, 4, work->start_date);
  cord_statement_bind_text (statement, 5, work->extension);
  if (!cord_statement_run (statement, error))
    return FALSE;
  *found = cord_database_changes (database) > 0;
  return TRUE;
}

CordUser *
cord_client_store_get (CordDatabase *database, const char *name, GError **error)
{
  return find (database, "SELECT name, 'system', secret, disabled, NULL, NULL, NULL, NULL FROM client WHERE name = ?1",
               name, error);
}

static gboolean
store_client (CordDatabase *database, const char *name, const char *hash, gint64 now, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database,
                                 "INSERT INTO client (name, secret, created) VALUES (?1, ?2, ?3)"
                                 " ON CONFLICT (name) DO UPDATE SET secret = excluded.secret, disabled = 0",
                                 error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, name);
  cord_statement_bind_text (statement, 2, hash);
  cord_statement_bind_integer (statement, 3, now);
  return cord_statement_run (statement, error);
}

gboolean
cord_client_store_put (CordDatabase *database, const char *name, const char *secret, const CordSecretCost *cost,
                       gint64 now, GError **error)
{
  g_autoptr (CordUser) there = NULL;
  g_autoptr (GError) inner = NULL;
  g_autofree char *hash = NULL;

  if (!check_name (name, error))
    return FALSE;
  there = cord_client_store_get (database, name, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  hash = cord_secret_hash_password (secret, cost, error);
  return hash != NULL && store_client (database, name, hash, now, error)
         && (!check_outdated (there, "system", secret, cost)
             || cord_token_store_revoke_subject (database, name, error));
}
