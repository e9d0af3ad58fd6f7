/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-rational.h"

#include <string.h>

#define ROUNDS 400
#define MODES (CORD_ROUNDING_CEILING + 1)
#define DIGITS 160

/* A second implementation, slow and obvious: long arithmetic on decimal digits, the lowest first. */
typedef struct
{
  int digit[DIGITS];
} Number;

static Number
number_of (__int128 value)
{
  Number number = { { 0 } };

  for (int i = 0; value > 0; i++, value /= 10)
    number.digit[i] = (int)(value % 10);
  return number;
}

static Number
number_times (const Number *a, const Number *b)
{
  Number product = { { 0 } };
  int carry = 0;

  for (int i = 0; i < DIGITS; i++)
    for (int j = 0; i + j < DIGITS; j++)
      product.digit[i + j] += a->digit[i] * b->digit[j];
  for (int i = 0; i < DIGITS; i++)
    {
      carry += product.digit[i];
      product.digit[i] = carry % 10;
      carry /= 10;
    }
  return product;
}

static Number
number_times_ten_to (Number number, int exponent)
{
  for (int i = DIGITS - 1; i >= 0; i--)
    number.digit[i] = i >= exponent ? number.digit[i - exponent] : 0;
  return number;
}

static int
number_compare (const Number *a, const Number *b)
{
  for (int i = DIGITS - 1; i >= 0; i--)
    if (a->digit[i] != b->digit[i])
      return a->digit[i] < b->digit[i] ? -1 : 1;
  return 0;
}

static void
number_subtract (Number *a, const Number *b)
{
  int borrow = 0;

  for (int i = 0; i < DIGITS; i++)
    {
      int digit = a->digit[i] - b->digit[i] - borrow;

      borrow = digit < 0;
      a->digit[i] = digit + (borrow ? 10 : 0);
    }
}

/* Long division as on paper; the remainder stays in *rest. */
static Number
number_divide (const Number *over, const Number *under, Number *rest)
{
  Number quotient = { { 0 } };

  memset (rest, 0, sizeof *rest);
  for (int i = DIGITS - 1; i >= 0; i--)
    {
      *rest = number_times_ten_to (*rest, 1);
      rest->digit[0] = over->digit[i];
      for (; number_compare (rest, under) >= 0; quotient.digit[i]++)
        number_subtract (rest, under);
    }
  return quotient;
}

static gboolean
goes_up (CordRounding rounding, const Number *quotient, const Number *rest, const Number *under)
{
  Number zero = { { 0 } }, two = number_of (2);
  Number twice = number_times (rest, &two);
  int half = number_compare (&twice, under);

  if (number_compare (rest, &zero) == 0 || rounding == CORD_ROUNDING_TRUNCATE || rounding == CORD_ROUNDING_FLOOR)
    return FALSE;
  if (rounding == CORD_ROUNDING_CEILING || half > 0)
    return TRUE;
  if (half < 0 || rounding == CORD_ROUNDING_HALF_DOWN)
    return FALSE;
  return rounding == CORD_ROUNDING_HALF_UP || quotient->digit[0] % 2 == 1;
}

/* round (over ÷ under); FALSE when above int64. */
static gboolean
obvious_round (const Number *over, const Number *under, CordRounding rounding, gint64 *out)
{
  Number rest;
  Number quotient = number_divide (over, under, &rest);
  __int128 value = 0;

  for (int i = DIGITS - 1; i >= 0; i--)
    {
      value = value * 10 + quotient.digit[i];
      if (value > G_MAXINT64)
        return FALSE;
    }
  if (goes_up (rounding, &quotient, &rest, under))
    value++;
  *out = (gint64)value;
  return value <= G_MAXINT64;
}

static __int128
random_below_ten_to (int digits)
{
  __int128 value = 0;

  while (digits-- > 0)
    value = value * 10 + g_test_rand_int_range (0, 10);
  return value;
}

static CordDecimal
random_decimal (int max_digits, int max_decimals)
{
  CordDecimal decimal = { .unscaled = random_below_ten_to (g_test_rand_int_range (0, max_digits + 1)),
                          .decimals = (guint8)g_test_rand_int_range (0, max_decimals + 1) };

  return decimal;
}

static CordDecimal
decimal_of (const char *text)
{
  CordDecimal decimal;

  g_assert_true (cord_decimal_parse (text, 12, TRUE, &decimal, NULL));
  return decimal;
}

