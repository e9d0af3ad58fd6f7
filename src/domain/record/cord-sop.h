/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* A procedure as data (data/sop/ID.json; docs/interaction.md, "The SOP is data"):
 * { id, version, title, steps [{
 *     id, number, title, purpose,
 *     gate? (guards leaving it: "disclose" | "quote" | "commit" | "send" | "close"),
 *     prompts [{id, text, manner "verbatim"|"paraphrase", when? predicate}],
 *     questions [{id, text, form "open"|"closed", kind "words"|"choice"|"money"|"number", choices [{value, title}]?,
 * derives? dimension, mandatory?}], items [{id, title, mandatory, field? (what the item's link focuses), evidence
 * predicate, when? predicate}], predicates [numbers of the QA questions it feeds] }], choices { field: [{value, title}]
 * } }   — caller-role, change-kind, reason-code, disposition, …
 *
 * A predicate over the folded interaction, one of:
 *   {"event": TYPE, "where"?: {member: value}}       such an event has happened
 *   {"count": TYPE, "least": n, "where"?: {…}}
 *   {"field": NAME, "is"?: VALUE}                    the field is set (to that)
 *   {"answered": QUESTION} · {"state": NAME}          state names: see cord_sop_states
 *   {"all": […]} · {"any": […]} · {"not": …}
 */
#define CORD_TYPE_SOP (cord_sop_get_type ())
G_DECLARE_FINAL_TYPE (CordSop, cord_sop, CORD, SOP, GObject)

/* Reads and checks (cord_sop_check); INVALID with the member at fault. */
CordSop *cord_sop_new (GVariant *document, GError **error);
/* As the record header names it, "plan-change"; owned by @self. */
const char *cord_sop_get_id (CordSop *self);
/* The version that the header pins; owned by @self. */
const char *cord_sop_get_version (CordSop *self);
/* Of the procedure, as the document has it; owned by @self. */
const char *cord_sop_get_title (CordSop *self);
/* At least 1. */
gsize cord_sop_get_n_steps (CordSop *self);
GVariant *cord_sop_get_step (CordSop *self, gsize index);          /* the step object, owned by self */
int cord_sop_find_step (CordSop *self, const char *id);            /* index or -1 */
GVariant *cord_sop_find_question (CordSop *self, const char *id);  /* owned by self, or NULL */
GVariant *cord_sop_dup_questions (CordSop *self);                  /* all questions of all steps, one array */
GVariant *cord_sop_dup_choices (CordSop *self, const char *field); /* [{value, title}] */
const char *cord_sop_get_choice_title (CordSop *self, const char *field,
                                       const char *value); /* translated; or value itself */

/* Refuses an unreachable step, a mandatory item no event can satisfy, a gate with no predicate or an unknown one, a
 * missing prompt, an unknown event, field, state or question, a duplicate id, a choice without title. Every fault, one
 * line each: "steps.3.items.1.evidence: …". */
gboolean cord_sop_check (GVariant *document, GPtrArray *faults);
/* The names that {"state": …} knows, NULL-terminated, static. */
const char *const *cord_sop_states (void);

G_END_DECLS
