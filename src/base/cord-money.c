/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DECIMAL_DIGITS_MAX 36
#define AMOUNT_SCALE_MAX 9
/* Sign, 39 digits of the largest __int128, the point, and zeros up to the decimals. */
#define DECIMAL_LENGTH (DECIMAL_DIGITS_MAX + 48)
#define MINUS_SIGN "\xE2\x88\x92"
#define NO_BREAK_SPACE "\xC2\xA0"

typedef unsigned __int128 Wide;

typedef struct
{
  char currency[4];
  int scale;
} CurrencyScale;

typedef struct
{
  char currency[4];
  const char *symbol;
} CurrencySymbol;

/* ISO 4217, the codes whose minor unit is not a hundredth. */
static const CurrencyScale currency_scales[] = {
  { "BIF", 0 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "ISK", 0 }, { "JPY", 0 }, { "KMF", 0 },
  { "KRW", 0 }, { "PYG", 0 }, { "RWF", 0 }, { "UGX", 0 }, { "UYI", 0 }, { "VND", 0 }, { "VUV", 0 },
  { "XAF", 0 }, { "XOF", 0 }, { "XPF", 0 }, { "BHD", 3 }, { "IQD", 3 }, { "JOD", 3 }, { "KWD", 3 },
  { "LYD", 3 }, { "OMR", 3 }, { "TND", 3 }, { "CLF", 4 }, { "UYW", 4 },
};

/* One currency a symbol: a symbol that two currencies share could not be read back. */
static const CurrencySymbol currency_symbols[] = {
  { "EUR", "\xE2\x82\xAC" },
  { "USD", "$" },
  { "GBP", "\xC2\xA3" },
  { "JPY", "\xC2\xA5" },
};

static Wide
ten_to_the (guint exponent)
{
  Wide power = 1;

  g_assert (exponent <= DECIMAL_DIGITS_MAX);
  while (exponent-- > 0)
    power *= 10;
  return power;
}

static gboolean
refuse_overflow (const char *text, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "overflow", NULL, _ ("Enter a smaller amount."),
                              _ ("“%s” is too large."), text);
}

static gboolean
refuse_syntax (const char *text, guint decimals, GError **error)
{
  if (text == NULL)
    text = "";
  if (!g_utf8_validate (text, -1, NULL))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "amount", NULL, NULL, _ ("The amount is not a number."));
  if (decimals == 0)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "amount", NULL, _ ("Write it in digits without decimals."),
                                _ ("“%s” is not a whole number."), text);
  return cord_error_set_full (error, CORD_ERROR_INVALID, "amount", NULL,
                              _ ("Write it in digits, with a point before the decimals, as in 25.5."),
                              g_dngettext (GETTEXT_PACKAGE, "“%s” is not a number with at most %u decimal.",
                                           "“%s” is not a number with at most %u decimals.", decimals),
                              text, decimals);
}

/* The length of "[0-9]+(\.[0-9]+)?" when all of @text is that, otherwise 0; *decimals counts those after the point. */
static gsize
measure_digits (const char *text, guint max_decimals, guint *decimals)
{
  gsize whole = strspn (text, "0123456789");
  gsize part;

  *decimals = 0;
  if (whole == 0 || text[whole] == '\0')
    return whole;
  if (text[whole] != '.')
    return 0;
  part = strspn (text + whole + 1, "0123456789");
  if (part == 0 || part > max_decimals || text[whole + 1 + part] != '\0')
    return 0;
  *decimals = (guint)part;
  return whole + 1 + part;
}

/* FALSE once the value passes @limit. */
static gboolean
read_digits (const char *text, Wide limit, Wide *out)
{
  Wide value = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == '.')
        continue;
      if (value > (limit - (Wide)(*text - '0')) / 10)
        return FALSE;
      value = value * 10 + (Wide)(*text - '0');
    }
  *out = value;
  return TRUE;
}

/* Writes @value with @decimals digits after the point before @cursor and answers where it begins. */
static char *
write_digits (char *cursor, Wide value, guint decimals, gboolean grouped)
{
  guint digits = 0;

  while (value > 0 || digits <= decimals)
    {
      if (digits == decimals && decimals > 0)
        *--cursor = '.';
      else if (grouped && digits > decimals && (digits - decimals) % 3 == 0)
        *--cursor = ',';
      *--cursor = (char)('0' + (int)(value % 10));
      value /= 10;
      digits++;
    }
  return cursor;
}

static guint64
magnitude_of (gint64 minor)
{
  return minor < 0 ? -(guint64)minor : (guint64)minor;
}

