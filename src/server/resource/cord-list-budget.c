/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-list-budget.h"

#define PART "list-budget"

struct _CordListBudget
{
  gint64 time_max;
  guint64 rows_max;
  guint64 rows; /* in memory now */
};

CordListBudget *
cord_list_budget_new (CordCore *core, gint64 time_max, guint64 rows_max)
{
  CordListBudget *self = g_new0 (CordListBudget, 1);

  self->time_max = time_max;
  self->rows_max = rows_max;
  cord_core_add_part (core, PART, self, g_free);
  return self;
}

CordListBudget *
cord_list_budget_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

gboolean
cord_list_budget_has_time (const CordListBudget *self, gint64 used)
{
  return used <= self->time_max;
}

gboolean
cord_list_budget_take_rows (CordListBudget *self, guint rows)
{
  self->rows += rows;
  return self->rows <= self->rows_max;
}

void
cord_list_budget_give_back_rows (CordListBudget *self, guint rows)
{
  g_assert (rows <= self->rows);
  self->rows -= rows;
}

guint64
cord_list_budget_get_rows (const CordListBudget *self)
{
  return self->rows;
}
