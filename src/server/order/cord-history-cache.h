/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/order/cord-account-history.h"

G_BEGIN_DECLS

/* The history of the account that was read or written last: an order asks for it again and again, and reading it costs
 * more than most of what an order does. It counts only for the version that the store has. */
typedef struct _CordHistoryCache CordHistoryCache;

/* Makes the cache of @core, which owns it; once for each core. */
CordHistoryCache *cord_history_cache_new (CordCore *core);
/* Copies what is known of @account into @out, which is empty, where the store has it at @version. FALSE: it has to be
 * read. */
gboolean cord_history_cache_find (const CordCore *core, const char *account, gint64 version, CordAccountHistory *out);
/* Notes that the store has @history of @account at @version, inside the caller's transaction; it is forgotten when that
 * is undone. */
void cord_history_cache_note (const CordCore *core, const char *account, gint64 version,
                              const CordAccountHistory *history);

G_END_DECLS
