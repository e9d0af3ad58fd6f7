/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "store/cord-work-store.h"

G_BEGIN_DECLS

/* Orders that are not carried out after all: what they brought leaves the history, what they took the place of comes
 * back. */

CordReply *cord_order_cancel (CordRequest *request, GError **error); /* POST cancelProductOrder */
/* PATCH and DELETE productOrder: an order that is over by it is taken back first. */
CordReply *cord_order_patch (CordRequest *request, GError **error);
CordReply *cord_order_delete (CordRequest *request, GError **error);
/* The order of @work, that waits, gives its place to the order @by: it is cancelled and says so. */
gboolean cord_order_supersede (CordCore *core, const CordWork *work, const char *by, const char *number,
                               GError **error);
/* It could not be carried out: everything is as if it had not been placed. */
gboolean cord_order_give_up (CordCore *core, const char *order, GError **error);

G_END_DECLS
