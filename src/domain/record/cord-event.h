/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-event-type.h"

G_BEGIN_DECLS

/* An interaction is an append-only, hash-chained sequence of events, and everything anybody sees is a fold of it
 * (docs/interaction.md, "Events"). One event, immutable, reference counted. */
typedef struct _CordEvent CordEvent;

struct _CordEvent
{
  gatomicrefcount ref_count;
  guint64 seq;      /* 1, 2, 3 … */
  gint64 at;        /* microseconds since the epoch, UTC */
  gint64 mono;      /* nanoseconds since the interaction began */
  char *actor;      /* user name of the agent, "system", or "customer" */
  char *step;       /* SOP step the desk stood on */
  const char *type; /* interned */
  CordEventKind kind;
  guint version;       /* of the type's fields; `v` in the record */
  GVariant *body;      /* object; personal members are {"ref": hex} */
  gconstpointer typed; /* the struct of the body, or NULL when the type has no members; read it by cord_event_get_… */
  char *prev;          /* lower-case hex */
  char *hash;
};

/* Makes the event that follows the one with the hash @prev, and computes its own hash. @body, which may be floating
 * (NULL: no members), must pass cord_event_check_recorded(): anything else is a mistake of the caller. */
CordEvent *cord_event_new (guint64 seq, gint64 at, gint64 mono, const char *actor, const char *step, const char *type,
                           GVariant *body, const char *prev);
/* From the object of a record line, hash included. INVALID with the member: unknown type, undeclared or badly typed
 * body member, hash that does not match. */
CordEvent *cord_event_from_value (GVariant *value, GError **error);
/* Of a record line that need not become an event: its type and `seq`. The type is owned by @line; NULL and 0 when the
 * line lacks them. */
const char *cord_event_line_get_type (GVariant *line);
guint64 cord_event_line_get_seq (GVariant *line);
/* The record line as an object, `hash` included. Full reference. */
GVariant *cord_event_to_value (const CordEvent *self);
/* Another reference to the same event; from any thread, as events are immutable. */
CordEvent *cord_event_ref (CordEvent *self);
/* Gives a reference back. Structs and strings borrowed from the event live as long as the last one. */
void cord_event_unref (CordEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordEvent, cord_event_unref)

/* The body as the struct of its type, owned by the event: `cord_event_get_order_placed (event)->number`. NULL when
 * @event is NULL or of another type. */
#define EVENT(kind_, Struct, name, ...)                                                                                \
  static inline const Struct *cord_event_get_##name (const CordEvent *event)                                           \
  {                                                                                                                    \
    return event != NULL && event->kind == CORD_EVENT_##kind_ ? (const Struct *)event->typed : NULL;                   \
  }
#include "domain/record/cord-event-table.def"

/* The operation of the intent that this event queues, owned by the event; NULL when its type queues none. */
const char *cord_event_get_queued (const CordEvent *self);
/* The operation of the intent that this event answers, owned by the event; NULL when its type answers none. */
const char *cord_event_get_settled (const CordEvent *self);

G_END_DECLS
