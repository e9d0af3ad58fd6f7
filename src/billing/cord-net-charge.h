/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-fold-source.h"
#include "billing/cord-timeline-product.h"

G_BEGIN_DECLS

/* What @quantity units at @price cost for a whole cycle after the discounts of the product, in the order of recording
 * and each at most what is left, unrounded. Those count that are in force at the @removal and apply to @offer, the
 * offer that the price is of.
 * @product: with its segments up to the removal
 * FALSE when the amount does not fit. Source: docs/quote-format.md, "Events". */
gboolean cord_net_charge (const CordFoldSource *source, const CordTimelineProduct *product,
                          const CordBillingEvent *removal, int offer, CordDecimal price, gint64 quantity,
                          CordDecimal *out);

G_END_DECLS
