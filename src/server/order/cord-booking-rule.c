/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-booking-rule.h"

#include "config.h"

#include "server/order/cord-booked-time.h"
#include "server/resource/cord-resource-change.h"
#include "wire/cord-appointment-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define AHEAD (G_GINT64_CONSTANT (7) * G_TIME_SPAN_DAY) /* another time is looked for in a week */
#define MINUTE 60

static gboolean
refuse (const char *reason, const char *hint, const char *message, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, reason, CORD_APPOINTMENT_TIME,
                              hint != NULL ? hint : _ ("Choose another time."), "%s", message);
}

/* "Choose another time, such as …"; NULL when there is none in a week, or nobody can say. */
static char *
dup_hint (CordCore *core, const CordZone *zone, const CordSlot *time)
{
  gint64 from = MAX (time->start, cord_core_now (core));
  g_auto (CordRoster) roster = { 0 };
  g_autoptr (GArray) booked = cord_booked_time_collect_near (core, from, from + AHEAD, NULL, NULL);
  g_autofree char *day = NULL;
  gint64 start;
  int second;

  if (booked == NULL || !cord_roster_load (&roster, core, zone, from, from + AHEAD, NULL)
      || !cord_booked_time_find_free (booked, &roster, from, from + AHEAD, time->end - time->start, &start))
    return NULL;
  day = cord_date_to_display (cord_instant_to_local (start, zone, &second));
  return g_strdup_printf (_ ("Choose another time, such as %s, %02d:%02d by the clock of the office."), day,
                          second / MINUTE / MINUTE, second / MINUTE % MINUTE);
}

static gboolean
check_agents (CordCore *core, const CordRoster *roster, const CordSlot *time, const char *id, GError **error)
{
  g_autoptr (GArray) booked = cord_booked_time_collect_near (core, time->start, time->end, id, error);
  g_autofree char *hint = NULL;
  CordTimeState state;

  if (booked == NULL)
    return FALSE;
  state = cord_booked_time_judge (booked, roster, time);
  if (state == CORD_TIME_FREE)
    return TRUE;
  hint = dup_hint (core, roster->zone, time);
  return state == CORD_TIME_FULL ? refuse ("slot-full", hint, _ ("No agent is free at that time any more"), error)
                                 : refuse ("slot-closed", hint, _ ("No agent works at that time"), error);
}

static gboolean
check_time (CordCore *core, const CordSlot *time, const char *id, GError **error)
{
  g_autoptr (CordZone) zone = cord_zone_parse (cord_core_get_settings (core)->zone, error);
  g_auto (CordRoster) roster = { 0 };

  if (zone == NULL || !cord_roster_load (&roster, core, zone, time->start, time->end, error))
    return FALSE;
  if (!cord_roster_has_shifts (&roster))
    return TRUE;
  if (time->start < cord_core_now (core))
    return refuse ("slot-past", NULL, _ ("That time has passed"), error);
  return check_agents (core, &roster, time, id, error);
}

/* Only what takes time that it did not take before: nobody is refused for what was so already. */
static gboolean
check (CordCore *core, JsonObject *before, JsonObject *after, const char *id, GError **error)
{
  CordSlot time, was;

  if (!cord_appointment_resource_takes_time (after)
      || !cord_appointment_resource_read_time (after, CORD_SLOT_LENGTH, &time.start, &time.end))
    return TRUE;
  if (before != NULL && cord_appointment_resource_takes_time (before)
      && cord_appointment_resource_read_time (before, CORD_SLOT_LENGTH, &was.start, &was.end) && was.start == time.start
      && was.end == time.end)
    return TRUE;
  if (time.end < time.start)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", CORD_APPOINTMENT_TIME ".endDateTime", NULL,
                                _ ("The appointment ends before it begins"));
  return check_time (core, &time, id, error);
}

static gboolean
begin_change (gpointer data, const CordResourceType *type, CordResourceWatchDepth *depth, GError **error)
{
  if (g_str_equal (type->name, "appointment"))
    *depth = CORD_RESOURCE_WATCH_DOCUMENT;
  return TRUE;
}

static JsonNode *
parse (const char *document)
{
  return document != NULL ? cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;
}

static gboolean
end_change (gpointer data, const CordResourceChange *change, const char *after_text, GError **error)
{
  g_autoptr (JsonNode) before = parse (change->before);
  g_autoptr (JsonNode) after = parse (after_text);

  return after == NULL
         || check (data, before != NULL ? json_node_get_object (before) : NULL, json_node_get_object (after),
                   change->id, error);
}

void
cord_booking_rule_start (CordCore *core)
{
  static const CordResourceWatcher watcher = { begin_change, end_change };

  cord_resource_watcher_add (core, &watcher, core);
}
