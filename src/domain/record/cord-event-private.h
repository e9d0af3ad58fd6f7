/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-event.h"

G_BEGIN_DECLS

/* As cord_event_check_body, and every personal member stands as its reference: what may enter the chain. */
gboolean cord_event_check_recorded (const char *type, GVariant *body, GError **error);
/* TRUE for {"ref": 64 lower-case hex digits} and nothing else. */
gboolean cord_value_is_reference (GVariant *value);
gboolean cord_hex_is_digest (const char *text);
/* NULL when the type has no such field. */
const CordEventField *cord_event_type_find_field (const CordEventType *type, const char *name);
/* The member that names the intent, in every type that queues or settles one. */
#define CORD_EVENT_OPERATION "operation"

/* The event whose body @typed is; not NULL. */
const CordEvent *cord_event_of (gconstpointer typed);
/* Puts a member of a recorded body into its place in the struct; @value stays with the caller, and may be NULL. */
void cord_event_field_read (const CordEventField *field, GVariant *value, gpointer body);
/* A member of the body, borrowed; NULL when absent. */
GVariant *cord_event_peek (const CordEvent *self, const char *member);
/* The first `prev` of an interaction: SHA-256 of the canonical bytes of its header. */
char *cord_event_header_digest (GVariant *header);

G_END_DECLS
