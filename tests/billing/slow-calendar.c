/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-calendar.h"

#include <time.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2249
#define MONTHS ((LAST_YEAR - FIRST_YEAR + 1) * 12)
#define DAYS ((LAST_YEAR - FIRST_YEAR + 1) * 366) /* an upper bound */
#define DAYS_TO_EPOCH 25567                       /* from 1900-01-01 */
#define DAY 86400
#define MINUTE 60
/* In days: no zone is further from UTC, and no clock change is larger. */
#define REACH 2

/* Where each month starts and ends; and the month of each day. */
static int month_starts[MONTHS + 1];
static short month_of_day[DAYS];

static int
length_of_month (int year, int month)
{
  if (month == 2)
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
walk_months (void)
{
  int day = 0;

  if (month_starts[0] != 0)
    return;
  for (int month = 0; month < MONTHS; month++)
    {
      const int length = length_of_month (FIRST_YEAR + month / 12, month % 12 + 1);

      month_starts[month] = day - DAYS_TO_EPOCH;
      for (int i = 0; i < length; i++)
        month_of_day[day++] = (short)month;
    }
  month_starts[MONTHS] = day - DAYS_TO_EPOCH;
}

static int
date_in_month (int month, int day)
{
  walk_months ();
  g_assert (month >= 0 && month < MONTHS);
  return month_starts[month] + MIN (day, month_starts[month + 1] - month_starts[month]) - 1;
}

int
slow_date (int year, int month, int day)
{
  return date_in_month ((year - FIRST_YEAR) * 12 + month - 1, day);
}

static int
month_of (int date)
{
  walk_months ();
  g_assert (date >= month_starts[0] && date < month_starts[MONTHS]);
  return month_of_day[date + DAYS_TO_EPOCH];
}

void
slow_date_split (int date, int *year, int *month, int *day)
{
  const int index = month_of (date);

  *year = FIRST_YEAR + index / 12;
  *month = index % 12 + 1;
  *day = date - month_starts[index] + 1;
}

int
slow_date_add_months (int date, int months)
{
  const int month = month_of (date);

  return date_in_month (month + months, date - month_starts[month] + 1);
}

char *
slow_date_to_text (int date)
{
  int year, month, day;

  slow_date_split (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/* Zones with and without daylight saving; those whose clocks skip midnight (São Paulo, Beirut, Havana, Asunción) or
 * show it twice (Saint John's until 2011, Azores); that change by half an hour (Lord Howe); that left out a day or
 * moved over the date line (Apia, Kiritimati, Enderbury, Kwajalein, Fakaofo); that changed their offset for good
 * (Pyongyang, Caracas, Casablanca, Juba); whose winter is the exception (Dublin). */
static const char *const names[] = {
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Pacific/Enderbury",
  "Pacific/Kwajalein",
  "Pacific/Fakaofo",
  "America/Sao_Paulo",
  "Asia/Beirut",
  "America/Havana",
  "America/Asuncion",
  "America/St_Johns",
  "Atlantic/Azores",
  "Asia/Pyongyang",
  "America/Caracas",
  "Africa/Casablanca",
  "Africa/Juba",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Pacific/Chatham",
  "Europe/Dublin",
};

guint
slow_zone_count (void)
{
  return G_N_ELEMENTS (names);
}

SlowZone *
slow_zone (guint n)
{
  static SlowZone zones[G_N_ELEMENTS (names)];

  g_assert (n < G_N_ELEMENTS (names));
  if (zones[n].name == NULL)
    {
      zones[n].name = names[n];
      zones[n].starts = g_new (gint64, DAYS);
      zones[n].offsets = g_new (int, DAYS);
      for (int i = 0; i < DAYS; i++)
        {
          zones[n].starts[i] = G_MININT64;
          zones[n].offsets[i] = G_MAXINT;
        }
    }
  return &zones[n];
}

/* What the clocks of the zone show. The C library knows one zone at a time. */
static struct tm
clocks_at (const SlowZone *self, gint64 second)
{
  static const SlowZone *known;
  const time_t at = (time_t)second;
  struct tm local;

  if (known != self)
    {
      g_setenv ("TZ", self->name, TRUE);
      tzset ();
      known = self;
    }
  g_assert (localtime_r (&at, &local) != NULL);
  return local;
}

int
slow_zone_offset_at (SlowZone *self, gint64 second)
{
  return (int)clocks_at (self, second).tm_gmtoff;
}

int
slow_zone_date_at (SlowZone *self, gint64 second)
{
  const struct tm local = clocks_at (self, second);

  return slow_date (local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

/* The offset when a day begins in UTC, asked once. */
static int
offset_of_day (SlowZone *self, int date)
{
  int *offset = &self->offsets[date + DAYS_TO_EPOCH];

  if (*offset == G_MAXINT)
    *offset = slow_zone_offset_at (self, (gint64)date * DAY);
  return *offset;
}

/* Before the clocks that are furthest ahead in the days around it show the date, none does; from there on every minute
 * is tried: since long before the first year of these tests, clocks change by whole minutes at whole minutes only. */
static gint64
find_first_second (SlowZone *self, int date)
{
  int furthest = G_MININT;
  gint64 second;

  for (int day = date - REACH; day <= date + REACH; day++)
    furthest = MAX (furthest, offset_of_day (self, day));
  second = (gint64)date * DAY - furthest;
  while (slow_zone_date_at (self, second) < date)
    second += MINUTE;
  return second;
}

gint64
slow_zone_first_second (SlowZone *self, int date)
{
  gint64 *start = &self->starts[date + DAYS_TO_EPOCH];

  g_assert (date >= REACH - DAYS_TO_EPOCH && date + DAYS_TO_EPOCH + REACH < DAYS);
  if (*start == G_MININT64)
    *start = find_first_second (self, date);
  return *start;
}
