/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-clock-check.h"

#include "base/cord-deadline.h"
#include "base/cord-log.h"
#include "store/cord-operation-store.h"

gint64
cord_clock_check_measure (CordCore *core)
{
  gint64 now = cord_core_now (core);
  gint64 newest;

  if (!cord_operation_store_find_newest (cord_core_get_database (core), &newest, NULL)
      || newest <= cord_deadline_latest (now, 0))
    return 0;
  return newest - now;
}

gboolean
cord_clock_check (CordCore *core, gboolean known)
{
  gint64 ahead = cord_clock_check_measure (core);

  if (ahead > 0 && !known)
    cord_log_event (G_LOG_LEVEL_WARNING, CORD_LOG_CLOCK,
                    "the newest operation of the store lies %" G_GINT64_FORMAT
                    " seconds ahead: the clock of this machine is wrong, or was; see that it is right",
                    ahead / G_TIME_SPAN_SECOND);
  return ahead > 0;
}
