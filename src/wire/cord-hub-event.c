/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-hub-event.h"

#include "base/cord-id.h"
#include "base/cord-period.h"
#include "wire/cord-json-equal.h"

char *
cord_hub_event_name (const CordResourceType *type, CordHubChange change)
{
  static const char *const suffixes[]
      = { "CreateEvent", "AttributeValueChangeEvent", "StateChangeEvent", "DeleteEvent" };

  if (change == CORD_HUB_STATE && type->state_event != NULL)
    return g_strdup (type->state_event);
  return g_strconcat (type->type, suffixes[change], NULL);
}

gboolean
cord_hub_event_has_hub (const CordResourceType *type)
{
  return g_str_has_prefix (type->base, CORD_TMF_API "/");
}

static void
add_event (GPtrArray *events, const CordResourceType *type, CordHubChange change, JsonNode *document, CordClock *clock)
{
  g_autoptr (JsonObject) event = json_object_new ();
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), event);
  JsonObject *payload = json_object_new ();
  g_autofree char *id = cord_id_new (clock);
  g_autofree char *time = cord_instant_to_string (cord_clock_now (clock));
  g_autofree char *name = cord_hub_event_name (type, change);

  json_object_set_member (payload, type->name, json_node_ref (document));
  json_object_set_string_member (event, "eventId", id);
  json_object_set_string_member (event, "eventTime", time);
  json_object_set_string_member (event, "eventType", name);
  json_object_set_object_member (event, "event", payload);
  g_ptr_array_add (events, cord_json_write (root));
}

static gboolean
is_same (JsonObject *a, JsonObject *b, const char *member)
{
  return cord_json_equal (json_object_get_member (a, member), json_object_get_member (b, member));
}

/* The time stamps that the server sets with every change are not changes of their own. */
static gboolean
is_attribute (const CordResourceType *type, const char *member)
{
  static const char *const stamps[] = { "lastUpdate", "statusChangeDate", NULL };

  return !g_strv_contains (stamps, member) && g_strcmp0 (member, type->state) != 0;
}

static gboolean
lacks_any (const CordResourceType *type, JsonObject *from, JsonObject *of)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &member, NULL))
    if (is_attribute (type, member) && !is_same (from, of, member))
      return TRUE;
  return FALSE;
}

static void
add_changes (GPtrArray *events, const CordResourceType *type, JsonNode *before, JsonNode *after, CordClock *clock)
{
  JsonObject *was = json_node_get_object (before);
  JsonObject *is = json_node_get_object (after);
  gboolean state = type->state != NULL && !is_same (was, is, type->state);

  /* Every new version has an event, even when only a time stamp is new. */
  if (!state || lacks_any (type, was, is) || lacks_any (type, is, was))
    add_event (events, type, CORD_HUB_ATTRIBUTES, after, clock);
  if (state)
    add_event (events, type, CORD_HUB_STATE, after, clock);
}

static gboolean
read_document (const char *text, JsonNode **node, GError **error)
{
  *node = text != NULL ? cord_json_parse (text, -1, &CORD_JSON_LIMITS_FILE, error) : NULL;
  return text == NULL || *node != NULL;
}

GPtrArray *
cord_hub_event_make (const CordResourceType *type, const char *before, const char *after, CordClock *clock,
                     GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) was = NULL;
  g_autoptr (JsonNode) is = NULL;

  if (g_strcmp0 (before, after) == 0)
    return g_steal_pointer (&events);
  if (!read_document (before, &was, error) || !read_document (after, &is, error))
    return NULL;
  if (was == NULL)
    add_event (events, type, CORD_HUB_CREATE, is, clock);
  else if (is == NULL)
    add_event (events, type, CORD_HUB_DELETE, was, clock);
  else
    add_changes (events, type, was, is, clock);
  return g_steal_pointer (&events);
}

const CordResourceType *
cord_hub_event_resource (JsonNode *event)
{
  JsonNode *payload = cord_json_find (event, "event");
  JsonObjectIter iter;
  const char *name;

  if (payload == NULL || !JSON_NODE_HOLDS_OBJECT (payload))
    return NULL;
  json_object_iter_init (&iter, json_node_get_object (payload));
  return json_object_iter_next (&iter, &name, NULL) ? cord_resource_type_find (name) : NULL;
}
