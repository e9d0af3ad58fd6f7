/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* Rows of the store that can be one customer's. They are found through the index, so that a caller who may see this
 * customer only makes the server read no document of anybody else, and take no time that depends on one
 * (docs/security.md, "Disclosure classes and verification"). A row that names the customer in another role may be among
 * them: cord_access_check_owned decides. */

/* The rows of @type that can be @customer's, ascending, each once (element-type gint64); the caller frees the array.
 * NULL: an error of the store. */
GArray *cord_own_rows_find (CordDatabase *database, const CordResourceType *type, const char *customer, GError **error);
/* Sets @has to whether the resource @id of @type is one of them; an id that nobody has is not. FALSE: an error of the
 * store. */
gboolean cord_own_rows_has (CordDatabase *database, const CordResourceType *type, const char *customer, const char *id,
                            gboolean *has, GError **error);

G_END_DECLS
