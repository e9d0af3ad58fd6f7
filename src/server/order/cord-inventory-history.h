/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* What other systems write into the inventory becomes part of the billing history of the account, where one is kept, in
 * the transaction of the write, and is charged like what is ordered here. A write that the history cannot express is
 * refused: CONFLICT with the member at fault. Source: docs/billing.md, "What other systems change". */
typedef struct _CordInventoryHistory CordInventoryHistory;

/* Watches products and billing accounts of @core, which owns the watcher; once for each core, after the order queue. */
CordInventoryHistory *cord_inventory_history_new (CordCore *core);
/* That of @core, owned by it; NULL before cord_inventory_history_new(). */
CordInventoryHistory *cord_inventory_history_of (const CordCore *core);
/* While @own is TRUE an order is carried out, whose history was written when it was placed. */
void cord_inventory_history_set_own (CordInventoryHistory *self, gboolean own);
/* Follows what was imported since the last call, each write in a transaction of its own. Nothing of it can be refused
 * any more: what should take effect before the last bill does so from then on, and the log has what the history cannot
 * express. */
void cord_inventory_history_catch_up (CordInventoryHistory *self);

G_END_DECLS
