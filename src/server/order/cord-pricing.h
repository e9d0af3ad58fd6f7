/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/customer/cord-customer.h"
#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* Qualification and quotes, from the server's own rows through the same domain code as the desk's. */
CordReply *cord_pricing_qualify (CordRequest *request, GError **error); /* TMF679 */
CordReply *cord_pricing_quote (CordRequest *request, GError **error);   /* TMF648 */

/* One customer and the catalog as they stand now. */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog; /* owned by the core */
  CordPolicy *policy;   /* owned by the core */
  CordDate today;       /* in the account's zone */
} CordStanding;

void cord_standing_clear (CordStanding *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordStanding, cord_standing_clear)

/* On the account that bills the product of @change, otherwise the one that is @named, otherwise the customer's first
 * active one; both may be NULL. INVALID with member "relatedParty" for an unknown customer, "billingAccount" where the
 * two accounts differ. */
gboolean cord_standing_load (CordStanding *self, CordRequest *request, const char *customer, const char *named,
                             GVariant *change, GError **error);
/* The priced change. @effective: "YYYY-MM-DD", an instant, or NULL for what the policy says. */
CordQuote *cord_standing_quote (const CordStanding *self, GVariant *change, const char *effective, GError **error);
/* Bound callers: the policy must permit the day of @quote for what @change comes to in the catalog, whatever kind it
 * calls itself. INVALID with @member and reason "timing". */
gboolean cord_standing_check_timing (const CordStanding *self, const CordRequest *request, GVariant *change,
                                     CordQuote *quote, const char *member, GError **error);
/* The whole catalog, read again when something in it changed. Owned by the core. */
CordCatalog *cord_pricing_catalog (CordCore *core, GError **error);
/* Forgets what was read of a catalog that has been undone since, whole or newer than the store's own; a version number
 * comes back with other contents then. */
void cord_pricing_forget (CordCore *core);
void cord_pricing_forget_newer (CordCore *core);
/* Bound callers: the customer must be verified at the level a change of plan asks for. */
gboolean cord_pricing_check_change (const CordRequest *request, const char *customer, GError **error);

G_END_DECLS
