/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"

G_BEGIN_DECLS

/* A zone of the IANA data on this machine: what the clocks on the wall show at an instant, and when they first show a
 * time. It is read by Cordboard itself, so that it counts the same from any form of the data (cord-zone-file.h). A zone
 * is immutable and may be used by several threads. Source: docs/billing.md, "Time". */
typedef struct _CordZone CordZone;

/* The zone with this name, in the folder TZDIR of the environment or else in /usr/share/zoneinfo. Names are those of
 * the IANA data, in their own case: no offsets, no rules of POSIX, no paths. "UTC" needs no file. A zone stays in
 * memory, and is read again when its file was replaced. NULL, INVALID with the member and the reason "zone", when there
 * is no such zone; there is no fallback to UTC. NULL, INTERNAL with the same, when its file cannot be read or is
 * malformed. Free with cord_zone_unref. */
CordZone *cord_zone_parse (const char *name, GError **error);
/* Whether cord_zone_parse would read the zone; its errors. */
gboolean cord_zone_check (const char *name, GError **error);
CordZone *cord_zone_utc (void);           /* UTC. Returns a full reference. */
CordZone *cord_zone_ref (CordZone *self); /* Returns @self. */
void cord_zone_unref (CordZone *self);    /* Frees @self with its last reference. */

/* The local date of an instant (microseconds since the epoch, UTC) in a zone. */
CordDate cord_instant_to_date (gint64 instant, const CordZone *zone);
/* The date that @text names: a date itself, or the local date of an instant. FALSE when it is neither, and for NULL. */
gboolean cord_zone_read_day (const CordZone *self, const char *text, CordDate *out);
/* The first day after a period that ends at @text, the date or instant at which it is over: the date itself; of an
 * instant the local date where that begins with it, and the day after where it lies within a day, which then counts to
 * its end. FALSE when it is neither, and for NULL. Source: docs/billing.md, "Periods". */
gboolean cord_zone_read_end (const CordZone *self, const char *text, CordDate *out);
/* As cord_instant_to_date, and in *second the second of that day on the clock, 0 to 86399. */
CordDate cord_instant_to_local (gint64 instant, const CordZone *zone, int *second);
/* The first existing instant of a local date, in microseconds; days that a zone skipped start where the next begins. */
gint64 cord_date_to_instant (CordDate date, const CordZone *zone);
/* The first instant, in microseconds, at which the clocks show this second of a local date, or a later time when they
 * skip it. */
gint64 cord_local_to_instant (CordDate date, int second, const CordZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordZone, cord_zone_unref)

G_END_DECLS
