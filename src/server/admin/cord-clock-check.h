/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* How far the newest operation of the store lies ahead of the clock, in microseconds: then the clock is wrong, or was.
 * 0 within a minute, and when the store cannot be read. */
gint64 cord_clock_check_measure (CordCore *core);
/* Whether it lies ahead; logs so unless that is @known already. */
gboolean cord_clock_check (CordCore *core, gboolean known);

G_END_DECLS
