/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone-rule.h"

#include "base/cord-period.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_PER_WEEK 7
#define MONTHS_PER_YEAR 12
#define LAST_WEEK 5
#define THURSDAY 4 /* 1970-01-01, counted from Sunday */
#define DAYS_TO_MARCH 59
#define NAME_SHORTEST 3
#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z
#define HOUR (60 * 60)
#define OFFSET_HOURS_MOST 24
#define CLOCK_HOURS_MOST 167
#define CLOCK_DEFAULT (2 * HOUR)

/* After 400 years the calendar repeats, weekdays included: the changes of one such era are enough for all times. */
#define ERA_FIRST_YEAR 2000
#define ERA_YEARS 400
#define ERA_DAYS 146097
#define ERA_SECONDS (ERA_DAYS * CORD_SECONDS_PER_DAY)
#define ERA_START (10957 * CORD_SECONDS_PER_DAY) /* 2000-01-01 */
/* A period of daylight saving time ends at the latest 7 days after the year that follows its own. */
#define YEARS_AROUND 2

typedef enum
{
  DAY_JULIAN,  /* Jn: 1 to 365, 29 February is never counted */
  DAY_OF_YEAR, /* n: 0 to 365, 29 February is counted */
  DAY_OF_WEEK, /* Mm.w.d */
} DayKind;

/* A day that comes every year, and the second of that day, by the clock in force before it. */
typedef struct
{
  DayKind kind;
  int month;
  int week; /* LAST_WEEK is the last one of the month */
  int day;
  int second;
} YearDay;

typedef struct
{
  int standard; /* offset in seconds, east positive */
  int daylight;
  YearDay start;
  YearDay end;
} Daylight;

struct _CordZoneRule
{
  int offset;      /* when there are no changes */
  GArray *changes; /* (element-type CordZoneChange), of the era that begins at ERA_START */
};

/* Each of these reads its part at *text and moves it on; FALSE when there is no such part. */

static gboolean
read_mark (const char **text, char mark)
{
  if (**text != mark)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
read_number (const char **text, int least, int most, int *out)
{
  int value = 0;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text) && value <= most; (*text)++)
    value = value * 10 + (**text - '0');
  *out = value;
  return value >= least && value <= most;
}

static gboolean
read_name (const char **text)
{
  gboolean quoted = read_mark (text, '<');
  gsize length = strspn (*text, quoted ? NAME_CHARACTERS G_CSET_DIGITS "+-" : NAME_CHARACTERS);

  *text += length;
  return length >= NAME_SHORTEST && (!quoted || read_mark (text, '>'));
}

/* [+-]hh[:mm[:ss]] in seconds. */
static gboolean
read_clock (const char **text, int hours_most, int *out)
{
  gboolean negative = read_mark (text, '-');
  int hours, minutes = 0, seconds = 0;

  if (!negative)
    read_mark (text, '+');
  if (!read_number (text, 0, hours_most, &hours))
    return FALSE;
  if (read_mark (text, ':')
      && (!read_number (text, 0, 59, &minutes) || (read_mark (text, ':') && !read_number (text, 0, 59, &seconds))))
    return FALSE;
  *out = (hours * 60 + minutes) * 60 + seconds;
  if (negative)
    *out = -*out;
  return TRUE;
}

/* What is written is what is added to local time to get UTC: west is positive there. */
static gboolean
read_offset (const char **text, int *out)
{
  if (!read_clock (text, OFFSET_HOURS_MOST, out))
    return FALSE;
  *out = -*out;
  return TRUE;
}

static gboolean
read_day (const char **text, YearDay *out)
{
  if (read_mark (text, 'J'))
    {
      out->kind = DAY_JULIAN;
      return read_number (text, 1, 365, &out->day);
    }
  if (read_mark (text, 'M'))
    {
      out->kind = DAY_OF_WEEK;
      return read_number (text, 1, MONTHS_PER_YEAR, &out->month) && read_mark (text, '.')
             && read_number (text, 1, LAST_WEEK, &out->week) && read_mark (text, '.')
             && read_number (text, 0, DAYS_PER_WEEK - 1, &out->day);
    }
  out->kind = DAY_OF_YEAR;
  return read_number (text, 0, 365, &out->day);
}

static gboolean
read_year_day (const char **text, YearDay *out)
{
  if (!read_mark (text, ',') || !read_day (text, out))
    return FALSE;
  out->second = CLOCK_DEFAULT;
  return !read_mark (text, '/') || read_clock (text, CLOCK_HOURS_MOST, &out->second);
}

static gboolean
read_rule (const char *text, gboolean *has_daylight, Daylight *out)
{
  if (!read_name (&text) || !read_offset (&text, &out->standard))
    return FALSE;
  *has_daylight = *text != '\0';
  if (!*has_daylight)
    return TRUE;
  if (!read_name (&text))
    return FALSE;
  out->daylight = out->standard + HOUR;
  if (*text != ',' && !read_offset (&text, &out->daylight))
    return FALSE;
  return read_year_day (&text, &out->start) && read_year_day (&text, &out->end) && *text == '\0';
}

