/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-office-hours.h"

#define HOUR (60 * 60) /* seconds */
#define OPENS (9 * HOUR)
#define CLOSES (17 * HOUR)

static gboolean
is_working_day (CordDate date)
{
  return cord_date_weekday (date) < 5;
}

static void
add_day (GArray *slots, CordDate date, gint64 from, gint64 to, const CordZone *zone)
{
  gint64 end = MIN (cord_local_to_instant (date, CLOSES, zone), to);

  for (gint64 start = cord_local_to_instant (date, OPENS, zone); start <= end - CORD_SLOT_LENGTH;
       start += CORD_SLOT_LENGTH)
    {
      CordSlot slot = { start, start + CORD_SLOT_LENGTH };

      if (start >= from)
        g_array_append_val (slots, slot);
    }
}

GArray *
cord_office_hours_between (gint64 from, gint64 to, const CordZone *zone)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (CordSlot));
  CordDate first;

  g_return_val_if_fail (zone != NULL, slots);

  first = cord_instant_to_date (from, zone);
  for (CordDate date = first; date < first + CORD_SLOT_DAYS_MAX && cord_local_to_instant (date, OPENS, zone) < to;
       date++)
    if (is_working_day (date))
      add_day (slots, date, from, to, zone);
  return slots;
}

gboolean
cord_slot_overlaps (const CordSlot *a, const CordSlot *b)
{
  return a->start < b->end && b->start < a->end;
}
