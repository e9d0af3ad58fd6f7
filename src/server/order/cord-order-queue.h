/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "server/order/cord-order-plan.h"
#include "store/cord-work-store.h"

G_BEGIN_DECLS

/* The orders that wait to be carried out, in the store. */
typedef struct _CordOrderQueue CordOrderQueue;

/* Makes the queue of @core, which owns it; once for each core. */
CordOrderQueue *cord_order_queue_new (CordCore *core);
/* The queue of @core, owned by it; NULL before cord_order_queue_new. */
CordOrderQueue *cord_order_queue_of (const CordCore *core);

/* Adds @work, whose document is the text of @plan, inside the caller's transaction. Both stay the caller's. FALSE with
 * an error of the store. */
gboolean cord_order_queue_add (CordOrderQueue *self, const CordWork *work, CordOrderPlan *plan, GError **error);
/* Carries out everything that is due, each order in a transaction of its own. An order that can never be carried out
 * fails, and says why; when the store cannot, it is tried again at the next call. The log has the errors. */
void cord_order_queue_run_due (CordOrderQueue *self);

G_END_DECLS
