/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-timeline.h"

G_BEGIN_DECLS

/* The index of the first cycle for which the products that the changes touch may be billed differently by @history and
 * by @changed, the time line with the changes; G_MAXINT64 when there is none. What is billed for the cycles before it
 * need not be compared. */
gint64 cord_timeline_first_difference (const CordTimeline *history, const CordTimeline *changed);

G_END_DECLS
