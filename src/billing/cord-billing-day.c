/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-timeline.h"

#include <glib/gi18n-lib.h>

/* The calendar that follows from the moves of the billing day among the first events of an input. */

static CordCalendar *
build (const CordBillingInput *input, const gboolean *remains, guint n_events, GError **error)
{
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

/* Whether some move that @calendar has and @other has not had begun by @date. */
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

static CordCalendar *
build_from (const CordBillingInput *input, guint n_events, GError **error)
{
  g_autofree gboolean *remains = cord_remaining_events (input, n_events);

  return build (input, remains, n_events, error);
}

/* What is billed already is never rated again: a reversal may only touch moves that have not begun. */
static gboolean
check_reversal (const CordTimeline *self, const CordBillingEvent *reversal, GError **error)
{
  g_autoptr (CordCalendar) before = build_from (self->input, reversal->number - 1, error);
  g_autoptr (CordCalendar) after = before != NULL ? build_from (self->input, reversal->number, error) : NULL;

  if (after == NULL)
    return FALSE;
  if (!differs_in_the_past (before, after, reversal->recorded.date)
      && !differs_in_the_past (after, before, reversal->recorded.date))
    return TRUE;
  return cord_timeline_refuse (self, reversal, error, _ ("reverses a move of the billing day that has begun"));
}

CordCalendar *
cord_remaining_calendar (const CordTimeline *self, const gboolean *remains, GError **error)
{
  for (guint number = 1; number <= self->n_events; number++)
    {
      const CordBillingEvent *event = cord_billing_input_event (self->input, number);

      if (event->type == CORD_BILLING_REVERSAL
          && cord_billing_input_undone (self->input, event)->type == CORD_BILLING_DAY
          && !check_reversal (self, event, error))
        return NULL;
    }
  return build (self->input, remains, self->n_events, error);
}
