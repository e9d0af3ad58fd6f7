/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-bill-row.h"

#include "billing/cord-amount.h"

gboolean
cord_bill_row_add (CordBillRow *row, gint64 net, gint64 tax, gint64 gross, GError **error)
{
  if (__builtin_add_overflow (row->net, net, &row->net) || __builtin_add_overflow (row->tax, tax, &row->tax)
      || __builtin_add_overflow (row->gross, gross, &row->gross))
    return cord_amount_refuse ("ladder", error);
  return TRUE;
}
