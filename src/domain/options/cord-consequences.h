/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/catalog/cord-catalog.h"
#include "domain/customer/cord-customer.h"

G_BEGIN_DECLS

/* What the customer must hear before they agree to @change, because it cannot be taken back: sentences in their
 * language about one-time fees, what is lost, the new commitment with its end, and the fee for leaving early. Fees that
 * @quote has as lines are named with their gross amount, others by their rule. Features of a plan that is given up are
 * not counted one by one. Returns a new array, empty when there is nothing of the kind. (element-type utf8) */
GPtrArray *cord_consequences_new (CordCustomer *customer, CordCatalog *catalog, GVariant *change, CordQuote *quote);

G_END_DECLS
