/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* What lists may take from the server: the processor's time, for each, and memory for what is sorted, for all of them
 * together. */
typedef struct _CordListBudget CordListBudget;

/* The limits of a server in use. */
#define CORD_LIST_TIME_MAX (2500 * G_TIME_SPAN_MILLISECOND)
#define CORD_LIST_SIZE_MAX (64 * 1024 * 1024)

/* Makes the budget of @core, which owns it; once for each core. @time_max: microseconds of the processor for one list.
 * @size_max: bytes that all lists may sort at the same time. */
CordListBudget *cord_list_budget_new (CordCore *core, gint64 time_max, guint64 size_max);
/* The budget of @core, owned by it; NULL before cord_list_budget_new. */
CordListBudget *cord_list_budget_of (const CordCore *core);

/* Whether a list that takes @used microseconds in all may go on. */
gboolean cord_list_budget_has_time (const CordListBudget *self, gint64 used);
/* Counts @after bytes that a list sorts now in place of @before. FALSE: all lists together sort too many; they count
 * all the same, until they are given back by another call. */
gboolean cord_list_budget_change_size (CordListBudget *self, gsize before, gsize after);
/* How many bytes all lists sort now. */
guint64 cord_list_budget_get_size (const CordListBudget *self);

G_END_DECLS
