/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordPriceResource:
 * @type: "QuotePrice" or "OrderPrice"
 * @name: what it is for, in words
 * @monthly: due every month; otherwise once
 * @net: before tax
 * @gross: with tax
 *
 * A price as a quote (TMF648) and an order (TMF622) state it. Borrows its strings.
 */
typedef struct
{
  const char *type;
  const char *name;
  gboolean monthly;
  CordMoney net;
  CordMoney gross;
} CordPriceResource;

/* The resource of it. Full reference. */
JsonObject *cord_price_resource_to_tmf (const CordPriceResource *self);
/* {unit, value} of any amount; the value is a bare number with the currency's decimals. Full reference. */
JsonObject *cord_price_resource_money (CordMoney money);
/* The amount {unit, value} in @member of @object. FALSE when there is none, or it has an unknown currency or more
 * decimals than its currency. */
gboolean cord_price_resource_read_money (JsonObject *object, const char *member, CordMoney *out);

G_END_DECLS
