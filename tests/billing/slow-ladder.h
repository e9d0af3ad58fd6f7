/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-bill.h"

G_BEGIN_DECLS

/* What a ladder is made of: @lines are due now. */
typedef struct
{
  SlowTimeline *timeline;
  GPtrArray *lines;
} SlowLadder;

/* A ladder as JSON text; @largest is raised to its largest amount. @current: NULL for the ladder without the change,
 * which has no row "first". */
void slow_ladder_print (const SlowLadder *self, const SlowLadder *current, GString *json, SlowAmount *largest);

/* The first cycle to come that starts at or after a moment; and the one that shows what a month costs. */
int slow_ladder_cycle_from (const SlowTimeline *timeline, gint64 at);
int slow_ladder_steady (const SlowTimeline *timeline);
/* (element-type SlowCharge) The lines of the n-th bill to come, as it is collected; 0 is what is due now. */
GArray *slow_ladder_charges (const SlowLadder *self, int n);
/* The cycle of that bill. */
int slow_ladder_cycle_of_bill (const SlowLadder *self, int n);
/* The first bill that the change touches, by its number to come; -1 when there is none. In slow-first.c. */
int slow_ladder_first (const SlowLadder *self, const SlowLadder *current);

G_END_DECLS
