/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"
#include "billing/cord-timeline-product.h"

G_BEGIN_DECLS

/**
 * CordTimeline: the segments, discounts and fees that follow from the first @n_events of the input, after
 * reversals and superseded changes. Not for use by two threads at once. Source: docs/quote-format.md, "Time line".
 * @input: must live as long as the time line
 * @calendar: with the moves of the billing day that remain
 * @products: (element-type CordTimelineProduct), numbered as in the input
 * @last, @first_cycle, @has_arrears: as of the products, of all of them together and of the moves of the billing day
 */
typedef struct _CordTimeline CordTimeline;
struct _CordTimeline
{
  const CordBillingInput *input;
  guint n_events;
  CordCalendar *calendar;
  GArray *products;
  CordMoment last;
  gboolean has_arrears;
  gint64 first_cycle;
};

/* The time line of the first @n_events of @input. NULL, INVALID with reason "impossible" and the event as the member
 * ("history.3", "change"), when the events that remain contradict each other; with reason "overflow" when a fee or a
 * cycle does not fit. */
CordTimeline *cord_timeline_new (const CordBillingInput *input, guint n_events, GError **error);
/* As above for all events of the input, where @history is the time line of its history. Products that no change
 * touches are shared with it. */
CordTimeline *cord_timeline_new_changed (const CordTimeline *history, GError **error);
/* Frees @self, but not its input. */
void cord_timeline_free (CordTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTimeline, cord_timeline_free)

/* The product with the number that it has in the input. Owned by @self. */
CordTimelineProduct *cord_timeline_product (const CordTimeline *self, guint product);
/* The negotiated unit price that proposed change @change, from 1, ends or replaces by another. Owned by @self; NULL
 * when there is none, or the change is reversed or superseded. */
const CordDecimal *cord_timeline_replaced (const CordTimeline *self, guint change);

G_END_DECLS
