/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-time-slot.h"

#include "config.h"

#include "base/cord-zone.h"
#include "server/order/cord-booked-time.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-appointment-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define WEEK (G_GINT64_CONSTANT (7) * 24 * 60 * 60 * G_USEC_PER_SEC)
#define FOUND_MAX 50

/* One search. */
typedef struct
{
  CordCore *core;
  CordZone *zone;
  gint64 now;
  GArray *booked;      /* (element-type CordSlot) */
  GHashTable *offered; /* starts of the slots that were found: periods may overlap */
  JsonArray *found;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->zone, cord_zone_unref);
  g_clear_pointer (&self->booked, g_array_unref);
  g_clear_pointer (&self->offered, g_hash_table_unref);
  g_clear_pointer (&self->found, json_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
add_found (Search *self, const CordSlot *slot)
{
  g_autofree char *id = g_strdup_printf ("%u", json_array_get_length (self->found) + 1);

  if (g_hash_table_add (self->offered, g_memdup2 (&slot->start, sizeof slot->start)))
    json_array_add_object_element (self->found, cord_appointment_resource_new_slot (id, slot->start, slot->end));
}

static gboolean
look (Search *self, gint64 from, gint64 to, GError **error)
{
  g_auto (CordRoster) roster = { 0 };
  g_autoptr (GArray) slots = NULL;

  from = MAX (from, self->now);
  if (!cord_roster_load (&roster, self->core, self->zone, from, to, error))
    return FALSE;
  slots = cord_roster_find_slots (&roster, from, to);
  for (guint i = 0; i < slots->len && json_array_get_length (self->found) < FOUND_MAX; i++)
    {
      const CordSlot *slot = &g_array_index (slots, CordSlot, i);

      if (cord_booked_time_judge (self->booked, &roster, slot) == CORD_TIME_FREE)
        add_found (self, slot);
    }
  return TRUE;
}

static gboolean
look_in_period (Search *self, JsonObject *period, guint n, GError **error)
{
  g_autofree char *member = g_strdup_printf (CORD_APPOINTMENT_REQUESTED ".%u.validFor", n);
  gint64 from, to;

  if (cord_appointment_resource_read_start (period, self->now, &from)
      && cord_appointment_resource_read_end (period, MAX (from, self->now) + WEEK, &to) && from <= to)
    return look (self, from, to, error);
  return cord_error_set_full (error, CORD_ERROR_INVALID, "period", member, NULL,
                              _ ("The period cannot be read, or ends before it begins"));
}

static gboolean
look_in_periods (Search *self, JsonObject *document, GError **error)
{
  JsonArray *periods = cord_appointment_resource_get_requested (document);

  if (cord_tmf_length (periods) == 0)
    return look (self, self->now, self->now + WEEK, error);
  for (guint i = 0; i < cord_tmf_length (periods); i++)
    if (!look_in_period (self, cord_tmf_at (periods, i), i, error))
      return FALSE;
  return TRUE;
}

static gboolean
search (Search *self, JsonObject *document, GError **error)
{
  self->zone = cord_zone_parse (cord_core_get_settings (self->core)->zone, error);
  self->now = cord_core_now (self->core);
  self->found = json_array_new ();
  self->offered = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->booked = self->zone != NULL ? cord_booked_time_collect (self->core, error) : NULL;
  if (self->booked == NULL || !look_in_periods (self, document, error))
    return FALSE;
  cord_appointment_resource_finish_search (document, json_array_ref (self->found));
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
