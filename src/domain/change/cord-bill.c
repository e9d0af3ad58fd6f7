/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-bill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CYCLES_MAX 50000 /* of history: daily cycles for more than a century */

/* A walk over the cycles that have started. */
typedef struct
{
  CordTimeline *timeline;
  CordTimeline *invoiced;
  GArray *positions;
  GArray *ledger; /* CordLedgerRow of the cycle at hand, by key; or of all cycles when the input has one */
  guint next_row;
  GPtrArray *lines;
} Walk;

CordBillLine *
cord_bill_line_new (const CordPosition *position, const CordTickCycle *cycle)
{
  CordBillLine *self = g_new0 (CordBillLine, 1);

  self->key = g_strdup (position->key);
  self->kind = cord_line_kind_name (position->kind);
  self->product = g_strdup (position->product);
  self->cycle = cycle->dates;
  self->ticks = position->ticks;
  self->cycle_ticks = position->ticks < 0 ? -1 : cycle->ticks;
  self->unit = position->unit;
  self->position = position->amount;
  return self;
}

void
cord_bill_line_free (CordBillLine *self)
{
  g_free (self->key);
  g_free (self->product);
  g_free (self);
}

static gboolean
overflow (GError **error)
{
  return cord_place_refuse (NULL, NULL, "overflow", error, _("an amount is too large to be computed"));
}

gboolean
cord_bill_row_add (CordBillRow *row, gint64 net, gint64 tax, gint64 gross, GError **error)
{
  if (__builtin_add_overflow (row->net, net, &row->net) || __builtin_add_overflow (row->tax, tax, &row->tax)
      || __builtin_add_overflow (row->gross, gross, &row->gross))
    return overflow (error);
  return TRUE;
}

static gboolean
compute_tax (const CordBillingInput *input, gint64 net, CordDecimal percent, gint64 *tax, gint64 *gross, GError **error)
{
  if (!cord_minor_percent_round (net, percent, input->ticks.policy.rounding, tax, error))
    return FALSE;
  return __builtin_add_overflow (net, *tax, gross) ? overflow (error) : TRUE;
}

/* Position minus what is invoiced; a credit never gives back more than is left of it. */
static gboolean
compute_net (gint64 position, const CordLedgerRow *row, gint64 *net, GError **error)
{
  gint64 most;

  if (__builtin_sub_overflow (position, row->net, net))
    return overflow (error);
  if (*net < 0 && row->net > 0)
    {
      most = row->adjusted < row->net ? row->net - row->adjusted : 0;
      *net = MAX (*net, -most);
    }
  return TRUE;
}

static gboolean
add_line (Walk *walk, const CordPosition *position, const CordLedgerRow *row, const CordTickCycle *cycle,
          GError **error)
{
  gint64 net, tax, gross;
  CordBillLine *line;

  if (!compute_net (position->amount, row, &net, error))
    return FALSE;
  if (net == 0)
    return TRUE;
  if (!compute_tax (walk->timeline->input, net, position->tax, &tax, &gross, error))
    return FALSE;
  line = cord_bill_line_new (position, cycle);
  line->invoiced = row->net;
  line->net = net;
  line->tax = tax;
  line->gross = gross;
  g_ptr_array_add (walk->lines, line);
  return TRUE;
}

/* A ledger row that nothing stands for any more: its position is 0, and all else is told by its key. */
static gboolean
add_orphan (Walk *walk, const CordLedgerRow *row, const CordTickCycle *cycle, GError **error)
{
  const CordBillingInput *input = walk->timeline->input;
  g_auto (CordLineKey) key = { 0 };
  CordPosition position = { .key = row->key };

  if (!cord_line_key_parse (row->key, input->scale, NULL, &key, error))
    return FALSE;
  position.kind = key.kind;
  position.product = key.product;
  position.tax = key.tax;
  position.unit = key.price;
  if (key.kind == CORD_LINE_ONCE || key.kind == CORD_LINE_ETF)
    {
      position.ticks = -1;
      position.unit = (CordDecimal){ .unscaled = row->net, .decimals = (guint8)input->scale };
    }
  return add_line (walk, &position, row, cycle, error);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  return strcmp (((const CordPosition *)a)->key, ((const CordPosition *)b)->key);
}

/* Merges the sorted positions of a cycle with its sorted ledger rows [from, to). */
static gboolean
merge_cycle (Walk *walk, guint from, guint to, const CordTickCycle *cycle, GError **error)
{
  const CordLedgerRow nothing = { 0 };
  guint i = 0;

  g_array_sort (walk->positions, compare_positions);
  while (i < walk->positions->len || from < to)
    {
      const CordPosition *position
          = i < walk->positions->len ? &g_array_index (walk->positions, CordPosition, i) : NULL;
      const CordLedgerRow *row = from < to ? &g_array_index (walk->ledger, CordLedgerRow, from) : NULL;
      int order = position == NULL ? 1 : row == NULL ? -1 : strcmp (position->key, row->key);

      if (order > 0 ? !add_orphan (walk, row, cycle, error)
                    : !add_line (walk, position, order == 0 ? row : &nothing, cycle, error))
        return FALSE;
      i += order <= 0;
      from += order >= 0;
    }
  return TRUE;
}

