/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-taxes.h"

G_BEGIN_DECLS

/**
 * CordSegment: [from, to) in which @quantity units were billed at one rate. In order, without overlap.
 * @rate: index in CordTimelineProduct.rates
 * @taxes: those of the rate, by the names that they had then; owned by the input
 * @offer: as CordBillingInput.offers numbers it
 * @suspended: billed at the price of the suspension, without discounts or allowances
 */
typedef struct
{
  gint64 from;
  gint64 to;
  guint rate;
  const CordTaxes *taxes;
  gint64 quantity;
  int offer;
  gboolean suspended;
} CordSegment;

G_END_DECLS