static void
assert_same (gboolean good, gint64 minor, const GError *error, gboolean expected_good, gint64 expected)
{
  g_assert_cmpint (good, ==, expected_good);
  if (good)
    g_assert_cmpint (minor, ==, expected);
  else
    g_assert_cmpstr (cord_error_get_reason (error), ==, "overflow");
}

static void
check_fraction (CordDecimal price, const CordDecimal *percent, gint64 numerator, gint64 denominator, guint scale)
{
  Number over = number_of (price.unscaled), under = number_of (denominator);
  Number factor = number_of (numerator);
  int decimals = price.decimals;

  over = number_times (&over, &factor);
  if (percent != NULL)
    {
      factor = number_of (percent->unscaled);
      over = number_times (&over, &factor);
      decimals += percent->decimals + 2;
    }
  over = number_times_ten_to (over, (int)scale);
  under = number_times_ten_to (under, decimals);
  for (guint mode = 0; mode < MODES; mode++)
    {
      g_autoptr (GError) error = NULL;
      gint64 expected = 0, minor = 0;
      gboolean expected_good = obvious_round (&over, &under, mode, &expected);
      gboolean good
          = percent == NULL
                ? cord_decimal_scale_round (price, numerator, denominator, scale, mode, &minor, &error)
                : cord_decimal_percent_round (price, *percent, numerator, denominator, scale, mode, &minor, &error);

      assert_same (good, minor, error, expected_good, expected);
    }
}

static void
test_names (void)
{
  static const char *const names[] = { "half-up", "half-even", "half-down", "truncate", "floor", "ceiling" };
  CordRounding rounding = CORD_ROUNDING_CEILING;

  for (guint i = 0; i < MODES; i++)
    {
      g_assert_true (cord_rounding_parse (names[i], &rounding));
      g_assert_cmpint (rounding, ==, i);
      g_assert_cmpstr (cord_rounding_name (rounding), ==, names[i]);
    }
  g_assert_false (cord_rounding_parse ("Half-up", &rounding));
  g_assert_false (cord_rounding_parse ("half", &rounding));
  g_assert_false (cord_rounding_parse ("", &rounding));
  g_assert_false (cord_rounding_parse (NULL, &rounding));
}

