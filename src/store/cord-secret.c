/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-secret.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

const CordSecretCost CORD_SECRET_COST_DEFAULT = { 3, 64 * 1024 * 1024 };
const CordSecretCost CORD_SECRET_COST_LOWEST = { crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN };

char *
cord_secret_hash_password (const char *password, const CordSecretCost *cost, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0
      || crypto_pwhash_str_alg (hash, password, strlen (password), cost->passes, cost->memory,
                                crypto_pwhash_ALG_ARGON2ID13)
             != 0)
    {
      cord_error_set_full (error, CORD_ERROR_INTERNAL, "memory", NULL, _ ("Try again in a moment."),
                           _ ("There is no memory left to check a password"));
      return NULL;
    }
  return g_strdup (hash);
}

/* The hash of no password, in the form of a real one: it is compared by the same steps, so that the time does not tell
 * which accounts there are. */
static char *
make_unknown_hash (const CordSecretCost *cost)
{
  return g_strdup_printf ("$argon2id$v=19$m=%" G_GSIZE_FORMAT ",t=%u,p=1$c2FsdCBvZiBub2JvZHkuLg"
                          "$bm9ib2R5J3MgcGFzc3dvcmQsIG5vYm9keSdzIGhhc2g",
                          cost->memory / 1024, cost->passes);
}

gboolean
cord_secret_check_password (const char *hash, const char *password, const CordSecretCost *cost)
{
  g_autofree char *nobody = NULL;

  if (sodium_init () < 0)
    return FALSE;
  if (hash == NULL)
    hash = nobody = make_unknown_hash (cost);
  return crypto_pwhash_str_verify (hash, password, strlen (password)) == 0 && nobody == NULL;
}

void
cord_secret_hash_value (GBytes *key, const guint8 *salt, const char *value, guint8 *hash)
{
  crypto_generichash_state state;
  char *text = g_strstrip (g_strdup (value));

  crypto_generichash_init (&state, g_bytes_get_data (key, NULL), g_bytes_get_size (key), CORD_SECRET_HASH_BYTES);
  crypto_generichash_update (&state, salt, CORD_SECRET_SALT_BYTES);
  crypto_generichash_update (&state, (const guint8 *)text, strlen (text));
  crypto_generichash_final (&state, hash, CORD_SECRET_HASH_BYTES);
  cord_secret_free (text);
}

gboolean
cord_secret_equal (const guint8 *a, const guint8 *b)
{
  return sodium_memcmp (a, b, CORD_SECRET_HASH_BYTES) == 0;
}

void
cord_secret_random (guint8 *bytes, gsize length)
{
  randombytes_buf (bytes, length);
}

char *
cord_secret_new_token (void)
{
  guint8 bytes[32];
  char text[sodium_base64_ENCODED_LEN (sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

void
cord_secret_free (char *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

GBytes *
cord_secret_take_bytes (char *text)
{
  return g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify)cord_secret_free, text);
}
