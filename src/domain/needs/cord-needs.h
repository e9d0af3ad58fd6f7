/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/**
 * CordNeeds: what the caller needs, derived from the answers and from nothing else, with the question each need came
 * from. A view of its document:
 *
 *   kind       of the change, as the change document has it
 *   product    the id of what is to change; "" when adding
 *   reason     why, in a code of the operator's
 *   needs      [{ dimension, value, question (id) }]
 *
 * Dimensions: "budget" (decimal a month, the most they would pay), "commitment" ("yes", "no", "unsure"), "speed"
 * ("same", "faster", "fastest"), "data" ("light", "medium", "heavy"), "people" (a whole number), "must-have" (a
 * category or the name of a feature), "term" (months), "accessibility" (words of the caller), "travel" and "streaming"
 * ("yes", "no"), "wish" (an offering or category asked for by name).
 */
#define CORD_TYPE_NEEDS (cord_needs_get_type ())
G_DECLARE_FINAL_TYPE (CordNeeds, cord_needs, CORD, NEEDS, GObject)

/* The needs that follow from the answers. @questions: the SOP's questions [{id, derives?, …}]; @answers: {question id:
 * value or words}; @fields: {field: value} (change-kind, product, reason-code). */
CordNeeds *cord_needs_derive (GVariant *questions, GVariant *answers, GVariant *fields);
/* The view of @document, which need not be valid. Returns a full reference. */
CordNeeds *cord_needs_new (GVariant *document);

/* Strings and documents are owned by @self. */

GVariant *cord_needs_get_document (CordNeeds *self);                 /* as described above */
const char *cord_needs_get_kind (CordNeeds *self);                   /* "" when not known yet */
const char *cord_needs_get_product (CordNeeds *self);                /* "" when none */
const char *cord_needs_get (CordNeeds *self, const char *dimension); /* first value, or NULL */

/**
 * CordNeed: one need. Texts are owned by the needs, and NULL where the document has none.
 */
typedef struct
{
  const char *dimension;
  const char *value;
  const char *question;
} CordNeed;

/* The number of needs, in the order of the questions. */
gsize cord_needs_get_length (CordNeeds *self);
/* The need at @index, from 0. */
CordNeed cord_needs_get_at (CordNeeds *self, gsize index);

G_END_DECLS
