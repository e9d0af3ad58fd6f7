/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Messages on their way out: stored with the answer that promises them, written to the spool folder afterwards. */
gboolean cord_spool_store_add (CordDatabase *database, const char *id, const char *channel, const char *address,
                               GBytes *mime, gint64 now, GError **error);
/* The oldest message not yet written out; NULL without error: none. */
char *cord_spool_store_next (CordDatabase *database, GBytes **mime, GError **error);
gboolean cord_spool_store_count_waiting (CordDatabase *database, gint64 *count, GError **error);
gboolean cord_spool_store_set_written (CordDatabase *database, const char *id, GError **error);

G_END_DECLS
