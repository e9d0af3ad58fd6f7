/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Who may do what, in one place, deny by default (docs/security.md, "Roles"). A refusal is DENIED; any other error is
 * the store's and decides nothing. */

/* Reads the bearer token of the request and fills its subject and role; without one they stay NULL, but in kit mode.
 * FALSE for a token that is not valid, with reason "invalid_token", and with an error of the store. */
gboolean cord_access_identify (CordRequest *request, GError **error);
/* Whether the sender of @request has one of @roles, written as in the table of endpoints. Answered as 401 for one who
 * has not signed in, as 403 for the wrong role. */
gboolean cord_access_check_roles (const CordRequest *request, const char *roles, GError **error);
/* Whether @role may do @operation, one of "LGCUD", with resources of @type, by the role's row of the table. */
gboolean cord_access_role_may (const char *role, const CordResourceType *type, char operation);
/* The same for the sender of @request: 401 for one who has not signed in, 403 for the wrong role. */
gboolean cord_access_check_operation (const CordRequest *request, const CordResourceType *type, char operation,
                                      GError **error);
/* Finds the interaction the request belongs to (by its header, or @id), checks that it is the sender's own and, unless
 * @closed_too, open. Without one TRUE, and request->interaction stays NULL. */
gboolean cord_access_load_interaction (CordRequest *request, const char *id, gboolean closed_too, GError **error);

/* Whether the sender may see what needs @level about @customer. Bound callers: only with the verified customer of their
 * interaction, at the level; otherwise DENIED with a reason such as "level-R2". @customer NULL: about nobody, so denied
 * to bound callers. */
gboolean cord_access_check_level (const CordRequest *request, const char *customer, CordLevel level, GError **error);
/* The same at the level that resources of @type need, by the policy of the interaction (or of the server). */
gboolean cord_access_check_customer (const CordRequest *request, const CordResourceType *type, const char *customer,
                                     GError **error);
/* Whether the caller is told of one customer only. */
gboolean cord_access_is_limited (const CordRequest *request, const CordResourceType *type);
/* The only customer a limited caller is told of: the one verified, at R1 at least, in the interaction. NULL: nobody. */
const char *cord_access_get_verified (const CordRequest *request);
/* NOT_FOUND, in the words for every id of this type that nobody has. */
gboolean cord_access_refuse_absent (const char *type, GError **error);
/* For what a limited caller names by its id: as cord_access_check_customer where @customer is the verified one, and
 * otherwise as if there were no such thing. */
gboolean cord_access_check_owner (const CordRequest *request, const CordResourceType *type, const char *customer,
                                  GError **error);
/* The same for a whole document. */
gboolean cord_access_check_owned (const CordRequest *request, const CordResourceType *type, JsonObject *document,
                                  GError **error);
/* As cord_access_check_customer for a whole document; a party may be seen with any customer it is
 * engaged in. */
gboolean cord_access_check_document (const CordRequest *request, const CordResourceType *type, JsonObject *document,
                                     GError **error);
/* Whether the caller may see the document, in @allowed. FALSE only for an error of the store. */
gboolean cord_access_test_owned (const CordRequest *request, const CordResourceType *type, JsonObject *document,
                                 gboolean *allowed, GError **error);
/* The customer a document belongs to: named in it, or through the party or the account. @customer is the caller's to
 * free, NULL when it is nobody's. FALSE with an error of the store. */
gboolean cord_access_find_customer (CordCore *core, const CordResourceType *type, JsonObject *document, char **customer,
                                    GError **error);
/* The ids of all customers it belongs to: a party may be several. A full array (element-type utf8); NULL with an error
 * of the store. */
GPtrArray *cord_access_find_customers (CordCore *core, const CordResourceType *type, JsonObject *document,
                                       GError **error);

G_END_DECLS
