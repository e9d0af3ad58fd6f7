/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-booked-time.h"

#include "server/resource/cord-engine.h"
#include "store/cord-resource-index.h"
#include "wire/cord-appointment-resource.h"
#include "wire/cord-tmf.h"

#define APPOINTMENT "appointment"

static void
add_booked (GArray *booked, JsonObject *appointment)
{
  CordSlot slot;

  if (cord_appointment_resource_takes_time (appointment)
      && cord_appointment_resource_read_time (appointment, CORD_SLOT_LENGTH, &slot.start, &slot.end))
    g_array_append_val (booked, slot);
}

GArray *
cord_booked_time_collect (CordCore *core, GError **error)
{
  static const char *const states[] = { "initialized", "confirmed" };
  g_autoptr (GArray) booked = g_array_new (FALSE, FALSE, sizeof (CordSlot));

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (JsonArray) appointments = cord_engine_collect (core, APPOINTMENT, "status", states[i], error);

      if (appointments == NULL)
        return NULL;
      for (guint n = 0; n < cord_tmf_length (appointments); n++)
        if (cord_tmf_at (appointments, n) != NULL)
          add_booked (booked, cord_tmf_at (appointments, n));
    }
  return g_steal_pointer (&booked);
}

/* Those whose start is written with this date. */
static gboolean
add_day (GArray *booked, CordCore *core, CordDate date, const char *except, GError **error)
{
  g_autofree char *day = cord_date_to_string (date);
  g_autoptr (GPtrArray) ids = cord_resource_index_find_prefix (cord_core_get_database (core), APPOINTMENT,
                                                               CORD_APPOINTMENT_START_COLUMN, day, G_MAXINT, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (JsonNode) node = NULL;

      if (g_strcmp0 (id, except) == 0)
        continue;
      if (!cord_engine_find (core, APPOINTMENT, id, &node, error))
        return FALSE;
      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        add_booked (booked, json_node_get_object (node));
    }
  return ids != NULL;
}

GArray *
cord_booked_time_collect_near (CordCore *core, gint64 from, gint64 to, const char *except, GError **error)
{
  g_autoptr (GArray) booked = g_array_new (FALSE, FALSE, sizeof (CordSlot));
  g_autoptr (CordZone) utc = cord_zone_utc ();
  /* An instant may be written with the date of any offset, so also with that of the day before or after. */
  CordDate first = cord_instant_to_date (from - G_TIME_SPAN_DAY, utc) - 1;
  CordDate last = cord_instant_to_date (to, utc) + 1;

  for (CordDate date = first; date <= MIN (last, first + CORD_SLOT_DAYS_MAX); date++)
    if (!add_day (booked, core, date, except, error))
      return NULL;
  return g_steal_pointer (&booked);
}

static guint
count_taken (GArray *booked, const CordSlot *slot)
{
  guint taken = 0;

  for (guint i = 0; i < booked->len; i++)
    taken += cord_slot_overlaps (slot, &g_array_index (booked, CordSlot, i));
  return taken;
}

/* The half hour in which @instant lies. Clocks are moved by whole half hours, which leaves the others where they are.
 */
static gint64
half_hour_of (gint64 instant, const CordZone *zone)
{
  gint64 part = instant % G_USEC_PER_SEC;
  int second;

  cord_instant_to_local (instant, zone, &second);
  return instant - (part < 0 ? part + G_USEC_PER_SEC : part) - (gint64)second * G_USEC_PER_SEC % CORD_SLOT_LENGTH;
}

CordTimeState
cord_booked_time_judge (GArray *booked, const CordRoster *roster, const CordSlot *time)
{
  CordTimeState state = CORD_TIME_FREE;

  if (time->end - time->start > G_TIME_SPAN_DAY)
    return CORD_TIME_CLOSED;
  for (gint64 start = half_hour_of (time->start, roster->zone); start < time->end; start += CORD_SLOT_LENGTH)
    {
      const CordSlot slot = { start, start + CORD_SLOT_LENGTH };
      /* Who leaves within the half hour may still take what ends before. */
      const CordSlot part = { MAX (slot.start, time->start), MIN (slot.end, time->end) };
      guint agents = cord_roster_count (roster, &part);

      if (agents == 0)
        return CORD_TIME_CLOSED;
      if (count_taken (booked, &slot) >= agents)
        state = CORD_TIME_FULL;
    }
  return state;
}

gboolean
cord_booked_time_find_free (GArray *booked, const CordRoster *roster, gint64 from, gint64 to, gint64 length,
                            gint64 *start)
{
  g_autoptr (GArray) slots = cord_roster_find_slots (roster, from, to);

  for (guint i = 0; i < slots->len; i++)
    {
      const CordSlot *slot = &g_array_index (slots, CordSlot, i);
      const CordSlot time = { slot->start, slot->start + length };

      if (time.end > to || cord_booked_time_judge (booked, roster, &time) != CORD_TIME_FREE)
        continue;
      *start = slot->start;
      return TRUE;
    }
  return FALSE;
}
