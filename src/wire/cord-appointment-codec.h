/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF646 appointment, with the extensions cordboardChannel, cordboardInteraction and cordboardOperation. All results
 * are full references; errors are INVALID with the resource and the member at fault. */

/* Desk: the body of the POST. @request: of the intent "appointment" (gateway.h); @operation: its id. A follow-up is
 * booked for a quarter of an hour. */
JsonNode *cord_appointment_to_tmf (GVariant *request, const char *operation);
/* Server: what a posted appointment asks for: {interaction?, customer?, at, purpose?, channel?, order?}, `at` in RFC
 * 3339. */
GVariant *cord_appointment_from_tmf (JsonNode *appointment, GError **error);
/* Desk: what the server answered: {appointment, state}. */
GVariant *cord_appointment_answer_from_tmf (JsonNode *appointment, GError **error);

G_END_DECLS
