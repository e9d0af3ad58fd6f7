/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-event.h"

G_BEGIN_DECLS

/* cord_event_check_body() for a body that is to enter the chain: every personal member must stand as its reference, or
 * INVALID with reason "personal". */
gboolean cord_event_check_recorded (const char *type, GVariant *body, GError **error);
/* The declared member @name of @type; NULL when there is none. */
const CordEventField *cord_event_type_find_field (const CordEventType *type, const char *name);
/* The member that names the intent, in every type that queues or settles one. */
#define CORD_EVENT_OPERATION "operation"

/* The event that owns the body @typed, which must be the struct of one (cord_event_get_…) and not NULL. */
const CordEvent *cord_event_of (gconstpointer typed);
/* Stores @value, a member of a recorded body, in the struct @body. It is borrowed and must outlive the struct; NULL,
 * and a member of class SECRET, leave the struct as it is. */
void cord_event_field_read (const CordEventField *field, GVariant *value, gpointer body);
/* A member of the body, owned by the event; NULL when absent or not declared. */
GVariant *cord_event_peek (const CordEvent *self, const char *member);
/* The first `prev` of an interaction: SHA-256 of the canonical bytes of its header. */
char *cord_event_header_digest (GVariant *header);

G_END_DECLS
