/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone.h"
#include "billing/cord-fields.h"

G_BEGIN_DECLS

/* The account's grid of cycles read from a document, and walked without leaving the calendar: a cycle or a date
 * beyond it is refused, never wrapped. */

#define CORD_GRID_MONTHS_MAX 1188 /* 99 years, so that any cycle of a date in range is in the calendar */
#define CORD_GRID_DAYS_MAX 36000

/* TRUE when @date may be looked up in a grid: years 100 to 9899. FALSE, INVALID with reason "overflow", outside. */
gboolean cord_grid_date_in_range (CordDate date, const CordPlace *place, const char *member, GError **error);

/**
 * CordCycleDraft: the cycle of an account as it is written into the input: @anchor and @months, or @days. Source:
 * docs/quote-format.md, "Input".
 * @anchor: day of the month, 1 to 31
 * @first: a month in which a cycle starts ("2024-06"), or with @days a date on which one does; borrowed; NULL for
 *   January 1970
 */
typedef struct
{
  gint64 anchor;
  gint64 months;
  gint64 days;
  const char *first;
} CordCycleDraft;

/* The member "cycle" of the input. Returns a full reference. */
GVariant *cord_cycle_draft_to_value (const CordCycleDraft *self);

/* Reads and checks such an object. FALSE, INVALID with the member at fault. */
gboolean cord_grid_parse (const CordView *object, const CordPlace *place, CordCycleGrid *out, GError **error);

/* The cycle with this index; FALSE with reason "overflow" beyond year 9999. */
gboolean cord_grid_nth (const CordCycleGrid *grid, gint64 index, CordCycle *out, GError **error);

/* As cord_zone_parse. NULL, INVALID with the member "zone" and the reason "zone", for an unknown name. */
CordZone *cord_grid_zone_parse (const char *name, GError **error);

G_END_DECLS
