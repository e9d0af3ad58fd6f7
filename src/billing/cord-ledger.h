/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "base/cord-view.h"
#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/**
 * CordLedgerRow: what was invoiced for one line key in one cycle. Source: docs/quote-format.md, "Input".
 * @key: line key, owned by the input
 * @cycle: first day of the cycle
 * @net: minor units that were invoiced
 * @adjusted: minor units of it that were credited by other means
 */
typedef struct
{
  const char *key;
  CordDate cycle;
  gint64 net;
  gint64 adjusted;
} CordLedgerRow;

/* Reads and checks the member "invoiced" of the document that @input is read from, whose calendar must be known. The
 * rows are sorted by cycle, then key. (element-type CordLedgerRow) NULL, INVALID with the member at fault. */
GArray *cord_ledger_read (CordBillingInput *input, const CordView *array, GError **error);
/* Adds a row to the member "invoiced" of a document: @net, a decimal, was invoiced for @key in the cycle that starts on
 * @cycle. */
void cord_ledger_row_add (CordBuilder *list, const char *key, CordDate cycle, const char *net);

G_END_DECLS
