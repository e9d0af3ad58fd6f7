/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Rows of the index: which resources of a type have a value in a column, as row numbers, without reading a document.
 * Which values stand there is declared with the type (cord-resource-type.h). */

/* How many resources have the value; counting ends at @most (-1: it does not). */
gboolean cord_resource_index_count (CordDatabase *database, const char *type, const char *column, const char *value,
                                    gint64 most, gint64 *count, GError **error);
/* The same for rows after the row @after, so that a long count can be continued: *last becomes the last row that was
 * counted; it stays where fewer than @most were, which is the end. */
gboolean cord_resource_index_count_after (CordDatabase *database, const char *type, const char *column,
                                          const char *value, gint64 after, gint64 most, gint64 *count, gint64 *last,
                                          GError **error);
/* Appends the rows of those that have the value to @rows (element-type gint64), ascending. */
gboolean cord_resource_index_collect (CordDatabase *database, const char *type, const char *column, const char *value,
                                      GArray *rows, GError **error);
/* Sorts @rows (element-type gint64), which several values may have led to, and leaves each once. */
void cord_resource_index_order_rows (GArray *rows);
/* The row of the resource @id of @type; 0: there is none. */
gboolean cord_resource_index_find_row (CordDatabase *database, const char *type, const char *id, gint64 *row,
                                       GError **error);
/* The id of the resource in a row; full string. *id NULL: there is none. */
gboolean cord_resource_index_dup_id (CordDatabase *database, gint64 row, char **id, GError **error);
/* Reduces @rows, which are ascending and stay so, to the @most for which @column has the highest text; of two alike the
 * one that was made later stays. Rows without a value are dropped first. */
gboolean cord_resource_index_keep_latest (CordDatabase *database, GArray *rows, const char *column, guint most,
                                          GError **error);
/* Whether the resource in @row has the value, perhaps among others. */
gboolean cord_resource_index_has (CordDatabase *database, const char *type, const char *column, const char *value,
                                  gint64 row, gboolean *has, GError **error);
/* As cord_resource_store_skip, among the resources that have the value. */
gboolean cord_resource_index_skip (CordDatabase *database, const char *type, const char *column, const char *value,
                                   gint64 after, gint64 offset, gint64 *row, GError **error);
/* Ids of the resources with a value that begins with @text, in order of the values, at most @limit, each once;
 * (transfer full) (element-type utf8). Reads no more of the index than that, however many there are. */
GPtrArray *cord_resource_index_find_prefix (CordDatabase *database, const char *type, const char *column,
                                            const char *text, guint limit, GError **error);
/* Called for one entry of the index; the function must not use the store. */
typedef void (*CordResourceIndexFunc) (const char *value, gint64 row, gpointer user_data);
/* Calls @func for the entries of those instead, in order of the values and at most @limit. */
gboolean cord_resource_index_each_prefix (CordDatabase *database, const char *type, const char *column,
                                          const char *text, guint limit, CordResourceIndexFunc func, gpointer user_data,
                                          GError **error);
/* The values that @column has for the resource in @row; (transfer full) (element-type utf8). NULL: an error. */
GPtrArray *cord_resource_index_dup_values (CordDatabase *database, gint64 row, const char *column, GError **error);

G_END_DECLS
