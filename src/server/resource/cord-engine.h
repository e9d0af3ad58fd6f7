/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* The one resource engine: list, get, create, patch and delete of every type in the table, in the manner of TMF630. The
 * replies are the caller's; NULL with DENIED, NOT_FOUND, INVALID, STALE or CONFLICT, or with an error of the store. */

/* GET of a collection (cord-list.h). */
CordReply *cord_engine_list (CordRequest *request, GError **error);
/* GET of one resource; 304 where If-None-Match names its version. */
CordReply *cord_engine_get (CordRequest *request, GError **error);
/* POST: stores the document of the body under an id of its own. */
CordReply *cord_engine_create (CordRequest *request, GError **error);
/* PATCH: a merge-patch (RFC 7396), at the version that If-Match names. */
CordReply *cord_engine_patch (CordRequest *request, GError **error);
/* DELETE of one resource. */
CordReply *cord_engine_delete (CordRequest *request, GError **error);

/* For the parts of the server that make resources themselves. */
/* The stored document as a node, the caller's, and its version (may be NULL). NULL without error when there is none;
 * INTERNAL with reason "corrupt" when it cannot be parsed. */
JsonNode *cord_engine_load (CordCore *core, const char *type, const char *id, gint64 *version, GError **error);
/* As above, but NOT_FOUND when there is none. */
JsonNode *cord_engine_require (CordCore *core, const char *type, const char *id, gint64 *version, GError **error);
/* Where absence is no error: TRUE with @node NULL when there is none or @id is NULL; FALSE only for an error of the
 * store. @node is the caller's. */
gboolean cord_engine_find (CordCore *core, const char *type, const char *id, JsonNode **node, GError **error);
/* The row as it is stored, the caller's; NOT_FOUND when there is none. */
CordStoredResource *cord_engine_require_stored (CordCore *core, const char *type, const char *id, GError **error);
/* All documents of @type whose indexed @column has @value; @column NULL: all of the type. The array is the caller's;
 * NULL with an error of the store. */
JsonArray *cord_engine_collect (CordCore *core, const char *type, const char *column, const char *value,
                                GError **error);
/* Checks, takes secrets out, stores, indexes. @document gets its href, and @version (may be NULL) that of the row.
 * FALSE with INVALID or an error of the store. */
gboolean cord_engine_store (CordCore *core, const CordResourceType *type, JsonObject *document, gint64 *version,
                            GError **error);
/* Deletes the resource @id of @type; none of this id is no error. FALSE with an error of the store. */
gboolean cord_engine_remove (CordCore *core, const CordResourceType *type, const char *id, GError **error);
/* Drops what the server sets itself, gives an id and the first state, checks what is mandatory. */
gboolean cord_engine_prepare (CordRequest *request, const CordResourceType *type, JsonObject *document, GError **error);
/* What a POST to the request's type begins with: access, the above, and the id still free. The document is the
 * caller's, and not stored yet. */
JsonObject *cord_engine_begin (CordRequest *request, GError **error);
/* The reply with @document as its body, an ETag of @version and, for 201, a Location. */
CordReply *cord_engine_reply (guint status, const CordResourceType *type, JsonObject *document, gint64 version);

G_END_DECLS
