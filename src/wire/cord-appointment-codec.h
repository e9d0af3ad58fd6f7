/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF646 appointment. The intent request of gateway.h's "appointment" → body of POST; back at the server; answer →
 * {appointment, state}. `at` is RFC 3339; a follow-up is booked for a quarter of an hour. Extensions: cordboardChannel,
 * cordboardInteraction, cordboardOperation. */
JsonNode *cord_appointment_to_tmf (GVariant *request, const char *operation);
GVariant *cord_appointment_from_tmf (JsonNode *appointment,
                                     GError **error); /* {interaction?, customer?, at, purpose?, channel?, order?} */
GVariant *cord_appointment_answer_from_tmf (JsonNode *appointment, GError **error);

G_END_DECLS
