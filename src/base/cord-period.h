/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

#define CORD_SECONDS_PER_DAY ((gint64)24 * 60 * 60)
/* The largest integer that is not above the quotient; @divisor is positive. */
gint64 cord_floor_divide (gint64 value, gint64 divisor);

/* A civil date as days since 1970-01-01 in the proleptic Gregorian calendar. Years 1 to 9999. */
typedef gint32 CordDate;
#define CORD_DATE_NONE G_MININT32

CordDate cord_date (int year, int month, int day); /* asserts that it exists */
/* The inverse of cord_date: month and day from 1. */
void cord_date_split (CordDate date, int *year, int *month, int *day);
/* Exactly "YYYY-MM-DD" of a date that exists. */
gboolean cord_date_parse (const char *text, CordDate *out, GError **error);
char *cord_date_to_string (CordDate date); /* "YYYY-MM-DD" */
/* "24 November 2026" in the reader's language (month name through gettext). */
char *cord_date_to_display (CordDate date);
int cord_date_weekday (CordDate date);             /* 0 = Monday, 6 = Sunday */
int cord_date_days_in_month (int year, int month); /* 28 to 31; @month 1 to 12 */
/* Same day of the month @months later, clamped to that month's end; @months may be negative. */
CordDate cord_date_add_months (CordDate date, int months);
/* Day @anchor (1 to 31, clamped) of the month with this index (0 = January 1970). */
CordDate cord_date_of_anchor (int month_index, int anchor);
int cord_date_month_index (CordDate date); /* of the month that holds @date; 0 = January 1970 */
/* Whole months completed between @from and @to, by clamped anniversaries. */
int cord_date_months_between (CordDate from, CordDate to);

/* RFC 3339 with an offset ("2024-06-17T10:00:00Z"). What is finer than a microsecond is cut off. */
gboolean cord_instant_parse (const char *text, gint64 *out, GError **error);
char *cord_instant_to_string (gint64 instant); /* "2024-06-17T10:00:00.123456Z" */

/**
 * CordCycle: a half-open [start, end) of local dates.
 */
typedef struct
{
  CordDate start;
  CordDate end;
} CordCycle;

/**
 * CordCycleGrid:
 * Cycles of an account, computed from anchor and index, never from the previous date, so that
 * anchor 31 gives 31 Jan, 29 Feb, 31 Mar. Source: docs/billing.md, "Time".
 * @days: when not 0, cycles of that many days from @first; otherwise
 * @anchor 1 to 31, @months a cycle, counted from @first_month (month index; 0 = January 1970).
 */
typedef struct
{
  int anchor;
  int months;
  int first_month;
  int days;
  CordDate first;
} CordCycleGrid;

CordCycle cord_cycle_grid_at (const CordCycleGrid *grid, CordDate date); /* the cycle that contains @date */
gint64 cord_cycle_grid_index (const CordCycleGrid *grid, CordDate date); /* its index */
CordCycle cord_cycle_grid_nth (const CordCycleGrid *grid, gint64 index); /* the inverse of cord_cycle_grid_index */

G_END_DECLS
