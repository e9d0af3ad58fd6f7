/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of the resources of TMF646 beside what a caller asks for
 * (cord-appointment-codec.h). Times: microseconds since the epoch. */

/* When an appointment, or a period that a search names, begins and ends; @fallback where it does not say. FALSE when it
 * says what cannot be read. */
gboolean cord_appointment_resource_read_start (JsonObject *object, gint64 fallback, gint64 *out);
gboolean cord_appointment_resource_read_end (JsonObject *object, gint64 fallback, gint64 *out);
/* The customer that a posted appointment is with, or NULL; borrowed. INVALID when its time cannot be read. */
gboolean cord_appointment_resource_read_customer (JsonNode *appointment, const char **customer, GError **error);
void cord_appointment_resource_confirm (JsonObject *appointment);

/* searchTimeSlot */
/* The member that holds the periods, for messages. */
#define CORD_APPOINTMENT_REQUESTED "requestedTimeSlot"
/* The periods it asks for; NULL for none. Borrowed. */
JsonArray *cord_appointment_resource_get_requested (JsonObject *search);
/* A time slot that is free. Full reference. */
JsonObject *cord_appointment_resource_new_slot (const char *id, gint64 start, gint64 end);
/* The search is done; @found: the slots lie in the periods asked for, otherwise they are others. Takes @slots. */
void cord_appointment_resource_finish_search (JsonObject *search, gboolean found, JsonArray *slots);

G_END_DECLS
