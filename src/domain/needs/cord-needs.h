/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* What the caller needs, derived from the answers; a pure function of them, with the question each need came from.
 * Document: { kind (change kind), product (id, "" when adding), reason,
 *   needs [{dimension, value, question}] }.
 * Dimensions: "budget" (decimal a month, most they would pay), "commitment" ("yes"|"no"|"unsure"), "speed"
 * ("same"|"faster"| "fastest"), "data" ("light"|"medium"|"heavy"), "people" (integer text), "must-have" (a category or
 * feature name), "term" (months), "accessibility" (words of the caller), "travel" ("yes"|"no"), "streaming"
 * ("yes"|"no"), "wish" (an offering or category asked for by name). */
#define CORD_TYPE_NEEDS (cord_needs_get_type ())
G_DECLARE_FINAL_TYPE (CordNeeds, cord_needs, CORD, NEEDS, GObject)

/* @questions: the SOP's questions [{id, derives?, …}]; @answers: {question id: value or words}; @fields: {field: value}
 * (change-kind, product, reason-code). */
CordNeeds *cord_needs_derive (GVariant *questions, GVariant *answers, GVariant *fields);
CordNeeds *cord_needs_new (GVariant *document);
GVariant *cord_needs_get_document (CordNeeds *self);
const char *cord_needs_get_kind (CordNeeds *self);                            /* "" when not known yet */
const char *cord_needs_get_product (CordNeeds *self);                         /* "" when none */
const char *cord_needs_get (CordNeeds *self, const char *dimension);          /* first value, or NULL */
const char *cord_needs_get_question (CordNeeds *self, const char *dimension); /* the question it came from, or NULL */

G_END_DECLS
