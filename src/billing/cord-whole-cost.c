/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-whole-cost.h"

static int
compare_costs (gconstpointer a, gconstpointer b)
{
  const gint64 first = ((const CordWholeCost *)a)->from, second = ((const CordWholeCost *)b)->from;

  return first < second ? -1 : first > second;
}

GArray *
cord_whole_costs_new (const GArray *moments, gint64 now)
{
  GArray *self = g_array_sized_new (FALSE, FALSE, sizeof (CordWholeCost), 1);
  CordWholeCost before = { .from = G_MININT64 };

  for (guint i = 0; i < moments->len; i++)
    {
      const CordWholeCost cost = { .from = g_array_index (moments, CordMoment, i).at };

      if (cost.from > now)
        g_array_append_val (self, cost);
      else
        before.from = MAX (before.from, cost.from);
    }
  g_array_append_val (self, before);
  g_array_sort (self, compare_costs);
  return self;
}

/* How many begin at or before @at. */
static guint
count_until (const GArray *self, gint64 at)
{
  guint low = 0, high = self->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (self, CordWholeCost, middle).from <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

CordWholeCost *
cord_whole_costs_find (GArray *self, const CordTickCycle *cycle)
{
  const guint n = count_until (self, cycle->start);

  if (n == 0 || cycle->left != cycle->ticks
      || (n < self->len && g_array_index (self, CordWholeCost, n).from < cycle->end))
    return NULL;
  return &g_array_index (self, CordWholeCost, n - 1);
}