static CordDate
weekday_in_month (const YearDay *self, int year)
{
  CordDate first = cord_date (year, self->month, 1);
  CordDate last = first + cord_date_days_in_month (year, self->month) - 1;
  int weekday = (first + THURSDAY) % DAYS_PER_WEEK;
  CordDate day = first + (self->day - weekday + DAYS_PER_WEEK) % DAYS_PER_WEEK + (self->week - 1) * DAYS_PER_WEEK;

  return day > last ? day - DAYS_PER_WEEK : day;
}

static CordDate
date_in_year (const YearDay *self, int year)
{
  CordDate january = cord_date (year, 1, 1);

  if (self->kind == DAY_OF_WEEK)
    return weekday_in_month (self, year);
  if (self->kind == DAY_OF_YEAR)
    return january + self->day;
  return january + self->day - 1 + (self->day > DAYS_TO_MARCH && cord_date_days_in_month (year, 2) == 29 ? 1 : 0);
}

static gint64
second_in_year (const YearDay *self, int year, int offset_before)
{
  return date_in_year (self, year) * CORD_SECONDS_PER_DAY + self->second - offset_before;
}

/* A period of daylight saving time. One that begins late in a year ends in the next. */
static void
daylight_of_year (const Daylight *self, int year, gint64 *start, gint64 *end)
{
  *start = second_in_year (&self->start, year, self->standard);
  *end = second_in_year (&self->end, year, self->daylight);
  if (*end <= *start)
    *end = second_in_year (&self->end, year + 1, self->daylight);
}

static void
add_change (CordZoneRule *self, gint64 at, int offset)
{
  CordZoneChange change = { at, offset };

  if (at >= ERA_START && at < ERA_START + ERA_SECONDS)
    g_array_append_val (self->changes, change);
}

static void
add_period (CordZoneRule *self, const Daylight *daylight, gint64 start, gint64 end)
{
  add_change (self, start, daylight->daylight);
  add_change (self, end, daylight->standard);
  if (start < ERA_START && end >= ERA_START + ERA_SECONDS)
    self->offset = daylight->daylight;
}

/* Periods that touch or overlap are one: so a rule says that daylight saving time lasts all year. */
static void
expand (CordZoneRule *self, const Daylight *daylight)
{
  int year = ERA_FIRST_YEAR - YEARS_AROUND;
  gint64 start, end;

  daylight_of_year (daylight, year, &start, &end);
  while (++year < ERA_FIRST_YEAR + ERA_YEARS + YEARS_AROUND)
    {
      gint64 next_start, next_end;

      daylight_of_year (daylight, year, &next_start, &next_end);
      if (next_start > end)
        {
          add_period (self, daylight, start, end);
          start = next_start;
        }
      end = MAX (end, next_end);
    }
  add_period (self, daylight, start, end);
}

CordZoneRule *
cord_zone_rule_parse (const char *text, GError **error)
{
  CordZoneRule *self;
  Daylight daylight = { 0 };
  gboolean has_daylight;

  if (!read_rule (text, &has_daylight, &daylight) || ABS (daylight.standard) >= CORD_ZONE_OFFSET_LIMIT
      || ABS (daylight.daylight) >= CORD_ZONE_OFFSET_LIMIT)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "zone", "zone", NULL,
                           _ ("The rule at the end of the zone file is malformed."));
      return NULL;
    }
  self = g_new0 (CordZoneRule, 1);
  self->offset = daylight.standard;
  self->changes = g_array_new (FALSE, FALSE, sizeof (CordZoneChange));
  if (has_daylight)
    expand (self, &daylight);
  return self;
}

void
cord_zone_rule_free (CordZoneRule *self)
{
  g_array_unref (self->changes);
  g_free (self);
}

/* The start of the era that holds @second. */
static gint64
era_of (gint64 second)
{
  return cord_floor_divide (second - ERA_START, ERA_SECONDS) * ERA_SECONDS;
}

CordZoneSpan
cord_zone_rule_span (const CordZoneRule *self, gint64 second)
{
  CordZoneSpan span = { G_MININT64, G_MAXINT64, self->offset };
  const CordZoneChange *changes = (const CordZoneChange *)(gconstpointer)self->changes->data;
  guint n = self->changes->len;
  gint64 era;
  guint before;

  g_assert (second >= -CORD_ZONE_SECOND_LIMIT && second <= CORD_ZONE_SECOND_LIMIT);
  if (n == 0)
    return span;
  era = era_of (second);
  before = cord_zone_changes_until (self->changes, second - era);
  span.start = era + (before > 0 ? changes[before - 1].at : changes[n - 1].at - ERA_SECONDS);
  span.end = era + (before < n ? changes[before].at : changes[0].at + ERA_SECONDS);
  span.offset = changes[before > 0 ? before - 1 : n - 1].offset;
  return span;
}
