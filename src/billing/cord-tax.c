/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-tax.h"

#include "base/cord-rational.h"
#include "billing/cord-amount.h"

static gboolean
split (const CordBillingInput *input, gint64 amount, CordDecimal rate, gint64 *net, gint64 *tax, gint64 *gross)
{
  const CordRounding rounding = input->ticks.policy.rounding;

  if (input->tax_included)
    {
      *gross = amount;
      return cord_minor_included_round (amount, rate, rounding, tax, NULL)
             && !__builtin_sub_overflow (amount, *tax, net);
    }
  *net = amount;
  return cord_minor_percent_round (amount, rate, rounding, tax, NULL) && !__builtin_add_overflow (amount, *tax, gross);
}

gboolean
cord_tax_split (const CordBillingInput *input, gint64 amount, CordDecimal rate, const char *member, gint64 *net,
                gint64 *tax, gint64 *gross, GError **error)
{
  return split (input, amount, rate, net, tax, gross) || cord_amount_refuse (member, error);
}
