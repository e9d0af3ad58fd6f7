/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "base/cord-zone.h"
#include "billing/cord-calendar.h"

G_BEGIN_DECLS

/* The cycles of an account whose billing history is @kept (cord-kept-history.h): @grid, with the moves of the billing
 * day among the events that count. A move that cannot be read is left out; a quote refuses such a history. @zone: of
 * the account. Source: docs/quote-format.md, "Time line". Free with cord_calendar_free(). */
CordCalendar *cord_kept_calendar_new (GVariant *kept, const CordCycleGrid *grid, CordZone *zone);
/* TRUE when an event of @kept moves the billing day, whether it counts or not. */
gboolean cord_kept_calendar_has_moves (GVariant *kept);

G_END_DECLS
