/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-error.h"
#include "base/cord-money.h"
#include "base/cord-period.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of a TMF648 quote beside its seal (cord_quote_seal_tmf); a posted quote is read by
 * cord-quote-request.h. */

/* TRUE when the response to the POST is to hold the price. */
gboolean cord_quote_resource_is_instant (JsonObject *quote);
/* INVALID, "several-changes", naming the item, where its items ask for changes that one price does not hold. */
gboolean cord_quote_resource_check_items (JsonObject *quote, GError **error);
/* Sets the prices of the item that changes @product, or, where that is NULL, of the first, and approves it; takes the
 * array. */
void cord_quote_resource_take_item_prices (JsonObject *quote, const char *product, JsonArray *prices);
/* Sets the prices of the whole quote; takes the array. */
void cord_quote_resource_take_total (JsonObject *quote, JsonArray *total);
/* Sets "cordboardFirstBill", the first bill on which the change is seen: its date, and what all of it comes to before
 * and with tax. */
void cord_quote_resource_set_first_bill (JsonObject *quote, CordDate date, CordMoney net, CordMoney gross);
/* Sets the state of a quote that has its price. */
void cord_quote_resource_approve (JsonObject *quote);
/* Sets the state of a quote that was ordered. */
void cord_quote_resource_accept (JsonObject *quote);

G_END_DECLS
