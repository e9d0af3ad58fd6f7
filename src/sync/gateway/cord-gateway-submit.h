/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/gateway.h"

G_BEGIN_DECLS

/* How the CordRemoteGateway makes intents and sends them (docs/reliability.md, "Sending").
 *
 * CordGatewayInterface.prepare: INVALID with member "kind" for an unknown @kind, DENIED with reason "not-offered" when
 * the system has no such resource. */
CordIntent *cord_gateway_submit_prepare (CordGateway *gateway, const char *kind, GVariant *request, GError **error);
/* CordGatewayInterface.submit_async. With a journal the intent is marked as SENT before the first byte leaves, and the
 * server's decision is marked before the task answers. */
void cord_gateway_submit_start (CordGateway *gateway, const CordIntent *intent, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
