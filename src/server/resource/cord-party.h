/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-resource-store.h"

G_BEGIN_DECLS

/* The individual or organization that a customer is. Ids are unique within a type alone, so that both may have the same
 * one; a customer says with "@referredType" which of them it means. One that does not say means the individual, or the
 * organization where there is no such individual. */

/* "individual" or "organization", static, for the id of a party and what refers to it as @referred ("Organization"; may
 * be NULL or another word). NULL in @type where there is no such party. FALSE: an error of the store. */
gboolean cord_party_find_type (CordDatabase *database, const char *id, const char *referred, const char **type,
                               GError **error);
/* The same for the stored customer @customer; @id is the party's, a full string, and NULL where @type is. INTERNAL with
 * reason "corrupt" besides. */
gboolean cord_party_of_customer (CordDatabase *database, const CordStoredResource *customer, const char **type,
                                 char **id, GError **error);
/* The same for the customer of the id @customer. NULL in @type too where there is no such customer. */
gboolean cord_party_find_engaged (CordDatabase *database, const char *customer, const char **type, char **id,
                                  GError **error);
/* The ids of at most @limit customers (-1: all) that name this @id, reduced to those that mean the party of @type;
 * (transfer full) (element-type utf8). NULL: an error. */
GPtrArray *cord_party_find_customers (CordDatabase *database, const char *type, const char *id, gint64 limit,
                                      GError **error);
/* Whether @customer, an id, is the party; FALSE in @engaged too where either is NULL or there is no such customer. */
gboolean cord_party_test_engaged (CordDatabase *database, const char *type, const char *id, const char *customer,
                                  gboolean *engaged, GError **error);

G_END_DECLS
