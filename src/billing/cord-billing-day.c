/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-day.h"

#include "billing/cord-remaining.h"

#include <glib/gi18n-lib.h>

static CordCalendar *
build (const CordBillingInput *input, guint n_events, GError **error)
{
  g_autofree gboolean *remains = cord_remaining_events (input, n_events);
  g_autoptr (CordCalendar) calendar = cord_calendar_new (&input->ticks, &input->grid);

  for (guint number = 1; number <= n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (input, number);
      const CordBillingMove move = { .number = number, .extends = event->extends, .grid = { .anchor = event->anchor } };

      if (event->type == CORD_BILLING_DAY && remains[number - 1]
          && !cord_calendar_move (calendar, &move, event->recorded.date, event->effective.date, error))
        return NULL;
    }
  return g_steal_pointer (&calendar);
}

static const CordBillingMove *
find_move (const CordCalendar *calendar, guint number)
{
  for (guint i = 0; i < calendar->moves->len; i++)
    {
      const CordBillingMove *move = &g_array_index (calendar->moves, CordBillingMove, i);

      if (move->number == number)
        return move;
    }
  return NULL;
}

/* TRUE when a move that only @calendar has had begun by @date. */
static gboolean
differs_in_the_past (const CordCalendar *calendar, const CordCalendar *other, CordDate date)
{
  for (guint i = 0; i < calendar->moves->len; i++)
    {
      const CordBillingMove *move = &g_array_index (calendar->moves, CordBillingMove, i);

      if (move->begins <= date && find_move (other, move->number) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* Cycles that were billed keep their dates: a reversal may only touch moves that have not begun. */
static gboolean
check_reversal (const CordBillingInput *input, const CordBillingEvent *reversal, GError **error)
{
  g_autoptr (CordCalendar) before = build (input, reversal->number - 1, error);
  g_autoptr (CordCalendar) after = before != NULL ? build (input, reversal->number, error) : NULL;

  if (after == NULL)
    return FALSE;
  if (!differs_in_the_past (before, after, reversal->recorded.date)
      && !differs_in_the_past (after, before, reversal->recorded.date))
    return TRUE;
  return cord_billing_input_refuse (input, reversal, error, _ ("reverses a move of the billing day that has begun"));
}

CordCalendar *
cord_billing_day_calendar (const CordBillingInput *input, guint n_events, GError **error)
{
  for (guint number = 1; number <= n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (input, number);

      if (event->type == CORD_BILLING_REVERSAL && cord_billing_input_undone (input, event)->type == CORD_BILLING_DAY
          && !check_reversal (input, event, error))
        return NULL;
    }
  return build (input, n_events, error);
}
