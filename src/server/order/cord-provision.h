/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "server/order/cord-order-plan.h"
#include "store/cord-work-store.h"

G_BEGIN_DECLS

/* The embedded provisioner: one order's effect on the inventory and the charges, inside the caller's transaction.
 * Everything was decided when the order was placed, and the billing history has known it since; here it is only written
 * down. */
gboolean cord_provision (CordCore *core, const CordWork *work, GError **error);
/* Keeps the plan of an order that is due at once, so that cord_provision need not read it back from its text. */
void cord_provision_keep (CordCore *core, CordOrderPlan *plan);
/* The order failed, and why; the billing history forgets it. */
gboolean cord_provision_fail (CordCore *core, const CordWork *work, const char *why, GError **error);

G_END_DECLS
