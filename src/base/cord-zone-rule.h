/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone-change.h"

G_BEGIN_DECLS

/* No zone is this many seconds from UTC, east or west. Source: RFC 9636, section 3.2. */
#define CORD_ZONE_OFFSET_LIMIT (26 * 60 * 60)

/* Beyond this many seconds before or after the epoch nobody asks: an instant in microseconds cannot be there. */
#define CORD_ZONE_SECOND_LIMIT (G_MAXINT64 / 1000)

/* The TZ string of POSIX with which a zone file ends: what the clocks do after its last change, without end. Names may
 * be in angle brackets, and a change may be up to 167 hours before or after its day, which some zones need. A zone
 * whose winter is the exception (Europe/Dublin) has a "daylight saving time" that is behind its standard time. A rule
 * is immutable. Sources: POSIX.1-2017, "8.3 Other Environment Variables", TZ; RFC 9636, section 3.3. */
typedef struct _CordZoneRule CordZoneRule;

/* Reads a rule such as "CET-1CEST,M3.5.0,M10.5.0/3". Daylight saving time needs the dates of its changes. NULL,
 * INVALID with reason "zone". Free with cord_zone_rule_free. */
CordZoneRule *cord_zone_rule_parse (const char *text, GError **error);
void cord_zone_rule_free (CordZoneRule *self); /* not NULL */
/* The span that holds @second, which is within CORD_ZONE_SECOND_LIMIT; its ends may lie beyond. */
CordZoneSpan cord_zone_rule_span (const CordZoneRule *self, gint64 second);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordZoneRule, cord_zone_rule_free)

G_END_DECLS
