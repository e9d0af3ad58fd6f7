/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-bill-line.h"
#include "billing/cord-ledger.h"
#include "billing/cord-position.h"

G_BEGIN_DECLS

/* What is due of a cycle against what was invoiced for it: each difference is a line. Source: docs/quote-format.md,
 * "Positions and lines". */

/* The line of @position against @row, which has no key and no amounts when nothing was invoiced. NULL when there is
 * nothing to charge or to give back, and, with *error set (INVALID, reason "overflow", the key as the member), when an
 * amount does not fit. */
CordBillLine *cord_reconcile_position (const CordTimeline *timeline, const CordPosition *position,
                                       const CordLedgerRow *row, const CordTickCycle *cycle, GError **error);
/* The line of a ledger row whose key no position has any more: its position is 0, and the rest is read from its key.
 * NULL as above, and, with *error set, when the key cannot be read. */
CordBillLine *cord_reconcile_unmatched (const CordTimeline *timeline, const CordLedgerRow *row,
                                        const CordTickCycle *cycle, GError **error);

G_END_DECLS
