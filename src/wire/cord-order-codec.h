/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* TMF622 productOrder. externalId and the extension cordboardOperation are the operation's id; the other extensions are
 * cordboardSeal (SHA-256 of the quote), cordboardInteraction, and on the item cordboardKind ("upgrade", "downgrade",
 * "modify", "suspend", "resume" or "billing-day" of a modify) and cordboardBillingDay {dateShift, bill}, as in
 * cord-change.h; a modify with the latter alone is "billing-day", and has no product. requestedStartDate is the
 * effective date at midnight of UTC: a day, not an instant. The server sets cordboardNumber (the number that is read
 * out; the id unless given), cordboardUndoUntil (RFC 3339) and completionDate. All results are full references; errors
 * are INVALID with the resource and the member at fault. */

/* Desk: the body of the POST. @request: of the intent "order" (gateway.h); @operation: its id. */
JsonNode *cord_order_to_tmf (GVariant *request, const char *operation, GError **error);
/* itemPrice: what it costs a month (NULL for nothing) and one entry a line, each as cord-order-price.h has it, with the
 * amounts before and after tax, the rate, and as the extension cordboardTax what each tax comes to. What falls due with
 * a bill to come has cordboardBillDate. */
JsonArray *cord_order_prices_to_tmf (const char *currency, GVariant *monthly, GVariant *lines);
/* quoteItemPrice of the same lines: the amounts and days of the order that follows. */
JsonArray *cord_order_prices_to_quote (const char *currency, GVariant *lines);
/* Server: what a posted order asks for: {interaction?, customer, account?, change?, effective?, quote?,
 * seal?}. The change is that of the one item whose action is not noChange; none: no change; several removals are one
 * that takes products along; more than one otherwise: INVALID with reason "several-changes". A modify without
 * cordboardKind is "suspend" where product.status is suspended, "resume" where it is active and nothing else is asked
 * for, otherwise "modify". */
GVariant *cord_order_from_tmf (JsonNode *order, GError **error);
/* Desk: what the server answered: {order, number, state, effective, undoUntil?, completed?}. */
GVariant *cord_order_answer_from_tmf (JsonNode *order, GError **error);
/* Desk: the body of the POST of a cancelProductOrder, which undoes @order. */
JsonNode *cord_order_cancel_to_tmf (const char *order, const char *reason);
/* The state of a cancelProductOrder that the server answered ("done", "terminatedWithError" …); "" without one. Owned
 * by @cancel. */
const char *cord_order_cancel_get_state (JsonNode *cancel);

/* The item of a quote, a qualification or an order that asks for @change, the document of cord-change.h. */
JsonObject *cord_order_item_from_change (GVariant *change);
/* The change that such an item asks for; NULL without error for the action noChange. @place: which item of which
 * resource it is. The definitions let quotes and qualifications leave the action out: then an item that names a product
 * and what is to become of it modifies that, another one that names an offering adds it, and the rest asks for nothing.
 */
GVariant *cord_order_item_to_change (JsonObject *item, const CordTmfPlace *place, GError **error);
/* The change that all items of a quote or an order ask for: that of the one that asks for any, or of several removals
 * one that takes products along. NULL without error: none of them does. INVALID with reason "several-changes" for
 * several that are not all removals, and for a product that is to be removed twice, with the item as the member.
 * @place: the resource, with the name of its list */
GVariant *cord_order_items_to_change (JsonArray *items, const CordTmfPlace *place, GError **error);
/* The item of a @resource, "quote", that asks for a change of @product, or for any where that is NULL; *index is where
 * it stands. NULL: there is none. Owned by @items. */
JsonObject *cord_order_items_find (JsonArray *items, const char *resource, const char *product, guint *index);

G_END_DECLS
