/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-remaining.h"

/* A reversal only refers to earlier events, so going from the last event to the first, whether a reversal counts is
 * known when it is reached: one that counts undoes its event, one that is reversed itself does not. */
static void
drop_reversed (const CordBillingInput *input, guint n_events, gboolean *remains)
{
  for (guint number = n_events; number > 0; number--)
    {
      const CordBillingEvent *event = cord_billing_input_event (input, number);

      if (event->type != CORD_BILLING_REVERSAL)
        continue;
      if (remains[number - 1])
        remains[event->of - 1] = FALSE;
      remains[number - 1] = FALSE;
    }
}

/* Events are in the order of recording, so the next change or remove of the same product supersedes the most: if it
 * does not supersede an event, no later one does. A superseded event still supersedes others. */
static void
drop_superseded (const CordBillingInput *input, guint n_events, gboolean *remains)
{
  g_autofree gint64 *next_recorded = g_new (gint64, input->products->len + 1);

  for (guint i = 0; i < input->products->len; i++)
    next_recorded[i] = CORD_MOMENT_NEVER;
  for (guint number = n_events; number > 0; number--)
    {
      const CordBillingEvent *event = cord_billing_input_event (input, number);
      gint64 next;

      if (!remains[number - 1] || (event->type != CORD_BILLING_CHANGE && event->type != CORD_BILLING_REMOVE))
        continue;
      next = next_recorded[event->product];
      next_recorded[event->product] = event->recorded.at;
      if (event->effective.at > next)
        remains[number - 1] = FALSE;
    }
}

gboolean *
cord_remaining_events (const CordBillingInput *input, guint n_events)
{
  gboolean *remains = g_new (gboolean, n_events + 1);

  for (guint i = 0; i < n_events; i++)
    remains[i] = TRUE;
  drop_reversed (input, n_events, remains);
  drop_superseded (input, n_events, remains);
  return remains;
}
