/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* A reference to a personal value, {"ref": DIGEST}: what an event holds instead of the value, which is in the vault. */

/* Is @text a SHA-256 as 64 lower-case hex digits? NULL is none. */
gboolean cord_digest_is_valid (const char *text);
/* The reference to the value with this digest (of CordVaultEntry). Full reference. */
GVariant *cord_reference_new (const char *digest);
/* The digest of @value, owned by it; NULL when @value is NULL or is anything but a reference. */
const char *cord_reference_get_digest (GVariant *value);

G_END_DECLS
