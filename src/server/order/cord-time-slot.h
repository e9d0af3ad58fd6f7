/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST searchTimeSlot (TMF646): the half hours in office hours that lie in the periods asked for, from now on, and in
 * which nothing is booked. searchResult is "success" when there are any, otherwise "fail" with an empty
 * availableTimeSlot: nothing outside the periods is offered. A period without an end, and a search without a period,
 * look a week ahead. INVALID with member "requestedTimeSlot.N.validFor" for a period that cannot be read or ends before
 * it begins. */
CordReply *cord_time_slot_search (CordRequest *request, GError **error);

G_END_DECLS
