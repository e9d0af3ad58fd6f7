/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-seal.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

G_STATIC_ASSERT (CORD_JOURNAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

GBytes *
cord_journal_seal (GBytes *key, const char *place, gconstpointer data, gsize length)
{
  guchar *sealed = g_malloc (NONCE + length + TAG);
  unsigned long long written = 0;

  g_return_val_if_fail (g_bytes_get_size (key) == CORD_JOURNAL_KEY_BYTES, NULL);
  randombytes_buf (sealed, NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + NONCE, &written, data, length, (const guchar *)place,
                                              strlen (place), NULL, sealed, g_bytes_get_data (key, NULL));
  return g_bytes_new_take (sealed, NONCE + written);
}

GBytes *
cord_journal_unseal (GBytes *key, const char *place, GBytes *sealed, GError **error)
{
  gsize length = 0;
  const guchar *data = sealed != NULL ? g_bytes_get_data (sealed, &length) : NULL;
  g_autofree guchar *plain = NULL;
  unsigned long long written = 0;

  g_return_val_if_fail (g_bytes_get_size (key) == CORD_JOURNAL_KEY_BYTES, NULL);
  if (length >= NONCE + TAG)
    {
      plain = g_malloc (length - NONCE - TAG + 1);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, &written, NULL, data + NONCE, length - NONCE,
                                                      (const guchar *)place, strlen (place), data,
                                                      g_bytes_get_data (key, NULL))
          == 0)
        return g_bytes_new_take (g_steal_pointer (&plain), written);
    }
  cord_error_set_full (error, CORD_ERROR_INTERNAL, "sealed", NULL, NULL,
                       _ ("A stored value cannot be opened with this desk's key"));
  return NULL;
}

static void
free_key (gpointer data)
{
  sodium_memzero (data, CORD_JOURNAL_KEY_BYTES);
  g_free (data);
}

GBytes *
cord_journal_seal_take_key (guint8 *key)
{
  return g_bytes_new_with_free_func (key, CORD_JOURNAL_KEY_BYTES, free_key, key);
}

GBytes *
cord_journal_seal_derive_key (GBytes *key, const char *user, const char *server)
{
  guint8 *derived = g_malloc (CORD_JOURNAL_KEY_BYTES);
  crypto_generichash_state state;

  crypto_generichash_init (&state, g_bytes_get_data (key, NULL), CORD_JOURNAL_KEY_BYTES, CORD_JOURNAL_KEY_BYTES);
  /* With its end, so that no other pair makes the same text. */
  crypto_generichash_update (&state, (const guchar *)user, strlen (user) + 1);
  crypto_generichash_update (&state, (const guchar *)server, strlen (server) + 1);
  crypto_generichash_final (&state, derived, CORD_JOURNAL_KEY_BYTES);
  return cord_journal_seal_take_key (derived);
}
