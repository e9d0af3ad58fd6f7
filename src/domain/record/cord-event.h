/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "domain/customer/cord-policy.h"

G_BEGIN_DECLS

/* An interaction is an append-only, hash-chained sequence of events, and everything anybody sees is a fold of it
 * (interaction.md). One event, immutable, reference counted. */
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
  guint version;    /* of the type's fields; `v` in the record */
  GVariant *body;   /* object; personal members are {"ref": hex} */
  char *prev;       /* lower-case hex */
  char *hash;
};

/* @body as recorded (personal values already referenced). Computes the hash. The body must pass cord_event_check_body.
 */
CordEvent *cord_event_new (guint64 seq, gint64 at, gint64 mono, const char *actor, const char *step, const char *type,
                           GVariant *body, const char *prev);
/* From the object of a record line, hash included. INVALID with the member: unknown type, undeclared or badly typed
 * body member, hash that does not match. */
CordEvent *cord_event_from_value (GVariant *value, GError **error);
GVariant *cord_event_to_value (const CordEvent *self); /* the record line as an object, `hash` included */
CordEvent *cord_event_ref (CordEvent *self);
void cord_event_unref (CordEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordEvent, cord_event_unref)

/* The one table: every field of every event type, with its disclosure class. What is not declared cannot be recorded.
 * @personal: the value is kept beside the chain and referenced by salted hash, so that it can be erased. */
typedef struct
{
  const char *name;
  char shape; /* 's' string, 'x' integer, 'b' boolean, 'o' object, 'a' array */
  gboolean mandatory;
  gboolean personal;
  CordClass klass;
} CordEventField;

typedef struct
{
  const char *type;
  guint version;
  CordEventField fields[12]; /* ends with a NULL name */
} CordEventType;

const CordEventType *cord_event_type_find (const char *type); /* NULL when unknown */
const CordEventType *cord_event_type_table (gsize *n_types);
/* Mandatory members present, all declared, shapes right, no SECRET class, no null and no decimal. */
gboolean cord_event_check_body (const char *type, GVariant *body, GError **error);

/* The event types and their bodies (P: personal, kept beside the chain):
 *
 * call.offered         channel s, direction s, phone s P
 * call.answered · call.held · call.resumed · call.ended
 * step.entered         step s
 * notice.given         notice s ("recording")
 * candidate.shown      count x, candidates a P [{id, label, hint}]
 * candidate.chosen     customer s, how s ("phone", "search", "uri")
 * verify.started       factor s, customer s
 * verify.attempt       factor s, length x                 (never the value)
 * verify.passed        factor s, level s
 * verify.failed        factor s, attemptsLeft x
 * verify.locked        until s
 * customer.opened      customer s, snapshot o P (customer document), digest s (of the document), products x
 * field.revealed       field s, class s
 * field.set            field s, value s?, words s P?, source s ("caller", "record", "agent")
 * plan.confirmed       products a [id]
 * question.asked       question s, form s ("open", "closed")
 * question.answered    question s, value s?, words s P?
 * need.derived         needs o P                          (document of cord-needs.h)
 * catalog.pinned       version s, catalog o P             (kept beside the chain because it is large, not because it is
 * personal) options.ranked       catalog s, options a, excluded a   (documents of cord-option.h) option.presented
 * option s (key) options.excused      reason s                           (why fewer than two were presented)
 * comparison.viewed    options a [key]
 * label.shown          option s
 * objection            words s P
 * change.selected      option s (key), change o
 * quote.shown          quote s (server id, may be ""), seal s, letters s, effective s, currency s, input o P,
 *                      bill o {this, next, steady, year} (decimals of the candidate's gross), price s?
 * consent.given        seal s, prompt s (id of what was read out), manner s ("spoken")
 * order.queued         operation s, seal s
 * order.placed         operation s, order s, number s, state s, effective s, undoUntil s?
 * order.accepted       order s, state s, completed s?     (done at the server)
 * order.refused        operation s, reason s, message s, member s?
 * order.undone         order s
 * timeline.stated      effective s, ready s
 * step.explained       item s (the customer's own step, in words)
 * message.rendered     channel s, language s, subject s, text s P, digest s, proved b, problems a [text]
 * message.queued       operation s, channel s
 * message.sent         operation s, message s, channel s, address s P, state s
 * message.failed       operation s, reason s, message s
 * note.edited          words s P                          (the agent's own words, whole text)
 * disposition.set      code s
 * promise.queued       operation s, kind s, at s
 * promise.made         kind s ("call", "message", "declined"), at s?, appointment s?, operation s?, purpose s P?
 * promise.failed       operation s, reason s, message s
 * satisfaction.given   score x (1 to 5; 0 = declined to say)
 * interaction.parked   reason s, words s P?
 * interaction.resumed
 * interaction.closed   note s (digest of the note), words s P (the note as written)
 */

G_END_DECLS
