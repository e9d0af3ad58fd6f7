/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* DELETE customer. CONFLICT, reason "has-products", while a product of the customer is not over. */
CordReply *cord_customer_delete (CordRequest *request, GError **error);

G_END_DECLS
