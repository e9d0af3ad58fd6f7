/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* What a productOfferingPrice is, by its priceType. */
typedef enum
{
  CORD_PRICE_KIND_UNKNOWN,
  CORD_PRICE_KIND_RECURRING,
  CORD_PRICE_KIND_ONE_TIME,
  CORD_PRICE_KIND_DISCOUNT,
  CORD_PRICE_KIND_ALLOWANCE,  /* what a month includes (cord-catalog-billing.h) */
  CORD_PRICE_KIND_SUSPENSION, /* docs/wire.md, "A plan change as an order" */
  CORD_PRICE_KIND_USAGE,      /* by what is used, which is not billed here */
} CordPriceKind;

/* The kind of @price; upper and lower case, spaces, hyphens and underscores do not count, and "charge", "fee" and
 * "price" may follow the word: "One-Time Charge" is a one-time price, and what is "recurring-prepaid" is billed in
 * advance as a recurring one is. UNKNOWN for any other word, and without one. */
CordPriceKind cord_price_kind_read (JsonObject *price);
/* FALSE when its lifecycleStatus says that it does not hold yet or any more: in study, design or test, rejected,
 * retired or obsolete. */
gboolean cord_price_is_in_use (JsonObject *price);

G_END_DECLS
