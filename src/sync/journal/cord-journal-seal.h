/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

#define CORD_JOURNAL_KEY_BYTES 32

/* Personal columns of the journal: XChaCha20-Poly1305, a fresh nonce in front, bound to where it stands
 * ("table|row|column|device"), so that a value cannot be moved to another row. */
GBytes *cord_journal_seal (GBytes *key, const char *place, gconstpointer data, gsize length);
/* INTERNAL with reason "sealed": damaged, moved, or sealed with another key. */
GBytes *cord_journal_unseal (GBytes *key, const char *place, GBytes *sealed, GError **error);

G_END_DECLS
