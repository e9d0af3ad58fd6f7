/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "server/order/cord-office-hours.h"

G_BEGIN_DECLS

/**
 * CordRoster: who works when in a period. Where no agent has a shift, the office counts as one from Monday to Friday
 * (cord-office-hours.h); otherwise an agent counts while on shift, from the first day on, and nobody who is disabled
 * does.
 * @zone: of the office, borrowed
 * @spans: (element-type CordShiftSpan) the shifts of all agents; NULL where no agent has one
 */
typedef struct
{
  const CordZone *zone;
  GArray *spans;
} CordRoster;

/* Reads the shifts that are at work at some time between @from and @to, in microseconds since the epoch. FALSE with an
 * error of the store. */
gboolean cord_roster_load (CordRoster *self, CordCore *core, const CordZone *zone, gint64 from, gint64 to,
                           GError **error);
/* Frees what was read. */
void cord_roster_clear (CordRoster *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordRoster, cord_roster_clear)

/* Whether any agent has a shift, in the period or not. */
gboolean cord_roster_has_shifts (const CordRoster *self);
/* The half hours by the clock of the office that lie whole between @from and @to and in which somebody works; never
 * more than those of two months. (transfer full) (element-type CordSlot) */
GArray *cord_roster_find_slots (const CordRoster *self, gint64 from, gint64 to);
/* How many work all through @slot. */
guint cord_roster_count (const CordRoster *self, const CordSlot *slot);

G_END_DECLS
