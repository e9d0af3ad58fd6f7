/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-catalog.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What of the catalog is not sold because it cannot be read (docs/wire.md, "Cordboard's own resources"): {version,
 * total, problems [{id, name, member, text}]}, an entry for each offering, in the order of the catalog. @limit: how
 * many of them, from @offset on. Full reference. */
JsonNode *cord_catalog_problems_to_json (CordCatalog *catalog, guint offset, guint limit);

G_END_DECLS
