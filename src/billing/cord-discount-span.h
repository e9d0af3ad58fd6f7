/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"
#include "billing/cord-segment.h"

G_BEGIN_DECLS

/**
 * CordDiscountSpan: the time in which a discount applies, while its product is on an offer that it covers. Source:
 * docs/quote-format.md, "Events".
 * @from: the first moment
 * @to: the moment of its end; CORD_MOMENT_NEVER when it has none
 */
typedef struct
{
  const CordBillingEvent *event;
  gint64 from;
  CordMoment to;
} CordDiscountSpan;

/* The time that the discount @event has by itself: to the date or for the cycles that it names. FALSE, INVALID with
 * reason "overflow", when those reach beyond the calendar. */
gboolean cord_discount_span_init (CordDiscountSpan *self, const CordBillingInput *input, const CordCalendar *calendar,
                                  const CordBillingEvent *event, GError **error);
/* Ends the span of a discount that is bound to offers at the first moment after its beginning at which the product is
 * on another. @segments: (element-type CordSegment) of the product */
void cord_discount_span_bind (CordDiscountSpan *self, const CordTicks *ticks, const GArray *segments);
/* The part [*from, *to) of @segment to which the discount applies; FALSE when there is none. */
gboolean cord_discount_span_overlap (const CordDiscountSpan *self, const CordSegment *segment, gint64 *from,
                                     gint64 *to);

G_END_DECLS
