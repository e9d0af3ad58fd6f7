/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Writes the messages that wait in the store of @core into the spool folder of its settings, each file whole or not at
 * all, after the commit that stored them; then the message is completed. While the folder or the store refuses, it is
 * tried again after a pause that doubles from a second to a minute, and the log says so once, and once that it is over.
 * Without a folder they stay. To be called once for each core. */
void cord_spool_start (CordCore *core);

G_END_DECLS
