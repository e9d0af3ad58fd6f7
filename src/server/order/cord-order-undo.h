/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "store/cord-work-store.h"

G_BEGIN_DECLS

/* Taking back an order that has not been carried out: its events leave the billing history of the account, or are
 * reversed where a bill holds it already (cord-bill-correction.h), and an order that it took the place of comes back.
 * All of it happens inside the caller's transaction. */

/* POST cancelProductOrder. CONFLICT, reason "too-late", once the order has been carried out or billed; INVALID with
 * member "productOrder.id" for an unknown order. */
CordReply *cord_order_cancel (CordRequest *request, GError **error);
/* PATCH productOrder, by another system. An order that the patch cancels, rejects or fails is taken back. */
CordReply *cord_order_patch (CordRequest *request, GError **error);
/* DELETE productOrder: the order is taken back if it still waits. */
CordReply *cord_order_delete (CordRequest *request, GError **error);
/* Cancels the order of @work, which waits, because the order @by of the same product takes its place; its note names
 * @number, the number of that order. The order comes back when @by is taken back in time. */
gboolean cord_order_supersede (CordCore *core, const CordWork *work, const char *by, const char *number,
                               GError **error);
/* Takes back @order because it could not be carried out. Its resource is left to the caller. */
gboolean cord_order_give_up (CordCore *core, const char *order, GError **error);

G_END_DECLS
