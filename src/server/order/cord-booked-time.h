/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/order/cord-roster.h"

G_BEGIN_DECLS

/* The time that appointments take. One takes an agent in the half hours, by the clock of the office, that it touches,
 * from when it is booked until it is cancelled or over; without an end it lasts half an hour. */

/* The times of all appointments that take somebody's. (transfer full) (element-type CordSlot); NULL with an error of
 * the store. */
GArray *cord_booked_time_collect (CordCore *core, GError **error);
/* The same of those that began at most a day before @from and before @to, without reading the others; not of the
 * appointment with the id @except. */
GArray *cord_booked_time_collect_near (CordCore *core, gint64 from, gint64 to, const char *except, GError **error);

typedef enum
{
  CORD_TIME_FREE,
  CORD_TIME_FULL,   /* all who work then have appointments */
  CORD_TIME_CLOSED, /* nobody works then, or not all through it */
} CordTimeState;

/* Whether somebody is free for an appointment at @time, which is taken as no longer than a day. */
CordTimeState cord_booked_time_judge (GArray *booked, const CordRoster *roster, const CordSlot *time);
/* The first half hour between @from and @to at which an appointment of @length may begin; FALSE for none. */
gboolean cord_booked_time_find_free (GArray *booked, const CordRoster *roster, gint64 from, gint64 to, gint64 length,
                                     gint64 *start);

G_END_DECLS
