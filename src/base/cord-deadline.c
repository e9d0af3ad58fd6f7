/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-deadline.h"

#define SLACK G_TIME_SPAN_MINUTE

gboolean
cord_deadline_is_ahead (gint64 deadline, gint64 now, gint64 longest)
{
  return deadline > now && deadline <= cord_deadline_latest (now, longest);
}

gint64
cord_deadline_latest (gint64 now, gint64 longest)
{
  return now + longest + SLACK;
}
