/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"
#include "billing/cord-line-key.h"

G_BEGIN_DECLS

#define CORD_MOMENT_NEVER G_MAXINT64

/**
 * CordRate: a unit price with its tax, which a line key is made of
 * @arrears: billed when the cycle has ended
 * @tail: "PRODUCT/PRICE/TAX"; @key: of its recurring line
 * @discount_keys: one for each discount of the product, made when first needed
 * @slot: scratch of cord-position.c
 */
typedef struct
{
  CordDecimal price;
  CordDecimal tax;
  gboolean arrears;
  char *tail;
  char *key;
  GPtrArray *discount_keys;
  guint slot;
} CordRate;

/**
 * CordSegment: [from, to) in which @quantity units were billed at one rate. In order, without overlap.
 * @offer: as CordBillingInput.offers numbers it
 */
typedef struct
{
  gint64 from;
  gint64 to;
  guint rate;
  gint64 quantity;
  int offer;
} CordSegment;

/**
 * CordDiscountSpan: [from, to) in which a discount applies; @to is CORD_MOMENT_NEVER when it has no end
 */
typedef struct
{
  const CordBillingEvent *event;
  gint64 from;
  CordMoment to;
} CordDiscountSpan;

/**
 * CordFee: a one-time fee or early termination fee; @cycle is the index of the cycle it falls in, @base what it
 * was taken from, and @arithmetic how
 */
typedef struct
{
  CordLineKind kind;
  char *key;
  gint64 cycle;
  gint64 amount;
  CordDecimal base;
  CordDecimal tax;
  CordFeeArithmetic arithmetic;
} CordFee;

/**
 * CordTimelineProduct: what the remaining events make of one product
 * @rates, @segments, @discounts (in the order of recording), @fees: of the types above
 * @last: after this moment no event takes effect and no discount ends; G_MININT64 when there is none at all
 * @first_cycle: index of the first cycle anything falls in
 * @has_arrears: some rate is billed in arrears
 */
typedef struct
{
  const char *name;
  gboolean exists;
  gint64 removed;
  GArray *rates;
  GArray *segments;
  GArray *discounts;
  GArray *fees;
  CordMoment last;
  gint64 first_cycle;
  gboolean has_arrears;
} CordTimelineProduct;

/**
 * CordTimeline: the segments, discounts and fees that follow from the first @n_events of the input, after
 * reversals and superseded changes. Not for use by two threads at once. Source: docs/quote-format.md, "Time line".
 * @calendar: with the moves of the billing day that remain
 * @products: (element-type CordTimelineProduct), numbered as in the input
 * @last, @first_cycle, @has_arrears: as of the products, of all of them together and of the moves of the billing day
 * @replaced: the negotiated price that the change ends or replaces; only when @has_replaced
 */
typedef struct
{
  const CordBillingInput *input;
  guint n_events;
  CordCalendar *calendar;
  GArray *products;
  CordMoment last;
  gboolean has_arrears;
  gint64 first_cycle;
  gboolean has_replaced;
  CordDecimal replaced;
} CordTimeline;

/* INVALID with reason "impossible" and the event as member ("history.3", "change") when what remains cannot be. */
CordTimeline *cord_timeline_new (const CordBillingInput *input, guint n_events, GError **error);
/* As above for all events of the input, where @history is what its history makes: products that the change leaves alone
 * are shared with it. */
CordTimeline *cord_timeline_new_changed (const CordTimeline *history, GError **error);
void cord_timeline_free (CordTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTimeline, cord_timeline_free)

CordTimelineProduct *cord_timeline_product (const CordTimeline *self, guint product);

/**
 * CordTimelineStep: an event with the moment it takes effect
 */
typedef struct
{
  const CordBillingEvent *event;
  CordMoment effect;
} CordTimelineStep;

/* Folds the @n steps of one product, in the order of effect, into segments and fees. In cord-product-fold.c. */
gboolean cord_timeline_fold_product (CordTimeline *self, guint product, const CordTimelineStep *steps, guint n,
                                     GError **error);
/* Refuses an event as impossible. Always FALSE. */
gboolean cord_timeline_refuse (const CordTimeline *self, const CordBillingEvent *event, GError **error,
                               const char *message);

/* TRUE for each event (by number − 1) that still counts: neither reversed nor superseded, and no reversal itself.
 * In cord-remaining.c. Free with g_free. */
gboolean *cord_remaining_events (const CordBillingInput *input, guint n_events);
/* The calendar of the events that remain; of @self only the input and the number of events are read. INVALID with
 * reason "impossible" when a reversal comes too late. In cord-billing-day.c. */
CordCalendar *cord_remaining_calendar (const CordTimeline *self, const gboolean *remains, GError **error);

G_END_DECLS
