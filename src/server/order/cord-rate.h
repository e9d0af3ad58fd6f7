/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/catalog/cord-catalog.h"
#include "server/order/cord-product-names.h"

G_BEGIN_DECLS

/**
 * CordRate: whom and what a line of a bill is charged for.
 * @id: of the rate
 * @customer, @account, @product: ids; or NULL
 * @order: that caused it, or NULL where the cycle did
 * @due: the first day of a bill that it may be on; CORD_DATE_NONE for the next one, whenever that is made
 * @line: which line of the bill of that day it is (cord_billed_account_dup_line_name), or NULL
 * @reason: a sentence that says why it is charged or given back, or NULL
 */
typedef struct
{
  const char *id;
  const char *customer;
  const char *account;
  const char *product;
  const char *order;
  CordDate due;
  const char *line;
  const char *reason;
} CordRate;

/* Stores @line of @quote as an appliedCustomerBillingRate, in words that name the product first; nothing for a line
 * without any amount. */
gboolean cord_rate_write (CordCore *core, const CordRate *self, CordCatalog *catalog, CordQuote *quote,
                          const CordBillLine *line, GError **error);
/* Charges what the changes of @quote add by themselves, a rate a line, on the bill that the quote named: the rates are
 * called @all->id with "-1", "-2" …, and are of the customer, the account and the order of @all. */
gboolean cord_rate_write_added (CordCore *core, const CordRate *all, CordCatalog *catalog, CordQuote *quote,
                                GError **error);

G_END_DECLS
