/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone-change.h"

G_BEGIN_DECLS

/* A file of the time zone database: TZif, version 1 to 4, with all changes written out ("fat") or only those that its
 * rule does not say ("slim"). Of version 2 and later the 64-bit data and the rule count, of version 1 the 32-bit data.
 * Before the first change the file's first type of local time is in force; after the last one its rule, or without a
 * rule what the last one began. Abbreviations and what is called daylight saving time are not kept. A file that counts
 * leap seconds is refused, since our seconds are those of POSIX. Immutable. Source: RFC 9636, sections 3.1 to 3.3. */
typedef struct _CordZoneFile CordZoneFile;

/* Reads the bytes of a file. NULL, INVALID with reason "zone" and what is wrong with them; NOT_FOUND for something that
 * is no such file at all. Free with cord_zone_file_free. */
CordZoneFile *cord_zone_file_read (const guint8 *data, gsize size, GError **error);
void cord_zone_file_free (CordZoneFile *self); /* not NULL */
/* The span that holds @second, which is within CORD_ZONE_SECOND_LIMIT; its ends may lie beyond. */
CordZoneSpan cord_zone_file_span (const CordZoneFile *self, gint64 second);
/* The first second at which the clocks show @wall (seconds since 1970-01-01 as the clocks on the wall count them) or
 * something later: of a time that comes twice the first, of one that is left out the second after the gap. */
gint64 cord_zone_file_first_second (const CordZoneFile *self, gint64 wall);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordZoneFile, cord_zone_file_free)

G_END_DECLS
