/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-bill.h"

#include "billing/cord-reconciliation.h"
#include "billing/cord-tax.h"
#include "billing/cord-timeline-difference.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CYCLES_MAX 50000 /* of history: daily cycles for more than a century */

/* The state of going through the cycles that have started. */
typedef struct
{
  CordTimeline *timeline;
  CordTimeline *invoiced;
  GArray *positions;
  GArray *ledger; /* CordLedgerRow of the cycle at hand, by key; or of all cycles where @has_ledger */
  gboolean has_ledger;
  guint next_row;
  GPtrArray *lines;
} Walk;

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  return strcmp (((const CordPosition *)a)->key, ((const CordPosition *)b)->key);
}

/* Adds @line, which it takes over; NULL is none. FALSE when there is none because of an error. */
static gboolean
take_line (GPtrArray *lines, CordBillLine *line, const GError *error)
{
  if (line != NULL)
    g_ptr_array_add (lines, line);
  return error == NULL;
}

static gboolean
add_line (Walk *walk, const CordPosition *position, const CordLedgerRow *row, const CordTickCycle *cycle,
          GError **error)
{
  GError *inner = NULL;
  CordBillLine *line = position != NULL ? cord_reconcile_position (walk->timeline, position, row, cycle, &inner)
                                        : cord_reconcile_unmatched (walk->timeline, row, cycle, &inner);
  gboolean taken = take_line (walk->lines, line, inner);

  if (inner != NULL)
    g_propagate_error (error, inner);
  return taken;
}

/* Merges the sorted positions of a cycle with its sorted ledger rows [from, to). */
static gboolean
merge_cycle (Walk *walk, guint from, guint to, const CordTickCycle *cycle, GError **error)
{
  const CordLedgerRow nothing = { 0 };
  guint i = 0;

  while (i < walk->positions->len || from < to)
    {
      const CordPosition *position
          = i < walk->positions->len ? &g_array_index (walk->positions, CordPosition, i) : NULL;
      const CordLedgerRow *row = from < to ? &g_array_index (walk->ledger, CordLedgerRow, from) : NULL;
      int order = position == NULL ? 1 : row == NULL ? -1 : strcmp (position->key, row->key);

      if (!add_line (walk, order > 0 ? NULL : position, order < 0 ? &nothing : row, cycle, error))
        return FALSE;
      i += order <= 0;
      from += order >= 0;
    }
  return TRUE;
}

/* What the changed products come to in a cycle, by key. */
static gboolean
collect_touched (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, GArray *positions, GError **error)
{
  const GArray *touched = timeline->input->touched;

  g_array_set_size (positions, 0);
  for (guint i = 0; i < touched->len; i++)
    if (!cord_positions_of_product (timeline, g_array_index (touched, guint, i), cycle, due, positions, error))
      return FALSE;
  g_array_sort (positions, compare_positions);
  return TRUE;
}

/* Without a ledger, everything that the history comes to counts as invoiced: only the changed products can differ. */
static gboolean
walk_cycle_of_touched (Walk *walk, const CordBillCycle *cycle, CordDue due, GError **error)
{
  g_array_set_size (walk->ledger, 0);
  if (!collect_touched (walk->invoiced, cycle, due, walk->positions, error))
    return FALSE;
  for (guint i = 0; i < walk->positions->len; i++)
    {
      const CordPosition *position = &g_array_index (walk->positions, CordPosition, i);
      const CordLedgerRow row = { .key = position->key, .net = position->amount };

      g_array_append_val (walk->ledger, row);
    }
  return collect_touched (walk->timeline, cycle, due, walk->positions, error)
         && merge_cycle (walk, 0, walk->ledger->len, &cycle->ticks, error);
}

static gboolean
walk_cycle (Walk *walk, gint64 index, CordDue due, GError **error)
{
  CordBillCycle cycle;
  guint from = walk->next_row;

  g_array_set_size (walk->positions, 0);
  if (!cord_bill_cycle_nth (walk->timeline, index, &cycle, error))
    return FALSE;
  if (!walk->has_ledger)
    return walk_cycle_of_touched (walk, &cycle, due, error);
  while (walk->next_row < walk->ledger->len
         && g_array_index (walk->ledger, CordLedgerRow, walk->next_row).cycle == cycle.ticks.dates.start)
    walk->next_row++;
  if (!cord_positions_of_cycle (walk->timeline, &cycle, due, walk->positions, error))
    return FALSE;
  g_array_sort (walk->positions, compare_positions);
  return merge_cycle (walk, from, walk->next_row, &cycle.ticks, error);
}

