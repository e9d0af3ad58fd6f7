/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the parameter "fields" of a query leaves of a document (docs/wire.md, "Resources and queries"). The paths are
 * put together once, so that a document is walked once however many paths there are and however they overlap. */
typedef struct _CordProjection CordProjection;

/* @paths (element-type utf8): "name", "productPrice.price"; what leads nowhere leaves nothing. id and href are always
 * left. */
CordProjection *cord_projection_new (GPtrArray *paths);
/* Frees it; what was left of documents stays. */
void cord_projection_free (CordProjection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordProjection, cord_projection_free)

/* A new node for the caller, with what is left of @document, an object; parts of the two may be shared. Entries of an
 * array keep their places: one without what was asked for is an empty object. */
JsonNode *cord_projection_apply (const CordProjection *self, JsonNode *document);

G_END_DECLS
