/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* What callers prove themselves with ("pin", "password"), hashed under the store's key. */

/* "individual:17", whom a credential belongs to or what is locked: the type of a party or "customer", and its id. Ids
 * are unique within a type alone. Full string. */
char *cord_credential_subject (const char *type, const char *id);

/* Keeps the hash of @value as the @factor of @subject, in place of an earlier one. */
gboolean cord_credential_store_set (CordDatabase *database, const char *subject, const char *factor, const char *value,
                                    GError **error);
/* Whether @value is the @factor of @subject. Compares in constant time, and takes as long for a subject that does not
 * exist: *match is FALSE then. */
gboolean cord_credential_store_check (CordDatabase *database, const char *subject, const char *factor,
                                      const char *value, gboolean *match, GError **error);
/* Forgets all of @subject, who is no more; nothing happens where there are none. */
gboolean cord_credential_store_remove (CordDatabase *database, const char *subject, GError **error);

G_END_DECLS
