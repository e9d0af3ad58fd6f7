/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* What quote.shown records of the ladder: the candidate's gross amounts as decimals, in the quote's currency. */
enum
{
  CORD_SHOWN_THIS_BILL,
  CORD_SHOWN_NEXT_BILL,
  CORD_SHOWN_STEADY_BILL,
  CORD_SHOWN_YEAR,
  CORD_SHOWN_FIRST_BILL, /* absent when the change is seen on no bill, and in older records */
  CORD_SHOWN_BILL_ROWS
};

typedef struct
{
  const char *gross[CORD_SHOWN_BILL_ROWS]; /* borrowed; NULL when absent */
} CordShownBill;

/* Fills @bill from the member "bill" of a body. Strings are owned by @document, an object. */
void cord_shown_bill_read (GVariant *document, CordShownBill *bill);
/* The document of @bill; NULL amounts are left out. Full reference. */
GVariant *cord_shown_bill_new (const CordShownBill *bill);
/* Path of the amount in the body of quote.shown, for errors: "bill.this". Static. */
const char *cord_shown_bill_path (gsize row);

G_END_DECLS
