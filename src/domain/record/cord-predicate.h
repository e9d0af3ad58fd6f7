/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

typedef struct _CordInteraction CordInteraction;

/* The language in which a procedure says what completes an item (cord-sop.h), compiled. Immutable. */
typedef struct _CordPredicate CordPredicate;

/* What a predicate may name besides events and states.
 * @fields: name → choices [{value, title}], or NULL when any text will do; @questions: a set of ids */
typedef struct
{
  GHashTable *fields;
  GHashTable *questions;
} CordPredicateScope;

/* Adds a line "PLACE: …" to @faults for everything that is unknown, malformed or could never hold. TRUE when there was
 * none. */
gboolean cord_predicate_check (GVariant *document, const CordPredicateScope *scope, const char *place,
                               GPtrArray *faults);
/* Compiles @document, which must have passed cord_predicate_check(). */
CordPredicate *cord_predicate_new (GVariant *document);
/* NULL is allowed. */
void cord_predicate_free (CordPredicate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordPredicate, cord_predicate_free)
/* Does it hold now? Depends on the events only, never on values that can be erased, so that a record folds to the same
 * gates after an erasure. */
gboolean cord_predicate_holds (const CordPredicate *self, CordInteraction *interaction);

G_END_DECLS
