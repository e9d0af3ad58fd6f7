/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* TMF681. The message is rendered and stored with the answer that promises it, then written to the spool folder
 * (cord-spool.h), from where the operator's mail system takes it; only then it is completed. */
CordReply *cord_communication_send (CordRequest *request, GError **error);

G_END_DECLS
