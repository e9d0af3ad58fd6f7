/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone.h"

G_BEGIN_DECLS

/**
 * CordShift: one part of the hours that somebody works, every week.
 * @days: bit 0 is Monday
 * @begins, @ends: seconds of the day on the clock; @ends is on the next day where it is not after @begins
 */
typedef struct
{
  guint days;
  int begins;
  int ends;
} CordShift;

/**
 * CordShiftSpan: one shift of one day. Microseconds since the epoch.
 */
typedef struct
{
  gint64 start;
  gint64 end;
} CordShiftSpan;

/* The parts of "mon-fri 08:00-16:30" or "mon,wed 22:00-06:00; sat 10:00-14:00": days and ranges of days, then hours
 * from 00:00 to 24:00. (transfer full) (element-type CordShift); NULL, INVALID with member "shift", for anything else.
 */
GArray *cord_shift_parse (const char *text, GError **error);
/* Adds to @spans (element-type CordShiftSpan) the shifts of @parts that are at work at some time between @from and @to,
 * in @zone; none of a day before @first, which may be CORD_DATE_NONE. Never more than those of two months. */
void cord_shift_add_spans (GArray *parts, CordDate first, gint64 from, gint64 to, const CordZone *zone, GArray *spans);

G_END_DECLS
