/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* The users whose right to verify callers has ended, until a supervisor gives it back (docs/security.md,
 * "Verification").
 *
 * Ends the right of @user, at @now: microseconds since the epoch. */
gboolean cord_verification_store_end (CordDatabase *database, const char *user, gint64 now, GError **error);
/* Whether the right of @user has ended. */
gboolean cord_verification_store_is_ended (CordDatabase *database, const char *user, gboolean *ended, GError **error);
/* Gives it back; nothing when it had not ended. */
gboolean cord_verification_store_restore (CordDatabase *database, const char *user, GError **error);

G_END_DECLS
