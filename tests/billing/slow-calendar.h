/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates and zones of the second implementation. Dates are days since 1970-01-01, found by counting months; a zone is
 * asked for its local time. Uses nothing of src. Covers 1900 to 2249. */

int slow_date (int year, int month, int day); /* @day is clamped to the month; @month may leave 1 to 12 */
void slow_date_split (int date, int *year, int *month, int *day);
int slow_date_add_months (int date, int months); /* the same day of the month, clamped */
char *slow_date_to_text (int date);

/**
 * SlowZone: a zone as the C library reads it
 * @starts: the first second of each date, and @offsets: that when it begins in UTC, as far as computed
 */
typedef struct
{
  const char *name;
  gint64 *starts;
  int *offsets;
} SlowZone;

/* Zone number @n, the same one each time. Zone 0 has no daylight saving. */
SlowZone *slow_zone (guint n);
guint slow_zone_count (void);
/* The first second at which the clocks of the zone show this date, or a later one if they skip it. */
gint64 slow_zone_first_second (SlowZone *self, int date);
int slow_zone_date_at (SlowZone *self, gint64 second);
int slow_zone_offset_at (SlowZone *self, gint64 second);

G_END_DECLS
