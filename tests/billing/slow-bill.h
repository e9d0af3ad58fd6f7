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

/* A line of a bill to come; the key is owned by its position. */
typedef struct
{
  const char *key;
  SlowBillRow row;
} SlowCharge;

/**
 * SlowLine: @units -1 for a fee; @has_position: FALSE when only the ledger knows the key; @parts: the tax by each
 * percent
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
  gboolean has_position;
  SlowTax tax;
  SlowAmount parts[SLOW_TAXES];
  SlowBillRow row;
} SlowLine;

/* net, tax and gross of an amount, which is either net or gross; @parts (may be NULL) gets the tax by each percent. */
SlowBillRow slow_bill_tax (const SlowAccount *account, SlowAmount amount, const SlowTax *tax, SlowAmount *parts);
void slow_bill_add (SlowBillRow *sum, SlowBillRow row);
/* (element-type SlowLine) What is due now by @timeline, given that @history has been invoiced or what the ledger
 * says. */
GPtrArray *slow_lines_new (SlowTimeline *timeline, SlowTimeline *history);
/* (element-type SlowCharge) The lines of the bill of this number, against an empty ledger; and their sum. */
GArray *slow_bill_charges (SlowTimeline *timeline, int bill);
SlowBillRow slow_bill_sum (SlowTimeline *timeline, const GArray *charges);
/* What a cycle costs, whenever it is billed: its lines that are not one-time. */
SlowBillRow slow_bill_of_cycle (SlowTimeline *timeline, int cycle);
/* Whether a position has been billed, or is about to be, at now. */
gboolean slow_bill_is_due (const SlowTimeline *timeline, int cycle, const SlowPosition *position);

G_END_DECLS
