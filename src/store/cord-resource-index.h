/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Rows of the index: which resources of a type have a value in a column, told as row numbers, with no document read.
 * Which values stand there is declared with the type (cord-resource-type.h). */

/* How many have the value; counting ends at @most (-1: it does not). */
gboolean cord_resource_index_count (CordDatabase *database, const char *type, const char *column, const char *value,
                                    gint64 most, gint64 *count, GError **error);
/* Appends them to @rows (element-type gint64), ascending. */
gboolean cord_resource_index_collect (CordDatabase *database, const char *type, const char *column, const char *value,
                                      GArray *rows, GError **error);
/* What a row has in a column, of several the highest; *value NULL: nothing. Free it. */
gboolean cord_resource_index_dup_value (CordDatabase *database, gint64 row, const char *column, char **value,
                                        GError **error);
/* Leaves of @rows, ascending and still so afterwards, no more than @most: those for which @column has the highest text,
 * of two alike the one made later. What has nothing there goes first. */
gboolean cord_resource_index_keep_latest (CordDatabase *database, GArray *rows, const char *column, guint most,
                                          GError **error);
gboolean cord_resource_index_has (CordDatabase *database, const char *type, const char *column, const char *value,
                                  gint64 row, gboolean *has, GError **error);
/* As cord_resource_store_skip, among those that have the value. */
gboolean cord_resource_index_skip (CordDatabase *database, const char *type, const char *column, const char *value,
                                   gint64 offset, gint64 *row, GError **error);
/* Ids of those with a value that begins with @text, by value, at most @limit, each once; (transfer full)
 * (element-type utf8). However many there are, no more of the index is read than these take. */
GPtrArray *cord_resource_index_find_prefix (CordDatabase *database, const char *type, const char *column,
                                            const char *text, guint limit, GError **error);

G_END_DECLS
