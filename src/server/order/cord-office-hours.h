/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone.h"

G_BEGIN_DECLS

/* When appointments and calls are possible: Monday to Friday, from 9 to 17 o'clock by the operator's own clock, in
 * half hours. Holidays are not known. Times: microseconds since the epoch. */
typedef struct
{
  gint64 start;
  gint64 end;
} CordSlot;

#define CORD_SLOT_LENGTH (G_GINT64_CONSTANT (30) * 60 * G_USEC_PER_SEC)
#define CORD_SLOT_DAYS_MAX 62 /* slots are looked for on no more days than these */

/* The half hours that lie whole between @from and @to, in order; never more than those of two months. (element-type
 * CordSlot) */
GArray *cord_office_hours_between (gint64 from, gint64 to, const CordZone *zone);
gboolean cord_slot_overlaps (const CordSlot *a, const CordSlot *b); /* what only touches does not */

G_END_DECLS
