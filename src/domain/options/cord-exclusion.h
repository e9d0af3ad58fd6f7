/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What was ruled out, by which rule. Document: { offering, name, rule, text }. Properties: name, text, rule. */
#define CORD_TYPE_EXCLUSION (cord_exclusion_get_type ())
G_DECLARE_FINAL_TYPE (CordExclusion, cord_exclusion, CORD, EXCLUSION, GObject)
CordExclusion *cord_exclusion_new (GVariant *document);
GVariant *cord_exclusion_get_document (CordExclusion *self);
const char *cord_exclusion_get_name (CordExclusion *self);
const char *cord_exclusion_get_rule (CordExclusion *self);
const char *cord_exclusion_get_text (CordExclusion *self);

G_END_DECLS
