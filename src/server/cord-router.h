/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* From a request to its answer: which endpoint or resource, who asks, may they, in which interaction, is the body what
 * it says it is; then the handler, in a transaction where it changes something. Answers at once, but for sign-in
 * and for what takes long (cord-scan.h). */
void cord_router_handle (CordRequest *request, CordReplyFunc done, gpointer user_data);

G_END_DECLS
