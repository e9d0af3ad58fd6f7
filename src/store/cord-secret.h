/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Hashing of what people know: sign-in passwords with argon2id (docs/security.md, "Sign-in"), callers' PINs with a
 * keyed BLAKE2b under the store's own key, because a PIN has too few values for any plain hash to hide. */

/* @passes, @memory (bytes): 3 and 64 MiB; tests and the practice line may ask for less. */
typedef struct
{
  guint passes;
  gsize memory;
} CordSecretCost;
extern const CordSecretCost CORD_SECRET_COST_DEFAULT;
extern const CordSecretCost CORD_SECRET_COST_LOWEST;

/* The string form of argon2id, salt and cost inside. INTERNAL when there is no memory for it. Blocks for as long as it
 * takes. */
char *cord_secret_hash_password (const char *password, const CordSecretCost *cost, GError **error);
/* @hash NULL: no such user; takes as long and is FALSE. */
gboolean cord_secret_check_password (const char *hash, const char *password, const CordSecretCost *cost);

#define CORD_SECRET_SALT_BYTES 16
#define CORD_SECRET_HASH_BYTES 32
/* Of @value without white space around it. @key: 32 bytes. */
void cord_secret_hash_value (GBytes *key, const guint8 *salt, const char *value, guint8 *hash);
gboolean cord_secret_equal (const guint8 *a, const guint8 *b); /* CORD_SECRET_HASH_BYTES, in constant time */
void cord_secret_random (guint8 *bytes, gsize length);
/* 256 random bits, URL-safe. */
char *cord_secret_new_token (void);
void cord_secret_wipe (char *text);

G_END_DECLS
