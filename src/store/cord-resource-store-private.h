/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* cord_resource_store_put without the index: *row is where the resource stands now. What was indexed of an earlier
 * document is gone when the result is CORD_PUT_CHANGED. *result says beforehand what is likely: with CORD_PUT_CREATED
 * it is put in first and looked for only when that fails. */
gboolean cord_resource_store_put_row (CordDatabase *database, const char *type, const char *id, const char *document,
                                      gint64 now, gint64 *row, CordPutResult *result, GError **error);

/* For one value of a resource's index: type, name, value, row. A value that is there already stays. */
CordStatement *cord_resource_store_index_statement (CordDatabase *database, GError **error);

G_END_DECLS
