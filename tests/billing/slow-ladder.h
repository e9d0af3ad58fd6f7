/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-bill.h"

G_BEGIN_DECLS

/* A ladder as JSON text; @largest is raised to its largest amount. */
void slow_ladder_print (SlowTimeline *timeline, GPtrArray *lines, GString *json, SlowAmount *largest);

/* "cycle":{"start":…,"end":…} */
void slow_print_cycle (GString *json, int start, int end);
/* ,"name":"amount" */
void slow_print_amount (GString *json, const SlowAccount *account, const char *name, SlowAmount amount,
                        SlowAmount *largest);

G_END_DECLS
