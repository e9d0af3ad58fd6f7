/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-interaction-resource.h"

#include "wire/cord-tmf.h"

#define CHANNEL "channel"
#define ITEMS "interactionItem"
#define PERIOD "interactionDate"
#define PARTIES "relatedParty"
#define ROLE "role"
#define CUSTOMER "customer"
#define STATUS "status"
#define CHANGED "statusChangeDate"
#define CREATED "creationDate"
#define REASON "reason"

static JsonObject *
new_party (const char *id, const char *role, const char *referred)
{
  JsonObject *party = json_object_new ();

  json_object_set_string_member (party, "id", id);
  json_object_set_string_member (party, ROLE, role);
  json_object_set_string_member (party, "@referredType", referred);
  return party;
}

static JsonObject *
new_channel (const char *name)
{
  JsonObject *channel = json_object_new ();

  json_object_set_string_member (channel, "id", name);
  json_object_set_string_member (channel, "name", name);
  return channel;
}

JsonObject *
cord_interaction_resource_to_tmf (const CordInteractionResource *self)
{
  JsonObject *interaction = json_object_new ();

  json_object_set_string_member (interaction, "id", self->id);
  json_object_set_string_member (interaction, "@type", "PartyInteraction");
  json_object_set_string_member (interaction, CREATED, self->opened);
  json_object_set_string_member (interaction, "direction", self->direction);
  json_object_set_string_member (interaction, REASON, self->reason);
  json_object_set_string_member (interaction, STATUS, "open");
  json_object_set_string_member (interaction, CHANGED, self->opened);
  cord_tmf_take_single (interaction, CHANNEL, new_channel (self->channel));
  json_object_set_object_member (interaction, PERIOD, cord_tmf_new_period (self->opened, NULL));
  json_object_set_array_member (interaction, ITEMS, json_array_new ());
  cord_tmf_take_single (interaction, PARTIES, new_party (self->agent, "agent", "User"));
  return interaction;
}

static JsonArray *
array_of (JsonObject *interaction, const char *member)
{
  if (!json_object_has_member (interaction, member))
    json_object_set_array_member (interaction, member, json_array_new ());
  return json_object_get_array_member (interaction, member);
}

void
cord_interaction_resource_add_item (JsonObject *interaction, const char *type, const char *id, const char *href,
                                    const char *reason, const char *when)
{
  JsonArray *items = array_of (interaction, ITEMS);
  g_autofree char *number = g_strdup_printf ("%u", json_array_get_length (items) + 1);
  JsonObject *target = json_object_new ();
  JsonObject *item = json_object_new ();

  json_object_set_string_member (target, "id", id);
  json_object_set_string_member (target, "href", href);
  json_object_set_string_member (target, "@referredType", type);
  json_object_set_string_member (item, "id", number);
  json_object_set_string_member (item, CREATED, when);
  json_object_set_string_member (item, REASON, reason);
  json_object_set_object_member (item, "item", target);
  json_object_set_object_member (item, "itemDate", cord_tmf_new_period (when, NULL));
  json_array_add_object_element (items, item);
}

void
cord_interaction_resource_set_customer (JsonObject *interaction, const char *customer)
{
  JsonArray *parties = array_of (interaction, PARTIES);

  for (guint i = json_array_get_length (parties); i-- > 0;)
    if (g_strcmp0 (cord_json_find_string (json_array_get_element (parties, i), ROLE), CUSTOMER) == 0)
      json_array_remove_element (parties, i);
  json_array_add_object_element (parties, new_party (customer, CUSTOMER, "Customer"));
}

void
cord_interaction_resource_set_status (JsonObject *interaction, const char *status, const char *when)
{
  JsonObject *period = cord_tmf_object (interaction, PERIOD);

  json_object_set_string_member (interaction, STATUS, status);
  json_object_set_string_member (interaction, CHANGED, when);
  if (g_str_equal (status, "completed") && period != NULL)
    json_object_set_string_member (period, "endDateTime", when);
}
