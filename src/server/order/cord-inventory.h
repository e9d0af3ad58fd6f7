/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/catalog/cord-catalog.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF637 products as a change leaves them. Dates: "YYYY-MM-DD". */
typedef struct
{
  GVariant *change;       /* cord-change.h */
  CordOffering *offering; /* the new one; NULL for a removal */
  JsonNode *offering_tmf; /* its TMF620 resource, for references; NULL for a removal */
  CordQuote *quote;       /* as it was sealed */
  const char *customer;
  const char *account; /* may be NULL */
  const char *effective;
} CordInventoryChange;

JsonObject *cord_inventory_new_product (const CordInventoryChange *self);
void cord_inventory_modify (const CordInventoryChange *self, JsonObject *product);
void cord_inventory_terminate (const CordInventoryChange *self, JsonObject *product);

G_END_DECLS
