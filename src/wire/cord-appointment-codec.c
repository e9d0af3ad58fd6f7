/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-appointment-codec.h"

#include "wire/cord-extension.h"
#include "wire/cord-tmf.h"

#define LENGTH (15 * 60 * G_USEC_PER_SEC)
#define CATEGORY "followUp"

/* `at` as text; an instant in microseconds is written out. */
static char *
dup_at (GVariant *request)
{
  const char *text = cord_value_get_string (request, "at");

  if (text != NULL)
    return g_strdup (text);
  return cord_value_has (request, "at") ? cord_instant_to_string (cord_value_get_integer (request, "at", 0)) : NULL;
}

static char *
dup_end (const char *at)
{
  gint64 instant;

  return at != NULL && cord_instant_parse (at, &instant, NULL) ? cord_instant_to_string (instant + LENGTH) : NULL;
}

JsonNode *
cord_appointment_to_tmf (GVariant *request, const char *operation)
{
  JsonObject *appointment = json_object_new ();
  g_autofree char *at = dup_at (request);
  g_autofree char *end = dup_end (at);
  const char *order = cord_value_get_string (request, "order");

  json_object_set_string_member (appointment, "@type", "Appointment");
  cord_tmf_set_text (appointment, "externalId", operation);
  json_object_set_string_member (appointment, "category", CATEGORY);
  cord_tmf_set_text (appointment, "description", cord_value_get_string (request, "purpose"));
  cord_tmf_take_object (appointment, "validFor", cord_tmf_new_period (at, end));
  cord_tmf_take_single (appointment, "relatedParty",
                        cord_tmf_new_customer (cord_value_get_string (request, "customer")));
  if (order != NULL && *order != '\0')
    {
      JsonObject *entity = cord_tmf_new_reference (order, "ProductOrder");

      json_object_set_string_member (entity, "role", "subject");
      cord_tmf_take_single (appointment, "relatedEntity", entity);
    }
  cord_tmf_set_text (appointment, "cordboardChannel", cord_value_get_string (request, "channel"));
  cord_tmf_set_text (appointment, CORD_EXTENSION_INTERACTION, cord_value_get_string (request, "interaction"));
  cord_tmf_set_text (appointment, "cordboardOperation", operation);
  return cord_tmf_take_node (appointment);
}

static const char *
order_of (JsonObject *appointment)
{
  JsonArray *entities = cord_tmf_array (appointment, "relatedEntity");

  for (guint i = 0; i < cord_tmf_length (entities); i++)
    if (cord_tmf_at (entities, i) != NULL && cord_tmf_is (cord_tmf_at (entities, i), "@referredType", "ProductOrder"))
      return cord_tmf_string (cord_tmf_at (entities, i), "id");
  return NULL;
}

GVariant *
cord_appointment_from_tmf (JsonNode *appointment, GError **error)
{
  JsonObject *object
      = appointment != NULL && JSON_NODE_HOLDS_OBJECT (appointment) ? json_node_get_object (appointment) : NULL;
  CordTmfPlace place = { "appointment", object != NULL ? cord_tmf_string (object, "id") : NULL };
  const char *at = object != NULL ? cord_tmf_string (object, "validFor.startDateTime") : NULL;
  gint64 instant;

  if (!cord_tmf_instant (at, &instant))
    {
      cord_tmf_refuse (&place, "validFor.startDateTime", error);
      return NULL;
    }
  return cord_value_of_strings ("interaction", cord_tmf_string (object, CORD_EXTENSION_INTERACTION), "customer",
                                cord_tmf_customer (object, "relatedParty"), "at", at, "purpose",
                                cord_tmf_string (object, "description"), "channel",
                                cord_tmf_string (object, "cordboardChannel"), "order", order_of (object), NULL);
}

GVariant *
cord_appointment_answer_from_tmf (JsonNode *appointment, GError **error)
{
  CordTmfPlace place;
  JsonObject *object = cord_tmf_resource (appointment, "appointment", &place, error);

  if (object == NULL)
    return NULL;
  if (cord_tmf_string (object, "status") == NULL)
    {
      cord_tmf_refuse (&place, "status", error);
      return NULL;
    }
  return cord_value_of_strings ("appointment", place.id, "state", cord_tmf_string (object, "status"), NULL);
}
