/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-bill-line.h"
#include "billing/cord-timeline.h"

G_BEGIN_DECLS

/* The offer that @line is of, as CordBillingInput.offers numbers it; -1 when there is none. @history: the time line
 * without the changes, which knows the offer of lines that the changes leave nothing of. Of what neither knows, a row
 * of the ledger, it is the last offer at the price, or for a fee the last before the event that brought it. */
int cord_line_offer_find (const CordTimeline *history, const CordBillLine *line);

G_END_DECLS
