/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "base/cord-zone.h"

G_BEGIN_DECLS

/* Members of an object that holds for a time, as cord_validity_read() names them. */
#define CORD_VALID_FROM "from"
#define CORD_VALID_UNTIL "until"

/**
 * CordValidity: the days on which a tax, an exemption or a price holds. Source: docs/billing.md, "Periods".
 * @from: the first day; CORD_DATE_NONE since ever
 * @until: the first day after it; CORD_DATE_NONE without end
 * @begins, @ends: the instants that these days stand for
 */
typedef struct
{
  CordDate from;
  CordDate until;
  gint64 begins;
  gint64 ends;
} CordValidity;

/* Reads { from?, until? } of @object, days or instants. @zone: of the account. Returns the member that names no day or
 * ends before it begins; NULL when both can be read. */
const char *cord_validity_read (CordValidity *out, GVariant *object, const CordZone *zone);
/* Whether it holds on @date; CORD_DATE_NONE is before all days. */
gboolean cord_validity_contains (const CordValidity *self, CordDate date);
/* TRUE when @self ends within the day on which @next, which begins later, begins: the day counts for both. */
gboolean cord_validity_meets (const CordValidity *self, const CordValidity *next);
/* Inserts the days on which it begins and ends into @days, which stays rising and without doubles. (element-type
 * CordDate) */
void cord_validity_add_days (const CordValidity *self, GArray *days);

G_END_DECLS
