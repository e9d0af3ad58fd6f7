/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-position.h"
#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* What the product of the change is entitled to in the cycle of the change, without it and with it.
 * (element-type CordEntitlement), by name; empty when no offer includes anything. */
GPtrArray *cord_entitlements_new (CordTimeline *current, CordTimeline *candidate, GError **error);

G_END_DECLS
