/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-contact-codec.h"

#include "wire/cord-tmf.h"

#define NEXT "next"
#define HEAD "head"
#define EVENTS "events"

JsonNode *
cord_contact_state_to_json (const CordContactState *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "id", self->id);
  json_object_set_string_member (body, "state", self->state);
  json_object_set_string_member (body, "channel", self->channel);
  json_object_set_string_member (body, "direction", self->direction);
  json_object_set_string_member (body, "sop", self->sop);
  json_object_set_string_member (body, "policy", self->policy);
  json_object_set_string_member (body, "level", self->level);
  if (self->customer != NULL)
    json_object_set_string_member (body, "customer", self->customer);
  json_object_set_int_member (body, NEXT, self->next);
  json_object_set_string_member (body, HEAD, self->head);
  return cord_tmf_take_node (body);
}

JsonNode *
cord_contact_batch_answer (gint64 next, const char *head)
{
  JsonObject *body = json_object_new ();

  json_object_set_int_member (body, NEXT, next);
  json_object_set_string_member (body, HEAD, head);
  return cord_tmf_take_node (body);
}

gboolean
cord_contact_batch_read (JsonNode *body, gint64 *expect, GVariant **events)
{
  g_autoptr (GVariant) value = cord_json_to_value (body);

  *expect = cord_value_get_integer (value, "expect", -1);
  *events = cord_value_dup_array (value, EVENTS);
  return cord_tmf_array (json_node_get_object (body), EVENTS) != NULL;
}

gint64
cord_contact_batch_event_seq (GVariant *event)
{
  return cord_value_get_integer (event, "seq", -1);
}
