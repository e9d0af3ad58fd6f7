/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CordExclusion: an offering that was ruled out, and by which rule; a view of its document { offering (id), name, rule,
 * text }. Rules are those of cord-qualification.h. Properties, read-only: name, text (both cleaned for the screen),
 * rule.
 */
#define CORD_TYPE_EXCLUSION (cord_exclusion_get_type ())
G_DECLARE_FINAL_TYPE (CordExclusion, cord_exclusion, CORD, EXCLUSION, GObject)

/* The document of an exclusion. @text: why, in words for the agent. Returns a full reference. */
GVariant *cord_exclusion_new_document (const char *offering, const char *name, const char *rule, const char *text);
/* Orders two documents by offering. */
int cord_exclusion_compare_documents (GVariant *a, GVariant *b);

/* The view of @document, which need not be valid: a member that is missing is empty. Returns a full reference. */
CordExclusion *cord_exclusion_new (GVariant *document);
/* The name of the offering, cleaned for the screen. Owned by @self. */
const char *cord_exclusion_get_name (CordExclusion *self);
/* The rule that the offering breaks; "" when the document has none. Owned by @self. */
const char *cord_exclusion_get_rule (CordExclusion *self);

G_END_DECLS
