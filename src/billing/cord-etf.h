/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-term.h"

G_BEGIN_DECLS

/**
 * CordTermRest: what is left of a term: @months, and @days of the @month_days of the month that follows them.
 */
typedef struct
{
  int months;
  int days;
  int month_days;
} CordTermRest;

/**
 * CordFeeArithmetic: what a one-time fee or an early termination fee was computed from.
 * @kind: CORD_ETF_NONE for a one-time fee, which is its unit × @quantity
 * @suspension: a one-time fee for suspending
 * @completed, @months: of the term; @cycle_months: that the price in force is for
 * @percent: of remaining charges
 * @net: the unit is what all units cost after discounts; @by_day: @rest is what is left, otherwise whole months
 * @capped: the cap was less, and is the fee
 */
typedef struct
{
  CordEtfKind kind;
  gboolean suspension;
  gint64 quantity;
  int completed;
  int months;
  int cycle_months;
  CordDecimal percent;
  gboolean net;
  gboolean by_day;
  CordTermRest rest;
  gboolean capped;
} CordFeeArithmetic;

/* Completed months of a term that started on @start, when it is ended on @removed; 0 when @removed is not after
 * @start. */
int cord_etf_completed_months (CordDate start, CordDate removed);

/* What is left on @removed of a term that started on @start and is not over: whole months, or by the day where the term
 * says so. Never more than the term. */
CordTermRest cord_etf_rest (const CordTerm *self, CordDate start, CordDate removed);

/* The early termination fee, in minor units, of a term that started on @start and is ended on @removed. 0 when the term
 * is over; it never rises as @removed moves on.
 * @price: unit price in force, for @cycle_months months; where the term says "net", what all units cost after
 * discounts, with 1 as the @quantity
 * @scale: decimals of the currency
 * @fee: (out) the fee
 * @base: (out) the price or the amount that it was taken from
 * FALSE, INVALID with reason "overflow", when the fee does not fit. Source: docs/billing.md,
 * "Fees, discounts and tax". */
gboolean cord_etf_compute (const CordTerm *self, CordDate start, CordDate removed, CordDecimal price, gint64 quantity,
                           int cycle_months, guint scale, CordRounding rounding, gint64 *fee, CordDecimal *base,
                           GError **error);

G_END_DECLS
