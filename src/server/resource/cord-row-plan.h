/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-query.h"
#include "store/cord-resource-store.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* How the rows of a list are found: by the ids it asks for, in that order, or through the index, or all of the type,
 * both in the order of making; a batch at a time, from any place onwards. The index is trusted for equality on the
 * columns it has; what it cannot answer, or not without delaying other requests, stays in @rest, for the caller,
 * who reads the documents. */
typedef struct
{
  const CordResourceType *type;
  const CordFilter *leading; /* one value of one column; NULL: see @rows */
  GArray *rows;              /* (element-type gint64); NULL, and no @leading: every row of the type */
  GPtrArray *rest;           /* (element-type CordFilter) */
} CordRowPlan;

/* A place between two rows; all zero before the first. */
typedef struct
{
  gint64 after; /* a row */
  guint next;   /* of the plan's own @rows */
} CordRowPlace;

/* Which rows @query asks for. @query must outlive the plan. Free it with cord_row_plan_free. NULL with an error
 * of the store. */
CordRowPlan *cord_row_plan_new (CordDatabase *database, const CordResourceType *type, const CordQuery *query,
                                GError **error);
/* The same among @rows (element-type gint64), which it takes: every filter is left to the documents, and the store is
 * asked for nothing. */
CordRowPlan *cord_row_plan_new_among (const CordResourceType *type, const CordQuery *query, GArray *rows);
/* Frees @self with its rows. */
void cord_row_plan_free (CordRowPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRowPlan, cord_row_plan_free)

/* The plan becomes exactly @rows, which it takes, in their order. */
void cord_row_plan_set_rows (CordRowPlan *self, GArray *rows);
/* Adds to *count some of the rows after @place, which moves on; *done: there are no more. Not to be asked again then.
 * FALSE with an error of the store, as for the two below. */
gboolean cord_row_plan_count_some (const CordRowPlan *self, CordDatabase *database, CordRowPlace *place, gint64 *count,
                                   gboolean *done, GError **error);
/* Moves @place past some of the next *offset rows, which are taken off it. To be called until none are left; once for
 * none. */
gboolean cord_row_plan_skip_some (const CordRowPlan *self, CordDatabase *database, CordRowPlace *place, gint64 *offset,
                                  GError **error);
/* Appends to @batch (element-type CordStoredResource) the rows that follow @place, at most @most (-1: any number),
 * until their documents fill @bytes, and moves @place behind them. Nothing appended: there are no more. */
gboolean cord_row_plan_read (const CordRowPlan *self, CordDatabase *database, CordRowPlace *place, gint64 most,
                             gsize bytes, GPtrArray *batch, GError **error);

G_END_DECLS
