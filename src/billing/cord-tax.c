/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-tax.h"

#include "base/cord-rational.h"
#include "billing/cord-amount.h"

/* The first @n parts, each rounded on its own from the net, and their sum. */
static gboolean
round_parts (const CordTaxes *taxes, guint n, CordRounding rounding, CordTaxSplit *split, gint64 *sum)
{
  *sum = 0;
  for (guint i = 0; i < n; i++)
    if (!cord_minor_percent_round (split->net, taxes->percents[i], rounding, &split->parts[i], NULL)
        || __builtin_add_overflow (*sum, split->parts[i], sum))
      return FALSE;
  return TRUE;
}

static gboolean
add_taxes (const CordTaxes *taxes, gint64 amount, CordRounding rounding, CordTaxSplit *split)
{
  split->net = amount;
  return round_parts (taxes, taxes->n, rounding, split, &split->tax)
         && !__builtin_add_overflow (amount, split->tax, &split->gross);
}

/* The tax as a whole is right to the minor unit; the last part takes what the rounding of the others leaves. */
static gboolean
take_taxes_out (const CordTaxes *taxes, gint64 amount, CordRounding rounding, CordTaxSplit *split)
{
  const guint last = taxes->n - 1;
  gint64 others;

  split->gross = amount;
  if (!cord_minor_included_round (amount, taxes->total, rounding, &split->tax, NULL)
      || __builtin_sub_overflow (amount, split->tax, &split->net)
      || !round_parts (taxes, last, rounding, split, &others))
    return FALSE;
  return !__builtin_sub_overflow (split->tax, others, &split->parts[last]);
}

gboolean
cord_tax_split (const CordBillingInput *input, gint64 amount, const CordTaxes *taxes, const char *member,
                CordTaxSplit *out, GError **error)
{
  const CordRounding rounding = input->ticks.policy.rounding;
  gboolean fits;

  *out = (CordTaxSplit){ 0 };
  fits = input->tax_included ? take_taxes_out (taxes, amount, rounding, out) : add_taxes (taxes, amount, rounding, out);
  return fits || cord_amount_refuse (member, error);
}
