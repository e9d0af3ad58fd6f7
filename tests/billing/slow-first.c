/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-ladder.h"

#include <string.h>

static int
compare_amounts (SlowAmount a, SlowAmount b)
{
  return a < b ? -1 : a > b;
}

static int
compare_charges (gconstpointer a, gconstpointer b)
{
  const SlowCharge *first = a, *second = b;
  int order = strcmp (first->key, second->key);

  if (order == 0)
    order = compare_amounts (first->row.net, second->row.net);
  return order != 0 ? order : compare_amounts (first->row.tax, second->row.tax);
}

/* "lines are compared as a multiset of key, net and tax, whatever their cycle" */
static gboolean
differ (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return TRUE;
  g_array_sort (a, compare_charges);
  g_array_sort (b, compare_charges);
  for (guint i = 0; i < a->len; i++)
    if (compare_charges (&g_array_index (a, SlowCharge, i), &g_array_index (b, SlowCharge, i)) != 0)
      return TRUE;
  return FALSE;
}

static int
bills_to_steady (const SlowTimeline *timeline)
{
  return slow_timeline_cycle (timeline, slow_ladder_steady (timeline))->bill
         - slow_timeline_cycle (timeline, timeline->now)->bill;
}

/* "the search goes to the later of the two `steady` cycles, and one bill further for what that cycle earns in
 * arrears" */
int
slow_ladder_first (const SlowLadder *self, const SlowLadder *current)
{
  const int last = MAX (bills_to_steady (self->timeline), bills_to_steady (current->timeline)) + 1;

  for (int n = self->timeline->account->collect_next ? 1 : 0; n <= last; n++)
    {
      g_autoptr (GArray) charges = slow_ladder_charges (self, n), without = slow_ladder_charges (current, n);

      if (n == 0 && charges->len == 0)
        continue;
      if (differ (charges, without))
        return n;
    }
  return -1;
}
