/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/* The calendar that follows from the moves of the billing day among the first @n_events of @input. Free with
 * cord_calendar_free. NULL, INVALID with reason "impossible" and the event as the member, when a reversal comes after
 * the move that it reverses has begun; with reason "overflow" beyond the calendar. Source: docs/billing.md, "Timing of
 * a change". */
CordCalendar *cord_billing_day_calendar (const CordBillingInput *input, guint n_events, GError **error);

G_END_DECLS
