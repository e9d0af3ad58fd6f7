/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-print.h"

G_BEGIN_DECLS

/* ,"after":[…]: what a month costs after each end of a discount, and after each date on which the price of an offer in
 * use changes. */
void slow_after_print (SlowTimeline *timeline, SlowPrint *print);

G_END_DECLS
