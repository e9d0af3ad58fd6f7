/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "server/order/cord-order-plan.h"
#include "store/cord-work-store.h"

G_BEGIN_DECLS

/* The embedded provisioner: writes one order's effect on the inventory and the charges, inside the caller's
 * transaction. Everything was decided when the order was placed, and the billing history has known it since. @plan is
 * the document of
 * @work. FALSE with an error: INTERNAL when the store cannot, otherwise why the order can never be carried out. */
gboolean cord_provision (CordCore *core, const CordWork *work, CordOrderPlan *plan, GError **error);
/* Marks the order as failed for the reason @why, inside the caller's transaction; the billing history forgets it. FALSE
 * with an error of the store. */
gboolean cord_provision_fail (CordCore *core, const CordWork *work, const char *why, GError **error);

G_END_DECLS
