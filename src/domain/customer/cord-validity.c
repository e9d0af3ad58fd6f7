/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-validity.h"

typedef gboolean (*ReadDay) (const CordZone *zone, const char *text, CordDate *out);

/* FALSE when the member is there and names no day. */
static gboolean
read_day (GVariant *object, const char *member, const CordZone *zone, ReadDay read, CordDate *day, gint64 *instant)
{
  const char *text = cord_value_get_string (object, member);

  *day = CORD_DATE_NONE;
  if (text == NULL)
    return !cord_value_has (object, member);
  if (!read (zone, text, day))
    return FALSE;
  if (!cord_instant_parse (text, instant, NULL))
    *instant = cord_date_to_instant (*day, zone);
  return TRUE;
}

const char *
cord_validity_read (CordValidity *out, GVariant *object, const CordZone *zone)
{
  *out = (CordValidity){ .begins = G_MININT64, .ends = G_MAXINT64 };
  if (!read_day (object, CORD_VALID_FROM, zone, cord_zone_read_day, &out->from, &out->begins))
    return CORD_VALID_FROM;
  if (!read_day (object, CORD_VALID_UNTIL, zone, cord_zone_read_end, &out->until, &out->ends)
      || out->begins >= out->ends)
    return CORD_VALID_UNTIL;
  return NULL;
}

gboolean
cord_validity_contains (const CordValidity *self, CordDate date)
{
  return (self->from == CORD_DATE_NONE || (date != CORD_DATE_NONE && self->from <= date))
         && (self->until == CORD_DATE_NONE || date == CORD_DATE_NONE || date < self->until);
}

gboolean
cord_validity_meets (const CordValidity *self, const CordValidity *next)
{
  return self->until != CORD_DATE_NONE && next->from == self->until - 1 && next->begins > self->begins;
}

static void
add_day (GArray *days, CordDate day)
{
  guint at = 0;

  if (day == CORD_DATE_NONE)
    return;
  while (at < days->len && g_array_index (days, CordDate, at) < day)
    at++;
  if (at == days->len || g_array_index (days, CordDate, at) != day)
    g_array_insert_val (days, at, day);
}

void
cord_validity_add_days (const CordValidity *self, GArray *days)
{
  add_day (days, self->from);
  add_day (days, self->until);
}
