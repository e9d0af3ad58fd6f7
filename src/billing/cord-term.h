/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-rational.h"
#include "billing/cord-place.h"

G_BEGIN_DECLS

typedef enum
{
  CORD_ETF_NONE,
  CORD_ETF_TABLE,
  CORD_ETF_REMAINING,
  CORD_ETF_SUBSIDY,
} CordEtfKind;

/**
 * CordTerm: what was promised for how long, and what leaving early costs.
 * @amounts, @n_amounts: for a table, by completed months; never rises
 * @percent: for remaining charges
 * @amount: for a subsidy
 * @cap: only when @capped
 * @tax: percent on the fee
 */
typedef struct
{
  int months;
  CordEtfKind kind;
  CordDecimal *amounts;
  guint n_amounts;
  CordDecimal percent;
  CordDecimal amount;
  gboolean capped;
  CordDecimal cap;
  CordDecimal tax;
} CordTerm;

/**
 * CordTermDraft: a term as it is written into an event.
 * @months: at least 1
 * @etf: the fee as the quote format has it, or NULL; borrowed
 */
typedef struct
{
  gint64 months;
  GVariant *etf;
} CordTermDraft;

GVariant *cord_term_draft_to_value (const CordTermDraft *self); /* full reference */

/**
 * CordEtfDraft: what a fee for leaving early says of itself, unchecked. All of it is borrowed from the object it was
 * read from, and NULL where that has no such text.
 * @kind: "table", "remaining" or "subsidy"
 * @percent: of remaining charges; @amount: of a subsidy; @cap: the most it comes to; decimals
 */
typedef struct
{
  const char *kind;
  const char *percent;
  const char *amount;
  const char *cap;
} CordEtfDraft;

void cord_etf_draft_read (CordEtfDraft *self, GVariant *etf);

/**
 * CordFeeArithmetic: what a fee was computed from.
 * @kind: CORD_ETF_NONE for a one-time fee, which is its unit × @quantity
 * @completed, @months: of the term; @cycle_months: that the price in force is for
 * @percent: of remaining charges
 * @capped: the cap was less, and is the fee
 */
typedef struct
{
  CordEtfKind kind;
  gint64 quantity;
  int completed;
  int months;
  int cycle_months;
  CordDecimal percent;
  gboolean capped;
} CordFeeArithmetic;

/* @scale: of the currency; @cycle_months: 0 when cycles are counted in days, where remaining charges are refused. */
CordTerm *cord_term_parse (GVariant *object, const CordPlace *place, guint scale, int cycle_months, GError **error);
void cord_term_free (CordTerm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTerm, cord_term_free)

/* Months of a term from @start completed on @removed; 0 before the start. */
int cord_term_completed (CordDate start, CordDate removed);

/* The early termination fee in minor units for a term from @start ended on @removed, with @price the unit price
 * in force. 0 when the term is over. Never rises as @removed goes on. *base is the price or
 * amount the fee was taken from. */
gboolean cord_term_fee (const CordTerm *self, CordDate start, CordDate removed, CordDecimal price, gint64 quantity,
                        int cycle_months, guint scale, CordRounding rounding, gint64 *fee, CordDecimal *base,
                        GError **error);

G_END_DECLS
