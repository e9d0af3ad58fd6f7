/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* What callers prove themselves with ("pin", "password"), hashed under the store's key, and the lock after failures.
 *
 * Keeps the hash of @value as the @factor of @subject (the id of the party, or of the customer), in place of an earlier
 * one. */
gboolean cord_credential_store_set (CordDatabase *database, const char *subject, const char *factor, const char *value,
                                    GError **error);
/* Whether @value is the @factor of @subject. Compares in constant time, and takes as long for a subject that does not
 * exist: *match is FALSE then. */
gboolean cord_credential_store_check (CordDatabase *database, const char *subject, const char *factor,
                                      const char *value, gboolean *match, GError **error);

/* How often in a row verification failed for @subject (the id of the party, or of a customer without
 * one), whichever agents tried, and when the lock ends:
 * microseconds since the epoch, 0 when there is none. Both are 0 when nothing is known. */
gboolean cord_lockout_store_get (CordDatabase *database, const char *subject, guint *failures, gint64 *until,
                                 GError **error);
/* Replaces both. */
gboolean cord_lockout_store_set (CordDatabase *database, const char *subject, guint failures, gint64 until,
                                 GError **error);

G_END_DECLS
