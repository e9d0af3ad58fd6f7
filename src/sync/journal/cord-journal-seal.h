/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

#define CORD_JOURNAL_KEY_BYTES 32

/* Seals a personal column of the journal: XChaCha20-Poly1305 with a fresh nonce in front. @place
 * ("table|row|column|device") is authenticated too, so that a value cannot be moved to another row. @key: 32 bytes.
 * Full reference. */
GBytes *cord_journal_seal (GBytes *key, const char *place, gconstpointer data, gsize length);
/* Full reference; NULL with INTERNAL, reason "sealed": damaged, moved, or sealed with another key. */
GBytes *cord_journal_unseal (GBytes *key, const char *place, GBytes *sealed, GError **error);
/* The key of one user at one server, derived from the journal's. Wiped when freed. Full reference. */
GBytes *cord_journal_seal_derive_key (GBytes *key, const char *user, const char *server);
/* Takes over the CORD_JOURNAL_KEY_BYTES of @key, which are wiped with the last reference. Full reference. */
GBytes *cord_journal_seal_take_key (guint8 *key);

G_END_DECLS
