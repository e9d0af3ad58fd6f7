/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* TMF622 productOrder. The intent request of gateway.h's "order" → body of POST; answer → {order, number, state,
 * effective, undoUntil?, completed?}. externalId and the extension cordboardOperation are the operation's id; other
 * extensions: cordboardSeal (SHA-256 of the quote), cordboardInteraction, and on the item cordboardKind ("upgrade",
 * "downgrade" or "modify" of a modify). requestedStartDate is the effective date at midnight of UTC: a day, not an
 * instant. Set by the server: cordboardNumber (what is said aloud; the id unless given), cordboardUndoUntil (RFC 3339),
 * completionDate. */
JsonNode *cord_order_to_tmf (GVariant *request, const char *operation, GError **error);
/* itemPrice: what it costs a month (NULL for nothing) and one entry a line, each as cord-order-price.h has it, with the
 * amounts before and after tax and the rate. Full reference. */
JsonArray *cord_order_prices_to_tmf (const char *currency, GVariant *monthly, GVariant *lines);
/* What the server reads back out of a posted order: {interaction?, customer, account?, change?, effective?, quote?,
 * seal?}. The change is that of the one item whose action is not noChange; none: no change; more than one: INVALID with
 * reason "several-changes". A modify that says no kind is "modify". */
GVariant *cord_order_from_tmf (JsonNode *order, GError **error);
GVariant *cord_order_answer_from_tmf (JsonNode *order, GError **error);
/* Undo: body of POST cancelProductOrder. */
JsonNode *cord_order_cancel_to_tmf (const char *order, const char *reason);

/* The change that an item of a quote, a qualification or an order asks for, as the document of cord-change.h, and back.
 * NULL without error for noChange. @place: which item of which resource it is. */
JsonObject *cord_order_item_from_change (GVariant *change);
GVariant *cord_order_item_to_change (JsonObject *item, const CordTmfPlace *place, GError **error);

G_END_DECLS
