/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/catalog/cord-catalog.h"
#include "domain/customer/cord-customer.h"
#include "server/core/cord-request.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* One customer and the catalog as they stand now. */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog; /* owned by the core */
  CordPolicy *policy;   /* owned by the core */
  CordDate today;       /* in the account's zone; no day before the newest that its history was recorded on */
  CordDate clock_day;   /* in the account's zone, by the clock */
} CordAccountState;

/* Releases what it owns: the customer. */
void cord_account_state_clear (CordAccountState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordAccountState, cord_account_state_clear)

/* On the account that bills the product of @change, otherwise the one that is @named, otherwise the customer's first
 * active one; both may be NULL. INVALID with member "relatedParty" for an unknown customer, "billingAccount" where the
 * two accounts differ. */
gboolean cord_account_state_load (CordAccountState *self, CordRequest *request, const char *customer, const char *named,
                                  GVariant *change, GError **error);
/* On the account @account of the customer, by the policy that the server has. @instead: what the account was before it
 * was written, which counts in place of what is stored; NULL for that. FALSE where the customer cannot be read. */
gboolean cord_account_state_load_account (CordAccountState *self, CordCore *core, const char *customer,
                                          const char *account, JsonNode *instead, GError **error);
/* The priced change, whether the customer may have it or not (cord-eligibility.h). @effective: "YYYY-MM-DD", an
 * instant, or NULL for what the policy says. */
CordQuote *cord_account_state_quote (const CordAccountState *self, GVariant *change, const char *effective,
                                     GError **error);
/* Bound callers: the policy must permit the day of @quote for what @change comes to in the catalog, whatever kind it
 * calls itself. INVALID with @member and reason "timing". */
gboolean cord_account_state_check_timing (const CordAccountState *self, const CordRequest *request, GVariant *change,
                                          CordQuote *quote, const char *member, GError **error);

G_END_DECLS
