/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-bill.h"

G_BEGIN_DECLS

/* Writes the parts of an answer. @largest is raised to the largest amount written. */
typedef struct
{
  const SlowAccount *account;
  GString *json;
  SlowAmount *largest;
} SlowPrint;

/* "cycle":{"start":…,"end":…} */
void slow_print_cycle (GString *json, const SlowCycle *cycle);
/* ,"name":"amount" */
void slow_print_amount (SlowPrint *self, const char *name, SlowAmount amount);
/* "net":…,"tax":…,"gross":… */
void slow_print_row (SlowPrint *self, SlowBillRow row);
/* {"cycle":…,"net":…,"tax":…,"gross":…} */
void slow_print_row_of_cycle (SlowPrint *self, const SlowTimeline *timeline, int cycle, SlowBillRow row);

G_END_DECLS
