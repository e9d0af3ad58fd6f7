/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-report.h"

#include <stdio.h>
#include <time.h>

void
bench_report (const char *name, double measured, const char *unit, double baseline, const char *against)
{
  double ratio = baseline > 0 ? measured / baseline : 0;

  printf ("%s: %.3f %s; %s: %.3f %s; ratio %.3f\n", name, measured, unit, against, baseline, unit, ratio);
  printf ("{\"bench\":\"%s\",\"measured\":%.6f,\"unit\":\"%s\",\"baseline\":%.6f,\"against\":\"%s\",\"ratio\":%.6f}\n",
          name, measured, unit, baseline, against, ratio);
  fflush (stdout);
}

double
bench_since (gint64 begun)
{
  return (double)(g_get_monotonic_time () - begun) / 1000.0;
}

double
bench_processor_time (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

double
bench_percentile (GArray *values, guint percent)
{
  g_assert (values->len > 0 && percent <= 100);
  g_array_sort (values, compare);
  return g_array_index (values, double, MIN (values->len - 1, values->len * percent / 100));
}
