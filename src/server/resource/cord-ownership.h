/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Whether what the JSON body names belongs to the customer, whom cord_access has checked before; for every role,
 * because what is priced for one customer must never be charged to another. What belongs to another customer is
 * answered as not found. */

/* The accounts, products and quotes of the body and of its items in the member @items, and those of @change. INVALID
 * with member "billingAccount" and reason "account", with reason "unknown-product" or "unknown-quote", or with member
 * "relatedParty" and reason "several-customers"; an error of the store as it is. @customer NULL: nothing to compare
 * with, TRUE. */
gboolean cord_ownership_check (const CordRequest *request, const char *items, const char *customer, GVariant *change,
                               GError **error);
/* Whether no other customer stands among the parties in the member @member: those with the role "customer", and of a
 * message's "receiver" all. INVALID with member @member and reason "several-customers". */
gboolean cord_ownership_check_parties (const CordRequest *request, const char *member, const char *customer,
                                       GError **error);
/* Whether there is a resource of @type with @id; FALSE in @exists for a NULL id. Returns FALSE only with an error of
 * the store. */
gboolean cord_ownership_find (const CordRequest *request, const char *type, const char *id, gboolean *exists,
                              GError **error);
/* Whether there is nothing to price, and so nothing to own: no change at all, or, as the kits ask for them, one for an
 * unknown customer or of no offering. Returns FALSE only with an error of the store. */
gboolean cord_ownership_find_unpriced (const CordRequest *request, const char *customer, GVariant *change,
                                       gboolean *unpriced, GError **error);
/* Whether the product that changes and the offering it changes to exist, in kit mode too. INVALID with reason
 * "unknown-product" or "unknown-offering" and the member inside @items. */
gboolean cord_ownership_check_references (const CordRequest *request, const char *items, GVariant *change,
                                          GError **error);

G_END_DECLS
