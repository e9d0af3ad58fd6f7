/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-credential-store.h"

#include "store/cord-meta-store.h"
#include "store/cord-secret.h"

#include <string.h>

#define KEY "credential-key"

char *
cord_credential_subject (const char *type, const char *id)
{
  return g_strconcat (type, ":", id, NULL);
}

gboolean
cord_credential_store_set (CordDatabase *database, const char *subject, const char *factor, const char *value,
                           GError **error)
{
  CordStatement *statement;
  g_autoptr (GBytes) key = cord_meta_store_get_key (database, KEY, 32, error);
  guint8 salt[CORD_SECRET_SALT_BYTES], hash[CORD_SECRET_HASH_BYTES];
  g_autoptr (GBytes) salt_bytes = NULL;
  g_autoptr (GBytes) hash_bytes = NULL;

  if (key == NULL)
    return FALSE;
  cord_secret_random (salt, sizeof salt);
  cord_secret_hash_value (key, salt, value, hash);
  salt_bytes = g_bytes_new (salt, sizeof salt);
  hash_bytes = g_bytes_new (hash, sizeof hash);
  statement = cord_database_statement (
      database,
      "INSERT INTO credential (subject, factor, salt, hash) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (subject, factor) DO UPDATE SET salt = excluded.salt, hash = excluded.hash",
      error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, subject);
  cord_statement_bind_text (statement, 2, factor);
  cord_statement_bind_blob (statement, 3, salt_bytes);
  cord_statement_bind_blob (statement, 4, hash_bytes);
  return cord_statement_run (statement, error);
}

/* Without a row both stay as they are: zeros, which no hash equals. */
static gboolean
load (CordDatabase *database, const char *subject, const char *factor, guint8 *salt, guint8 *hash, GError **error)
{
  CordStatement *statement = cord_database_statement (
      database, "SELECT salt, hash FROM credential WHERE subject = ?1 AND factor = ?2", error);
  g_autoptr (GBytes) salt_bytes = NULL;
  g_autoptr (GBytes) hash_bytes = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, subject);
  cord_statement_bind_text (statement, 2, factor);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  salt_bytes = cord_statement_dup_blob (statement, 0);
  hash_bytes = cord_statement_dup_blob (statement, 1);
  cord_statement_reset (statement);
  if (g_bytes_get_size (salt_bytes) == CORD_SECRET_SALT_BYTES
      && g_bytes_get_size (hash_bytes) == CORD_SECRET_HASH_BYTES)
    {
      memcpy (salt, g_bytes_get_data (salt_bytes, NULL), CORD_SECRET_SALT_BYTES);
      memcpy (hash, g_bytes_get_data (hash_bytes, NULL), CORD_SECRET_HASH_BYTES);
    }
  return TRUE;
}

gboolean
cord_credential_store_check (CordDatabase *database, const char *subject, const char *factor, const char *value,
                             gboolean *match, GError **error)
{
  g_autoptr (GBytes) key = cord_meta_store_get_key (database, KEY, 32, error);
  guint8 salt[CORD_SECRET_SALT_BYTES] = { 0 };
  guint8 stored[CORD_SECRET_HASH_BYTES] = { 0 };
  guint8 hash[CORD_SECRET_HASH_BYTES];

  *match = FALSE;
  if (key == NULL || !load (database, subject, factor, salt, stored, error))
    return FALSE;
  cord_secret_hash_value (key, salt, value, hash);
  *match = cord_secret_equal (hash, stored);
  return TRUE;
}

gboolean
cord_credential_store_remove (CordDatabase *database, const char *subject, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "DELETE FROM credential WHERE subject = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, subject);
  return cord_statement_run (statement, error);
}
