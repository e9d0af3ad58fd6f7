/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-number.h"

#include <string.h>

#define LIMBS 20
#define LIMB_BITS 32
#define TEXT_MAX 64

/* A natural number of LIMBS × 32 bits, the lowest first. */
typedef struct
{
  guint32 limbs[LIMBS];
} Wide;

const char *
slow_rounding_name (SlowRounding rounding)
{
  static const char *const names[SLOW_ROUNDINGS]
      = { "half-up", "half-even", "half-down", "truncate", "floor", "ceiling" };

  return names[rounding];
}

SlowNumber
slow_number (guint64 digits, int decimals)
{
  return (SlowNumber){ digits, decimals };
}

SlowDigits
slow_power_of_ten (int exponent)
{
  SlowDigits power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

int
slow_number_compare (SlowNumber a, SlowNumber b)
{
  while (a.decimals > 0 && a.digits % 10 == 0)
    a = (SlowNumber){ a.digits / 10, a.decimals - 1 };
  while (b.decimals > 0 && b.digits % 10 == 0)
    b = (SlowNumber){ b.digits / 10, b.decimals - 1 };
  /* Compares the integer parts, then one decimal after the other. */
  for (int place = 0; place <= MAX (a.decimals, b.decimals); place++)
    {
      const SlowDigits first = a.decimals >= place ? a.digits / slow_power_of_ten (a.decimals - place) : 0;
      const SlowDigits second = b.decimals >= place ? b.digits / slow_power_of_ten (b.decimals - place) : 0;
      const SlowDigits x = place == 0 ? first : first % 10, y = place == 0 ? second : second % 10;

      if (x != y)
        return x < y ? -1 : 1;
    }
  return 0;
}

SlowNumber
slow_number_add (SlowNumber a, SlowNumber b)
{
  const int decimals = MAX (a.decimals, b.decimals);

  return (SlowNumber){ a.digits * slow_power_of_ten (decimals - a.decimals)
                           + b.digits * slow_power_of_ten (decimals - b.decimals),
                       decimals };
}

char *
slow_number_to_text (SlowNumber number)
{
  char text[TEXT_MAX];
  char *cursor = text + sizeof text;
  int written = 0;

  *--cursor = '\0';
  while (number.digits > 0 || written <= number.decimals)
    {
      if (written == number.decimals && written > 0)
        *--cursor = '.';
      *--cursor = (char)('0' + (int)(number.digits % 10));
      number.digits /= 10;
      written++;
    }
  return g_strdup (cursor);
}

char *
slow_number_to_key (SlowNumber number, int min_decimals)
{
  while (number.decimals > min_decimals && number.digits % 10 == 0)
    {
      number.digits /= 10;
      number.decimals--;
    }
  while (number.decimals < min_decimals)
    {
      number.digits *= 10;
      number.decimals++;
    }
  return slow_number_to_text (number);
}

char *
slow_amount_to_text (SlowAmount amount, int scale)
{
  const SlowNumber magnitude = { (SlowDigits)(amount < 0 ? -amount : amount), scale };
  g_autofree char *text = slow_number_to_text (magnitude);

  return g_strconcat (amount < 0 ? "-" : "", text, NULL);
}

/* Whether an integer that was rounded down goes up by one. @half: how the remainder compares with a half. */
static gboolean
goes_up (SlowRounding rounding, gboolean odd, gboolean exact, int half)
{
  switch (rounding)
    {
    case SLOW_HALF_UP:
      return half >= 0;
    case SLOW_HALF_DOWN:
      return half > 0;
    case SLOW_HALF_EVEN:
      return half > 0 || (half == 0 && odd);
    case SLOW_CEILING:
      return !exact;
    case SLOW_TRUNCATE:
    case SLOW_FLOOR:
    default:
      return FALSE;
    }
}

static Wide
wide_product (const SlowDigits *factors, int n)
{
  Wide product = { { 1 } };

  for (int f = 0; f < n; f++)
    {
      Wide sum = { { 0 } };

      for (int i = 0; i < 128 / LIMB_BITS; i++)
        {
          const guint64 limb = (guint32)(factors[f] >> (LIMB_BITS * i));
          guint64 carry = 0;

          for (int j = 0; i + j < LIMBS; j++)
            {
              carry += sum.limbs[i + j] + limb * product.limbs[j];
              sum.limbs[i + j] = (guint32)carry;
              carry >>= LIMB_BITS;
            }
          g_assert (carry == 0);
        }
      product = sum;
    }
  return product;
}

static int
wide_compare (const Wide *a, const Wide *b)
{
  for (int i = LIMBS - 1; i >= 0; i--)
    if (a->limbs[i] != b->limbs[i])
      return a->limbs[i] < b->limbs[i] ? -1 : 1;
  return 0;
}

static void
wide_subtract (Wide *a, const Wide *b)
{
  gint64 borrow = 0;

  for (int i = 0; i < LIMBS; i++)
    {
      borrow += (gint64)a->limbs[i] - b->limbs[i];
      a->limbs[i] = (guint32)borrow;
      borrow >>= LIMB_BITS;
    }
}

static void
wide_shift_in (Wide *a, guint bit)
{
  for (int i = LIMBS - 1; i > 0; i--)
    a->limbs[i] = a->limbs[i] << 1 | a->limbs[i - 1] >> (LIMB_BITS - 1);
  a->limbs[0] = a->limbs[0] << 1 | bit;
}

static SlowAmount
wide_round (Wide dividend, Wide divisor, SlowRounding rounding)
{
  const Wide nothing = { { 0 } };
  Wide rest = { { 0 } }, twice;
  SlowAmount quotient = 0;

  for (int bit = LIMBS * LIMB_BITS - 1; bit >= 0; bit--)
    {
      wide_shift_in (&rest, dividend.limbs[bit / LIMB_BITS] >> (bit % LIMB_BITS) & 1);
      quotient *= 2;
      if (wide_compare (&rest, &divisor) >= 0)
        {
          wide_subtract (&rest, &divisor);
          quotient++;
        }
      if (quotient >= SLOW_HUGE)
        return SLOW_HUGE;
    }
  twice = rest;
  wide_shift_in (&twice, 0);
  return quotient
         + goes_up (rounding, quotient % 2 == 1, wide_compare (&rest, &nothing) == 0, wide_compare (&twice, &divisor));
}

SlowAmount
slow_round_long (const SlowDigits *over, int n_over, const SlowDigits *under, int n_under, SlowRounding rounding)
{
  return wide_round (wide_product (over, n_over), wide_product (under, n_under), rounding);
}

SlowAmount
slow_round_difference (const SlowDigits *over, int n_over, const SlowDigits *minus, int n_minus,
                       const SlowDigits *under, int n_under, SlowRounding rounding)
{
  const Wide less = wide_product (minus, n_minus);
  Wide dividend = wide_product (over, n_over);

  if (wide_compare (&dividend, &less) <= 0)
    return 0;
  wide_subtract (&dividend, &less);
  return wide_round (dividend, wide_product (under, n_under), rounding);
}

static gboolean
short_product (const SlowDigits *factors, int n, SlowDigits *out)
{
  *out = 1;
  for (int i = 0; i < n; i++)
    if (__builtin_mul_overflow (*out, factors[i], out))
      return FALSE;
  return TRUE;
}

SlowAmount
slow_round (const SlowDigits *over, int n_over, const SlowDigits *under, int n_under, SlowRounding rounding)
{
  SlowDigits dividend, divisor, quotient, rest, missing;

  if (!short_product (over, n_over, &dividend) || !short_product (under, n_under, &divisor))
    return slow_round_long (over, n_over, under, n_under, rounding);
  quotient = dividend / divisor;
  rest = dividend % divisor;
  missing = divisor - rest;
  if (quotient >= (SlowDigits)SLOW_HUGE)
    return SLOW_HUGE;
  return (SlowAmount)quotient
         + goes_up (rounding, quotient % 2 == 1, rest == 0,
                    rest > missing   ? 1
                    : rest < missing ? -1
                                     : 0);
}
