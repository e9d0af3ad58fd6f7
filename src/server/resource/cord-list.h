/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* A list of resources: filters, order, page and fields of the query, rows a bound caller may not see reduced to id,
 * href and @type before any filter looks at them (so that a filter cannot probe them). A filter that asks for one
 * customer's rows by name is refused outright when that customer is not verified: DENIED, reason "level-…". What takes
 * longer to choose than one slice of the settings is answered later (cord-scan.h). The reply is the caller's. */
CordReply *cord_list (CordRequest *request, GError **error);

G_END_DECLS
