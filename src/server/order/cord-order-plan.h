/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "domain/customer/cord-customer.h"
#include "wire/cord-order-request.h"

G_BEGIN_DECLS

#define CORD_TYPE_ORDER_PLAN (cord_order_plan_get_type ())
G_DECLARE_FINAL_TYPE (CordOrderPlan, cord_order_plan, CORD, ORDER_PLAN, GObject)

/* What an order that waits will do, decided when it was placed and kept in the store (CordWork.document), so that
 * nothing has to be worked out again. Immutable. */

/* The plan of @order as it was placed. @account: that the change is billed on, or NULL; @change: with the product's id;
 * @quote: as it was sealed, or NULL for an order that changes nothing that is priced, where @began is not kept, and
 * @change only of a removal, which is carried out without a price in kit mode; @began: the account's history began with
 * it. */
CordOrderPlan *cord_order_plan_new (const CordOrderRequest *order, const char *account, GVariant *change,
                                    CordQuote *quote, gboolean began);
/* The plan of a text that cord_order_plan_get_text gave; INVALID when it is none. */
CordOrderPlan *cord_order_plan_read (const char *text, GError **error);
const char *cord_order_plan_get_text (CordOrderPlan *self); /* as the store keeps it */

const char *cord_order_plan_get_customer (CordOrderPlan *self); /* NULL only where nothing is priced */
const char *cord_order_plan_get_account (CordOrderPlan *self);  /* or NULL */
const char *cord_order_plan_get_quote_id (CordOrderPlan *self); /* of the TMF648 quote it came from, or NULL */
GVariant *cord_order_plan_get_change (CordOrderPlan *self); /* owned by the plan; an empty object where not priced */
gboolean cord_order_plan_get_began (CordOrderPlan *self);   /* the account's history began with it */
/* Whether it changes what is paid, and therefore stands in the account's history. */
gboolean cord_order_plan_is_priced (CordOrderPlan *self);
/* The sealed quote, computed again when it was read from the store; owned by the plan. Only of a priced plan. INVALID
 * when the stored input is none. */
CordQuote *cord_order_plan_get_quote (CordOrderPlan *self, GError **error);
CordDate cord_order_plan_get_recorded (CordOrderPlan *self); /* the day it was priced; CORD_DATE_NONE without a price */
/* Whether a bill that has gone out by @today was to hold it, had it been recorded on the day @recorded; FALSE where it
 * is not priced. */
gboolean cord_order_plan_is_billed (CordOrderPlan *self, CordDate recorded, CordCustomer *customer, CordDate today);

G_END_DECLS
