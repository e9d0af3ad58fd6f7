/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "server/order/cord-account-state.h"

G_BEGIN_DECLS

/* What a sealed quote comes to, as the prices of quotes (TMF648), orders (TMF622) and charges (TMF678): everywhere the
 * amount before tax, the tax, and the amount with it, of the very same lines. */
/* quoteItemPrice and quoteTotalPrice: one price a line of what is added now, in words, and one a fee of the change that
 * falls due later, with its day; what is added now and the month. Also the first bill that the change is seen on. Of
 * several items each has the lines of its product, here as below. */
void cord_bill_price_quote (JsonObject *document, const CordAccountState *state, GVariant *change, CordQuote *quote);
/* itemPrice of the item that changes something, and orderTotalPrice: the server's own, whatever the order came with. */
void cord_bill_price_order (JsonObject *document, const CordAccountState *state, GVariant *change, CordQuote *quote);

G_END_DECLS
