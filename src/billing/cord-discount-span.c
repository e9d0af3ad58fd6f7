/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-discount-span.h"

static gboolean
find_end (const CordBillingInput *input, const CordCalendar *calendar, const CordBillingEvent *event, CordMoment *out,
          GError **error)
{
  gint64 last;
  CordCycle cycle;

  *out = (CordMoment){ .at = CORD_MOMENT_NEVER, .date = CORD_DATE_NONE };
  if (event->has_until)
    *out = event->until;
  if (event->cycles == 0)
    return TRUE;
  last = cord_calendar_count (calendar, cord_calendar_index (calendar, event->effective.date), event->cycles);
  if (!cord_calendar_dates (calendar, last, &cycle, error))
    return FALSE;
  *out = cord_ticks_of_date (&input->ticks, cycle.end);
  return TRUE;
}

gboolean
cord_discount_span_init (CordDiscountSpan *self, const CordBillingInput *input, const CordCalendar *calendar,
                         const CordBillingEvent *event, GError **error)
{
  *self = (CordDiscountSpan){ .event = event, .from = event->effective.at };
  return find_end (input, calendar, event, &self->to, error);
}

/* The beginning itself does not count: where the day of a change is still the old plan's, the promotion of the new plan
 * begins a day before it. */
void
cord_discount_span_bind (CordDiscountSpan *self, const CordTicks *ticks, const GArray *segments)
{
  if (self->event->offers == NULL)
    return;
  for (guint i = 0; i < segments->len; i++)
    {
      const CordSegment *segment = &g_array_index (segments, CordSegment, i);
      const gint64 at = MAX (segment->from, self->from + 1);

      if (at >= segment->to || at >= self->to.at || segment->suspended
          || cord_billing_event_covers (self->event, segment->offer))
        continue;
      self->to = cord_ticks_moment (ticks, at);
      return;
    }
}

gboolean
cord_discount_span_overlap (const CordDiscountSpan *self, const CordSegment *segment, gint64 *from, gint64 *to)
{
  *from = MAX (segment->from, self->from);
  *to = MIN (segment->to, self->to.at);
  return *from < *to && !segment->suspended && cord_billing_event_covers (self->event, segment->offer);
}
