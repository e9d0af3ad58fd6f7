/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-value.h"
#include "domain/customer/cord-customer.h"
#include "domain/customer/cord-policy.h"
#include "domain/catalog/cord-catalog.h"

G_BEGIN_DECLS

/* One proposed change, as a value document:
 * { kind "upgrade"|"downgrade"|"modify"|"add"|"remove", product (id of what is changed; for add: the id the new product
 * will have), offering (id; absent for remove), from (offering id held before; absent for add), quantity, term (months;
 * absent = unchanged), reliesOn [product id] (for add) } Its key ("upgrade/prod-1/fiber/12") names it in events. */
char *cord_change_key (
    GVariant *change); /* kind/product/offering/term, term 0 when unchanged; "/xN" for a quantity; "remove/product" */
gboolean cord_change_check (GVariant *change, GError **error);
/* The change document; @offering is NULL for a removal. @term 0 leaves the commitment as it is. */
GVariant *cord_change_new (const char *kind, const char *product, const char *offering, const char *from, int term);
/* The addition of @offering: names the new product after the customer and the offering ("prod-C-1-tv-plus", "…-2" when
 * that was used before) and points it at the held products that it needs. */
GVariant *cord_change_new_add (CordCustomer *customer, CordCatalog *catalog, const char *offering, int term);
/* A plain name: "Fiber Internet, 12 months", "Remove Tech Support". */
char *cord_change_title (GVariant *change, CordCustomer *customer, CordCatalog *catalog);
/* What the timing rules look at; its kind is owned by @change. */
CordTimingCase cord_change_timing_case (GVariant *change, CordCustomer *customer, CordDate today);
/* The date on which it would take effect by the policy's timing rules; CORD_DATE_NONE when they refuse it. */
CordDate cord_change_default_date (GVariant *change, CordCustomer *customer, CordPolicy *policy, CordDate today);
/* The event of the quote format that it is, without its times ({type, product, offer?, quantity?, term?}): what the
 * quote proposes and what the account's history keeps from the order on. INVALID as below. */
GVariant *cord_change_to_event (GVariant *change, CordCustomer *customer, CordCatalog *catalog, GError **error);
/* DENIED, reason "timing-refused" and the operator's own words, when the policy refuses such a change altogether. */
gboolean cord_change_check_timing (GVariant *change, CordCustomer *customer, CordPolicy *policy, CordDate today,
                                   GError **error);
/* How the policy names that day: "now" (@today), "end-of-cycle" (the next cycle's first day) or "date". */
const char *cord_change_timing (CordCustomer *customer, CordDate today, CordDate effective);
/* The quote format's input for it: history, catalog prices, policy, cycle, now and effective dates; "with" holds the
 * promotion of an offering that it brings, as a discount. A change of the same product that still waits is not in the
 * history, as this one would take its place. NULL with INVALID when the change names what the customer or the catalog
 * has not. */
GVariant *cord_change_to_quote_input (GVariant *change, CordCustomer *customer, CordCatalog *catalog,
                                      CordPolicy *policy, CordDate now, CordDate effective, GError **error);

G_END_DECLS
