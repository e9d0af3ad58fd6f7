/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* TMF681. The message is rendered and stored with the answer that promises it, then written to the spool folder, from
 * where the operator's mail system takes it. */
CordReply *cord_communication_send (CordRequest *request, GError **error);
/* From now on each commit is followed by writing out the messages that wait. */
void cord_communication_start (CordCore *core);

G_END_DECLS
