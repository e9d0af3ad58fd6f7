/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-number.h"

G_BEGIN_DECLS

/* The taxes of an offer or of a fee. Source: docs/quote-format.md. */

#define SLOW_TAXES 8

/* @name: NULL when it has none */
typedef struct
{
  const char *name;
  SlowNumber percent;
} SlowTaxPart;

/* @n: 0 when it is written as one percent, which is in parts[0]; otherwise the length of the list */
typedef struct
{
  int n;
  SlowTaxPart parts[SLOW_TAXES];
} SlowTax;

int slow_tax_count (const SlowTax *self);
gboolean slow_tax_is_nothing (const SlowTax *self);
/* The percents joined by "+". */
char *slow_tax_to_key (const SlowTax *self);
/* The percents of such a text, without names. */
SlowTax slow_tax_of_key (const char *text);
gboolean slow_tax_same_percents (const SlowTax *a, const SlowTax *b);

/* The tax of an amount, which is net, or gross where it includes the tax; @parts (may be NULL) gets that of each
 * percent. */
SlowAmount slow_tax_of (const SlowTax *self, SlowAmount amount, gboolean inclusive, SlowRounding rounding,
                        SlowAmount parts[SLOW_TAXES]);

G_END_DECLS
