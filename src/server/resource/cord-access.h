/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Who may do what, in one place, deny by default (docs/security.md, "Roles"). */

/* The bearer token of the request; fills subject and role. FALSE only for a token that is not valid (401). */
gboolean cord_access_identify (CordRequest *request, GError **error);
/* @roles as in the endpoint table. 401 for nobody, 403 for the wrong role. */
gboolean cord_access_check_roles (const CordRequest *request, const char *roles, GError **error);
/* The role's row of the table for a resource: @operation of "LGCUD". The second asks it of whoever sent the request:
 * 401 for nobody, 403 for the wrong role. */
gboolean cord_access_role_may (const char *role, const CordResourceType *type, char operation);
gboolean cord_access_check_operation (const CordRequest *request, const CordResourceType *type, char operation,
                                      GError **error);
/* Finds the interaction the request belongs to (header, or @id), checks that it is the caller's own and, unless
 * @closed_too, open. Absent: TRUE, and request->interaction stays NULL. */
gboolean cord_access_load_interaction (CordRequest *request, const char *id, gboolean closed_too, GError **error);

/* The level an agent needs for this class, by the policy of the interaction (or of the server). */
CordLevel cord_access_level_for (const CordRequest *request, const CordResourceType *type);
/* Whether documents of the class about this customer may be told. Bound callers: only with the verified customer of
 * their interaction, at the level. DENIED, reason "level-R2". @customer NULL: about nobody, so denied to bound callers.
 */
gboolean cord_access_check_level (const CordRequest *request, const char *customer, CordLevel level, GError **error);
gboolean cord_access_check_customer (const CordRequest *request, const CordResourceType *type, const char *customer,
                                     GError **error);
/* The same for a whole document; a party is told with any customer it is engaged in. */
gboolean cord_access_check_document (const CordRequest *request, const CordResourceType *type, JsonObject *document,
                                     GError **error);
/* The customer a document belongs to: named in it, or through the party or the account. NULL: nobody's. Free it. */
char *cord_access_dup_customer (CordCore *core, const CordResourceType *type, JsonObject *document);

G_END_DECLS
