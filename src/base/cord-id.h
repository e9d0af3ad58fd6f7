/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"

G_BEGIN_DECLS

/* A UUID version 7 (RFC 9562), lower case; time from @clock, the rest from the system's random
 * source; ids made in the same millisecond by one process still sort in order of making. */
char *cord_id_new (CordClock *clock);
gboolean cord_id_is_valid (const char *id); /* a UUID of version 7 in that form */
/* @n lower-case hex characters (even) from the system's random source. */
char *cord_id_random_hex (guint n);

G_END_DECLS
