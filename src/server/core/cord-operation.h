/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "store/cord-operation-store.h"

G_BEGIN_DECLS

/* The server's transaction (docs/reliability.md, "The server's transaction") around @handler: claim, check, effect,
 * reply, all or nothing. A request with an Idempotency-Key is carried out once; the same again gets the stored answer
 * with "Idempotency-Replayed: ?1", another body under the same key 422. Every decided outcome is stored, refusals too;
 * 401, 408, 425, 429 and 5xx are not. */
CordReply *cord_operation_run (CordRequest *request, CordHandler handler, GError **error);
/* For acts that must happen exactly once: INVALID when the request of an agent's desk has no key. */
gboolean cord_operation_require_key (const CordRequest *request, GError **error);

/* Whether the caller did it. A device may pass to another agent, who must not see what it did for the first. */
gboolean cord_operation_is_own (const CordRequest *request, const CordOperation *operation);

/* Forgets outcomes that are older than 90 days, some hundred at a time, and remembers per device up to which sequence
 * number (docs/reliability.md, R7). To be called now and then; does nothing while there are none. */
void cord_operation_purge (CordCore *core);

G_END_DECLS
