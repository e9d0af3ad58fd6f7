/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/cord-request.h"

G_BEGIN_DECLS

CordReply *cord_status_health (CordRequest *request, GError **error); /* GET /health: alive */
CordReply *cord_status_ready (CordRequest *request, GError **error);  /* GET /ready: the store answers; 503 otherwise */
CordReply *cord_status_metrics (CordRequest *request,
                                GError **error); /* GET /metrics: Prometheus text, nothing personal */
CordReply *cord_status_catalog (CordRequest *request, GError **error); /* GET /catalog/change?since=N */

G_END_DECLS
