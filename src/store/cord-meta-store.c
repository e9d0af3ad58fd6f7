/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-meta-store.h"

#include <sodium.h>

char *
cord_meta_store_get (CordDatabase *database, const char *key, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "SELECT value FROM meta WHERE key = ?1", error);
  g_autofree char *value = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, key);
  if (!cord_statement_step (statement, &row, error))
    return NULL;
  if (row)
    value = g_strdup (cord_statement_get_text (statement, 0));
  cord_statement_reset (statement);
  return g_steal_pointer (&value);
}

gboolean
cord_meta_store_set (CordDatabase *database, const char *key, const char *value, GError **error)
{
  CordStatement *statement = cord_database_statement (database,
                                                      "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                                                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                                      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, key);
  cord_statement_bind_text (statement, 2, value);
  return cord_statement_run (statement, error);
}

GBytes *
cord_meta_store_get_key (CordDatabase *database, const char *key, gsize length, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *text = cord_meta_store_get (database, key, &inner);
  g_autofree guint8 *bytes = g_malloc (length);
  gsize decoded;

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (text != NULL && sodium_hex2bin (bytes, length, text, strlen (text), NULL, &decoded, NULL) == 0
      && decoded == length)
    return g_bytes_new_take (g_steal_pointer (&bytes), length);
  g_free (text);
  text = g_malloc (length * 2 + 1);
  randombytes_buf (bytes, length);
  sodium_bin2hex (text, length * 2 + 1, bytes, length);
  if (!cord_meta_store_set (database, key, text, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}
