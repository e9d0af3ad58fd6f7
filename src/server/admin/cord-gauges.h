/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* How things stand at this moment, for /metrics: what waits, and how large the store is. Read when asked, not kept. */
void cord_gauges_write (CordCore *core, GString *text);

G_END_DECLS
