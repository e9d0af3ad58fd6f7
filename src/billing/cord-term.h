/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-rational.h"
#include "billing/cord-taxes.h"

G_BEGIN_DECLS

typedef enum
{
  CORD_ETF_NONE,
  CORD_ETF_TABLE,
  CORD_ETF_REMAINING,
  CORD_ETF_SUBSIDY,
} CordEtfKind;

/**
 * CordTerm: a minimum term, and what leaving early costs. Source: docs/quote-format.md, "Events".
 * @months: of the term, at least 1
 * @amounts, @n_amounts: for a table, by completed months; never rises
 * @percent: of the remaining charges
 * @net: the remaining charges are those after discounts; @by_day: the last month counts by its days
 * @amount: of the subsidy
 * @cap: the most that the fee comes to; only when @capped
 * @taxes: on the fee; a full reference, NULL when there is none
 */
typedef struct
{
  int months;
  CordEtfKind kind;
  CordDecimal *amounts;
  guint n_amounts;
  CordDecimal percent;
  gboolean net;
  gboolean by_day;
  CordDecimal amount;
  gboolean capped;
  CordDecimal cap;
  CordTaxes *taxes;
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

/* The member "term" of an event. Returns a full reference. */
GVariant *cord_term_draft_to_value (const CordTermDraft *self);

/**
 * CordEtfDraft: an early termination fee as its document describes it, unchecked. All of it is borrowed from the object
 * it was read from, and NULL where that has no such text.
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

/* Fills @self from the object @etf, which a member "etf" holds; what has another type is left NULL. */
void cord_etf_draft_read (CordEtfDraft *self, GVariant *etf);

/* Reads and checks the object "term" of an event, which stands at @place. @scale: decimals of the currency;
 * @cycle_months: months of a cycle, 0 when cycles are counted in days, where a fee of the kind "remaining" is refused.
 * INVALID with the member at fault. */
CordTerm *cord_term_parse (const CordView *object, const CordPlace *place, guint scale, int cycle_months,
                           GError **error);
/* Frees @self with its table of amounts and its taxes. */
void cord_term_free (CordTerm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTerm, cord_term_free)

G_END_DECLS
