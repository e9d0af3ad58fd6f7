/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of a TMF622 productOrder while it is placed, carried out or cancelled; a posted
 * order is read by cord-order-request.h. Instants are RFC 3339 text; returned strings are borrowed. */

/* The number that is read out to the customer. */
void cord_order_resource_set_number (JsonObject *order, const char *number);
/* That number, or the id of the order where it has none. */
const char *cord_order_resource_get_number (JsonNode *order);
/* The end of the undo window. */
void cord_order_resource_set_undo_until (JsonObject *order, const char *instant);
/* The day it takes effect, unless the order names one itself. */
void cord_order_resource_set_effective (JsonObject *order, CordDate day);
/* What the order names as its start, or NULL. */
const char *cord_order_resource_get_requested_start (JsonNode *order);
/* Where the item stands that changes something, for errors: "productOrderItem.1"; "productOrderItem" without one. Full
 * string. */
char *cord_order_resource_dup_changed_place (JsonObject *order);
/* Sets the prices of the item that changes @product, or, where that is NULL, of the one that changes something; takes
 * the array. */
void cord_order_resource_take_item_prices (JsonObject *order, const char *product, JsonArray *prices);
/* Sets the prices of the whole order; takes the array. */
void cord_order_resource_take_total (JsonObject *order, JsonArray *total);
/* The number of its items. */
guint cord_order_resource_n_items (JsonNode *order);
/* A copy of the order with only the item at @index. Full reference. */
JsonNode *cord_order_resource_dup_with_item (JsonNode *order, guint index);

/* Whether an item has a state of its own already. */
gboolean cord_order_resource_has_item_state (JsonNode *order);
/* Sets the state of the order and its items to @state, "completed" or "failed", at @when; @note: why, or NULL. */
void cord_order_resource_finish (JsonObject *order, const char *state, const char *when, const char *note);
/* Cancels the order at @when for @reason; @note: what that has changed, or NULL. */
void cord_order_resource_cancel (JsonObject *order, const char *when, const char *reason, const char *note);
/* TRUE when it is cancelled, rejected or failed. */
gboolean cord_order_resource_is_over (JsonNode *order);
/* TRUE when it could not be carried out. */
gboolean cord_order_resource_has_failed (JsonNode *order);

/* The id of the order that a TMF622 cancelProductOrder is about, or NULL. */
const char *cord_order_resource_task_order (JsonNode *task);
/* The reason that a cancelProductOrder gives, or NULL. */
const char *cord_order_resource_task_reason (JsonNode *task);
/* Sets the result of a cancelProductOrder. @when: the order was cancelled then; NULL: it was too late to cancel it. */
void cord_order_resource_finish_task (JsonObject *task, const char *when);

G_END_DECLS
