/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-booking-rule.h"

#include "config.h"

#include "server/order/cord-booked-time.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-resource-change.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-appointment-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define AHEAD (G_GINT64_CONSTANT (7) * G_TIME_SPAN_DAY) /* another time is looked for in a week */
#define MINUTE 60

/* One appointment that is checked. */
typedef struct
{
  CordCore *core;
  CordZone *zone;       /* of the office */
  const char *id;       /* of the appointment, borrowed, as is the next */
  const char *customer; /* NULL: nobody's */
  CordSlot time;
} Booking;

static void
booking_clear (Booking *self)
{
  g_clear_pointer (&self->zone, cord_zone_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Booking, booking_clear)

static gboolean
refuse (const char *reason, const char *hint, const char *message, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, reason, CORD_APPOINTMENT_TIME,
                              hint != NULL ? hint : _ ("Choose another time."), "%s", message);
}

/* The zone in which the customer is asked; NULL where none is named. */
static CordZone *
dup_customer_zone (const Booking *self)
{
  g_autoptr (JsonArray) accounts
      = self->customer != NULL
            ? cord_engine_collect (self->core, "billingAccount", "relatedParty.id", self->customer, NULL)
            : NULL;
  const char *chosen = accounts != NULL ? cord_account_resource_choose (accounts, NULL) : NULL;

  for (guint i = 0; chosen != NULL && i < cord_tmf_length (accounts); i++)
    {
      JsonObject *account = cord_tmf_at (accounts, i);

      if (account != NULL && g_strcmp0 (cord_tmf_id (account), chosen) == 0
          && cord_account_resource_zone (account) != NULL)
        return cord_zone_parse (cord_account_resource_zone (account), NULL);
    }
  return NULL;
}

/* The time as the desk asks for it: on the customer's clock, otherwise on that of the office. */
static char *
dup_words (const Booking *self, gint64 start)
{
  g_autoptr (CordZone) zone = dup_customer_zone (self);
  int second;
  g_autofree char *day
      = cord_date_to_display (cord_instant_to_local (start, zone != NULL ? zone : self->zone, &second));
  const int hour = second / MINUTE / MINUTE, minute = second / MINUTE % MINUTE;

  if (zone != NULL)
    return g_strdup_printf (_ ("Choose another time, such as %s, %02d:%02d on the customer’s clock."), day, hour,
                            minute);
  return g_strdup_printf (_ ("Choose another time, such as %s, %02d:%02d on the clock of the office."), day, hour,
                          minute);
}

/* "Choose another time, such as …"; NULL when there is none in a week, or nobody can say. */
static char *
dup_hint (const Booking *self)
{
  gint64 from = MAX (self->time.start, cord_core_now (self->core));
  g_auto (CordRoster) roster = { 0 };
  g_autoptr (GArray) booked = cord_booked_time_collect_near (self->core, from, from + AHEAD, NULL, NULL);
  gint64 start;

  if (booked == NULL || !cord_roster_load (&roster, self->core, self->zone, from, from + AHEAD, NULL)
      || !cord_booked_time_find_free (booked, &roster, from, from + AHEAD, self->time.end - self->time.start, &start))
    return NULL;
  return dup_words (self, start);
}

static gboolean
check_agents (const Booking *self, const CordRoster *roster, GError **error)
{
  g_autoptr (GArray) booked
      = cord_booked_time_collect_near (self->core, self->time.start, self->time.end, self->id, error);
  g_autofree char *hint = NULL;
  CordTimeState state;

  if (booked == NULL)
    return FALSE;
  state = cord_booked_time_judge (booked, roster, &self->time);
  if (state == CORD_TIME_FREE)
    return TRUE;
  hint = dup_hint (self);
  return state == CORD_TIME_FULL ? refuse ("slot-full", hint, _ ("No agent is free at that time any more"), error)
                                 : refuse ("slot-closed", hint, _ ("No agent works at that time"), error);
}

static gboolean
check_time (Booking *self, GError **error)
{
  g_auto (CordRoster) roster = { 0 };

  self->zone = cord_zone_parse (cord_core_get_settings (self->core)->zone, error);
  if (self->zone == NULL
      || !cord_roster_load (&roster, self->core, self->zone, self->time.start, self->time.end, error))
    return FALSE;
  if (!cord_roster_has_shifts (&roster))
    return TRUE;
  if (self->time.start < cord_core_now (self->core))
    return refuse ("slot-past", NULL, _ ("That time has passed"), error);
  return check_agents (self, &roster, error);
}

/* Only what takes time that it did not take before: nobody is refused for what was so already. */
static gboolean
check (Booking *self, JsonObject *before, JsonObject *after, GError **error)
{
  CordSlot was;

  if (!cord_appointment_resource_takes_time (after)
      || !cord_appointment_resource_read_time (after, CORD_SLOT_LENGTH, &self->time.start, &self->time.end))
    return TRUE;
  if (before != NULL && cord_appointment_resource_takes_time (before)
      && cord_appointment_resource_read_time (before, CORD_SLOT_LENGTH, &was.start, &was.end)
      && was.start == self->time.start && was.end == self->time.end)
    return TRUE;
  if (self->time.end < self->time.start)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", CORD_APPOINTMENT_TIME ".endDateTime", NULL,
                                _ ("The appointment ends before it begins"));
  return check_time (self, error);
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
  g_auto (Booking) booking = { NULL };

  if (after == NULL || !JSON_NODE_HOLDS_OBJECT (after))
    return TRUE;
  booking.core = data;
  booking.id = change->id;
  booking.customer = cord_resource_type_customer (change->type, json_node_get_object (after));
  return check (&booking, before != NULL ? json_node_get_object (before) : NULL, json_node_get_object (after), error);
}

void
cord_booking_rule_start (CordCore *core)
{
  static const CordResourceWatcher watcher = { begin_change, end_change };

  cord_resource_watcher_add (core, &watcher, core);
}
