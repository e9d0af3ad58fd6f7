/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "flow-shop.h"

G_BEGIN_DECLS

/* One change over HTTP, and a proof that every resource with its amounts has the same: net, tax and gross. */

/**
 * FlowOrder: @customer: not owned; @quote: the sealed one, computed again here
 */
typedef struct
{
  const FlowCustomer *customer;
  char *id;
  CordQuote *quote;
} FlowOrder;

/* Quotes and orders the customer's change on the day of the server's clock, and proves the quote, the order, and the
 * next quote of the account: nothing more is due, and the bills to come are those that were promised. */
FlowOrder *flow_order_place (ScenarioServer *server, const FlowCustomer *customer);
/* After completion: order, charges and product. */
void flow_order_prove_completion (ScenarioServer *server, const FlowOrder *order);
void flow_order_free (FlowOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlowOrder, flow_order_free)

G_END_DECLS
