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
  /* The second edition, a flag for each part. */
  RANDOM_COLLECT = 1 << 2,
  RANDOM_LISTS = 1 << 3,
  RANDOM_BOUND = 1 << 4,
  RANDOM_SUSPENSIONS = 1 << 5,
  RANDOM_TAXES = 1 << 6,
  RANDOM_DATED = 1 << 7,
  RANDOM_REMAINING = 1 << 8,
  /* Those that the engine knows so far. */
  RANDOM_SECOND_EDITION
  = RANDOM_COLLECT | RANDOM_BOUND | RANDOM_SUSPENSIONS | RANDOM_TAXES | RANDOM_DATED | RANDOM_REMAINING,
  RANDOM_ALL = (RANDOM_REMAINING << 1) - 1 - RANDOM_HUGE,
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
/* One percent, or, with RANDOM_TAXES, a list of them, not more than 100 together. */
SlowTax random_tax (GRand *rand, RandomFlags flags);
/* A number of up to so many digits. */
SlowDigits random_digits (GRand *rand, int places);
int random_below (GRand *rand, int below);
gboolean random_one_in (GRand *rand, int n);

G_END_DECLS
