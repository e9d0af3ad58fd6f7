/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-period.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_YEAR 1
#define LAST_YEAR 9999
#define MONTHS_PER_YEAR 12
#define EPOCH_YEAR 1970
#define DAYS_BEFORE_EPOCH 719162 /* from 0001-01-01 */
#define YEARS_PER_ERA 400
#define DAYS_PER_ERA 146097
#define DATE_LENGTH 10  /* YYYY-MM-DD */
#define CLOCK_LENGTH 9  /* THH:MM:SS */
#define OFFSET_LENGTH 6 /* +HH:MM */
#define MICROSECOND_DIGITS 6

static const int days_before_month[2][MONTHS_PER_YEAR + 1] = {
  { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
  { 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 },
};

gint64
cord_floor_divide (gint64 value, gint64 divisor)
{
  gint64 quotient = value / divisor;

  return value % divisor < 0 ? quotient - 1 : quotient;
}

static int
is_leap (gint64 year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % YEARS_PER_ERA == 0;
}

static gint64
days_before_year (gint64 year)
{
  gint64 past = year - 1;

  return past * 365 + cord_floor_divide (past, 4) - cord_floor_divide (past, 100)
         + cord_floor_divide (past, YEARS_PER_ERA) - DAYS_BEFORE_EPOCH;
}

static CordDate
to_date (gint64 days)
{
  g_assert (days > G_MININT32 && days <= G_MAXINT32);
  return (CordDate)days;
}

/* Works beyond the years 1 to 9999 too: a cycle that begins in 9999 ends after it. */
static CordDate
date_in_month (gint64 month_index, int day)
{
  gint64 year = EPOCH_YEAR + cord_floor_divide (month_index, MONTHS_PER_YEAR);
  int month = (int)(month_index - (year - EPOCH_YEAR) * MONTHS_PER_YEAR);
  const int *before = days_before_month[is_leap (year)];

  return to_date (days_before_year (year) + before[month] + MIN (day, before[month + 1] - before[month]) - 1);
}

static gint64
month_index_of (int year, int month)
{
  return (gint64)(year - EPOCH_YEAR) * MONTHS_PER_YEAR + month - 1;
}

CordDate
cord_date (int year, int month, int day)
{
  g_assert (year >= FIRST_YEAR && year <= LAST_YEAR);
  g_assert (day >= 1 && day <= cord_date_days_in_month (year, month));
  return date_in_month (month_index_of (year, month), day);
}

void
cord_date_split (CordDate date, int *year, int *month, int *day)
{
  gint64 since_year_one = (gint64)date + DAYS_BEFORE_EPOCH;
  gint64 y = cord_floor_divide (since_year_one * YEARS_PER_ERA, DAYS_PER_ERA) + 1;
  const int *before;
  int rest, m = 0;

  /* The average year above is at most one off. */
  while (days_before_year (y) > date)
    y--;
  while (days_before_year (y + 1) <= date)
    y++;
  before = days_before_month[is_leap (y)];
  rest = (int)(date - days_before_year (y));
  while (before[m + 1] <= rest)
    m++;
  *year = (int)y;
  *month = m + 1;
  *day = rest - before[m] + 1;
}

/* The number in the first @digits characters, or -1. */
static int
read_number (const char *text, guint digits)
{
  int value = 0;

  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

/* Reads "YYYY-MM-DD" from the start of @text. */
static gboolean
read_date (const char *text, CordDate *out)
{
  int year, month, day;

  if (strnlen (text, DATE_LENGTH) < DATE_LENGTH || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = read_number (text, 4);
  month = read_number (text + 5, 2);
  day = read_number (text + 8, 2);
  if (year < FIRST_YEAR || month < 1 || month > MONTHS_PER_YEAR || day < 1
      || day > cord_date_days_in_month (year, month))
    return FALSE;
  *out = (CordDate)(days_before_year (year) + days_before_month[is_leap (year)][month - 1] + day - 1);
  return TRUE;
}

/* What was typed, fit to stand in a message. */
static const char *
shown (const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : "";
}

gboolean
cord_date_parse (const char *text, CordDate *out, GError **error)
{
  if (text != NULL && strlen (text) == DATE_LENGTH && read_date (text, out))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "date", NULL,
                              _ ("Write year, month and day, as in 2024-06-17."), _ ("“%s” is not a date that exists."),
                              shown (text));
}

char *
cord_date_to_string (CordDate date)
{
  int year, month, day;

  cord_date_split (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
cord_date_to_display (CordDate date)
{
  static const char *const names[MONTHS_PER_YEAR] = {
    N_ ("January"), N_ ("February"), N_ ("March"),     N_ ("April"),   N_ ("May"),      N_ ("June"),
    N_ ("July"),    N_ ("August"),   N_ ("September"), N_ ("October"), N_ ("November"), N_ ("December"),
  };
  int year, month, day;

  cord_date_split (date, &year, &month, &day);
  /* Translators: a date, such as 24 November 2026: day, name of the month, year. */
  return g_strdup_printf (_ ("%1$d %2$s %3$d"), day, _ (names[month - 1]), year);
}

int
cord_date_weekday (CordDate date)
{
  /* 1970-01-01 was a Thursday. */
  return ((date % 7) + 7 + 3) % 7;
}

int
cord_date_days_in_month (int year, int month)
{
  const int *before = days_before_month[is_leap (year)];

  g_assert (month >= 1 && month <= MONTHS_PER_YEAR);
  return before[month] - before[month - 1];
}

CordDate
cord_date_add_months (CordDate date, int months)
{
  int year, month, day;

  cord_date_split (date, &year, &month, &day);
  return date_in_month (month_index_of (year, month) + months, day);
}

CordDate
cord_date_of_anchor (int month_index, int anchor)
{
  g_assert (anchor >= 1 && anchor <= 31);
  return date_in_month (month_index, anchor);
}

int
cord_date_month_index (CordDate date)
{
  int year, month, day;

  cord_date_split (date, &year, &month, &day);
  return (int)month_index_of (year, month);
}

int
cord_date_months_between (CordDate from, CordDate to)
{
  int months;

  if (to < from)
    return -cord_date_months_between (to, from);
  months = cord_date_month_index (to) - cord_date_month_index (from);
  return cord_date_add_months (from, months) > to ? months - 1 : months;
}

/* Reads "Z" or "+HH:MM" up to the end of the text. */
static gboolean
read_offset (const char *text, gint64 *seconds)
{
  int hours, minutes;

  *seconds = 0;
  if (g_ascii_toupper (text[0]) == 'Z')
    return text[1] == '\0';
  if ((text[0] != '+' && text[0] != '-') || strlen (text) != OFFSET_LENGTH || text[3] != ':')
    return FALSE;
  hours = read_number (text + 1, 2);
  minutes = read_number (text + 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return FALSE;
  *seconds = (hours * 60 + minutes) * (text[0] == '-' ? -60 : 60);
  return TRUE;
}

/* Reads ".123456" when there is one; *end is after it. Many programs write nanoseconds. */
static gboolean
read_fraction (const char *text, gint64 *microseconds, const char **end)
{
  guint digits = 0, used;

  *microseconds = 0;
  *end = text;
  if (*text != '.')
    return TRUE;
  while (g_ascii_isdigit (text[1 + digits]))
    digits++;
  if (digits == 0)
    return FALSE;
  used = MIN (digits, MICROSECOND_DIGITS);
  *microseconds = read_number (text + 1, used);
  for (guint i = used; i < MICROSECOND_DIGITS; i++)
    *microseconds *= 10;
  *end = text + 1 + digits;
  return TRUE;
}

/* Reads "THH:MM:SS". A leap second has no place in a count of seconds since the epoch and is refused. */
static gboolean
read_clock (const char *text, gint64 *seconds)
{
  int hours, minutes, rest;

  if (strnlen (text, CLOCK_LENGTH) < CLOCK_LENGTH || g_ascii_toupper (text[0]) != 'T' || text[3] != ':'
      || text[6] != ':')
    return FALSE;
  hours = read_number (text + 1, 2);
  minutes = read_number (text + 4, 2);
  rest = read_number (text + 7, 2);
  *seconds = (hours * 60 + minutes) * 60 + rest;
  return hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 && rest >= 0 && rest <= 59;
}

static gboolean
read_instant (const char *text, gint64 *out)
{
  CordDate date;
  gint64 seconds, microseconds, offset;
  const char *rest;

  if (!read_date (text, &date) || !read_clock (text + DATE_LENGTH, &seconds)
      || !read_fraction (text + DATE_LENGTH + CLOCK_LENGTH, &microseconds, &rest) || !read_offset (rest, &offset))
    return FALSE;
  seconds += date * CORD_SECONDS_PER_DAY - offset;
  if (seconds < cord_date (FIRST_YEAR, 1, 1) * CORD_SECONDS_PER_DAY
      || seconds >= (cord_date (LAST_YEAR, 12, 31) + 1) * CORD_SECONDS_PER_DAY)
    return FALSE;
  *out = seconds * G_USEC_PER_SEC + microseconds;
  return TRUE;
}

gboolean
cord_instant_parse (const char *text, gint64 *out, GError **error)
{
  if (text != NULL && read_instant (text, out))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "instant", NULL,
                              _ ("Write date, time and offset, as in 2024-06-17T10:00:00Z."),
                              _ ("“%s” is not a time that exists."), shown (text));
}

char *
cord_instant_to_string (gint64 instant)
{
  gint64 seconds = cord_floor_divide (instant, G_USEC_PER_SEC);
  gint64 days = cord_floor_divide (seconds, CORD_SECONDS_PER_DAY);
  int clock = (int)(seconds - days * CORD_SECONDS_PER_DAY);
  int year, month, day;

  cord_date_split (to_date (days), &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", year, month, day, clock / 3600, clock / 60 % 60,
                          clock % 60, (int)(instant - seconds * G_USEC_PER_SEC));
}

static CordDate
start_of_cycle (const CordCycleGrid *grid, gint64 index)
{
  gint64 length = grid->days != 0 ? grid->days : grid->months;
  gint64 offset;

  g_assert (index >= -(gint64)G_MAXINT32 && index <= G_MAXINT32);
  offset = index * length;
  return grid->days != 0 ? to_date (grid->first + offset) : date_in_month (grid->first_month + offset, grid->anchor);
}

static void
assert_grid (const CordCycleGrid *grid)
{
  g_assert (grid->days > 0 || (grid->days == 0 && grid->months > 0 && grid->anchor >= 1 && grid->anchor <= 31));
}

gint64
cord_cycle_grid_index (const CordCycleGrid *grid, CordDate date)
{
  int month;

  assert_grid (grid);
  if (grid->days != 0)
    return cord_floor_divide ((gint64)date - grid->first, grid->days);
  month = cord_date_month_index (date);
  if (cord_date_of_anchor (month, grid->anchor) > date)
    month--;
  return cord_floor_divide ((gint64)month - grid->first_month, grid->months);
}

CordCycle
cord_cycle_grid_nth (const CordCycleGrid *grid, gint64 index)
{
  CordCycle cycle;

  assert_grid (grid);
  cycle.start = start_of_cycle (grid, index);
  cycle.end = start_of_cycle (grid, index + 1);
  return cycle;
}

CordCycle
cord_cycle_grid_at (const CordCycleGrid *grid, CordDate date)
{
  return cord_cycle_grid_nth (grid, cord_cycle_grid_index (grid, date));
}
