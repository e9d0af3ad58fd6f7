/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-contact-codec.h"

#include "wire/cord-tmf.h"

#define NEXT "next"
#define HEAD "head"
#define EVENTS "events"
#define EXPECT "expect"
#define SEQUENCE "seq"
#define ID "id"
#define CHANNEL "channel"
#define DIRECTION "direction"
#define PROCEDURE "sop"
#define POLICY "policy"

JsonNode *
cord_contact_open_to_json (const CordOpenCall *call)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, CHANNEL, call->channel);
  json_object_set_string_member (body, DIRECTION, call->direction);
  json_object_set_string_member (body, PROCEDURE, call->sop);
  json_object_set_string_member (body, POLICY, call->policy);
  return cord_tmf_take_node (body);
}

JsonNode *
cord_contact_state_to_json (const CordContactState *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, ID, self->id);
  json_object_set_string_member (body, "state", self->state);
  json_object_set_string_member (body, CHANNEL, self->channel);
  json_object_set_string_member (body, DIRECTION, self->direction);
  json_object_set_string_member (body, PROCEDURE, self->sop);
  json_object_set_string_member (body, POLICY, self->policy);
  json_object_set_string_member (body, "level", self->level);
  if (self->customer != NULL)
    json_object_set_string_member (body, "customer", self->customer);
  json_object_set_int_member (body, NEXT, self->next);
  json_object_set_string_member (body, HEAD, self->head);
  return cord_tmf_take_node (body);
}

const char *
cord_contact_state_get_id (JsonNode *body)
{
  return cord_tmf_string (json_node_get_object (body), ID);
}

JsonNode *
cord_contact_batch_to_json (gint64 expect, GVariant *events)
{
  JsonObject *body = json_object_new ();

  json_object_set_int_member (body, EXPECT, expect);
  cord_tmf_set_value (body, EVENTS, events);
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

  *expect = cord_value_get_integer (value, EXPECT, -1);
  *events = cord_value_dup_array (value, EVENTS);
  return cord_tmf_array (json_node_get_object (body), EVENTS) != NULL;
}

gint64
cord_contact_batch_answer_get_next (JsonNode *body)
{
  gint64 next;

  return cord_tmf_integer (json_node_get_object (body), NEXT, 1, G_MAXINT64, 0, &next) ? next : 0;
}

void
cord_contact_events_read (JsonNode *body, gint64 *last, const char **head)
{
  JsonArray *events = cord_tmf_array (json_node_get_object (body), EVENTS);
  guint length = cord_tmf_length (events);
  JsonObject *newest = length > 0 ? cord_tmf_at (events, length - 1) : NULL;

  *head = cord_json_find_string (body, HEAD);
  if (newest == NULL || !cord_tmf_integer (newest, SEQUENCE, 1, G_MAXINT64, 0, last))
    *last = 0;
}
