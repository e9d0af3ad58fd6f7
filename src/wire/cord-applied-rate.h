/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-period.h"
#include "billing/cord-taxes.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordAppliedRate:
 * @id: of the rate
 * @name: what is charged or given back, in words
 * @date: when it was written, RFC 3339
 * @customer: whose it is
 * @account: that it is billed on, or NULL
 * @product: that it is charged for
 * @order: the order that caused it, or NULL where the cycle did
 * @due: the first day of a bill that it may be on; CORD_DATE_NONE for the next one, whenever that is made
 * @line: which line of the bill that begins on that day it is, whatever else the bill has; or NULL
 * @period: the billing cycle it belongs to
 * @net: before tax
 * @tax: the tax on it
 * @gross: with tax; below zero for a credit
 * @percent: the tax rate
 * @taxes: which taxes they are together, or NULL for one without a name
 * @tax_parts: what each of them comes to, in the same order
 *
 * One charge or credit as the server writes it: TMF678 appliedCustomerBillingRate. Borrows its strings.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *date;
  const char *customer;
  const char *account;
  const char *product;
  const char *order;
  CordDate due;
  const char *line;
  CordCycle period;
  CordMoney net;
  CordMoney tax;
  CordMoney gross;
  const char *percent;
  const CordTaxes *taxes;
  const gint64 *tax_parts;
} CordAppliedRate;

/* The resource of it, on no bill yet. Full reference. */
JsonObject *cord_applied_rate_to_tmf (const CordAppliedRate *self);

/* The functions below take a stored rate, which another system may have written. */

/* TRUE while the rate is on no bill, and one of @today may hold it. */
gboolean cord_applied_rate_is_open (JsonObject *rate, CordDate today);
/* Its amounts before tax and with it; where the rate has only one of them, both are set to that. FALSE when it has
 * neither, or an amount has an unknown currency or more decimals than its currency. */
gboolean cord_applied_rate_read (JsonObject *rate, CordMoney *net, CordMoney *gross);
/* TRUE when it was charged for the bill that begins on @day. */
gboolean cord_applied_rate_is_due_on (JsonObject *rate, CordDate day);
/* TRUE when it is on a bill. */
gboolean cord_applied_rate_is_billed (JsonObject *rate);
/* Which line of its bill it is; NULL when it does not say. Owned by @rate. */
const char *cord_applied_rate_get_line (JsonObject *rate);
/* What each tax of it comes to (cord-tax-item.h); NULL when it does not say. Owned by @rate. */
JsonArray *cord_applied_rate_get_taxes (JsonObject *rate);
/* Puts the rate on the bill with this id. */
void cord_applied_rate_set_bill (JsonObject *rate, const char *bill);

G_END_DECLS
