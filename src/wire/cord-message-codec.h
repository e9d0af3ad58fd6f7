/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF681 communicationMessage, with the extensions cordboardOrder, cordboardInteraction and cordboardOperation, and
 * cordboardProof, which the server sets. All results are full references; errors are INVALID with the resource and the
 * member at fault. */

/* Desk: the body of the POST. @request: of the intent "message" (gateway.h); @operation: its id. */
JsonNode *cord_message_to_tmf (GVariant *request, const char *operation);
/* Server: what a posted message asks for: {interaction?, customer?, channel, address?, subject?, body, order?}. */
GVariant *cord_message_from_tmf (JsonNode *message, GError **error);
/* Desk: what the server answered: {message, state, proof?}. */
GVariant *cord_message_answer_from_tmf (JsonNode *message, GError **error);

G_END_DECLS