/* The product that the change touches, through however many reversals. */
static guint
affected_product (const CordBillingInput *input)
{
  const CordBillingEvent *event = cord_billing_input_change (input);

  while (event->type == CORD_BILLING_REVERSAL)
    event = cord_billing_input_event (input, event->of);
  return event->product;
}

/* With the ledger left out, what the history comes to is invoiced: only the product of the change can differ. */
static gboolean
walk_cycle_of_product (Walk *walk, const CordBillCycle *cycle, GError **error)
{
  const guint product = affected_product (walk->timeline->input);

  g_array_set_size (walk->positions, 0);
  g_array_set_size (walk->ledger, 0);
  if (!cord_positions_of_product (walk->invoiced, product, cycle, walk->positions, error))
    return FALSE;
  g_array_sort (walk->positions, compare_positions);
  for (guint i = 0; i < walk->positions->len; i++)
    {
      const CordPosition *position = &g_array_index (walk->positions, CordPosition, i);
      const CordLedgerRow row = { .key = position->key, .net = position->amount };

      g_array_append_val (walk->ledger, row);
    }
  g_array_set_size (walk->positions, 0);
  return cord_positions_of_product (walk->timeline, product, cycle, walk->positions, error)
         && merge_cycle (walk, 0, walk->ledger->len, &cycle->ticks, error);
}

static gboolean
walk_cycle (Walk *walk, gint64 index, GError **error)
{
  CordBillCycle cycle;
  guint from = walk->next_row;

  if (!cord_bill_cycle_nth (walk->timeline->input, index, &cycle, error))
    return FALSE;
  if (walk->timeline->input->ledger == NULL)
    return walk_cycle_of_product (walk, &cycle, error);
  while (walk->next_row < walk->ledger->len
         && g_array_index (walk->ledger, CordLedgerRow, walk->next_row).cycle == cycle.ticks.dates.start)
    walk->next_row++;
  return cord_positions_of_cycle (walk->timeline, &cycle, walk->positions, error)
         && merge_cycle (walk, from, walk->next_row, &cycle.ticks, error);
}

static gint64
first_cycle (const Walk *walk)
{
  const CordBillingInput *input = walk->timeline->input;
  gint64 first = MIN (walk->timeline->first_cycle, walk->invoiced->first_cycle);

  if (input->ledger != NULL && input->ledger->len > 0)
    first = MIN (first, cord_cycle_grid_index (&input->grid, g_array_index (input->ledger, CordLedgerRow, 0).cycle));
  return first;
}

GPtrArray *
cord_bill_lines (CordTimeline *timeline, CordTimeline *invoiced, GError **error)
{
  const CordBillingInput *input = timeline->input;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_bill_line_free);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (CordPosition));
  g_autoptr (GArray) ledger
      = input->ledger != NULL ? g_array_ref (input->ledger) : g_array_new (FALSE, FALSE, sizeof (CordLedgerRow));
  Walk walk = { .timeline = timeline, .invoiced = invoiced, .positions = positions, .ledger = ledger, .lines = lines };

  const gint64 first = first_cycle (&walk);

  if (input->ledger == NULL && timeline == invoiced)
    return g_steal_pointer (&lines); /* all of it is invoiced */
  if (first < input->now_index - CYCLES_MAX)
    {
      cord_place_refuse (NULL, "history", "overflow", error, _("reaches back over too many cycles"));
      return NULL;
    }
  for (gint64 index = first; index <= input->now_index; index++)
    if (!walk_cycle (&walk, index, error))
      return NULL;
  return g_steal_pointer (&lines);
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

gboolean
cord_bill_to_come (CordTimeline *timeline, gint64 index, GArray *positions, CordBillRow *out, GError **error)
{
  CordBillCycle cycle;

  if (!cord_bill_cycle_nth (timeline->input, index, &cycle, error)
      || !cord_positions_of_cycle (timeline, &cycle, positions, error))
    return FALSE;
  *out = (CordBillRow){ .cycle = cycle.ticks.dates };
  for (guint i = 0; i < positions->len; i++)
    {
      const CordPosition *position = &g_array_index (positions, CordPosition, i);
      gint64 tax, gross;

      if (!compute_tax (timeline->input, position->amount, position->tax, &tax, &gross, error)
          || !cord_bill_row_add (out, position->amount, tax, gross, error))
        return FALSE;
    }
  return TRUE;
}