static gint64
first_cycle (const Walk *walk)
{
  const CordBillingInput *input = walk->timeline->input;
  gint64 first = MIN (walk->timeline->first_cycle, walk->invoiced->first_cycle);

  if (walk->has_ledger && input->ledger->len > 0)
    first = MIN (first, cord_calendar_index (input->calendar, g_array_index (input->ledger, CordLedgerRow, 0).cycle));
  return first;
}

/* TRUE when nothing can differ from what is invoiced: there is no change, or only the billing day moves, which does not
 * touch cycles that have started. */
static gboolean
is_all_invoiced (const Walk *walk)
{
  const CordBillingInput *input = walk->timeline->input;

  return !walk->has_ledger && (walk->timeline == walk->invoiced || input->touched->len == 0);
}

/* Prices in advance and fees are due for every cycle of a bill that has begun, prices in arrears for those of bills
 * that have ended. */
static gboolean
walk_cycles (Walk *walk, gint64 first, GError **error)
{
  const CordBillingInput *input = walk->timeline->input;
  const gint64 head = cord_calendar_bill_head (input->calendar, input->now_index);
  const gint64 tail = cord_calendar_bill_tail (input->calendar, input->now_index);

  for (gint64 index = first; index <= tail; index++)
    if (!walk_cycle (walk, index, index < head ? CORD_DUE_ALL : CORD_DUE_BEGUN, error))
      return FALSE;
  return TRUE;
}

/* @has_ledger: what the input says is invoiced; otherwise all that @invoiced comes to is. */
static GPtrArray *
collect_bill (CordTimeline *timeline, CordTimeline *invoiced, gboolean has_ledger, GError **error)
{
  const CordBillingInput *input = timeline->input;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_bill_line_free);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  g_autoptr (GArray) ledger
      = has_ledger ? g_array_ref (input->ledger) : g_array_new (FALSE, FALSE, sizeof (CordLedgerRow));
  Walk walk = { .timeline = timeline,
                .invoiced = invoiced,
                .positions = positions,
                .ledger = ledger,
                .has_ledger = has_ledger,
                .lines = lines };
  gint64 first = first_cycle (&walk);

  if (is_all_invoiced (&walk))
    return g_steal_pointer (&lines);
  if (first < input->now_index - CYCLES_MAX)
    {
      cord_place_refuse (NULL, "history", "overflow", error, _ ("reaches back over too many cycles"));
      return NULL;
    }
  if (!has_ledger)
    first = MAX (first, cord_timeline_first_difference (invoiced, timeline));
  return walk_cycles (&walk, first, error) ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
cord_bill_lines (CordTimeline *timeline, CordTimeline *invoiced, GError **error)
{
  return collect_bill (timeline, invoiced, timeline->input->ledger != NULL, error);
}

GPtrArray *
cord_bill_lines_since (CordTimeline *timeline, CordTimeline *history, GError **error)
{
  return collect_bill (timeline, history, FALSE, error);
}

gboolean
cord_bill_sum (const CordBillingInput *input, GPtrArray *lines, CordBillRow *out, GError **error)
{
  *out = (CordBillRow){ .cycle = input->now_cycle };
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);

      if (!cord_bill_row_add (out, line->net, line->tax, line->gross, error))
        return FALSE;
    }
  return TRUE;
}

/* Bills to come */

/* Called with each cycle of a bill, and which of its prices are due. */
typedef gboolean (*CycleFunc) (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, gpointer data,
                               GError **error);

static gboolean
visit_cycle (CordTimeline *timeline, gint64 index, CordDue due, CycleFunc visit, gpointer data, GError **error)
{
  CordBillCycle cycle;

  return cord_bill_cycle_nth (timeline, index, &cycle, error) && visit (timeline, &cycle, due, data, error);
}

/* A bill has the prices in advance and the fees of its own cycles, and the prices in arrears of the cycles of the bill
 * before it. */
static gboolean
visit_bill (CordTimeline *timeline, gint64 index, gboolean month, CycleFunc visit, gpointer data, GError **error)
{
  const gint64 before = cord_calendar_bill_head (timeline->calendar, index - 1);
  const gint64 tail = cord_calendar_bill_tail (timeline->calendar, index);

  if (month)
    return visit_cycle (timeline, index, CORD_DUE_MONTH, visit, data, error);
  for (gint64 i = before; timeline->has_arrears && i < index; i++)
    if (!visit_cycle (timeline, i, CORD_DUE_ARREARS, visit, data, error))
      return FALSE;
  for (gint64 i = index; i <= tail; i++)
    if (!visit_cycle (timeline, i, CORD_DUE_BEGUN, visit, data, error))
      return FALSE;
  return TRUE;
}

