/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* TMF622. An order is acknowledged at once and carried out when its undo window is over and its date has come. The
 * billing history holds it at once; the inventory and the charges follow then. Until then it can be undone
 * (cord-order-undo.h), and a new order of the same product takes its place once its undo window is over. */
CordReply *cord_order_place (CordRequest *request, GError **error);
/* Carries out everything that is due, each order in a transaction of its own. */
void cord_order_run_due (CordCore *core);

G_END_DECLS
