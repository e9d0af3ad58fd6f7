/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* Random inputs of a quote, made from random numbers alone: the same numbers make the same input. */

typedef enum
{
  RANDOM_BASE = 0,
  RANDOM_ADDITIONS
  = 1 << 0,             /* tax inclusive, arrears, allowances, a change of the billing day, what comes with a change */
  RANDOM_HUGE = 1 << 1, /* amounts that may not be representable */
  RANDOM_SECOND_EDITION = 1 << 2, /* all that the second edition of the format added */
} RandomFlags;

/* A history of up to @length events and a change, all of it possible. */
void random_account (SlowAccount *out, GRand *rand, RandomFlags flags, int length);
/* Rules, catalog and now; no event yet. In random-rules.c. */
void random_rules (SlowAccount *out, GRand *rand, RandomFlags flags);
/* Adds an event recorded at @recorded that may be impossible. */
void random_event (SlowAccount *account, GRand *rand, RandomFlags flags, SlowTime recorded);
/* Adds a possible one; FALSE when none was found. */
gboolean random_possible_event (SlowAccount *account, GRand *rand, RandomFlags flags, SlowTime recorded);
/* A price, fee or amount with at most scale + 6 decimals. */
SlowNumber random_price (GRand *rand, int scale, RandomFlags flags);
SlowNumber random_percent (GRand *rand);
/* One percent, or, with RANDOM_SECOND_EDITION, a list of them, not more than 100 together. */
SlowTax random_tax (GRand *rand, RandomFlags flags);
/* A number of up to so many digits. */
SlowDigits random_digits (GRand *rand, int places);
int random_below (GRand *rand, int below);
gboolean random_one_in (GRand *rand, int n);

G_END_DECLS
