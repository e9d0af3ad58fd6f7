/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-positions.h"

G_BEGIN_DECLS

/* ,"allowances":[…] of the product that the change is about; empty when no offer has any. */
void slow_allowances_print (SlowTimeline *history, SlowTimeline *candidate, GString *json);

G_END_DECLS
