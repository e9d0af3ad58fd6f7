/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Messages on their way out: stored in the transaction of the answer that promises them, written to the spool folder
 * afterwards.
 *
 * Adds one. @mime: the whole message; @now: microseconds since the epoch. */
gboolean cord_spool_store_add (CordDatabase *database, const char *id, const char *channel, const char *address,
                               GBytes *mime, gint64 now, GError **error);
/* The id of the oldest message that is not written yet, and its text; both full. NULL without error: there is none. */
char *cord_spool_store_next (CordDatabase *database, GBytes **mime, GError **error);
/* How many messages are not written yet. */
gboolean cord_spool_store_count_waiting (CordDatabase *database, gint64 *count, GError **error);
/* The message is in the spool folder: it no longer waits. */
gboolean cord_spool_store_set_written (CordDatabase *database, const char *id, GError **error);

G_END_DECLS
