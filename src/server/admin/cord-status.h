/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* GET /health: 200 while the process runs. The replies are the caller's. */
CordReply *cord_status_health (CordRequest *request, GError **error);
/* GET /ready: the store can be read and written, has room, the policy pack is there, and the server is not about to
 * end. Otherwise 503 with Retry-After and the reason: "locked", "read-only", "disk-full", "corrupt", "database",
 * "policy", "stopping". */
CordReply *cord_status_ready (CordRequest *request, GError **error);
/* GET /metrics: Prometheus text (cord-exposition.h), nothing personal. */
CordReply *cord_status_metrics (CordRequest *request, GError **error);
/* GET /catalog/change?since=N: what changed in the catalog after its version N, and its version now. INVALID naming
 * "since" when it is no number. */
CordReply *cord_status_catalog (CordRequest *request, GError **error);
/* GET /catalog/problem: the offerings that are not sold because something in them cannot be read
 * (cord-catalog-problem-codec.h). */
CordReply *cord_status_catalog_problems (CordRequest *request, GError **error);

G_END_DECLS
