/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-appointment-resource.h"

#include "wire/cord-appointment-codec.h"
#include "wire/cord-tmf.h"

#define TIME CORD_APPOINTMENT_TIME
#define STATUS "status"

static gboolean
read_instant (JsonObject *object, const char *path, gint64 fallback, gint64 *out)
{
  const char *text = cord_tmf_string (object, path);

  *out = fallback;
  return text == NULL || cord_tmf_instant (text, out);
}

gboolean
cord_appointment_resource_read_start (JsonObject *object, gint64 fallback, gint64 *out)
{
  return read_instant (object, CORD_APPOINTMENT_START_COLUMN, fallback, out);
}

gboolean
cord_appointment_resource_read_end (JsonObject *object, gint64 fallback, gint64 *out)
{
  return read_instant (object, TIME ".endDateTime", fallback, out);
}

gboolean
cord_appointment_resource_read_time (JsonObject *appointment, gint64 length, gint64 *start, gint64 *end)
{
  if (cord_tmf_string (appointment, CORD_APPOINTMENT_START_COLUMN) == NULL
      || !cord_appointment_resource_read_start (appointment, 0, start)
      || !cord_appointment_resource_read_end (appointment, *start + length, end))
    return FALSE;
  if (*end == *start)
    *end = *start + 1;
  return TRUE;
}

gboolean
cord_appointment_resource_takes_time (JsonObject *appointment)
{
  return cord_tmf_is (appointment, STATUS, "initialized") || cord_tmf_is (appointment, STATUS, "confirmed");
}

gboolean
cord_appointment_resource_read_customer (JsonNode *appointment, const char **customer, GError **error)
{
  g_autoptr (GVariant) asked = cord_appointment_from_tmf (appointment, error);

  if (asked != NULL)
    *customer = cord_tmf_customer (json_node_get_object (appointment), "relatedParty");
  return asked != NULL;
}

void
cord_appointment_resource_confirm (JsonObject *appointment)
{
  json_object_set_string_member (appointment, STATUS, "confirmed");
}

/* searchTimeSlot */

JsonArray *
cord_appointment_resource_get_requested (JsonObject *search)
{
  return cord_tmf_array (search, CORD_APPOINTMENT_REQUESTED);
}

JsonObject *
cord_appointment_resource_new_slot (const char *id, gint64 start, gint64 end)
{
  g_autofree char *from = cord_instant_to_string (start);
  g_autofree char *to = cord_instant_to_string (end);
  JsonObject *slot = json_object_new ();

  json_object_set_string_member (slot, "id", id);
  json_object_set_string_member (slot, "@type", "TimeSlot");
  json_object_set_object_member (slot, TIME, cord_tmf_new_period (from, to));
  return slot;
}

void
cord_appointment_resource_finish_search (JsonObject *search, JsonArray *slots)
{
  gboolean found = json_array_get_length (slots) > 0;

  json_object_set_string_member (search, STATUS, "done");
  json_object_set_string_member (search, "searchResult", found ? "success" : "fail");
  json_object_set_array_member (search, "availableTimeSlot", slots);
}
