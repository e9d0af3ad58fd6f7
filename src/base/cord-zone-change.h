/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CordZoneChange: from this second on the clocks of a zone show something else.
 * @at: seconds since the epoch, UTC
 * @offset: of local time from UTC, in seconds, east positive
 */
typedef struct
{
  gint64 at;
  int offset;
} CordZoneChange;

/**
 * CordZoneSpan: a half-open [start, end) of seconds since the epoch in which a zone has one offset from UTC. Two spans
 * that follow each other may have the same one.
 * @start: G_MININT64 when there is no change before
 * @end: G_MAXINT64 when there is no change after
 */
typedef struct
{
  gint64 start;
  gint64 end;
  int offset;
} CordZoneSpan;

/* How many of @changes, which are in order, happened at @second or before. (element-type CordZoneChange) */
guint cord_zone_changes_until (const GArray *changes, gint64 second);

G_END_DECLS
