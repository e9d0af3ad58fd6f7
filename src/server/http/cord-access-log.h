/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* One line in the log and one count in the metrics for each request that is answered: its route, method, status, time,
 * length and the role of the client. Route and method are words of our own tables; nothing that was sent is among it.
 */

/* The request is whole: its time begins, and it gets the random reference that its answer carries as
 * Cordboard-Request. */
void cord_access_log_begin (CordRequest *request);
/* The request was answered with @reply: writes the line and counts it. */
void cord_access_log_end (CordRequest *request, CordReply *reply);

G_END_DECLS
