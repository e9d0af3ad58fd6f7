/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-rational.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* 384 bits. The largest product here, two decimals of 36 digits, an int64 and a scale of 9, has 333; the largest
 * divisor, shifted by the 64 bits of a quotient, has 374. */
#define WIDE_LIMBS 6
#define LIMB_BITS 64

typedef unsigned __int128 Double; /* two limbs */

/* An unsigned integer, least significant limb first. */
typedef struct
{
  guint64 limb[WIDE_LIMBS];
} Wide;

/* A fraction of two limbs each, as long as that is enough: most prices are small, and wide integers cost ten times as
 * much. */
typedef struct
{
  gboolean is_wide;
  Double over;
  Double under;
  Wide wide_over;
  Wide wide_under;
  gboolean negative;
  gboolean overflow; /* a product left 384 bits */
} Fraction;

static const char *const rounding_names[] = {
  [CORD_ROUNDING_HALF_UP] = "half-up",     [CORD_ROUNDING_HALF_EVEN] = "half-even",
  [CORD_ROUNDING_HALF_DOWN] = "half-down", [CORD_ROUNDING_TRUNCATE] = "truncate",
  [CORD_ROUNDING_FLOOR] = "floor",         [CORD_ROUNDING_CEILING] = "ceiling",
};

static gboolean
wide_is_zero (const Wide *wide)
{
  for (guint i = 0; i < WIDE_LIMBS; i++)
    if (wide->limb[i] != 0)
      return FALSE;
  return TRUE;
}

static int
wide_compare (const Wide *a, const Wide *b)
{
  for (guint i = WIDE_LIMBS; i-- > 0;)
    if (a->limb[i] != b->limb[i])
      return a->limb[i] < b->limb[i] ? -1 : 1;
  return 0;
}

/* a ← a − b, where b is not larger. */
static void
wide_subtract (Wide *a, const Wide *b)
{
  guint64 borrow = 0;

  for (guint i = 0; i < WIDE_LIMBS; i++)
    {
      Double difference = (Double)a->limb[i] - b->limb[i] - borrow;

      a->limb[i] = (guint64)difference;
      borrow = (guint64)(difference >> LIMB_BITS) & 1;
    }
}

/* Adds value × factor to the limbs from @shift on. FALSE when that does not fit. */
static gboolean
wide_add_product (Wide *sum, const Wide *value, guint64 factor, guint shift)
{
  Double carry = 0;

  for (guint i = 0; i < WIDE_LIMBS; i++)
    {
      Double product = (Double)value->limb[i] * factor;

      if (i + shift >= WIDE_LIMBS)
        {
          if (product != 0 || carry != 0)
            return FALSE;
          continue;
        }
      carry += product + sum->limb[i + shift];
      sum->limb[i + shift] = (guint64)carry;
      carry >>= LIMB_BITS;
    }
  return carry == 0;
}

/* wide ← wide × factor. FALSE when that does not fit. */
static gboolean
wide_multiply (Wide *wide, Double factor)
{
  Wide product = { { 0 } };
  gboolean fits = wide_add_product (&product, wide, (guint64)factor, 0)
                  && wide_add_product (&product, wide, (guint64)(factor >> LIMB_BITS), 1);

  *wide = product;
  return fits;
}

static void
wide_halve (Wide *wide)
{
  for (guint i = 0; i < WIDE_LIMBS; i++)
    wide->limb[i] = wide->limb[i] >> 1 | (i + 1 < WIDE_LIMBS ? wide->limb[i + 1] << (LIMB_BITS - 1) : 0);
}

/* Long division, a bit at a time: *over becomes the remainder. FALSE when the quotient leaves 64 bits. */
static gboolean
wide_divide (Wide *over, const Wide *under, guint64 *quotient)
{
  Wide shifted = *under;

  *quotient = 0;
  if (!wide_multiply (&shifted, (Double)1 << LIMB_BITS))
    return FALSE;
  if (wide_compare (over, &shifted) >= 0)
    return FALSE;
  for (guint bit = LIMB_BITS; bit-- > 0;)
    {
      wide_halve (&shifted);
      if (wide_compare (over, &shifted) < 0)
        continue;
      wide_subtract (over, &shifted);
      *quotient |= (guint64)1 << bit;
    }
  return TRUE;
}

static Wide
wide_of (Double value)
{
  return (Wide){ { (guint64)value, (guint64)(value >> LIMB_BITS) } };
}

static void
fraction_widen (Fraction *self)
{
  if (self->is_wide)
    return;
  self->wide_over = wide_of (self->over);
  self->wide_under = wide_of (self->under);
  self->is_wide = TRUE;
}

static void
fraction_multiply (Fraction *self, __int128 factor)
{
  const Double magnitude = factor < 0 ? -(Double)factor : (Double)factor;
  Double product;

  if (factor < 0)
    self->negative = !self->negative;
  if (!self->is_wide && !__builtin_mul_overflow (self->over, magnitude, &product))
    {
      self->over = product;
      return;
    }
  fraction_widen (self);
  if (!wide_multiply (&self->wide_over, magnitude))
    self->overflow = TRUE;
}

static void
fraction_divide (Fraction *self, __int128 divisor)
{
  Double product;

  g_assert (divisor > 0);
  if (!self->is_wide && !__builtin_mul_overflow (self->under, (Double)divisor, &product))
    {
      self->under = product;
      return;
    }
  fraction_widen (self);
  if (!wide_multiply (&self->wide_under, (Double)divisor))
    self->overflow = TRUE;
}