static gint64
with_sign (guint64 magnitude, gboolean negative)
{
  if (!negative)
    return (gint64)magnitude;
  return magnitude > G_MAXINT64 ? G_MININT64 : -(gint64)magnitude;
}

/* "€" or "CHF" and a no-break space. */
static char *
currency_prefix (const char *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currency_symbols); i++)
    if (strcmp (currency_symbols[i].currency, currency) == 0)
      return g_strdup (currency_symbols[i].symbol);
  return g_strconcat (currency, NO_BREAK_SPACE, NULL);
}

static char *
display (CordMoney money, const char *positive_sign)
{
  char text[DECIMAL_LENGTH];
  char *end = text + sizeof text - 1;
  const char *sign = money.minor < 0 ? MINUS_SIGN : money.minor > 0 ? positive_sign : "";
  g_autofree char *prefix = currency_prefix (money.currency);

  *end = '\0';
  return g_strconcat (sign, prefix, write_digits (end, magnitude_of (money.minor), money.scale, TRUE), NULL);
}

int
cord_currency_scale (const char *currency)
{
  if (currency == NULL || strlen (currency) != 3 || strspn (currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (currency_scales); i++)
    if (strcmp (currency_scales[i].currency, currency) == 0)
      return currency_scales[i].scale;
  return 2;
}

CordMoney
cord_money (gint64 minor, const char *currency, guint scale)
{
  CordMoney money = { .minor = minor, .scale = (guint8)scale };

  g_assert (currency != NULL && strlen (currency) == 3);
  g_assert (scale <= AMOUNT_SCALE_MAX);
  memcpy (money.currency, currency, sizeof money.currency);
  return money;
}

gboolean
cord_money_parse (const char *text, const char *currency, guint scale, CordMoney *out, GError **error)
{
  gboolean negative = text != NULL && *text == '-';
  const char *digits = negative ? text + 1 : text;
  guint decimals;
  Wide limit = (Wide)G_MAXINT64 + (negative ? 1 : 0);
  Wide factor, magnitude;

  if (text == NULL || measure_digits (digits, scale, &decimals) == 0)
    return refuse_syntax (text, scale, error);
  factor = ten_to_the (scale - decimals);
  if (!read_digits (digits, limit / factor, &magnitude))
    return refuse_overflow (text, error);
  *out = cord_money (with_sign ((guint64)(magnitude * factor), negative), currency, scale);
  return TRUE;
}

static void
assert_same_kind (CordMoney a, CordMoney b)
{
  g_assert (strcmp (a.currency, b.currency) == 0);
  g_assert (a.scale == b.scale);
}

static gboolean
refuse_sum (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "overflow", NULL, NULL,
                              _ ("The total is too large to be counted."));
}

gboolean
cord_money_add (CordMoney a, CordMoney b, CordMoney *out, GError **error)
{
  gint64 sum;

  assert_same_kind (a, b);
  if (__builtin_add_overflow (a.minor, b.minor, &sum))
    return refuse_sum (error);
  *out = cord_money (sum, a.currency, a.scale);
  return TRUE;
}

gboolean
cord_money_subtract (CordMoney a, CordMoney b, CordMoney *out, GError **error)
{
  gint64 difference;

  assert_same_kind (a, b);
  if (__builtin_sub_overflow (a.minor, b.minor, &difference))
    return refuse_sum (error);
  *out = cord_money (difference, a.currency, a.scale);
  return TRUE;
}

gboolean
cord_money_equal (CordMoney a, CordMoney b)
{
  return a.minor == b.minor && a.scale == b.scale && strcmp (a.currency, b.currency) == 0;
}

char *
cord_money_to_decimal (CordMoney money)
{
  char text[DECIMAL_LENGTH];
  char *end = text + sizeof text - 1;

  *end = '\0';
  return g_strconcat (money.minor < 0 ? "-" : "", write_digits (end, magnitude_of (money.minor), money.scale, FALSE),
                      NULL);
}

char *
cord_money_to_display (CordMoney money)
{
  return display (money, "");
}

char *
cord_money_to_signed_display (CordMoney money)
{
  return display (money, "+");
}

/* The digits of an amount without its separators, ready for cord_money_parse; *length of what was read. */
static char *
strip_grouping (const char *text, guint scale, gsize *length)
{
  gsize whole = strspn (text, "0123456789,");
  GString *digits = g_string_new (NULL);

  while (whole > 0 && text[whole - 1] == ',') /* the sentence's own comma */
    whole--;
  for (gsize i = 0; i < whole; i++)
    if (text[i] != ',')
      g_string_append_c (digits, text[i]);
  *length = whole;
  if (scale > 0 && text[whole] == '.')
    {
      *length += 1 + strspn (text + whole + 1, "0123456789");
      g_string_append_len (digits, text + whole, (gssize)(*length - whole));
    }
  return g_string_free (digits, FALSE);
}

