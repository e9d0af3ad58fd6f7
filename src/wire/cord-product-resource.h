/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/catalog/cord-offering.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordProductResource:
 * @change: of cord-change.h, with the product's id
 * @offering: the new one; NULL for a removal
 * @resource: its TMF620 productOffering, for references; may be NULL
 * @quote: as it was sealed
 * @customer: whose product it is
 * @account: that it is billed on, or NULL
 *
 * TMF637 products as a change leaves them, from the day on which the quote takes effect. Borrows everything.
 */
typedef struct
{
  GVariant *change;
  CordOffering *offering;
  JsonNode *resource;
  CordQuote *quote;
  const char *customer;
  const char *account;
} CordProductResource;

/* The product that the change adds. Full reference. */
JsonObject *cord_product_resource_to_tmf (const CordProductResource *self);
/* Gives @product the offering, term and quantity of the change; its service number stays,
 * and its discounts but for the promotions of the offering it leaves. */
void cord_product_resource_modify (const CordProductResource *self, JsonObject *product);
/* Gives @product the quantity of the change, and nothing else; its prices are of one unit. */
void cord_product_resource_count (const CordProductResource *self, JsonObject *product);
/* What is active becomes suspended, and the other way round, as TMF637 has it in `status`; its prices stay. FALSE,
 * CONFLICT with reason "status", when @product is not as it has to be for that. */
gboolean cord_product_resource_suspend (JsonObject *product, GError **error);
gboolean cord_product_resource_resume (JsonObject *product, GError **error);
/* The day that @product is over, by its terminationDate in @zone; CORD_DATE_NONE where it names none. */
CordDate cord_product_resource_get_end (JsonObject *product, CordZone *zone);
/* The currency of the first price of @product that names one, or NULL. Borrowed. */
const char *cord_product_resource_get_currency (JsonObject *product);
/* TRUE when @product is terminated, cancelled or aborted. */
gboolean cord_product_resource_is_over (JsonObject *product);
/* Ends @product at the instant @end, RFC 3339. */
void cord_product_resource_end (JsonObject *product, const char *end);
/* Ends @product on the day the quote takes effect. */
void cord_product_resource_terminate (const CordProductResource *self, JsonObject *product);

G_END_DECLS
