/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-bill.h"

#include "slow-ledger-tax.h"

#include <string.h>

SlowBillRow
slow_bill_tax (const SlowAccount *account, SlowAmount amount, const SlowTax *tax, SlowAmount *parts)
{
  const SlowAmount part = slow_tax_of (tax, amount, account->inclusive, account->rounding, parts);

  if (account->inclusive)
    return (SlowBillRow){ amount - part, part, amount };
  return (SlowBillRow){ amount, part, amount + part };
}

void
slow_bill_add (SlowBillRow *sum, SlowBillRow row)
{
  sum->net += row.net;
  sum->tax += row.tax;
  sum->gross += row.gross;
}

gboolean
slow_bill_is_due (const SlowTimeline *timeline, int cycle, const SlowPosition *position)
{
  const int now = slow_timeline_cycle (timeline, timeline->now)->bill,
            bill = slow_timeline_cycle (timeline, cycle)->bill;

  return position->arrears ? bill < now : bill <= now;
}

static void
free_line (gpointer data)
{
  g_free (((SlowLine *)data)->key);
  g_free (data);
}

static SlowLine *
get_line (GPtrArray *lines, const char *key)
{
  SlowLine *line;

  for (guint i = 0; i < lines->len; i++)
    if (strcmp (((SlowLine *)g_ptr_array_index (lines, i))->key, key) == 0)
      return g_ptr_array_index (lines, i);
  line = g_new0 (SlowLine, 1);
  line->key = g_strdup (key);
  g_ptr_array_add (lines, line);
  return line;
}

static gboolean
is_fee_key (const char *key)
{
  return g_str_has_prefix (key, "once/") || g_str_has_prefix (key, "etf/");
}

static void
add_positions (SlowTimeline *timeline, int cycle, GPtrArray *lines)
{
  GPtrArray *positions = slow_positions_of (timeline, cycle);

  for (guint i = 0; i < positions->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (positions, i);
      SlowLine *line;

      if (!slow_bill_is_due (timeline, cycle, position))
        continue;
      line = get_line (lines, position->key);
      line->units = position->units;
      line->position = position->amount;
      line->has_position = TRUE;
      line->tax = position->tax;
    }
}

/* Without a ledger everything in the history counts as invoiced. */
static void
add_history (SlowTimeline *history, int cycle, GPtrArray *lines)
{
  GPtrArray *positions = slow_positions_of (history, cycle);

  for (guint i = 0; i < positions->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (positions, i);

      if (slow_bill_is_due (history, cycle, position))
        get_line (lines, position->key)->invoiced = position->amount;
    }
}

/* "A line is position − net, where that is not zero; if it is negative and net positive, the credit is at most net −
 * adjusted (at least 0)." */
static void
settle (const SlowTimeline *timeline, SlowLine *line, SlowAmount adjusted)
{
  SlowAmount owed = line->position - line->invoiced;

  if (owed < 0 && line->invoiced > 0)
    owed = -MIN (-owed, MAX (0, line->invoiced - adjusted));
  if (!line->has_position)
    line->tax = slow_ledger_tax (timeline->account, line->key);
  line->row = slow_bill_tax (timeline->account, owed, &line->tax, line->parts);
  if (is_fee_key (line->key))
    line->units = -1;
}

static SlowAmount
find_adjusted (const SlowAccount *account, int start, const char *key)
{
  for (int i = 0; account->has_ledger && i < account->n_ledger; i++)
    if (account->ledger[i].cycle == start && strcmp (account->ledger[i].key, key) == 0)
      return account->ledger[i].adjusted;
  return 0;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SlowLine *const *)a)->key, (*(SlowLine *const *)b)->key);
}

static void
add_lines (SlowTimeline *timeline, SlowTimeline *history, int number, GPtrArray *all)
{
  const SlowAccount *account = timeline->account;
  const SlowCycle *cycle = slow_timeline_cycle (timeline, number);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  add_positions (timeline, number, lines);
  if (!account->has_ledger)
    add_history (history, number, lines);
  for (int i = 0; account->has_ledger && i < account->n_ledger; i++)
    if (account->ledger[i].cycle == cycle->start)
      get_line (lines, account->ledger[i].key)->invoiced = account->ledger[i].net;
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      SlowLine *line = g_ptr_array_index (lines, i);

      line->start = cycle->start;
      line->end = cycle->end;
      line->whole = slow_whole_ticks (timeline, cycle);
      settle (timeline, line, find_adjusted (account, cycle->start, line->key));
      if (line->row.net != 0 || line->row.gross != 0)
        g_ptr_array_add (all, line);
      else
        free_line (line);
    }
}

GPtrArray *
slow_lines_new (SlowTimeline *timeline, SlowTimeline *history)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);
  const int now = slow_timeline_cycle (timeline, timeline->now)->bill;

  for (int i = 0; slow_timeline_cycle (timeline, i)->bill <= now; i++)
    add_lines (timeline, history, i, lines);
  return lines;
}

static void
add_charge (SlowTimeline *timeline, const SlowPosition *position, GArray *charges)
{
  const SlowCharge charge
      = { position->key, slow_bill_tax (timeline->account, position->amount, &position->tax, NULL) };

  if (position->amount != 0)
    g_array_append_val (charges, charge);
}

GArray *
slow_bill_charges (SlowTimeline *timeline, int bill)
{
  GArray *charges = g_array_new (FALSE, FALSE, sizeof (SlowCharge));

  for (int c = 0; (guint)c < timeline->cycles->len && slow_timeline_cycle (timeline, c)->bill <= bill; c++)
    {
      const int own = slow_timeline_cycle (timeline, c)->bill;

      if (own < bill - 1)
        continue;
      for (guint i = 0; i < slow_positions_of (timeline, c)->len; i++)
        {
          const SlowPosition *position = g_ptr_array_index (slow_positions_of (timeline, c), i);

          if (position->arrears ? own == bill - 1 : own == bill)
            add_charge (timeline, position, charges);
        }
    }
  return charges;
}

/* Notes how large a partial sum can become, in whatever order the lines are added. */
SlowBillRow
slow_bill_sum (SlowTimeline *timeline, const GArray *charges)
{
  SlowBillRow sum = { 0 };
  SlowAmount magnitude = 0;

  for (guint i = 0; i < charges->len; i++)
    {
      const SlowBillRow *row = &g_array_index (charges, SlowCharge, i).row;

      slow_bill_add (&sum, *row);
      magnitude += row->gross < 0 ? -row->gross : row->gross;
      slow_timeline_note (timeline, magnitude);
    }
  return sum;
}

SlowBillRow
slow_bill_of_cycle (SlowTimeline *timeline, int cycle)
{
  g_autoptr (GArray) charges = g_array_new (FALSE, FALSE, sizeof (SlowCharge));

  for (guint i = 0; i < slow_positions_of (timeline, cycle)->len; i++)
    {
      const SlowPosition *position = g_ptr_array_index (slow_positions_of (timeline, cycle), i);

      if (position->units >= 0)
        add_charge (timeline, position, charges);
    }
  return slow_bill_sum (timeline, charges);
}
