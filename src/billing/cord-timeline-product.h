/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-discount-span.h"
#include "billing/cord-etf.h"
#include "billing/cord-line-key.h"
#include "billing/cord-whole-cost.h"

G_BEGIN_DECLS

/**
 * CordRate: a unit price with its taxes, for which a product has one line a cycle.
 * @price: without trailing zeros
 * @taxes: owned by the input; segments may have others with the same percents
 * @arrears: billed when the cycle has ended
 * @key: of its recurring line; @discount_keys: one for each discount of the product; made when first needed: most of
 *   the past is on no bill that is computed
 * @slot: used by cord-position.c while it computes
 */
typedef struct
{
  CordDecimal price;
  const CordTaxes *taxes;
  gboolean arrears;
  char *key;
  GPtrArray *discount_keys;
  guint slot;
} CordRate;

/**
 * CordPriceDate: a date from which an offer has another price or tax, while the product is on it.
 * @offer: as CordBillingInput.offers numbers it
 */
typedef struct
{
  CordMoment from;
  int offer;
} CordPriceDate;

/**
 * CordFee: a one-time fee or an early termination fee.
 * @event: the number of the event that brings it
 * @offer: the one that the product comes to or leaves, or is suspended on, as CordBillingInput.offers numbers it
 * @key: of its line, made when first needed
 * @cycle: index of the cycle it falls in
 * @amount: minor units
 * @base: the price or amount that it was taken from, as @arithmetic says
 * @taxes: owned by the input
 */
typedef struct
{
  CordLineKind kind;
  guint event;
  int offer;
  char *key;
  gint64 cycle;
  gint64 amount;
  CordDecimal base;
  const CordTaxes *taxes;
  CordFeeArithmetic arithmetic;
} CordFee;

/**
 * CordReplacedPrice: a negotiated price that proposed change @change, from 1, ends or replaces by another.
 */
typedef struct
{
  guint change;
  CordDecimal price;
} CordReplacedPrice;

/**
 * CordTimelineProduct: what the remaining events make of one product.
 * @name: owned by the input
 * @exists: it has been started
 * @removed: the moment of its removal; CORD_MOMENT_NEVER when it was not removed
 * @rates: (element-type CordRate) each once
 * @segments, @fees: of the types above
 * @discounts: (element-type CordDiscountSpan) in the order of recording
 * @moments: (element-type CordMoment) at which what is billed may change, in no order
 * @price_dates: (element-type CordPriceDate) also while the price is negotiated or the product is suspended
 * @last: the latest of @moments, after which every whole cycle costs the same; G_MININT64 when there is none at all
 * @whole_costs: (element-type CordWholeCost) between @moments
 * @first_cycle: index of the first cycle anything falls in
 * @has_arrears: some rate is billed in arrears
 * @replaced: (element-type CordReplacedPrice)
 */
typedef struct
{
  const char *name;
  gboolean exists;
  gint64 removed;
  GPtrArray *rates;
  GArray *segments;
  GArray *discounts;
  GArray *fees;
  GArray *moments;
  GArray *price_dates;
  CordMoment last;
  GArray *whole_costs;
  gint64 first_cycle;
  gboolean has_arrears;
  GArray *replaced;
} CordTimelineProduct;

/* Makes @self a product without events. @name must live as long as @self. */
void cord_timeline_product_init (CordTimelineProduct *self, const char *name);
/* Makes @self a copy of @other that shares its arrays; a product does not change once it is folded. What whole cycles
 * cost is computed once for both. */
void cord_timeline_product_share (CordTimelineProduct *self, const CordTimelineProduct *other);
/* Notes that what is billed of @self may change at @moment: an event takes effect, or a discount begins or ends. No
 * month is steady before it, and bills are compared around it. */
void cord_timeline_product_note (CordTimelineProduct *self, CordMoment moment);
/* To be called when all moments are noted. @now: of the input */
void cord_timeline_product_end (CordTimelineProduct *self, CordMoment now);
/* Of a CordRate, for a hash table: by price, percents and arrears. */
guint cord_rate_hash (gconstpointer self);
/* TRUE when two CordRates are the same price with the same percents, billed at the same time. */
gboolean cord_rate_equal (gconstpointer a, gconstpointer b);
/* Releases the arrays. */
void cord_timeline_product_clear (CordTimelineProduct *self);

G_END_DECLS
