/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The feed of catalog changes (docs/wire.md, "Cordboard's own resources"): {version, changed [{type, id}], removed [the
 * same]}.
 *
 * An answer without changes yet. @version: of the catalog as it is now. Full reference. */
JsonNode *cord_catalog_change_to_json (gint64 version);
/* Adds to the answer that a resource was changed or removed. */
void cord_catalog_change_add (JsonNode *self, const char *type, const char *id, gboolean removed);
/* The version as text; "" when the answer has none. Full string. */
char *cord_catalog_change_dup_version (JsonNode *self);

G_END_DECLS
