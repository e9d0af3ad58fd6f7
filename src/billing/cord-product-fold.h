/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-fold-source.h"
#include "billing/cord-timeline-product.h"

G_BEGIN_DECLS

/**
 * CordProductStep: an event of a product, with the moment it takes effect.
 */
typedef struct
{
  const CordBillingEvent *event;
  CordMoment effect;
} CordProductStep;

/* Folds the @n steps of one product, at least one and in the order of effect, into the rates, segments and fees of
 * @product. FALSE, INVALID with the event as the member ("history.3", "change"): reason "impossible" when an event
 * cannot be applied to what came before it, "overflow" when a fee does not fit. Source: docs/quote-format.md, "Time
 * line". */
gboolean cord_product_fold (CordTimelineProduct *product, const CordFoldSource *source, const CordProductStep *steps,
                            guint n, GError **error);

G_END_DECLS
