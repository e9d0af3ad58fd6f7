/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* What the documents that the engine writes have in common. Source: docs/quote-format.md, "Output". */

/* Adds the member @name: @minor with @scale decimals, as a string. */
void cord_output_add_amount (CordBuilder *builder, const char *name, gint64 minor, guint scale);
/* {"start", "end"}, dates. Returns a full reference. */
GVariant *cord_output_new_cycle (CordCycle cycle);
/* Adds the member "cycle" in that form. */
void cord_output_add_cycle (CordBuilder *builder, CordCycle cycle);

/* Appends @string as a JSON string. */
void cord_output_append_string (GString *text, const char *string);
/* @value as JSON text without spaces, members in the order they have. cord_value_to_canonical sorts them instead.
 * Returns a new string. */
char *cord_output_to_json (GVariant *value);

G_END_DECLS
