/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* A list of resources: filters, order, page and fields of the query. A bound caller is listed what the verified
 * customer has, and nothing where nobody is verified; DENIED, reason "level-…", where the verified level does not reach
 * the class of the type. What takes longer to choose than one slice of the settings is answered later
 * (cord-scan.h). The reply is the caller's. */
CordReply *cord_list (CordRequest *request, GError **error);

G_END_DECLS
