/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-time-slot.h"

#include "config.h"

#include "base/cord-period.h"
#include "server/order/cord-office-hours.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define WEEK (G_GINT64_CONSTANT (7) * 24 * 60 * 60 * G_USEC_PER_SEC)
#define FOUND_MAX 50
#define OFFERED_MAX 10
#define REQUESTED "requestedTimeSlot"

/* One search. */
typedef struct
{
  CordCore *core;
  GTimeZone *zone;
  gint64 now;
  GArray *booked; /* (element-type CordSlot) */
  JsonArray *found;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->booked, g_array_unref);
  g_clear_pointer (&self->found, json_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
read_instant (JsonObject *object, const char *path, gint64 fallback, gint64 *out)
{
  const char *text = cord_tmf_string (object, path);

  *out = fallback;
  return text == NULL || cord_tmf_instant (text, out);
}

static void
add_booked (Search *self, JsonArray *appointments)
{
  for (guint i = 0; i < cord_tmf_length (appointments); i++)
    {
      JsonObject *appointment = cord_tmf_at (appointments, i);
      CordSlot slot;

      if (appointment == NULL || !read_instant (appointment, "validFor.startDateTime", 0, &slot.start)
          || !read_instant (appointment, "validFor.endDateTime", slot.start + CORD_SLOT_LENGTH, &slot.end))
        continue;
      /* Even what lasts no time takes somebody's. */
      slot.end = MAX (slot.end, slot.start + 1);
      g_array_append_val (self->booked, slot);
    }
}

static gboolean
load_booked (Search *self, GError **error)
{
  static const char *const states[] = { "initialized", "confirmed" };

  self->booked = g_array_new (FALSE, FALSE, sizeof (CordSlot));
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (JsonArray) appointments = cord_engine_collect (self->core, "appointment", "status", states[i], error);

      if (appointments == NULL)
        return FALSE;
      add_booked (self, appointments);
    }
  return TRUE;
}

static gboolean
is_free (const Search *self, const CordSlot *slot)
{
  for (guint i = 0; i < self->booked->len; i++)
    if (cord_slot_overlaps (slot, &g_array_index (self->booked, CordSlot, i)))
      return FALSE;
  return TRUE;
}

static void
add_found (Search *self, const CordSlot *slot)
{
  g_autofree char *start = cord_instant_to_string (slot->start);
  g_autofree char *end = cord_instant_to_string (slot->end);
  g_autofree char *id = g_strdup_printf ("%u", json_array_get_length (self->found) + 1);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "@type", "TimeSlot");
  json_object_set_object_member (object, "validFor", cord_tmf_new_period (start, end));
  json_array_add_object_element (self->found, object);
}

static void
look (Search *self, gint64 from, gint64 to, guint most)
{
  g_autoptr (GArray) slots = cord_office_hours_between (MAX (from, self->now), to, self->zone);

  for (guint i = 0; i < slots->len && json_array_get_length (self->found) < most; i++)
    if (is_free (self, &g_array_index (slots, CordSlot, i)))
      add_found (self, &g_array_index (slots, CordSlot, i));
}

static gboolean
look_in_period (Search *self, JsonObject *period, guint n, GError **error)
{
  g_autofree char *member = g_strdup_printf (REQUESTED ".%u.validFor", n);
  gint64 from, to;

  if (read_instant (period, "validFor.startDateTime", self->now, &from)
      && read_instant (period, "validFor.endDateTime", MAX (from, self->now) + WEEK, &to) && from <= to)
    {
      look (self, from, to, FOUND_MAX);
      return TRUE;
    }
  return cord_error_set_full (error, CORD_ERROR_INVALID, "period", member, NULL,
                              _ ("The period cannot be read, or ends before it begins"));
}

static gboolean
look_in_periods (Search *self, JsonObject *document, GError **error)
{
  JsonArray *periods = cord_tmf_array (document, REQUESTED);

  if (cord_tmf_length (periods) == 0)
    look (self, self->now, self->now + WEEK, FOUND_MAX);
  for (guint i = 0; i < cord_tmf_length (periods); i++)
    if (!look_in_period (self, cord_tmf_at (periods, i), i, error))
      return FALSE;
  return TRUE;
}

static gboolean
search (Search *self, JsonObject *document, GError **error)
{
  const char *result;

  self->zone = cord_zone_parse (self->core->zone, error);
  self->now = cord_core_now (self->core);
  self->found = json_array_new ();
  if (self->zone == NULL || !load_booked (self, error) || !look_in_periods (self, document, error))
    return FALSE;
  result = json_array_get_length (self->found) > 0 ? "success" : "fail";
  if (json_array_get_length (self->found) == 0)
    look (self, self->now, self->now + 2 * WEEK, OFFERED_MAX);
  json_object_set_string_member (document, "status", "done");
  json_object_set_string_member (document, "searchResult", result);
  json_object_set_array_member (document, "availableTimeSlot", json_array_ref (self->found));
  return TRUE;
}

CordReply *
cord_time_slot_search (CordRequest *request, GError **error)
{
  g_auto (Search) task = { .core = request->core };
  g_autoptr (JsonObject) document = cord_engine_begin (request, error);
  gint64 version;

  if (document == NULL || !search (&task, document, error)
      || !cord_engine_store (request->core, request->type, document, &version, error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
}
