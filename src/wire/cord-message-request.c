/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-message-request.h"

#include "wire/cord-message-codec.h"

#define STATE "state"

gboolean
cord_message_request_read (CordMessageRequest *self, JsonNode *message, GError **error)
{
  GVariant *document = cord_message_from_tmf (message, error);

  cord_message_request_clear (self);
  if (document == NULL)
    return FALSE;
  self->document = document;
  self->customer = cord_value_get_string (document, "customer");
  self->channel = cord_value_get_string (document, "channel");
  self->address = cord_value_get_string (document, "address");
  self->subject = cord_value_get_string (document, "subject");
  self->body = cord_value_get_string (document, "body");
  return TRUE;
}

void
cord_message_request_clear (CordMessageRequest *self)
{
  g_clear_pointer (&self->document, g_variant_unref);
  *self = (CordMessageRequest){ 0 };
}

gboolean
cord_message_request_has_state (JsonNode *message)
{
  return json_object_has_member (json_node_get_object (message), STATE);
}

void
cord_message_request_accept (JsonObject *message, const char *when, const char *proof)
{
  json_object_set_string_member (message, STATE, "inProgress");
  json_object_set_string_member (message, "sendTime", when);
  json_object_set_string_member (message, "cordboardProof", proof);
}

void
cord_message_request_finish (JsonObject *message, const char *when)
{
  json_object_set_string_member (message, STATE, "completed");
  json_object_set_string_member (message, "sendTimeComplete", when);
}
