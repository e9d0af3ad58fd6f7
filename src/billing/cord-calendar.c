/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-calendar.h"

#include <glib/gi18n-lib.h>

CordCalendar *
cord_calendar_new (const CordTicks *ticks, const CordCycleGrid *grid)
{
  CordCalendar *self = g_new0 (CordCalendar, 1);

  self->ticks = ticks;
  self->grid = *grid;
  self->moves = g_array_new (FALSE, FALSE, sizeof (CordBillingMove));
  return self;
}

void
cord_calendar_free (CordCalendar *self)
{
  g_array_unref (self->moves);
  g_free (self);
}

static const CordBillingMove *
move_at (const CordCalendar *self, guint position)
{
  return &g_array_index (self->moves, CordBillingMove, position);
}

static gboolean
has_stub (const CordBillingMove *move)
{
  return move->aligned > move->begins;
}

/* The move in force for a cycle, NULL before the first. */
static const CordBillingMove *
move_of_index (const CordCalendar *self, gint64 index)
{
  for (guint i = self->moves->len; i > 0; i--)
    if (move_at (self, i - 1)->first <= index)
      return move_at (self, i - 1);
  return NULL;
}

static gboolean
is_stub (const CordCalendar *self, gint64 index)
{
  const CordBillingMove *move = move_of_index (self, index);

  return move != NULL && move->first == index && has_stub (move);
}

/* TRUE when the cycle is on the bill of the stub before it. */
static gboolean
follows_extended_stub (const CordCalendar *self, gint64 index)
{
  const CordBillingMove *move = move_of_index (self, index);

  return move != NULL && move->extends && has_stub (move) && move->first == index - 1;
}

gint64
cord_calendar_index (const CordCalendar *self, CordDate date)
{
  for (guint i = self->moves->len; i > 0; i--)
    {
      const CordBillingMove *move = move_at (self, i - 1);

      if (date >= move->aligned)
        return move->offset + cord_cycle_grid_index (&move->grid, date);
      if (date >= move->begins)
        return move->first;
    }
  return cord_cycle_grid_index (&self->grid, date);
}

gboolean
cord_calendar_dates (const CordCalendar *self, gint64 index, CordCycle *out, GError **error)
{
  const CordBillingMove *move = move_of_index (self, index);

  if (move == NULL)
    return cord_grid_nth (&self->grid, index, out, error);
  if (index < move->offset)
    {
      *out = (CordCycle){ move->begins, move->aligned };
      return TRUE;
    }
  return cord_grid_nth (&move->grid, index - move->offset, out, error);
}

gboolean
cord_calendar_nth (const CordCalendar *self, gint64 index, CordTickCycle *out, GError **error)
{
  CordCycle dates, reference;

  if (!cord_calendar_dates (self, index, &dates, error))
    return FALSE;
  if (!is_stub (self, index))
    return cord_ticks_cycle (self->ticks, dates, out, error);
  return cord_grid_nth (&move_of_index (self, index)->grid, -1, &reference, error)
         && cord_ticks_stub (self->ticks, dates, reference, out, error);
}

int
cord_calendar_anchor (const CordCalendar *self, CordDate date)
{
  for (guint i = self->moves->len; i > 0; i--)
    if (move_at (self, i - 1)->begins <= date)
      return move_at (self, i - 1)->grid.anchor;
  return self->grid.anchor;
}

gint64
cord_calendar_bill_head (const CordCalendar *self, gint64 index)
{
  return follows_extended_stub (self, index) ? index - 1 : index;
}

gint64
cord_calendar_bill_tail (const CordCalendar *self, gint64 index)
{
  return follows_extended_stub (self, index + 1) ? index + 1 : index;
}

gint64
cord_calendar_count (const CordCalendar *self, gint64 index, gint64 n)
{
  gint64 last = index + n - 1;

  for (guint i = 0; i < self->moves->len; i++)
    {
      const CordBillingMove *move = move_at (self, i);

      if (has_stub (move) && move->first >= index && move->first <= last)
        last++;
    }
  return last;
}

/* The first day of a bill that is later than @recorded and not before @effective. */
static gboolean
find_beginning (const CordCalendar *self, CordDate recorded, CordDate effective, gint64 *index, CordDate *begins,
                GError **error)
{
  const CordDate earliest = MAX (effective, recorded + 1);
  CordCycle dates;

  *index = cord_calendar_index (self, earliest);
  if (!cord_calendar_dates (self, *index, &dates, error))
    return FALSE;
  if (dates.start < earliest)
    *index += 1;
  if (follows_extended_stub (self, *index))
    *index += 1;
  if (!cord_calendar_dates (self, *index, &dates, error))
    return FALSE;
  *begins = dates.start;
  return cord_grid_date_in_range (*begins, NULL, "cycle", error);
}

static void
align (CordBillingMove *move)
{
  int month = cord_date_month_index (move->begins);

  if (cord_date_of_anchor (month, move->grid.anchor) < move->begins)
    month++;
  move->aligned = cord_date_of_anchor (month, move->grid.anchor);
  move->grid.first_month = month;
  move->offset = move->first + (has_stub (move) ? 1 : 0);
}

gboolean
cord_calendar_move (CordCalendar *self, const CordBillingMove *move, CordDate recorded, CordDate effective,
                    GError **error)
{
  CordBillingMove next = *move;

  g_assert (self->grid.months > 0);
  while (self->moves->len > 0 && move_at (self, self->moves->len - 1)->begins > recorded)
    g_array_set_size (self->moves, self->moves->len - 1);
  if (!find_beginning (self, recorded, effective, &next.first, &next.begins, error))
    return FALSE;
  next.grid.months = self->grid.months;
  align (&next);
  g_array_append_val (self->moves, next);
  return TRUE;
}
