/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone.h"
#include "billing/cord-billing-policy.h"

G_BEGIN_DECLS

/* What time is counted in. With tick "day" a moment is a local date; with "second" it is whole seconds since
 * the epoch and a date stands for its first existing instant. Source: docs/billing.md, "Time" and "Command lines". */

/**
 * CordMoment: a point in time.
 * @at: days or seconds since 1970, comparable with other moments of the same CordTicks
 * @date: the local date in the account's zone
 */
typedef struct
{
  gint64 at;
  CordDate date;
} CordMoment;

/* The moment of what has no end. */
#define CORD_MOMENT_NEVER G_MAXINT64

typedef struct
{
  CordBillingPolicy policy;
  CordZone *zone; /* not owned */
} CordTicks;

/**
 * CordTickCycle: a cycle with its boundaries as moments.
 * @ticks: of the whole cycle, more than 0; of a stub, those of the cycle it is counted in
 * @left: from the start to the end: @ticks, or less in a stub
 */
typedef struct
{
  CordCycle dates;
  gint64 start;
  gint64 end;
  gint64 ticks;
  gint64 left;
} CordTickCycle;

/* The moment that @date stands for. */
CordMoment cord_ticks_of_date (const CordTicks *self, CordDate date);
/* The moment @at, with its local date. */
CordMoment cord_ticks_moment (const CordTicks *self, gint64 at);
/* Reads @text: a local date, or an RFC 3339 instant with an offset. FALSE, INVALID with @member of @place at fault. */
gboolean cord_ticks_parse (const CordTicks *self, const char *text, const CordPlace *place, const char *member,
                           CordMoment *out, GError **error);
/* The cycle with these dates, ready to count in. FALSE, INVALID with reason "impossible", when the day count gives it
 * no ticks at all. */
gboolean cord_ticks_cycle (const CordTicks *self, CordCycle dates, CordTickCycle *out, GError **error);
/* A stub: the end of the cycle @reference, counted as a part of it, so that the ticks of the whole are those of
 * @reference. FALSE as above. */
gboolean cord_ticks_stub (const CordTicks *self, CordCycle dates, CordCycle reference, CordTickCycle *out,
                          GError **error);
/* Ticks from @at to the end of the cycle; before its start as at the start, after its end 0. */
gint64 cord_ticks_left (const CordTicks *self, const CordTickCycle *cycle, gint64 at);
/* When a change made at @moment takes effect: with change day "old" on the next day. */
CordMoment cord_ticks_takes_effect (const CordTicks *self, CordMoment moment);

G_END_DECLS
