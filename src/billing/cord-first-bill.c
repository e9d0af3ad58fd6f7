/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-first-bill.h"

#include "billing/cord-bill-line.h"
#include "billing/cord-bill.h"
#include "billing/cord-position.h"

#include <string.h>

/* What two bills are compared by: the amount is net, or gross where prices include the tax. Net and tax follow from it
 * and from the percents in the key, which is borrowed from a line or from the time line. */
typedef struct
{
  const char *key;
  gint64 amount;
} Entry;

/* A bill to come of one side, and its entries. */
typedef struct
{
  const CordBillSide *side;
  gint64 index;
  CordBillRow row;
  GArray *entries;
} Page;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;
  const int order = strcmp (first->key, second->key);

  if (order != 0)
    return order;
  return first->amount == second->amount ? 0 : first->amount < second->amount ? -1 : 1;
}

static gboolean
are_equal (GArray *first, GArray *second)
{
  if (first->len != second->len)
    return FALSE;
  g_array_sort (first, compare_entries);
  g_array_sort (second, compare_entries);
  for (guint i = 0; i < first->len; i++)
    if (compare_entries (&g_array_index (first, Entry, i), &g_array_index (second, Entry, i)) != 0)
      return FALSE;
  return TRUE;
}

static void
add_lines (GArray *entries, const CordBillingInput *input, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      const Entry entry = { .key = line->key, .amount = input->tax_included ? line->gross : line->net };

      g_array_append_val (entries, entry);
    }
}

static void
add_position (GArray *entries, const CordPosition *position)
{
  const Entry entry = { .key = position->key, .amount = position->amount };

  if (position->amount != 0)
    g_array_append_val (entries, entry);
}

/* The bill at hand, with its entries. @positions: to be overwritten. */
static gboolean
open_page (Page *page, GArray *positions, GError **error)
{
  g_array_set_size (page->entries, 0);
  if (!cord_bill_to_come (page->side->timeline, page->index, FALSE, &page->row, error)
      || !cord_bill_positions_to_come (page->side->timeline, page->index, positions, error))
    return FALSE;
  for (guint i = 0; i < positions->len; i++)
    add_position (page->entries, &g_array_index (positions, CordPosition, i));
  return TRUE;
}

/* Bills from the steady month on are alike, but for what that month earns in arrears. */
static gboolean
has_come_to_steady (const Page *page, gboolean arrears)
{
  const CordDate steady = page->side->ladder->steady.cycle.start;
  const CordTimeline *timeline = page->side->timeline;

  if (arrears)
    return page->row.cycle.start > steady;
  return cord_calendar_index (timeline->calendar, steady) < cord_bill_next (timeline, page->index);
}

/* The end of the search. Where the change moves the billing day, each side comes to its month by its own bills. */
static gboolean
is_last (const Page *current, const Page *candidate)
{
  const gboolean arrears = candidate->side->timeline->has_arrears || current->side->timeline->has_arrears;

  return has_come_to_steady (current, arrears) && has_come_to_steady (candidate, arrears);
}

/* Narrows [*before, *after), which holds @index and in which nothing changes, by the cycle of @date. */
static void
note_busy (const CordCalendar *calendar, CordDate date, gint64 index, gint64 *before, gint64 *after)
{
  const gint64 busy = cord_calendar_index (calendar, date);

  if (busy <= index)
    *before = MAX (*before, busy);
  else
    *after = MIN (*after, busy);
}

/* How many bills from this one on are sure to be alike, at least 1: whole cycles cost the same until something changes
 * again. Bills hold the arrears of the cycle before, so the first of them comes two cycles after the last change. */
static gint64
count_alike (const Page *page)
{
  const CordTimeline *timeline = page->side->timeline;
  const CordCalendar *calendar = timeline->calendar;
  gint64 before = G_MININT32, after = G_MAXINT64;

  for (guint i = 0; i < calendar->moves->len; i++)
    {
      const CordBillingMove *move = &g_array_index (calendar->moves, CordBillingMove, i);

      note_busy (calendar, move->begins, page->index, &before, &after);
      note_busy (calendar, move->aligned, page->index, &before, &after);
    }
  for (guint i = 0; i < timeline->products->len; i++)
    {
      const GArray *moments = cord_timeline_product (timeline, i)->moments;

      for (guint j = 0; j < moments->len; j++)
        note_busy (calendar, g_array_index (moments, CordMoment, j).date, page->index, &before, &after);
    }
  if (page->index < before + 2)
    return 1;
  return after == G_MAXINT64 ? after : after - page->index;
}

/* Goes to the next bill that may differ; FALSE when there is none. */
static gboolean
turn (Page *current, Page *candidate)
{
  gint64 alike;

  if (is_last (current, candidate))
    return FALSE;
  alike = MIN (count_alike (current), count_alike (candidate));
  if (alike == G_MAXINT64)
    return FALSE;
  current->index = cord_bill_next (current->side->timeline, current->index) + alike - 1;
  candidate->index = cord_bill_next (candidate->side->timeline, candidate->index) + alike - 1;
  return TRUE;
}

static gboolean
compare_now (const CordBillSide *current, const CordBillSide *candidate)
{
  g_autoptr (GArray) without = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GArray) with = g_array_new (FALSE, FALSE, sizeof (Entry));

  add_lines (without, current->timeline->input, current->lines);
  add_lines (with, candidate->timeline->input, candidate->lines);
  return are_equal (without, with);
}

/* The bills to come, side by side. */
static gboolean
find_to_come (Page *current, Page *candidate, gboolean *found, CordBillRow *out, GError **error)
{
  const CordBillingInput *input = candidate->side->timeline->input;
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  const gint64 next = cord_bill_next (candidate->side->timeline, input->now_index);

  current->index = cord_bill_next (current->side->timeline, input->now_index);
  candidate->index = next;
  do
    {
      const gboolean collects = candidate->index == next && input->ticks.policy.collect_next;

      if (!open_page (current, positions, error) || !open_page (candidate, positions, error))
        return FALSE;
      if (collects)
        {
          add_lines (current->entries, input, current->side->lines);
          add_lines (candidate->entries, input, candidate->side->lines);
        }
      *found = !are_equal (current->entries, candidate->entries);
      *out = collects ? candidate->side->ladder->next : candidate->row;
    }
  while (!*found && turn (current, candidate));
  return TRUE;
}

gboolean
cord_first_bill_find (const CordBillSide *current, const CordBillSide *candidate, gboolean *found, CordBillRow *out,
                      GError **error)
{
  g_autoptr (GArray) without = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GArray) with = g_array_new (FALSE, FALSE, sizeof (Entry));
  Page old_page = { .side = current, .entries = without }, new_page = { .side = candidate, .entries = with };

  *found = !candidate->timeline->input->ticks.policy.collect_next && candidate->lines->len > 0
           && !compare_now (current, candidate);
  if (!*found)
    return find_to_come (&old_page, &new_page, found, out, error);
  *out = candidate->ladder->this_bill;
  return TRUE;
}
