/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* The hub of every TM Forum API: {base}/hub. A system sees the listeners it registered itself, an admin all; others'
 * are answered as if they were not there. */

/* {callback, query?} → 201 {id, callback, query}. INVALID naming "callback" (cord-callback.h) or "query": filters in
 * the manner of TMF630 upon the whole event ("eventType=…&event.productOrder.state=…"), and nothing else. */
CordReply *cord_hub_listener_register (CordRequest *request, GError **error);
CordReply *cord_hub_listener_list (CordRequest *request, GError **error);
CordReply *cord_hub_listener_get (CordRequest *request, GError **error);
CordReply *cord_hub_listener_unregister (CordRequest *request, GError **error);

G_END_DECLS
