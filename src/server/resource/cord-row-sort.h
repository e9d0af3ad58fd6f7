/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-query.h"

G_BEGIN_DECLS

/* Rows in the order of a query's sort; those that sort alike in the order they were added in. No call takes longer than
 * finding one place among those that are kept, so that a long sort can be left between any two. */
typedef struct _CordRowSort CordRowSort;

/* Keeps the first @most only. @query must live longer. */
CordRowSort *cord_row_sort_new (const CordQuery *query, guint most);
void cord_row_sort_free (CordRowSort *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRowSort, cord_row_sort_free)

void cord_row_sort_add (CordRowSort *self, gint64 row, JsonNode *document);
guint cord_row_sort_get_length (const CordRowSort *self); /* kept now */
/* The first of them, which is kept no longer; FALSE: there is none left. */
gboolean cord_row_sort_take (CordRowSort *self, gint64 *row);

G_END_DECLS
