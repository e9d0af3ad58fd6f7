/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of the resources of TMF646 beside what a caller asks for
 * (cord-appointment-codec.h). Times: microseconds since the epoch. */

/* When an appointment, or a period of a search, begins; @fallback where it has no such member. FALSE when the member
 * cannot be read as an instant. */
gboolean cord_appointment_resource_read_start (JsonObject *object, gint64 fallback, gint64 *out);
/* The same for its end. */
gboolean cord_appointment_resource_read_end (JsonObject *object, gint64 fallback, gint64 *out);
/* When an appointment begins and ends; without an end it lasts @length. One that ends as it begins still takes
 * somebody's time, a microsecond. FALSE when it has no start, or one of the two cannot be read. */
gboolean cord_appointment_resource_read_time (JsonObject *appointment, gint64 length, gint64 *start, gint64 *end);
/* Whether somebody is expected at the appointment: it is neither cancelled nor over. */
gboolean cord_appointment_resource_takes_time (JsonObject *appointment);
/* The customer that a posted appointment is with, or NULL; borrowed. INVALID when its time cannot be read. */
gboolean cord_appointment_resource_read_customer (JsonNode *appointment, const char **customer, GError **error);
/* Sets its status to "confirmed". */
void cord_appointment_resource_confirm (JsonObject *appointment);

/* The member of an appointment that holds its time, for messages, and what its start is indexed by. */
#define CORD_APPOINTMENT_TIME "validFor"
#define CORD_APPOINTMENT_START_COLUMN CORD_APPOINTMENT_TIME ".startDateTime"
/* Of a searchTimeSlot, the member that holds the periods, for messages. */
#define CORD_APPOINTMENT_REQUESTED "requestedTimeSlot"
/* The periods that a search asks for; NULL for none. Borrowed. */
JsonArray *cord_appointment_resource_get_requested (JsonObject *search);
/* A time slot that is free. Full reference. */
JsonObject *cord_appointment_resource_new_slot (const char *id, gint64 start, gint64 end);
/* Writes the result into the search: "success" with @slots, or "fail" when there are none. Takes @slots. */
void cord_appointment_resource_finish_search (JsonObject *search, JsonArray *slots);

G_END_DECLS
