/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* The one resource engine: list, get, create, patch and delete of every type in the table, in the manner of TMF630. */
CordReply *cord_engine_list (CordRequest *request, GError **error);
CordReply *cord_engine_get (CordRequest *request, GError **error);
CordReply *cord_engine_create (CordRequest *request, GError **error);
CordReply *cord_engine_patch (CordRequest *request, GError **error);
CordReply *cord_engine_delete (CordRequest *request, GError **error);

/* For the parts of the server that make resources themselves. */
/* The stored document as a node, its version (may be NULL); NULL without error when there is none. */
JsonNode *cord_engine_load (CordCore *core, const char *type, const char *id, gint64 *version, GError **error);
/* As above, but NOT_FOUND when there is none. */
JsonNode *cord_engine_require (CordCore *core, const char *type, const char *id, gint64 *version, GError **error);
/* Where absence is no error: TRUE with @node NULL when there is none or @id is NULL; FALSE only for an error of the
 * store. @node is the caller's. */
gboolean cord_engine_find (CordCore *core, const char *type, const char *id, JsonNode **node, GError **error);
/* The same as it is stored. */
CordStoredResource *cord_engine_require_stored (CordCore *core, const char *type, const char *id, GError **error);
/* All with the indexed value; @column NULL: all of the type. */
JsonArray *cord_engine_collect (CordCore *core, const char *type, const char *column, const char *value,
                                GError **error);
/* Checks, takes secrets out, stores, indexes. @document gets its href. */
gboolean cord_engine_store (CordCore *core, const CordResourceType *type, JsonObject *document, gint64 *version,
                            GError **error);
/* Drops what the server sets itself, gives an id and the first state, checks what is mandatory. */
gboolean cord_engine_prepare (CordRequest *request, const CordResourceType *type, JsonObject *document, GError **error);
/* What a POST to the request's type begins with: access, the above, and the id still free. Full reference; not stored.
 */
JsonObject *cord_engine_begin (CordRequest *request, GError **error);
/* 201 (or @status) with Location and ETag. */
CordReply *cord_engine_reply (guint status, const CordResourceType *type, JsonObject *document, gint64 version);

G_END_DECLS
