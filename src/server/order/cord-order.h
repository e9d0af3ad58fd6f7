/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST of a TMF622 product order. It is acknowledged at once and carried out when its undo window is over and its date
 * has come (cord-order-queue.h). The billing history holds it at once; the inventory and the charges follow then. Until
 * then it can be undone (cord-order-undo.h), and a new order of the same product takes its place once its undo window
 * is over.
 *
 * The reply is the caller's. NULL with an error: INVALID for an order that says too little or names what it must not,
 * STALE with reason "quote-stale" when it would cost something else than the seal says, CONFLICT with reason
 * "pending-change" while another change of the product can still be undone. */
CordReply *cord_order_place (CordRequest *request, GError **error);

G_END_DECLS
