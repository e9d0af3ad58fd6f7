/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"
#include "base/cord-zone.h"

G_BEGIN_DECLS

/* Prices of one kind that hold at different times: [{ price, from?, until? }], each from the day `from` until before
 * the day `until`; instants are days by the rule of docs/billing.md, "Periods". What holds at the same time is charged
 * together. Where one ends within a day on which another begins no earlier than the instant of that end, the day is
 * that of the other. */

/**
 * CordPriceStep: what is charged from a day on.
 * @from: the first day; CORD_DATE_NONE for the first step, which is in force before all others
 * @price: of what holds then; where nothing does, what was charged before goes on, and before all prices the first
 * @holds: whether any price holds then, so that it is sold
 */
typedef struct
{
  CordDate from;
  CordDecimal price;
  gboolean holds;
} CordPriceStep;

/* One price; texts that are NULL are left out. Full reference. */
GVariant *cord_price_list_new_entry (const char *price, const char *from, const char *until);
/* The sum of all of them, which nothing that is charged on a day is above. FALSE when one is no price, or holds on no
 * day, or the sum is too large. */
gboolean cord_price_list_sum (GVariant *list, CordDecimal *out);
/* What is charged as time goes by, rising. @zone: of the account; those that cannot be read are left out. (element-type
 * CordPriceStep) Returns a new array, never empty. */
GArray *cord_price_list_dup_steps (GVariant *list, const CordZone *zone);
/* The step of @steps that is in force on @date; CORD_DATE_NONE is before all days. Owned by @steps. */
const CordPriceStep *cord_price_steps_find (const GArray *steps, CordDate date);

G_END_DECLS
