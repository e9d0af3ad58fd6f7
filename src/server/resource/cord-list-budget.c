/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-list-budget.h"

#define PART "list-budget"

struct _CordListBudget
{
  gint64 time_max;
  guint64 size_max;
  guint64 size; /* of what is in memory now */
};

CordListBudget *
cord_list_budget_new (CordCore *core, gint64 time_max, guint64 size_max)
{
  CordListBudget *self = g_new0 (CordListBudget, 1);

  self->time_max = time_max;
  self->size_max = size_max;
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
cord_list_budget_change_size (CordListBudget *self, gsize before, gsize after)
{
  g_assert (before <= self->size);
  self->size += after - before;
  return self->size <= self->size_max;
}

guint64
cord_list_budget_get_size (const CordListBudget *self)
{
  return self->size;
}
