/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* The stored outcome of an operation, for who did it. What came of it is told where it could be done: an order in the
 * call in which its customer is verified. Otherwise it is answered as one that never arrived. The replies are the
 * caller's. */

/* GET /operation/{id}: what became of the request with this key. */
CordReply *cord_outcome_get (CordRequest *request, GError **error);
/* PUT /operation/{id}/cancel: a request with this key that has not come yet will never be carried out. */
CordReply *cord_outcome_cancel (CordRequest *request, GError **error);

G_END_DECLS
