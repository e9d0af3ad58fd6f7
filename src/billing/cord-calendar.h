/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-grid.h"
#include "billing/cord-tick.h"

G_BEGIN_DECLS

/* The cycles of an account: one grid, which begins anew wherever the billing day was moved. Cycles have indices that
 * run on without a gap. Source: docs/billing.md, "Time" and "Timing of a change".
 *
 * A move begins on a day B, the first day of a bill. From the first new billing day N on or after it the new grid
 * holds. What lies between, the stub [B, N), is a cycle of its own, counted in the cycle of the new grid that
 * contains it; its bill is its own, or also that of the cycle from N on (an extension). What was billed before B is
 * not touched. */

/**
 * CordBillingMove: a move of the billing day.
 * @number: of the event that moves the billing day
 * @begins: B; @aligned: N, the same day when nothing lies between
 * @extends: the bill of the stub holds the cycle after it as well
 * @first: index of the cycle that begins on @begins
 * @grid: from @aligned on; its cycle 0 begins there and has the index @offset
 */
typedef struct
{
  guint number;
  CordDate begins;
  CordDate aligned;
  gboolean extends;
  gint64 first;
  CordCycleGrid grid;
  gint64 offset;
} CordBillingMove;

/**
 * CordCalendar: the grid of an account with the moves of its billing day.
 * @ticks: not owned
 * @grid: until the first move
 * @moves: (element-type CordBillingMove) in order
 */
typedef struct
{
  const CordTicks *ticks;
  CordCycleGrid grid;
  GArray *moves;
} CordCalendar;

/* A calendar without moves. @ticks must live as long as it does; NULL where nothing is counted in it, only dates are
 * looked up. @grid is copied. */
CordCalendar *cord_calendar_new (const CordTicks *ticks, const CordCycleGrid *grid);
/* Frees @self, but not its ticks. */
void cord_calendar_free (CordCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordCalendar, cord_calendar_free)

/* Moves the billing day to @anchor from the first bill that starts after @recorded and not before @effective; moves
 * that have not begun by @recorded are superseded. INVALID, reason "overflow", beyond the calendar. Only on a grid of
 * months (assertion). */
gboolean cord_calendar_move (CordCalendar *self, const CordBillingMove *move, CordDate recorded, CordDate effective,
                             GError **error);

/* The index of the cycle that contains @date. */
gint64 cord_calendar_index (const CordCalendar *self, CordDate date);
/* The dates of cycle @index. FALSE, INVALID with reason "overflow", beyond year 9999. */
gboolean cord_calendar_dates (const CordCalendar *self, gint64 index, CordCycle *out, GError **error);
/* Cycle @index, ready to count in. FALSE as above, and with reason "impossible" when the day count gives it no ticks.
 */
gboolean cord_calendar_nth (const CordCalendar *self, gint64 index, CordTickCycle *out, GError **error);

/* The billing day in force on @date: a day of the month, 1 to 31; on a grid of days 0. */
int cord_calendar_anchor (const CordCalendar *self, CordDate date);

/* The first cycle of the bill that holds cycle @index. */
gint64 cord_calendar_bill_head (const CordCalendar *self, gint64 index);
/* The last cycle of the bill that holds cycle @index. */
gint64 cord_calendar_bill_tail (const CordCalendar *self, gint64 index);
/* The last of @n cycles counted from @index on; a stub is counted together with the cycle after it. */
gint64 cord_calendar_count (const CordCalendar *self, gint64 index, gint64 n);

G_END_DECLS