static gboolean
collect_positions (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, gpointer data, GError **error)
{
  return cord_positions_of_cycle (timeline, cycle, due, data, error);
}

gboolean
cord_bill_positions_to_come (CordTimeline *timeline, gint64 index, GArray *positions, GError **error)
{
  g_array_set_size (positions, 0);
  return visit_bill (timeline, index, FALSE, collect_positions, positions, error);
}

/* The sum of a bill, with the positions of the product at hand. */
typedef struct
{
  CordBillRow *row;
  GArray *positions;
} Total;

static gboolean
add_amount (CordBillRow *row, const CordBillingInput *input, const CordPosition *position, GError **error)
{
  CordTaxSplit split;

  return cord_tax_split (input, position->amount, position->taxes, "ladder", &split, error)
         && cord_bill_row_add (row, split.net, split.tax, split.gross, error);
}

/* Adds what is due of a product to @row. */
static gboolean
add_computed (const Total *total, CordTimeline *timeline, guint product, const CordBillCycle *cycle, CordDue due,
              CordBillRow *row, GError **error)
{
  g_array_set_size (total->positions, 0);
  if (!cord_positions_of_product (timeline, product, cycle, due, total->positions, error))
    return FALSE;
  for (guint i = 0; i < total->positions->len; i++)
    if (!add_amount (row, timeline->input, &g_array_index (total->positions, CordPosition, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_known (const Total *total, CordTimeline *timeline, guint product, const CordBillCycle *cycle, CordDue due,
           CordKnownCost *cost, GError **error)
{
  if (!cost->known && !add_computed (total, timeline, product, cycle, due, &cost->row, error))
    return FALSE;
  cost->known = TRUE;
  return cord_bill_row_add (total->row, cost->row.net, cost->row.tax, cost->row.gross, error);
}

static gboolean
has_fees (const CordTimelineProduct *product, gint64 cycle)
{
  for (guint i = 0; i < product->fees->len; i++)
    if (g_array_index (product->fees, CordFee, i).cycle == cycle)
      return TRUE;
  return FALSE;
}

static gboolean
add_product (const Total *total, CordTimeline *timeline, guint product, const CordBillCycle *cycle, CordDue due,
             GError **error)
{
  const CordTimelineProduct *owner = cord_timeline_product (timeline, product);
  CordWholeCost *cost = cord_whole_costs_find (owner->whole_costs, &cycle->ticks);

  if (cost == NULL)
    return add_computed (total, timeline, product, cycle, due, total->row, error);
  if ((due & CORD_DUE_ADVANCE) && !add_known (total, timeline, product, cycle, CORD_DUE_ADVANCE, &cost->advance, error))
    return FALSE;
  if ((due & CORD_DUE_ARREARS) && !add_known (total, timeline, product, cycle, CORD_DUE_ARREARS, &cost->arrears, error))
    return FALSE;
  return !(due & CORD_DUE_FEES) || !has_fees (owner, cycle->index)
         || add_computed (total, timeline, product, cycle, CORD_DUE_FEES, total->row, error);
}

static gboolean
add_cycle (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, gpointer data, GError **error)
{
  for (guint i = 0; i < timeline->products->len; i++)
    if (!add_product (data, timeline, i, cycle, due, error))
      return FALSE;
  return TRUE;
}

gboolean
cord_bill_to_come (CordTimeline *timeline, gint64 index, gboolean month, CordBillRow *out, GError **error)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  Total total = { out, positions };

  *out = (CordBillRow){ 0 };
  return cord_calendar_dates (timeline->calendar, index, &out->cycle, error)
         && visit_bill (timeline, index, month, add_cycle, &total, error);
}

static gboolean
collect_lines (CordTimeline *timeline, const CordBillCycle *cycle, CordDue due, gpointer data, GError **error)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (CordLedgerRow));
  Walk walk = { .timeline = timeline, .positions = positions, .ledger = nothing, .lines = data };

  return cord_positions_of_cycle (timeline, cycle, due, positions, error)
         && merge_cycle (&walk, 0, 0, &cycle->ticks, error);
}

GPtrArray *
cord_bill_lines_to_come (CordTimeline *timeline, gint64 index, gboolean month, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_bill_line_free);

  return visit_bill (timeline, index, month, collect_lines, lines, error) ? g_steal_pointer (&lines) : NULL;
}

gint64
cord_bill_next (const CordTimeline *timeline, gint64 index)
{
  return cord_calendar_bill_tail (timeline->calendar, index) + 1;
}
