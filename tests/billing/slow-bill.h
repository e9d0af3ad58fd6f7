/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-positions.h"

G_BEGIN_DECLS

typedef struct
{
  SlowAmount net;
  SlowAmount tax;
  SlowAmount gross;
} SlowBillRow;

/**
 * SlowLine: @units -1 for a fee
 */
typedef struct
{
  char *key;
  int start;
  int end;
  SlowAmount units;
  gint64 whole;
  SlowAmount position;
  SlowAmount invoiced;
  SlowBillRow row;
} SlowLine;

/* net, tax and gross of an amount, which is either net or gross. */
SlowBillRow slow_bill_tax (const SlowAccount *account, SlowAmount amount, SlowNumber tax);
void slow_bill_add (SlowBillRow *sum, SlowBillRow row);
/* (element-type SlowLine) What is due now by @timeline, given that @history has been invoiced or what the ledger
 * says. */
GPtrArray *slow_lines_new (SlowTimeline *timeline, SlowTimeline *history);
/* What the bill of this number charges; and what a cycle costs without fees, whenever it is billed. */
SlowBillRow slow_bill_of (SlowTimeline *timeline, int bill);
SlowBillRow slow_bill_of_cycle (SlowTimeline *timeline, int cycle);
/* Whether a position has been billed, or is about to be, at now. */
gboolean slow_bill_is_due (const SlowTimeline *timeline, int cycle, const SlowPosition *position);

G_END_DECLS