/* How each mode rounds halves, and fractions just below and above them. */
static void
test_modes (void)
{
  static const struct
  {
    const char *price;
    gint64 expected[MODES]; /* up, even, down, truncate, floor, ceiling */
  } cases[] = {
    { "0.005", { 1, 0, 0, 0, 0, 1 } },
    { "0.015", { 2, 2, 1, 1, 1, 2 } },
    { "0.025", { 3, 2, 2, 2, 2, 3 } },
    { "0.0149999999", { 1, 1, 1, 1, 1, 2 } },
    { "0.0150000001", { 2, 2, 2, 1, 1, 2 } },
    { "0.01", { 1, 1, 1, 1, 1, 1 } },
    { "0", { 0, 0, 0, 0, 0, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint mode = 0; mode < MODES; mode++)
      {
        gint64 minor = -1;

        g_assert_true (cord_decimal_scale_round (decimal_of (cases[i].price), 1, 1, 2, mode, &minor, NULL));
        g_assert_cmpint (minor, ==, cases[i].expected[mode]);
      }
}

/* The worked examples of the quote format. */
static void
test_known_lines (void)
{
  gint64 minor;

  g_assert_true (cord_decimal_scale_round (decimal_of ("45.00"), 14, 30, 2, CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_cmpint (minor, ==, 2100);
  g_assert_true (cord_decimal_scale_round (decimal_of ("25.00"), 16, 30, 2, CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_cmpint (minor, ==, 1333);
  g_assert_true (cord_decimal_percent_round (decimal_of ("25.00"), decimal_of ("20"), 16, 30, 2, CORD_ROUNDING_HALF_UP,
                                             &minor, NULL));
  g_assert_cmpint (minor, ==, 267);
  g_assert_true (cord_minor_percent_round (-1167, decimal_of ("19"), CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_cmpint (minor, ==, -222);
}

static void
test_small_against_obvious (void)
{
  for (int i = 0; i < ROUNDS; i++)
    check_fraction (random_decimal (6, 6), NULL, g_test_rand_int_range (0, 100), g_test_rand_int_range (1, 100),
                    (guint)g_test_rand_int_range (0, 5));
}

static void
test_wide_against_obvious (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 numerator = (gint64)random_below_ten_to (g_test_rand_int_range (0, 19));
      gint64 denominator = (gint64)random_below_ten_to (g_test_rand_int_range (0, 19)) + 1;

      check_fraction (random_decimal (36, 36), NULL, numerator, denominator, (guint)g_test_rand_int_range (0, 10));
    }
}

static void
test_percent_against_obvious (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 denominator = (gint64)random_below_ten_to (g_test_rand_int_range (0, 19)) + 1;
      gint64 numerator = (gint64)random_below_ten_to (g_test_rand_int_range (0, 19));
      CordDecimal percent = random_decimal (g_test_rand_bit () ? 9 : 36, g_test_rand_bit () ? 6 : 36);

      check_fraction (random_decimal (36, 10), &percent, numerator, denominator, (guint)g_test_rand_int_range (0, 10));
    }
}

/* Halves are rare among random numbers, so these prices are chosen as n + ½ minor units. */
static void
test_halves_against_obvious (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 factor = (gint64)random_below_ten_to (g_test_rand_int_range (1, 18)) + 1;
      CordDecimal price = { .unscaled = random_below_ten_to (17) * 10 + 5, .decimals = 3 };

      check_fraction (price, NULL, factor, factor, 2);
    }
}

static void
test_tax_against_obvious (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 amount = (gint64)random_below_ten_to (g_test_rand_int_range (0, 19));
      CordDecimal percent = random_decimal (9, 6);
      Number over = number_of (amount), factor = number_of (percent.unscaled), under = number_of (1);

      over = number_times (&over, &factor);
      under = number_times_ten_to (under, percent.decimals + 2);
      for (guint mode = 0; mode < MODES; mode++)
        {
          g_autoptr (GError) error = NULL;
          gint64 expected = 0, plus = 0, minus = 0;
          gboolean expected_good = obvious_round (&over, &under, mode, &expected);
          gboolean good = cord_minor_percent_round (amount, percent, mode, &plus, &error);

          assert_same (good, plus, error, expected_good, expected);
          if (good)
            {
              g_assert_true (cord_minor_percent_round (-amount, percent, mode, &minus, NULL));
              g_assert_cmpint (minus, ==, -plus);
            }
        }
    }
}

static void
test_ends_of_range (void)
{
  CordDecimal largest = { .unscaled = G_MAXINT64, .decimals = 0 };
  CordDecimal half_above = { .unscaled = (__int128)G_MAXINT64 * 10 + 5, .decimals = 1 };
  g_autoptr (GError) error = NULL;
  gint64 minor = 77;

  g_assert_true (cord_decimal_scale_round (largest, 1, 1, 0, CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_cmpint (minor, ==, G_MAXINT64);
  g_assert_true (cord_decimal_scale_round (largest, G_MAXINT64, G_MAXINT64, 0, CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_cmpint (minor, ==, G_MAXINT64);
  g_assert_true (cord_decimal_scale_round (half_above, 1, 1, 0, CORD_ROUNDING_HALF_DOWN, &minor, NULL));
  g_assert_cmpint (minor, ==, G_MAXINT64);
  minor = 77;
  g_assert_false (cord_decimal_scale_round (half_above, 1, 1, 0, CORD_ROUNDING_HALF_UP, &minor, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "overflow");
  g_assert_cmpint (minor, ==, 77);
  g_assert_false (cord_decimal_scale_round (largest, G_MAXINT64, 1, 9, CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_true (cord_minor_percent_round (G_MININT64, decimal_of ("100"), CORD_ROUNDING_HALF_UP, &minor, NULL));
  g_assert_cmpint (minor, ==, G_MININT64);
  g_assert_false (cord_minor_percent_round (G_MININT64, decimal_of ("100.01"), CORD_ROUNDING_HALF_UP, &minor, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/rational/names", test_names);
  g_test_add_func ("/base/rational/modes", test_modes);
  g_test_add_func ("/base/rational/known-lines", test_known_lines);
  g_test_add_func ("/base/rational/small-against-obvious", test_small_against_obvious);
  g_test_add_func ("/base/rational/wide-against-obvious", test_wide_against_obvious);
  g_test_add_func ("/base/rational/percent-against-obvious", test_percent_against_obvious);
  g_test_add_func ("/base/rational/halves-against-obvious", test_halves_against_obvious);
  g_test_add_func ("/base/rational/tax-against-obvious", test_tax_against_obvious);
  g_test_add_func ("/base/rational/ends-of-range", test_ends_of_range);
  return g_test_run ();
}
