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

GVariant *cord_exclusion_new_document (const char *offering, const char *name, const char *rule,
                                       const char *text);        /* full reference */
int cord_exclusion_compare_documents (GVariant *a, GVariant *b); /* by offering */

/* @document need not be valid: what is missing is shown as nothing. Full reference. */
CordExclusion *cord_exclusion_new (GVariant *document);
const char *cord_exclusion_get_name (CordExclusion *self); /* owned by self */
const char *cord_exclusion_get_rule (CordExclusion *self); /* "" when none; owned by self */

G_END_DECLS
