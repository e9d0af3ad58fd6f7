/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-bill-names.h"

G_BEGIN_DECLS

/* What a customer is told of the bills that a change is seen on. Source: docs/billing.md, "The bill ladder". */

/**
 * CordChangeFee: a fee that a change brings, to be paid once.
 * @name: what it is for
 * @gross: minor units, in the quote's currency
 * @leaving: for leaving early
 * @at_once: on the bill of its own that is made now; otherwise on the bill that starts on @bill
 */
typedef struct
{
  char *name;
  gint64 gross;
  gboolean leaving;
  gboolean at_once;
  CordDate bill;
} CordChangeFee;

/* The fees that the change of @quote itself brings, by bill, each with the bill that it falls on. Fees of earlier
 * changes are not among them. Returns a new array. (element-type CordChangeFee) */
GPtrArray *cord_change_bill_fees (CordQuote *quote, const CordBillNames *names);

/* The fees of the change itself that fall due with a bill to come, which the order names and does not charge yet.
 * Returns a new array. (element-type CordBillLine) */
GPtrArray *cord_change_bill_dup_fees_to_come (CordQuote *quote);

/* The bill to come that is named to the customer: the first one on which the change is seen, or the next one when that
 * is the bill made now or there is none. Owned by @quote. */
const CordBillRow *cord_change_bill_named (CordQuote *quote);

/* TRUE when the lines of now are a bill of their own, which is not empty. */
gboolean cord_change_bill_is_now (CordQuote *quote);

G_END_DECLS
