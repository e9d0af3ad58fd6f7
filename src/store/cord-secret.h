/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Hashing of what people know: sign-in passwords with argon2id (docs/security.md, "Sign-in"), callers' PINs with a
 * keyed BLAKE2b under the store's own key, because a PIN has too few values for any plain hash to hide. */

/* What hashing a password costs. @memory: bytes. The default is 3 passes and 64 MiB; tests and the practice line may
 * ask for less. */
typedef struct
{
  guint passes;
  gsize memory;
} CordSecretCost;
extern const CordSecretCost CORD_SECRET_COST_DEFAULT;
extern const CordSecretCost CORD_SECRET_COST_LOWEST;

/* The string form of argon2id with its salt and cost; full string. INTERNAL when there is not enough memory. Blocks for
 * the time that the cost asks for. */
char *cord_secret_hash_password (const char *password, const CordSecretCost *cost, GError **error);
/* Whether @password is that of @hash. @hash NULL, for a user that does not exist, takes as long as @cost asks for and
 * is FALSE. */
gboolean cord_secret_check_password (const char *hash, const char *password, const CordSecretCost *cost);

#define CORD_SECRET_SALT_BYTES 16
#define CORD_SECRET_HASH_BYTES 32
/* Hashes @value, without the white space around it, under @key (32 bytes) and @salt (CORD_SECRET_SALT_BYTES) into @hash
 * (CORD_SECRET_HASH_BYTES). */
void cord_secret_hash_value (GBytes *key, const guint8 *salt, const char *value, guint8 *hash);
/* Compares two hashes of CORD_SECRET_HASH_BYTES in constant time. */
gboolean cord_secret_equal (const guint8 *a, const guint8 *b);
/* Fills @bytes from the system's random source. */
void cord_secret_random (guint8 *bytes, gsize length);
/* 256 random bits as URL-safe text; full string. */
char *cord_secret_new_token (void);
/* Overwrites the text with zeros, in a way that no compiler leaves out, and frees it. NULL is allowed. */
void cord_secret_free (char *text);
/* The bytes of the text, which it takes and wipes when the last reference is gone. */
GBytes *cord_secret_take_bytes (char *text);

G_END_DECLS
