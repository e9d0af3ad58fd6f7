/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Writes what the bills charge for that have begun since the last run: of every product of @account the price of the
 * cycle and the fees that fall due in it, one applied rate a line, each on the day that its bill begins. What an order
 * changes in a cycle that has begun is charged by the order. Nothing where no order was ever placed on the account:
 * then another system bills it. Inside the caller's transaction; running it again writes nothing. @account: or NULL.
 * Source: docs/billing.md, "The bill that is made". */
gboolean cord_billing_run (CordCore *core, const char *account, GError **error);

/* Today in the zone of @account, or of the operator where nothing is kept of it. */
gboolean cord_billing_run_find_today (CordCore *core, const char *account, CordDate *out, GError **error);

G_END_DECLS