/* × 10^exponent, which may be negative. */
static void
fraction_shift (Fraction *self, int exponent)
{
  for (; exponent > 0; exponent--)
    fraction_multiply (self, 10);
  for (; exponent < 0; exponent++)
    fraction_divide (self, 10);
}

static void
fraction_init (Fraction *self, __int128 value)
{
  self->is_wide = self->negative = self->overflow = FALSE;
  self->over = self->under = 1;
  fraction_multiply (self, value);
}

/* The remainder of a division against the half of its divisor: by the rest of the divisor, since twice the remainder
 * might not fit. */
static int
compare_half (const Fraction *self)
{
  Wide rest = self->wide_under;

  if (!self->is_wide)
    return self->over < self->under - self->over ? -1 : self->over > self->under - self->over;
  wide_subtract (&rest, &self->wide_over);
  return wide_compare (&self->wide_over, &rest);
}

/* Whether a magnitude of which the remainder is left over goes to the next whole number. */
static gboolean
rounds_away (const Fraction *self, CordRounding rounding, guint64 quotient)
{
  int half;

  if (self->is_wide ? wide_is_zero (&self->wide_over) : self->over == 0)
    return FALSE;
  half = compare_half (self);
  switch (rounding)
    {
    case CORD_ROUNDING_HALF_UP:
      return half >= 0;
    case CORD_ROUNDING_HALF_EVEN:
      return half > 0 || (half == 0 && quotient % 2 == 1);
    case CORD_ROUNDING_HALF_DOWN:
      return half > 0;
    case CORD_ROUNDING_CEILING:
      return TRUE;
    case CORD_ROUNDING_TRUNCATE:
    case CORD_ROUNDING_FLOOR:
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

/* Leaves the remainder over. FALSE when the quotient leaves 64 bits. */
static gboolean
fraction_split (Fraction *self, guint64 *quotient)
{
  Double whole;

  if (self->is_wide)
    return wide_divide (&self->wide_over, &self->wide_under, quotient);
  /* one limb by one limb is an instruction, two by two a loop */
  whole = (self->over | self->under) <= G_MAXUINT64 ? (guint64)self->over / (guint64)self->under
                                                    : self->over / self->under;
  self->over -= whole * self->under;
  *quotient = (guint64)whole;
  return whole <= G_MAXUINT64;
}

static gboolean
fraction_round (Fraction *self, CordRounding rounding, gint64 *out, GError **error)
{
  guint64 magnitude = 0;
  gboolean fits = !self->overflow && fraction_split (self, &magnitude);
  Double whole = magnitude;

  if (fits && rounds_away (self, rounding, magnitude))
    whole++;
  if (!fits || whole > (Double)G_MAXINT64 + (self->negative ? 1 : 0))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "overflow", NULL, _ ("Enter a smaller amount."),
                                _ ("The amount that results is too large to be counted."));
  *out = self->negative ? (gint64) - (guint64)whole : (gint64)whole;
  return TRUE;
}

gboolean
cord_rounding_parse (const char *name, CordRounding *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rounding_names); i++)
    if (g_strcmp0 (name, rounding_names[i]) == 0)
      {
        *out = (CordRounding)i;
        return TRUE;
      }
  return FALSE;
}

const char *
cord_rounding_name (CordRounding rounding)
{
  g_assert ((guint)rounding < G_N_ELEMENTS (rounding_names));
  return rounding_names[rounding];
}

gboolean
cord_decimal_scale_round (CordDecimal price, gint64 numerator, gint64 denominator, guint scale, CordRounding rounding,
                          gint64 *minor, GError **error)
{
  Fraction fraction;

  g_assert (price.unscaled >= 0 && denominator > 0);
  fraction_init (&fraction, price.unscaled);
  fraction_shift (&fraction, (int)scale - price.decimals);
  fraction_multiply (&fraction, numerator);
  fraction_divide (&fraction, denominator);
  return fraction_round (&fraction, rounding, minor, error);
}

gboolean
cord_decimal_percent_round (CordDecimal price, CordDecimal percent, gint64 numerator, gint64 denominator, guint scale,
                            CordRounding rounding, gint64 *minor, GError **error)
{
  Fraction fraction;

  g_assert (price.unscaled >= 0 && denominator > 0);
  fraction_init (&fraction, price.unscaled);
  fraction_multiply (&fraction, percent.unscaled);
  fraction_shift (&fraction, (int)scale - price.decimals - percent.decimals - 2);
  fraction_multiply (&fraction, numerator);
  fraction_divide (&fraction, denominator);
  return fraction_round (&fraction, rounding, minor, error);
}

gboolean
cord_minor_percent_round (gint64 amount, CordDecimal percent, CordRounding rounding, gint64 *minor, GError **error)
{
  Fraction fraction;

  fraction_init (&fraction, amount);
  fraction_multiply (&fraction, percent.unscaled);
  fraction_shift (&fraction, -percent.decimals - 2);
  return fraction_round (&fraction, rounding, minor, error);
}

gboolean
cord_minor_included_round (gint64 amount, CordDecimal percent, CordRounding rounding, gint64 *minor, GError **error)
{
  __int128 whole = 100;
  Fraction fraction;

  g_assert (percent.unscaled >= 0 && percent.decimals <= 12);
  for (guint i = 0; i < percent.decimals; i++)
    whole *= 10;
  fraction_init (&fraction, amount);
  fraction_multiply (&fraction, percent.unscaled);
  fraction_divide (&fraction, whole + percent.unscaled);
  return fraction_round (&fraction, rounding, minor, error);
}
