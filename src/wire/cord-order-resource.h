/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of a TMF622 productOrder while it is placed, carried out or taken back. The codec of
 * what a caller asks for is cord-order-request.h. Instants are RFC 3339 text; strings that come back are borrowed. */

/* Placing */
void cord_order_resource_set_number (JsonObject *order, const char *number);      /* that is said aloud */
void cord_order_resource_set_undo_until (JsonObject *order, const char *instant); /* when it can no longer be undone */
/* The day it takes effect, unless the order says one itself. */
void cord_order_resource_set_effective (JsonObject *order, CordDate day);
const char *cord_order_resource_get_requested_start (JsonNode *order); /* or NULL */
/* The prices of the item that changes something, if there is one, and of the whole; takes both arrays. */
void cord_order_resource_take_prices (JsonObject *order, JsonArray *item, JsonArray *total);
/* How many items it has. */
guint cord_order_resource_n_items (JsonNode *order);
/* A copy of it as if it had only the item at @index. Full reference. */
JsonNode *cord_order_resource_dup_with_item (JsonNode *order, guint index);

/* Its end */
/* It and its items come to @state, "completed" or "failed"; @note says why, or is NULL. */
void cord_order_resource_finish (JsonObject *order, const char *state, const char *when, const char *note);
/* It is cancelled; @note says what became of it, or is NULL. */
void cord_order_resource_cancel (JsonObject *order, const char *when, const char *reason, const char *note);
/* Cancelled, rejected or failed. */
gboolean cord_order_resource_is_over (JsonNode *order);

/* The task that takes it back, TMF622 cancelProductOrder. */
const char *cord_order_resource_task_order (JsonNode *task);  /* the order's id, or NULL */
const char *cord_order_resource_task_reason (JsonNode *task); /* or NULL */
/* @when: the order was cancelled then; NULL: it could not be cancelled any more. */
void cord_order_resource_finish_task (JsonObject *task, const char *when);

G_END_DECLS
