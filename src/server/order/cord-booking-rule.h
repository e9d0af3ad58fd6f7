/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* Whether an appointment may be at the time that it is given, by whomever: decided in the transaction that stores it,
 * so that of two at once one gets the last agent. Watches the appointments of @core; once for each core. Refuses a
 * new appointment, a move, and a change by which one takes time again, with member "validFor": INVALID "value" for an
 * end before the start; and, where agents have shifts, CONFLICT "slot-full" when no agent is free any more,
 * "slot-closed" when none works then, "slot-past" when the time is over. Where nobody has a shift, any time may be
 * booked, several times over: nobody said how many can work. Source: docs/wire.md, "Resources and queries". */
void cord_booking_rule_start (CordCore *core);

G_END_DECLS
