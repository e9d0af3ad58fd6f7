/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-ladder.h"
#include "billing/cord-quote.h"
#include "domain/catalog/cord-catalog.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/**
 * CordBillNames: where the names of what stands on a bill come from; all borrowed. The billing engine knows products
 * and offers by names of its own, which say nothing to a customer.
 * @customer: or NULL
 * @catalog: or NULL
 * @product: what the product is called where the former does not say; or NULL
 */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog;
  const char *product;
} CordBillNames;

/* The name of the product of a one-time fee as the event of @quote that brought the fee has it, and what the fee is
 * for: "Home Fiber 1000, activation". @line: of kind "once" or "etf". Full string, in the reader's language, never
 * empty. */
char *cord_bill_names_dup_fee (const CordBillNames *self, CordQuote *quote, const CordBillLine *line);
/* What ends then, or whose price changes: names of promotions or plans as a customer knows them, joined by commas. Full
 * string, never empty. */
char *cord_bill_names_dup_after (const CordBillNames *self, const CordPromotionEnd *end);

/* What a customer calls the product of @line in the time of the line: "Home 50" before the change, "Home Fiber 1000"
 * after it. Full string; NULL when nothing names it. */
char *cord_bill_names_dup_product (const CordBillNames *self, CordQuote *quote, const CordBillLine *line);

G_END_DECLS
