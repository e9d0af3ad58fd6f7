/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* The hub of every TM Forum API: {base}/hub. A system sees the listeners it registered itself, an admin all; those of
 * others are answered as not found. The replies are the caller's. */

/* POST {base}/hub: {callback, query?} → 201 {id, callback, query}. INVALID naming "callback" (cord-callback.h) or
 * "query": filters in the manner of TMF630 upon the whole event ("eventType=…&event.productOrder.state=…"), and nothing
 * else. */
CordReply *cord_hub_listener_register (CordRequest *request, GError **error);
/* GET {base}/hub: the listeners of the API that the sender may see. */
CordReply *cord_hub_listener_list (CordRequest *request, GError **error);
/* GET {base}/hub/{id}. NOT_FOUND for one the sender may not see. */
CordReply *cord_hub_listener_get (CordRequest *request, GError **error);
/* DELETE {base}/hub/{id} → 204; nothing more is sent to it. NOT_FOUND as above. */
CordReply *cord_hub_listener_unregister (CordRequest *request, GError **error);

G_END_DECLS