/* A "5" after "¥65." means that the number goes on, and is not one that we wrote. */
static gboolean
number_ends (const char *text)
{
  if ((*text == '.' || *text == ',') && g_ascii_isdigit (text[1]))
    return FALSE;
  return !g_ascii_isdigit (*text);
}

gboolean
cord_money_scan_display (const char *text, const char *currency, guint scale, CordMoney *out, const char **end)
{
  gboolean negative = g_str_has_prefix (text, MINUS_SIGN);
  gboolean plus = *text == '+';
  const char *cursor = text + (negative ? strlen (MINUS_SIGN) : plus ? 1 : 0);
  g_autofree char *prefix = currency_prefix (currency);
  g_autofree char *digits = NULL;
  g_autofree char *number = NULL;
  g_autofree char *written = NULL;
  CordMoney money;
  gsize length;

  if (!g_str_has_prefix (cursor, prefix))
    return FALSE;
  cursor += strlen (prefix);
  digits = strip_grouping (cursor, scale, &length);
  number = g_strconcat (negative ? "-" : "", digits, NULL);
  if (!cord_money_parse (number, currency, scale, &money, NULL) || !number_ends (cursor + length))
    return FALSE;
  /* What we would not have written ourselves ("€0065.00", "€1,2.00", "−€0.00") is not read either. */
  written = display (money, plus ? "+" : "");
  if (strlen (written) != (gsize)(cursor + length - text) || !g_str_has_prefix (text, written))
    return FALSE;
  *out = money;
  *end = cursor + length;
  return TRUE;
}

gboolean
cord_decimal_parse (const char *text, guint max_decimals, gboolean allow_negative, CordDecimal *out, GError **error)
{
  gboolean negative = allow_negative && text != NULL && *text == '-';
  const char *digits = negative ? text + 1 : text;
  guint decimals;
  Wide magnitude;

  if (text == NULL || measure_digits (digits, max_decimals, &decimals) == 0)
    return refuse_syntax (text, max_decimals, error);
  if (decimals > DECIMAL_DIGITS_MAX || !read_digits (digits, ten_to_the (DECIMAL_DIGITS_MAX) - 1, &magnitude))
    return refuse_overflow (text, error);
  out->unscaled = negative ? -(__int128)magnitude : (__int128)magnitude;
  out->decimals = (guint8)decimals;
  return TRUE;
}

char *
cord_decimal_to_string (CordDecimal decimal, guint min_decimals)
{
  char text[DECIMAL_LENGTH];
  char *end = text + sizeof text - 1;
  gboolean negative = decimal.unscaled < 0;
  Wide magnitude = negative ? -(Wide)decimal.unscaled : (Wide)decimal.unscaled;
  guint decimals = decimal.decimals;
  g_autofree char *padding = NULL;

  g_assert (decimals <= DECIMAL_DIGITS_MAX && min_decimals <= DECIMAL_DIGITS_MAX);
  while (decimals > min_decimals && magnitude % 10 == 0)
    {
      magnitude /= 10;
      decimals--;
    }
  *end = '\0';
  padding = g_strnfill (min_decimals > decimals ? min_decimals - decimals : 0, '0');
  return g_strconcat (negative ? "-" : "", write_digits (end, magnitude, decimals, FALSE),
                      decimals == 0 && *padding != '\0' ? "." : "", padding, NULL);
}

CordDecimal
cord_decimal_strip (CordDecimal decimal)
{
  while (decimal.decimals > 0 && decimal.unscaled % 10 == 0)
    {
      decimal.unscaled /= 10;
      decimal.decimals--;
    }
  return decimal;
}

int
cord_decimal_compare (CordDecimal a, CordDecimal b)
{
  __int128 power_a = (__int128)ten_to_the (a.decimals);
  __int128 power_b = (__int128)ten_to_the (b.decimals);
  __int128 whole_a = a.unscaled / power_a;
  __int128 whole_b = b.unscaled / power_b;
  /* The fractions on the larger number of decimals; both stay below 10^36. */
  __int128 part_a = a.unscaled % power_a;
  __int128 part_b = b.unscaled % power_b;

  if (whole_a != whole_b)
    return whole_a < whole_b ? -1 : 1;
  if (a.decimals < b.decimals)
    part_a *= power_b / power_a;
  else
    part_b *= power_a / power_b;
  return part_a == part_b ? 0 : part_a < part_b ? -1 : 1;
}
