/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-price.h"

#include "base/cord-rational.h"
#include "config.h"

#include <glib/gi18n-lib.h>

gboolean
cord_price_parse (const char *text, const char *currency, CordMoney *out, GError **error)
{
  CordDecimal decimal;
  gint64 minor;
  int scale = currency != NULL ? cord_currency_scale (currency) : -1;

  if (scale < 0)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "currency", "currency",
                                _ ("Ask the operator to correct the record."),
                                _ ("A price has no currency that is known."));
  if (text == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", "price",
                                _ ("Ask the operator to correct the record."), _ ("A price is missing."));
  if (!cord_decimal_parse (text, (guint)scale + CORD_UNIT_PRICE_EXTRA, FALSE, &decimal, error)
      || !cord_decimal_scale_round (decimal, 1, 1, (guint)scale, CORD_ROUNDING_HALF_UP, &minor, error))
    return FALSE;
  *out = cord_money (minor, currency, (guint)scale);
  return TRUE;
}

gboolean
cord_price_equal (const char *a, const char *b)
{
  CordDecimal first, second;

  if (a == NULL || b == NULL || !cord_decimal_parse (a, CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA, FALSE, &first, NULL)
      || !cord_decimal_parse (b, CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA, FALSE, &second, NULL))
    return FALSE;
  return cord_decimal_compare (first, second) == 0;
}
