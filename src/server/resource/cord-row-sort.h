/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-query.h"

G_BEGIN_DECLS

/* Rows in the order of a query's sort; those that sort alike in the order they were added in. No call takes longer than
 * finding one place among those that are kept, so that a long sort can be left between any two. */
typedef struct _CordRowSort CordRowSort;

/* An empty sort, which keeps the first @most rows only. @query must live longer. Free it with cord_row_sort_free. */
CordRowSort *cord_row_sort_new (const CordQuery *query, guint most);
/* Frees @self; many rows in a thread of their own, so that the caller need not wait for it. */
void cord_row_sort_free (CordRowSort *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRowSort, cord_row_sort_free)

/* Adds @row, whose document is @document, unless it sorts behind the last that is kept. FALSE: as cord_document_parse.
 */
gboolean cord_row_sort_add (CordRowSort *self, gint64 row, CordDocument *document, GError **error);
/* The path of a key that none of the rows had that were added, borrowed; NULL: there is none, or no row was added. */
const char *cord_row_sort_get_missing (const CordRowSort *self);
/* How many bytes of memory the rows take that are kept now, about. */
gsize cord_row_sort_get_size (const CordRowSort *self);
/* Removes the first row that is kept. FALSE: there is none left. */
gboolean cord_row_sort_take (CordRowSort *self, gint64 *row);

G_END_DECLS
