/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* GET /user: the users with what their work is planned by (cord-user-codec.h); never passwords. The replies are the
 * caller's. */
CordReply *cord_user_admin_list (CordRequest *request, GError **error);
/* PATCH /user/{name}: sets team, shift, first day and extension. NOT_FOUND for nobody; INVALID naming the member. */
CordReply *cord_user_admin_patch (CordRequest *request, GError **error);

G_END_DECLS
