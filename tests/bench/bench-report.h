/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reports a result: one line for people and one line of JSON. @against: the name of the baseline. The ratio is
 * measured ÷ baseline; below 1 is less than the baseline. */
void bench_report (const char *name, double measured, const char *unit, double baseline, const char *against);

/* Milliseconds since an instant of g_get_monotonic_time. */
double bench_since (gint64 begun);
/* Milliseconds of processor time that this process has used. */
double bench_processor_time (void);
/* Sorts @values (element-type double). @percent: 50 for the median. */
double bench_percentile (GArray *values, guint percent);

G_END_DECLS
