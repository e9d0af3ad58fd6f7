/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordBillResource:
 * @id: of the bill
 * @number: that is printed on it
 * @date: when it was made, RFC 3339
 * @account: id of the billing account
 * @owner: the resource of the billing account, whose name and parties the bill repeats; NULL when it is unknown
 * @net: before tax
 * @gross: with tax, which is what is due; without a currency the bill states no amount
 * @taxes: what each tax of it comes to (cord-tax-item.h)
 *
 * A bill outside of the cycle as the server writes it: TMF678 customerBill. Borrows everything.
 */
typedef struct
{
  const char *id;
  const char *number;
  const char *date;
  const char *account;
  JsonObject *owner;
  CordMoney net;
  CordMoney gross;
  JsonArray *taxes;
} CordBillResource;

/* The resource of it. Full reference. */
JsonObject *cord_bill_resource_to_tmf (const CordBillResource *self);
/* Gives @bill, which has an id, the document that each bill has in TMF678: the list of its charges, where it is to be
 * had. One that has documents keeps them. */
void cord_bill_resource_add_document (JsonObject *bill);

/* The customer that a TMF678 customerBillOnDemand, the request for such a bill, names; borrowed, or NULL. */
const char *cord_bill_resource_task_customer (JsonNode *task);
/* Sets the result of the request: the bill with this id; NULL: it is rejected. */
void cord_bill_resource_finish_task (JsonObject *task, const char *bill);

G_END_DECLS
