/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF681 communicationMessage. The intent request of gateway.h's "message" → body of POST; back at the server; answer →
 * {message, state, proof?}. Extensions: cordboardOrder, cordboardInteraction, cordboardOperation; set by the server:
 * cordboardProof. */
JsonNode *cord_message_to_tmf (GVariant *request, const char *operation);
GVariant *
cord_message_from_tmf (JsonNode *message,
                       GError **error); /* {interaction?, customer?, channel, address?, subject?, body, order?} */
GVariant *cord_message_answer_from_tmf (JsonNode *message, GError **error);

G_END_DECLS
