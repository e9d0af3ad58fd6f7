/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @deadline is still to come at @now, for what lasts @longest at most (all in microseconds). One that lies
 * further ahead was set while the clock was wrong and counts as past, so that nothing stays wrong for as long as the
 * clock was. A clock may be set back by up to a minute without ending anything. */
gboolean cord_deadline_is_ahead (gint64 deadline, gint64 now, gint64 longest);
/* The last instant for which that is so at @now. */
gint64 cord_deadline_latest (gint64 now, gint64 longest);

G_END_DECLS
