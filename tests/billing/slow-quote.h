/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* A second implementation of the quote format, as plain as possible: it looks at every day separately (tick
 * "second": at every second in which anything can differ), and shares nothing with src. Slow on purpose. */

/**
 * SlowAnswer:
 * @json: lines, ladder, what is replaced, allowances and seal, as `cordboardctl quote` prints them; NULL when the
 * request is refused, with the reason in @refusal
 * @largest: the largest amount of the answer; @widest: the largest intermediate amount, whether asked for or not
 */
typedef struct
{
  char *json;
  const char *refusal;
  SlowAmount largest;
  SlowAmount widest;
} SlowAnswer;

SlowAnswer slow_quote (const SlowAccount *account);
/* The same, visiting every second one by one. */
SlowAnswer slow_quote_every_second (const SlowAccount *account);
void slow_answer_clear (SlowAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlowAnswer, slow_answer_clear)

/* FALSE when the remaining events of the first @n are impossible. */
gboolean slow_account_is_possible (const SlowAccount *account, int n);
/* Makes the ledger from the history, for every cycle that has started; FALSE, and no ledger, when it has too many
 * rows or amounts too large. */
gboolean slow_account_fill_ledger (SlowAccount *account);

G_END_DECLS
