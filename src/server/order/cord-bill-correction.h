/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "server/core/cord-core.h"

G_BEGIN_DECLS

/**
 * CordBillCorrection: an order that is taken back, though bills have begun since it was placed.
 * @account: that it is billed on
 * @order: its id
 * @dropped: the order that it took the place of, where that one does not come back; or NULL
 * @recorded: the day that it was priced
 * @reason: a sentence that says what became of it, for the lines of the next bill
 */
typedef struct
{
  const char *account;
  const char *order;
  const char *dropped;
  CordDate recorded;
  const char *reason;
} CordBillCorrection;

/* Puts right what was charged for the order by the bills that have begun since (cord-billing-run.h), inside the
 * caller's transaction and before the history of the account forgets it. Where none of these bills was made yet, their
 * charges become what they would have been without the order. Otherwise what was billed stays as it is, the next bill
 * has a line for each difference, and the history has to reverse the order on *reversed instead of forgetting it; it is
 * CORD_DATE_NONE in the former case. It is the day of the last bill whose charges are written, so that no later one
 * holds the order, however late it is taken back.
 * FALSE with an error of the store. Where the engine cannot tell the difference, the log says so, and nothing is put
 * right. Source: docs/billing.md, "What never happened". */
gboolean cord_bill_correction_make (CordCore *core, const CordBillCorrection *self, CordDate *reversed, GError **error);

G_END_DECLS
