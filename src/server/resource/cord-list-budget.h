/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* What lists may take from the server: time, for each, and rows kept in memory to be sorted, for all of them together.
 */
typedef struct _CordListBudget CordListBudget;

/* The limits of a server in use; a row that is sorted takes some hundred bytes. */
#define CORD_LIST_TIME_MAX (60 * G_TIME_SPAN_SECOND)
#define CORD_LIST_ROWS_MAX 2000000

/* Makes the budget of @core, which owns it; once for each core. @time_max: microseconds of work on one list. @rows_max:
 * rows that all lists may sort at the same time. */
CordListBudget *cord_list_budget_new (CordCore *core, gint64 time_max, guint64 rows_max);
/* The budget of @core, owned by it; NULL before cord_list_budget_new. */
CordListBudget *cord_list_budget_of (const CordCore *core);

/* Whether a list that has taken @used microseconds may go on. */
gboolean cord_list_budget_has_time (const CordListBudget *self, gint64 used);
/* Counts @rows that a list sorts. FALSE: these are too many; they count all the same, until they are given back. */
gboolean cord_list_budget_take_rows (CordListBudget *self, guint rows);
/* @rows that were taken are in memory no longer. */
void cord_list_budget_give_back_rows (CordListBudget *self, guint rows);
/* How many rows all lists sort now. */
guint64 cord_list_budget_get_rows (const CordListBudget *self);

G_END_DECLS
