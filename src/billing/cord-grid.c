/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-grid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_DATE (-683003) /* 0100-01-01 */
#define LAST_DATE 2896372    /* 9899-12-31 */

enum
{
  FIELD_ANCHOR,
  FIELD_MONTHS,
  FIELD_DAYS,
  FIELD_FIRST,
};

#define ROW(name, kind, member) CORD_FIELD_ROW (CordCycleDraft, name, kind, member)

static const CordField grid_table[] = {
  [FIELD_ANCHOR] = ROW ("anchor", COUNT, anchor),
  [FIELD_MONTHS] = ROW ("months", COUNT, months),
  [FIELD_DAYS] = ROW ("days", COUNT, days),
  [FIELD_FIRST] = ROW ("first", TEXT, first),
  { 0 },
};

/* Months since January 1970. */
static gint64
month_index (gint64 year)
{
  return (year - 1970) * 12;
}

gboolean
cord_grid_date_in_range (CordDate date, const CordPlace *place, const char *member, GError **error)
{
  if (date >= FIRST_DATE && date <= LAST_DATE)
    return TRUE;
  return cord_place_refuse (place, member, "overflow", error, _ ("is too far away to be billed"));
}

/* "YYYY-MM" is the first day of that month without the day. */
static gboolean
read_first_month (const CordFields *fields, int *out, GError **error)
{
  const char *text;
  g_autofree char *day = NULL;
  CordDate date;

  if (!cord_fields_has (fields, FIELD_FIRST))
    return TRUE;
  if (!cord_fields_string (fields, FIELD_FIRST, &text, error))
    return FALSE;
  day = g_strconcat (text, "-01", NULL);
  if (strlen (text) != strlen ("YYYY-MM") || !cord_date_parse (day, &date, NULL))
    return cord_place_refuse (fields->place, "first", "invalid", error, _ ("must be a month such as 2024-06"));
  *out = cord_date_month_index (date);
  return cord_grid_date_in_range (date, fields->place, "first", error);
}

static gboolean
read_months (const CordFields *fields, CordCycleGrid *out, GError **error)
{
  gint64 anchor, months;

  if (!cord_fields_integer (fields, FIELD_ANCHOR, 1, 31, &anchor, error)
      || !cord_fields_integer (fields, FIELD_MONTHS, 1, CORD_GRID_MONTHS_MAX, &months, error))
    return FALSE;
  out->anchor = (int)anchor;
  out->months = (int)months;
  return read_first_month (fields, &out->first_month, error);
}

static gboolean
read_days (const CordFields *fields, CordCycleGrid *out, GError **error)
{
  gint64 days;
  const char *text;

  if (cord_fields_has (fields, FIELD_ANCHOR) || cord_fields_has (fields, FIELD_MONTHS))
    return cord_place_refuse (fields->place, "days", "invalid", error, _ ("does not go with anchor or months"));
  if (!cord_fields_integer (fields, FIELD_DAYS, 1, CORD_GRID_DAYS_MAX, &days, error)
      || !cord_fields_string (fields, FIELD_FIRST, &text, error))
    return FALSE;
  if (!cord_date_parse (text, &out->first, NULL))
    return cord_place_refuse (fields->place, "first", "invalid", error, _ ("must be a date such as 2024-06-17"));
  out->days = (int)days;
  return cord_grid_date_in_range (out->first, fields->place, "first", error);
}

gboolean
cord_grid_parse (const CordView *object, const CordPlace *place, CordCycleGrid *out, GError **error)
{
  CordFields fields;

  memset (out, 0, sizeof *out);
  if (!cord_fields_collect (&fields, object, place, grid_table, error))
    return FALSE;
  if (cord_fields_has (&fields, FIELD_DAYS))
    return read_days (&fields, out, error);
  return read_months (&fields, out, error);
}

GVariant *
cord_cycle_draft_to_value (const CordCycleDraft *self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_fields_write (grid_table, self, &builder);
  return cord_builder_end (&builder);
}

/* The first unit (day or month index) of a cycle, and whether it and the next cycle's are in the calendar. */
static gboolean
is_in_calendar (const CordCycleGrid *grid, gint64 index)
{
  gint64 length = grid->days > 0 ? grid->days : grid->months;
  gint64 first = grid->days > 0 ? grid->first : grid->first_month;
  gint64 lowest = grid->days > 0 ? cord_date (1, 1, 1) : month_index (1);
  gint64 highest = grid->days > 0 ? cord_date (9999, 12, 31) : month_index (10000) - 1;
  gint64 start, end;

  if (__builtin_mul_overflow (index, length, &start) || __builtin_add_overflow (start, first, &start)
      || __builtin_add_overflow (start, length, &end))
    return FALSE;
  return start >= lowest && end <= highest;
}

gboolean
cord_grid_nth (const CordCycleGrid *grid, gint64 index, CordCycle *out, GError **error)
{
  if (!is_in_calendar (grid, index))
    return cord_place_refuse (NULL, "cycle", "overflow", error, _ ("a cycle is too far away to be billed"));
  *out = cord_cycle_grid_nth (grid, index);
  return TRUE;
}

CordZone *
cord_grid_zone_parse (const char *name, GError **error)
{
  g_autoptr (GError) cause = NULL;
  CordZone *zone = cord_zone_parse (name, &cause);

  if (zone == NULL)
    cord_place_refuse (NULL, "zone", "zone", error, "%s", cause->message);
  return zone;
}
