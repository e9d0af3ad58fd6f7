/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/cord-request.h"

G_BEGIN_DECLS

/* TMF622. An order is acknowledged at once and carried out when its undo window is over and its date has come; until
 * then it can be cancelled and nothing has changed. */
CordReply *cord_order_place (CordRequest *request, GError **error);
CordReply *cord_order_cancel (CordRequest *request, GError **error); /* POST cancelProductOrder */
/* Carries out everything that is due, each order in a transaction of its own. */
void cord_order_run_due (CordCore *core);

G_END_DECLS
