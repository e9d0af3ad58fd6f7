/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* What callers prove themselves with ("pin", "password"), hashed under the store's key, and the lock after failures.
 * @subject: the id of the party, or of the customer. */
gboolean cord_credential_store_set (CordDatabase *database, const char *subject, const char *factor, const char *value,
                                    GError **error);
/* Compares in constant time, and takes as long for a subject that is not there: *match FALSE then. */
gboolean cord_credential_store_check (CordDatabase *database, const char *subject, const char *factor,
                                      const char *value, gboolean *match, GError **error);

/* Failures since the last success, across agents; @until: end of the lock in microseconds, 0 when not locked. */
gboolean cord_lockout_store_get (CordDatabase *database, const char *customer, guint *failures, gint64 *until,
                                 GError **error);
gboolean cord_lockout_store_set (CordDatabase *database, const char *customer, guint failures, gint64 until,
                                 GError **error);

G_END_DECLS
