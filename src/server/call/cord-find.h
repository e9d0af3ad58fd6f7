/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* GET /customer/search: masked candidates, before anybody is verified. By the beginning of a name, a telephone number
 * in any formatting, an account's, service's, product's or the customer's own id; at most twenty. What the store cannot
 * read is an error, not a customer that is not there. */
CordReply *cord_find (CordRequest *request, GError **error);

G_END_DECLS
