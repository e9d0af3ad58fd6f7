/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"

G_BEGIN_DECLS

/**
 * CordBillRow: a sum of lines, in minor units; net + tax = gross.
 * @cycle: the cycle that the bill is of
 */
typedef struct
{
  CordCycle cycle;
  gint64 net;
  gint64 tax;
  gint64 gross;
} CordBillRow;

/* Adds the three amounts to @row, in minor units. FALSE, INVALID with reason "overflow" and the member "ladder", when a
 * sum does not fit. */
gboolean cord_bill_row_add (CordBillRow *row, gint64 net, gint64 tax, gint64 gross, GError **error);

G_END_DECLS
