/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-tick.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DATE_LENGTH 10 /* "YYYY-MM-DD" */

CordMoment
cord_ticks_of_date (const CordTicks *self, CordDate date)
{
  CordMoment moment = { .at = date, .date = date };

  if (self->policy.tick == CORD_TICK_SECOND)
    moment.at = cord_floor_divide (cord_date_to_instant (date, self->zone), G_USEC_PER_SEC);
  return moment;
}

CordMoment
cord_ticks_moment (const CordTicks *self, gint64 at)
{
  CordMoment moment = { .at = at, .date = (CordDate)at };

  if (self->policy.tick == CORD_TICK_SECOND)
    moment.date = cord_instant_to_date (at * G_USEC_PER_SEC, self->zone);
  return moment;
}

gboolean
cord_ticks_parse (const CordTicks *self, const char *text, const CordPlace *place, const char *member, CordMoment *out,
                  GError **error)
{
  CordDate date;
  gint64 instant;

  if (strlen (text) == DATE_LENGTH && cord_date_parse (text, &date, NULL))
    {
      *out = cord_ticks_of_date (self, date);
      return TRUE;
    }
  if (strlen (text) == DATE_LENGTH || !cord_instant_parse (text, &instant, NULL))
    return cord_place_refuse (place, member, "invalid", error,
                              _ ("must be a date such as 2024-06-17 or an instant with an offset"));

  out->date = cord_instant_to_date (instant, self->zone);
  out->at = self->policy.tick == CORD_TICK_SECOND ? cord_floor_divide (instant, G_USEC_PER_SEC) : out->date;
  return TRUE;
}

/* A date in years of twelve months of thirty days. */
static gint64
serial_30_360 (CordDate date)
{
  int year, month, day;

  cord_date_split (date, &year, &month, &day);
  return (gint64)year * 360 + month * 30 + MIN (day, 30);
}

/* Ticks from a moment within a cycle to its end. */
static gint64
ticks_to_end (const CordTicks *self, const CordTickCycle *cycle, gint64 at)
{
  switch (self->policy.day_count)
    {
    case CORD_DAY_COUNT_FIXED:
      return MIN ((gint64)self->policy.fixed, cycle->end - at);
    case CORD_DAY_COUNT_30_360:
      return serial_30_360 ((CordDate)cycle->end) - serial_30_360 ((CordDate)at);
    case CORD_DAY_COUNT_ACTUAL:
    default:
      return cycle->end - at;
    }
}

gint64
cord_ticks_left (const CordTicks *self, const CordTickCycle *cycle, gint64 at)
{
  if (at <= cycle->start)
    return cycle->left;
  if (at >= cycle->end)
    return 0;
  return ticks_to_end (self, cycle, at);
}

static gint64
whole_ticks (const CordTicks *self, const CordTickCycle *cycle)
{
  switch (self->policy.day_count)
    {
    case CORD_DAY_COUNT_FIXED:
      return self->policy.fixed;
    case CORD_DAY_COUNT_30_360:
      return serial_30_360 (cycle->dates.end) - serial_30_360 (cycle->dates.start);
    case CORD_DAY_COUNT_ACTUAL:
    default:
      return cycle->end - cycle->start;
    }
}

gboolean
cord_ticks_cycle (const CordTicks *self, CordCycle dates, CordTickCycle *out, GError **error)
{
  out->dates = dates;
  out->start = cord_ticks_of_date (self, dates.start).at;
  out->end = cord_ticks_of_date (self, dates.end).at;
  out->ticks = out->left = whole_ticks (self, out);
  if (out->ticks <= 0)
    {
      g_autofree char *start = cord_date_to_string (dates.start);

      return cord_place_refuse (NULL, "cycle", "impossible", error,
                                _ ("the cycle from %s holds nothing to count by this policy"), start);
    }
  return TRUE;
}

gboolean
cord_ticks_stub (const CordTicks *self, CordCycle dates, CordCycle reference, CordTickCycle *out, GError **error)
{
  if (!cord_ticks_cycle (self, reference, out, error))
    return FALSE;
  out->dates = dates;
  out->start = cord_ticks_of_date (self, dates.start).at;
  if (dates.start != reference.start)
    out->left = ticks_to_end (self, out, out->start);
  return TRUE;
}

CordMoment
cord_ticks_takes_effect (const CordTicks *self, CordMoment moment)
{
  if (!self->policy.change_day_old)
    return moment;
  return cord_ticks_of_date (self, moment.date + 1);
}
