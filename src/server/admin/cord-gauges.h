/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Appends to @text the gauges of /metrics, read at this moment: what waits, and how large the store is. What the store
 * cannot tell is left out. */
void cord_gauges_write (CordCore *core, GString *text);

G_END_DECLS
