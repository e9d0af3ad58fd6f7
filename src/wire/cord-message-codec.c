/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-message-codec.h"

#include "wire/cord-extension.h"
#include "wire/cord-tmf.h"

/* TMF681 has members for an e-mail address and a telephone number; a postal address is an extension. */
static const char *
address_member (const char *channel)
{
  if (g_strcmp0 (channel, "email") == 0)
    return "email";
  return g_strcmp0 (channel, "sms") == 0 ? "phoneNumber" : "cordboardAddress";
}

JsonNode *
cord_message_to_tmf (GVariant *request, const char *operation)
{
  JsonObject *message = json_object_new ();
  JsonObject *sender = json_object_new ();
  JsonObject *receiver = json_object_new ();
  const char *channel = cord_value_get_string (request, "channel");
  const char *order = cord_value_get_string (request, "order");

  json_object_set_string_member (message, "@type", "CommunicationMessage");
  cord_tmf_set_text (message, "messageType", channel);
  cord_tmf_set_text (message, "subject", cord_value_get_string (request, "subject"));
  cord_tmf_set_text (message, "content", cord_value_get_string (request, "body"));
  json_object_set_string_member (sender, "id", "cordboard");
  json_object_set_object_member (message, "sender", sender);
  cord_tmf_set_text (receiver, "id", cord_value_get_string (request, "customer"));
  cord_tmf_set_text (receiver, address_member (channel), cord_value_get_string (request, "address"));
  cord_tmf_take_single (message, "receiver", receiver);
  cord_tmf_set_text (message, "cordboardOrder", order != NULL && *order != '\0' ? order : NULL);
  cord_tmf_set_text (message, CORD_EXTENSION_INTERACTION, cord_value_get_string (request, "interaction"));
  cord_tmf_set_text (message, "cordboardOperation", operation);
  return cord_tmf_take_node (message);
}

GVariant *
cord_message_from_tmf (JsonNode *message, GError **error)
{
  JsonObject *object = message != NULL && JSON_NODE_HOLDS_OBJECT (message) ? json_node_get_object (message) : NULL;
  CordTmfPlace place = { "communicationMessage", object != NULL ? cord_tmf_string (object, "id") : NULL };
  JsonObject *receiver = object != NULL ? cord_tmf_first (object, "receiver") : NULL;
  const char *channel = object != NULL ? cord_tmf_string (object, "messageType") : NULL;
  g_autofree char *word = channel != NULL ? g_ascii_strdown (channel, -1) : NULL;

  if (channel == NULL || cord_tmf_string (object, "content") == NULL)
    {
      cord_tmf_refuse (&place, channel == NULL ? "messageType" : "content", error);
      return NULL;
    }
  return cord_value_of_strings ("interaction", cord_tmf_string (object, CORD_EXTENSION_INTERACTION), "customer",
                                receiver != NULL ? cord_tmf_string (receiver, "id") : NULL, "channel", word, "address",
                                receiver != NULL ? cord_tmf_string (receiver, address_member (word)) : NULL, "subject",
                                cord_tmf_string (object, "subject"), "body", cord_tmf_string (object, "content"),
                                "order", cord_tmf_string (object, "cordboardOrder"), NULL);
}

GVariant *
cord_message_answer_from_tmf (JsonNode *message, GError **error)
{
  CordTmfPlace place;
  JsonObject *object = cord_tmf_resource (message, "communicationMessage", &place, error);

  if (object == NULL)
    return NULL;
  if (cord_tmf_string (object, "state") == NULL)
    {
      cord_tmf_refuse (&place, "state", error);
      return NULL;
    }
  return cord_value_of_strings ("message", place.id, "state", cord_tmf_string (object, "state"), "proof",
                                cord_tmf_string (object, "cordboardProof"), NULL);
}
