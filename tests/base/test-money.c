/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-money.h"

#include <string.h>

#define ROUNDS 3000
#define MINUS "\xE2\x88\x92"
#define SPACE "\xC2\xA0"

/* Any int64, small ones as often as large ones, and the ends. */
static gint64
random_minor (void)
{
  guint64 bits = (guint64)(guint32)g_test_rand_int () << 32 | (guint32)g_test_rand_int ();
  int shift = g_test_rand_int_range (0, 70);

  if (shift >= 64)
    return shift % 2 == 0 ? G_MININT64 : G_MAXINT64;
  return (gint64)(g_test_rand_bit () ? bits >> shift : 0 - (bits >> shift));
}

static void
assert_refused (const char *text, guint scale, const char *reason)
{
  g_autoptr (GError) error = NULL;
  CordMoney money = cord_money (77, "EUR", 2);

  g_assert_false (cord_money_parse (text, "EUR", scale, &money, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (money.minor, ==, 77);
}

static void
test_currency_scale (void)
{
  g_assert_cmpint (cord_currency_scale ("EUR"), ==, 2);
  g_assert_cmpint (cord_currency_scale ("JPY"), ==, 0);
  g_assert_cmpint (cord_currency_scale ("KWD"), ==, 3);
  g_assert_cmpint (cord_currency_scale ("CLF"), ==, 4);
  g_assert_cmpint (cord_currency_scale ("QQQ"), ==, 2);
  g_assert_cmpint (cord_currency_scale ("eur"), ==, -1);
  g_assert_cmpint (cord_currency_scale ("EU"), ==, -1);
  g_assert_cmpint (cord_currency_scale ("EURO"), ==, -1);
  g_assert_cmpint (cord_currency_scale (""), ==, -1);
  g_assert_cmpint (cord_currency_scale (NULL), ==, -1);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint scale;
    gint64 minor;
  } cases[] = {
    { "13.55", 2, 1355 },
    { "-13.55", 2, -1355 },
    { "13.5", 2, 1350 },
    { "13", 2, 1300 },
    { "0", 2, 0 },
    { "-0.00", 2, 0 },
    { "007.10", 2, 710 },
    { "13", 0, 13 },
    { "1.234", 3, 1234 },
    { "0.0001", 4, 1 },
    { "92233720368547758.07", 2, G_MAXINT64 },
    { "-92233720368547758.08", 2, G_MININT64 },
    { "000000000000000000000000000000000000000000000001", 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      CordMoney money;

      g_assert_true (cord_money_parse (cases[i].text, "EUR", cases[i].scale, &money, &error));
      g_assert_no_error (error);
      g_assert_cmpint (money.minor, ==, cases[i].minor);
      g_assert_cmpstr (money.currency, ==, "EUR");
      g_assert_cmpuint (money.scale, ==, cases[i].scale);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const malformed[] = {
    "",     " ",     "-",     ".",      ".5",    "5.",  "1.2.3", "+5",    "--5",         "5-",     "1,000.00", "1e3",
    "0x10", " 5.00", "5.00 ", "5.00\n", "5.001", "NaN", "inf",   "€5.00", "\xD9\xA5.00", "5.\xFF", "5.0O",     "1 000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    assert_refused (malformed[i], 2, "amount");
  assert_refused (NULL, 2, "amount");
  assert_refused ("5.0", 0, "amount");
  assert_refused ("92233720368547758.08", 2, "overflow");
  assert_refused ("-92233720368547758.09", 2, "overflow");
  assert_refused ("9223372036854775808", 0, "overflow");
  assert_refused ("92233720368547759", 2, "overflow");
  assert_refused ("99999999999999999999999999999999999999999999999999999999999999999999", 2, "overflow");
}

static void
test_to_decimal (void)
{
  static const struct
  {
    gint64 minor;
    guint scale;
    const char *text;
  } cases[] = {
    { 0, 0, "0" },
    { 0, 2, "0.00" },
    { 5, 2, "0.05" },
    { -5, 2, "-0.05" },
    { 1355, 2, "13.55" },
    { -1355, 2, "-13.55" },
    { 123456789, 2, "1234567.89" },
    { 1, 4, "0.0001" },
    { -7, 0, "-7" },
    { G_MAXINT64, 2, "92233720368547758.07" },
    { G_MININT64, 2, "-92233720368547758.08" },
    { G_MININT64, 0, "-9223372036854775808" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = cord_money_to_decimal (cord_money (cases[i].minor, "EUR", cases[i].scale));

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_display (void)
{
  static const struct
  {
    gint64 minor;
    const char *currency;
    guint scale;
    const char *plain;
    const char *with_sign;
  } cases[] = {
    { 6500, "EUR", 2, "€65.00", "+€65.00" },
    { -500, "EUR", 2, MINUS "€5.00", MINUS "€5.00" },
    { 0, "EUR", 2, "€0.00", "€0.00" },
    { 100000, "USD", 2, "$1,000.00", "+$1,000.00" },
    { 99999, "GBP", 2, "£999.99", "+£999.99" },
    { 123456789, "JPY", 0, "¥123,456,789", "+¥123,456,789" },
    { 6500, "CHF", 2, "CHF" SPACE "65.00", "+CHF" SPACE "65.00" },
    { -1234567, "KWD", 3, MINUS "KWD" SPACE "1,234.567", MINUS "KWD" SPACE "1,234.567" },
    { G_MININT64, "EUR", 2, MINUS "€92,233,720,368,547,758.08", MINUS "€92,233,720,368,547,758.08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CordMoney money = cord_money (cases[i].minor, cases[i].currency, cases[i].scale);
      g_autofree char *plain = cord_money_to_display (money);
      g_autofree char *with_sign = cord_money_to_signed_display (money);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (with_sign, ==, cases[i].with_sign);
    }
}

static void
test_scan_display (void)
{
  static const struct
  {
    const char *text;
    const char *rest;
    gint64 minor;
  } found[] = {
    { "€65.00", "", 6500 },
    { "€65.00 a month", " a month", 6500 },
    { "€65.00.", ".", 6500 },
    { "€65.00, then", ", then", 6500 },
    { "€1,065.00,€1.00", ",€1.00", 106500 },
    { "+€0.05)", ")", 5 },
    { MINUS "€5.00\n", "\n", -500 },
  };
  static const char *const none[] = {
    "",
    "65.00",
    "€",
    "€65",
    "€65.0",
    "€65.000",
    "€65.001",
    "€065.00",
    "€1065.00",
    "€1,65.00",
    "€10,65.00",
    "€,065.00",
    "€65,000",
    "€65.00,5",
    "-€5.00",
    "+€0.00",
    "$65.00",
    "€ 65.00",
    " €65.00",
    MINUS "€0.00",
    "€-5.00",
    "EUR" SPACE "65.00",
    MINUS,
    "+",
    "€99,999,999,999,999,999.99",
  };
  const char *end = NULL;
  CordMoney money;

  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_assert_true (cord_money_scan_display (found[i].text, "EUR", 2, &money, &end));
      g_assert_cmpint (money.minor, ==, found[i].minor);
      g_assert_cmpstr (end, ==, found[i].rest);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    if (cord_money_scan_display (none[i], "EUR", 2, &money, &end))
      g_error ("an amount was read from “%s”", none[i]);

  g_assert_true (cord_money_scan_display ("¥1,200.", "JPY", 0, &money, &end));
  g_assert_cmpint (money.minor, ==, 1200);
  g_assert_cmpstr (end, ==, ".");
  g_assert_false (cord_money_scan_display ("¥1,200.5", "JPY", 0, &money, &end));
}

static void
test_round_trip (void)
{
  static const char *const currencies[] = { "EUR", "USD", "GBP", "JPY", "CHF", "KWD" };

  for (int i = 0; i < ROUNDS; i++)
    {
      guint scale = (guint)g_test_rand_int_range (0, CORD_SCALE_MAX + 1);
      const char *currency = currencies[g_test_rand_int_range (0, G_N_ELEMENTS (currencies))];
      CordMoney money = cord_money (random_minor (), currency, scale);
      g_autofree char *decimal = cord_money_to_decimal (money);
      g_autofree char *plain = cord_money_to_display (money);
      g_autofree char *with_sign = cord_money_to_signed_display (money);
      g_autofree char *longer = g_strconcat (plain, "; ", NULL);
      const char *end;
      CordMoney back;

      g_assert_true (cord_money_parse (decimal, currency, scale, &back, NULL));
      g_assert_true (cord_money_equal (money, back));
      g_assert_true (cord_money_scan_display (plain, currency, scale, &back, &end));
      g_assert_true (cord_money_equal (money, back));
      g_assert_cmpstr (end, ==, "");
      g_assert_true (cord_money_scan_display (with_sign, currency, scale, &back, &end));
      g_assert_true (cord_money_equal (money, back));
      g_assert_true (cord_money_scan_display (longer, currency, scale, &back, &end));
      g_assert_cmpstr (end, ==, "; ");
    }
}

static void
test_sums (void)
{
  CordMoney out = cord_money (77, "EUR", 2);

  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 a = random_minor (), b = random_minor ();
      __int128 sum = (__int128)a + b, difference = (__int128)a - b;
      CordMoney first = cord_money (a, "EUR", 2), second = cord_money (b, "EUR", 2);

      g_assert_true (cord_money_add (first, second, &out, NULL) == (sum >= G_MININT64 && sum <= G_MAXINT64));
      if (sum >= G_MININT64 && sum <= G_MAXINT64)
        g_assert_cmpint (out.minor, ==, (gint64)sum);
      g_assert_true (cord_money_subtract (first, second, &out, NULL)
                     == (difference >= G_MININT64 && difference <= G_MAXINT64));
      if (difference >= G_MININT64 && difference <= G_MAXINT64)
        g_assert_cmpint (out.minor, ==, (gint64)difference);
    }
}

static void
test_sum_overflow (void)
{
  g_autoptr (GError) error = NULL;
  CordMoney out = cord_money (77, "EUR", 2);

  g_assert_false (cord_money_add (cord_money (G_MAXINT64, "EUR", 2), cord_money (1, "EUR", 2), &out, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "overflow");
  g_assert_cmpint (out.minor, ==, 77);
  g_clear_error (&error);
  g_assert_false (cord_money_subtract (cord_money (0, "EUR", 2), cord_money (G_MININT64, "EUR", 2), &out, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "overflow");
  g_assert_cmpint (out.minor, ==, 77);
}

static void
test_equal (void)
{
  g_assert_true (cord_money_equal (cord_money (5, "EUR", 2), cord_money (5, "EUR", 2)));
  g_assert_false (cord_money_equal (cord_money (5, "EUR", 2), cord_money (6, "EUR", 2)));
  g_assert_false (cord_money_equal (cord_money (5, "EUR", 2), cord_money (5, "USD", 2)));
  g_assert_false (cord_money_equal (cord_money (5, "EUR", 2), cord_money (5, "EUR", 3)));
}

static void
test_mixed_currencies_abort (void)
{
  if (g_test_subprocess ())
    {
      CordMoney out;

      cord_money_add (cord_money (1, "EUR", 2), cord_money (1, "USD", 2), &out, NULL);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
test_decimal_parse (void)
{
  CordDecimal decimal;

  g_assert_true (cord_decimal_parse ("19.950000", 8, FALSE, &decimal, NULL));
  g_assert_true (decimal.unscaled == 19950000);
  g_assert_cmpuint (decimal.decimals, ==, 6);
  g_assert_true (cord_decimal_parse ("-0.5", 8, TRUE, &decimal, NULL));
  g_assert_true (decimal.unscaled == -5);
  g_assert_true (cord_decimal_parse ("999999999999999999999999999999999999", 8, FALSE, &decimal, NULL));
  g_assert_true (cord_decimal_parse ("0000000000000000000000000000000000000000000000001.5", 8, FALSE, &decimal, NULL));
  g_assert_true (decimal.unscaled == 15);
}

static void
test_decimal_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *reason;
  } cases[] = {
    { "", "amount" },
    { "-1", "amount" },
    { ".5", "amount" },
    { "5.", "amount" },
    { "1.123456789", "amount" },
    { "1e5", "amount" },
    { "1 ", "amount" },
    { NULL, "amount" },
    { "1000000000000000000000000000000000000", "overflow" },
    { "99999999999999999999999999999999999999999999999.25", "overflow" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      CordDecimal decimal;

      g_assert_false (cord_decimal_parse (cases[i].text, 8, FALSE, &decimal, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_reason (error), ==, cases[i].reason);
    }
}

static void
test_decimal_to_string (void)
{
  static const struct
  {
    const char *text;
    guint min_decimals;
    const char *expected;
  } cases[] = {
    { "25.0", 2, "25.00" }, { "19.00", 0, "19" },    { "19", 2, "19.00" },       { "0.0", 0, "0" },
    { "0", 2, "0.00" },     { "0.0500", 2, "0.05" }, { "0.0501", 2, "0.0501" },  { "-0.0", 2, "0.00" },
    { "-1.5", 0, "-1.5" },  { "100", 0, "100" },     { "1200.10", 1, "1200.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      CordDecimal decimal;

      g_assert_true (cord_decimal_parse (cases[i].text, 8, TRUE, &decimal, NULL));
      text = cord_decimal_to_string (decimal, cases[i].min_decimals);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_decimal_compare (void)
{
  CordDecimal huge = { .unscaled = 1, .decimals = 0 };
  CordDecimal tiny = { .unscaled = 1, .decimals = 36 };

  for (int i = 0; i < 35; i++)
    huge.unscaled *= 10;
  g_assert_cmpint (cord_decimal_compare (huge, tiny), >, 0);
  g_assert_cmpint (cord_decimal_compare (tiny, huge), <, 0);
  g_assert_cmpint (cord_decimal_compare (tiny, tiny), ==, 0);
  for (int i = 0; i < ROUNDS; i++)
    {
      gint32 value = g_test_rand_int_range (-2000, 2000), other = g_test_rand_int_range (-2000, 2000);
      CordDecimal a = { .unscaled = (__int128)value * 1000, .decimals = 5 }; /* value ÷ 100 */
      CordDecimal b = { .unscaled = other, .decimals = 2 };
      int expected = value == other ? 0 : value < other ? -1 : 1;

      g_assert_cmpint (cord_decimal_compare (a, b), ==, expected);
      g_assert_cmpint (cord_decimal_compare (b, a), ==, -expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/currency-scale", test_currency_scale);
  g_test_add_func ("/base/money/parse", test_parse);
  g_test_add_func ("/base/money/parse-refuses", test_parse_refuses);
  g_test_add_func ("/base/money/to-decimal", test_to_decimal);
  g_test_add_func ("/base/money/display", test_display);
  g_test_add_func ("/base/money/scan-display", test_scan_display);
  g_test_add_func ("/base/money/round-trip", test_round_trip);
  g_test_add_func ("/base/money/sums", test_sums);
  g_test_add_func ("/base/money/sum-overflow", test_sum_overflow);
  g_test_add_func ("/base/money/equal", test_equal);
  g_test_add_func ("/base/money/mixed-currencies-abort", test_mixed_currencies_abort);
  g_test_add_func ("/base/money/decimal-parse", test_decimal_parse);
  g_test_add_func ("/base/money/decimal-refuses", test_decimal_refuses);
  g_test_add_func ("/base/money/decimal-to-string", test_decimal_to_string);
  g_test_add_func ("/base/money/decimal-compare", test_decimal_compare);
  return g_test_run ();
}
