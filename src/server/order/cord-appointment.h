/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* TMF646: the follow-up call. Booked at once, so it is confirmed; refused where nobody has time for it
 * (cord-booking-rule.h). */
CordReply *cord_appointment_book (CordRequest *request, GError **error);

G_END_DECLS
