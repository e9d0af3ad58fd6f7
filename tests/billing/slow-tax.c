/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-tax.h"

int
slow_tax_count (const SlowTax *self)
{
  return MAX (self->n, 1);
}

gboolean
slow_tax_is_nothing (const SlowTax *self)
{
  return self->n == 0 && self->parts[0].percent.digits == 0;
}

char *
slow_tax_to_key (const SlowTax *self)
{
  GString *key = g_string_new (NULL);

  for (int i = 0; i < slow_tax_count (self); i++)
    {
      g_autofree char *percent = slow_number_to_key (self->parts[i].percent, 0);

      g_string_append_printf (key, "%s%s", i > 0 ? "+" : "", percent);
    }
  return g_string_free (key, FALSE);
}

static SlowNumber
read_number (const char *text)
{
  SlowNumber number = { 0, 0 };
  gboolean after_point = FALSE;

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '.')
      after_point = TRUE;
    else
      number = (SlowNumber){ number.digits * 10 + (SlowDigits)(*c - '0'), number.decimals + after_point };
  return number;
}

SlowTax
slow_tax_of_key (const char *text)
{
  g_auto (GStrv) percents = g_strsplit (text, "+", -1);
  const int n = (int)g_strv_length (percents);
  SlowTax self = { .n = n > 1 ? n : 0 };

  for (int i = 0; i < n; i++)
    self.parts[i].percent = read_number (percents[i]);
  return self;
}

gboolean
slow_tax_same_percents (const SlowTax *a, const SlowTax *b)
{
  if (slow_tax_count (a) != slow_tax_count (b))
    return FALSE;
  for (int i = 0; i < slow_tax_count (a); i++)
    if (slow_number_compare (a->parts[i].percent, b->parts[i].percent) != 0)
      return FALSE;
  return TRUE;
}

/* round (amount × percent) */
static SlowAmount
part_of (SlowAmount amount, SlowNumber percent, SlowRounding rounding)
{
  const SlowDigits over[] = { (SlowDigits)amount, percent.digits };
  const SlowDigits under[] = { slow_power_of_ten (percent.decimals + 2) };

  return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), rounding);
}

static SlowNumber
sum_of_percents (const SlowTax *self)
{
  SlowNumber sum = { 0, 0 };

  for (int i = 0; i < slow_tax_count (self); i++)
    sum = slow_number_add (sum, self->parts[i].percent);
  return sum;
}

/* "the whole tax is taken out as one rate of the sum": round (gross × sum ÷ (100 + sum)) */
static SlowAmount
taken_out (const SlowTax *self, SlowAmount gross, SlowRounding rounding)
{
  const SlowNumber sum = sum_of_percents (self);
  const SlowDigits over[] = { (SlowDigits)gross, sum.digits };
  const SlowDigits under[] = { slow_power_of_ten (sum.decimals + 2) + sum.digits };

  return slow_round (over, G_N_ELEMENTS (over), under, G_N_ELEMENTS (under), rounding);
}

SlowAmount
slow_tax_of (const SlowTax *self, SlowAmount amount, gboolean inclusive, SlowRounding rounding,
             SlowAmount parts[SLOW_TAXES])
{
  const SlowAmount magnitude = amount < 0 ? -amount : amount, sign = amount < 0 ? -1 : 1;
  const SlowAmount whole = inclusive ? taken_out (self, magnitude, rounding) : 0;
  const SlowAmount net = magnitude - whole;
  const int last = slow_tax_count (self) - 1;
  SlowAmount tax = 0;

  for (int i = 0; i <= last; i++)
    {
      /* "each part but the last is round(|net| × percent), the last is the rest" */
      const SlowAmount part = inclusive && i == last ? whole - tax : part_of (net, self->parts[i].percent, rounding);

      tax += part;
      if (parts != NULL)
        parts[i] = sign * part;
    }
  return sign * tax;
}
