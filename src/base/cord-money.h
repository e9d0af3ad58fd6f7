/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* Money is an integer number of minor units with its currency; no double ever touches it. */

#define CORD_SCALE_MAX 4        /* minor digits of a currency: JPY 0, EUR 2, KWD 3 */
#define CORD_UNIT_PRICE_EXTRA 6 /* further digits a unit price may carry */

/**
 * CordMoney:
 * @minor: minor units, negative for a credit
 * @currency: ISO 4217 code, NUL-terminated
 * @scale: decimal digits of the minor unit
 */
typedef struct
{
  gint64 minor;
  char currency[4];
  guint8 scale;
} CordMoney;

/**
 * CordDecimal:
 * @unscaled: the digits as one integer
 * @decimals: how many of them stand after the point
 *
 * An exact decimal number, for unit prices (scale + 6 digits) and percentages.
 */
typedef struct
{
  __int128 unscaled;
  guint8 decimals;
} CordDecimal;

/* ISO 4217 digits of @currency; -1 when it is not three capital letters. Unlisted codes have 2. */
int cord_currency_scale (const char *currency);

CordMoney cord_money (gint64 minor, const char *currency, guint scale); /* @currency is copied */
/* @text: "-?[0-9]+(\.[0-9]+)?" with at most @scale decimals; anything else is INVALID, and
 * a value beyond int64 is INVALID with reason "overflow". */
gboolean cord_money_parse (const char *text, const char *currency, guint scale, CordMoney *out, GError **error);
/* The sum; currencies and scales must agree (assertion). FALSE on overflow, reason "overflow". */
gboolean cord_money_add (CordMoney a, CordMoney b, CordMoney *out, GError **error);
/* The difference, as above. */
gboolean cord_money_subtract (CordMoney a, CordMoney b, CordMoney *out, GError **error);
/* Same amount, currency and scale. */
gboolean cord_money_equal (CordMoney a, CordMoney b);

/* "-13.55", for the wire and for sealed documents: exactly @scale decimals, never "-0.00". */
char *cord_money_to_decimal (CordMoney money);
/* "€65.00", "−€5.00" with the true minus sign U+2212; symbol from a built-in table, otherwise
 * "CHF 65.00" with a no-break space. Grouping of thousands: ",". For screens and messages. */
char *cord_money_to_display (CordMoney money);
/* As to_display, with "+" before a positive amount: for differences. */
char *cord_money_to_signed_display (CordMoney money);
/* The inverse of to_display and to_signed_display; used by the prover to read amounts back out
 * of a rendered text. @text starts at the amount; *end is set after it. FALSE when none starts there. */
gboolean cord_money_scan_display (const char *text, const char *currency, guint scale, CordMoney *out,
                                  const char **end);

/* @text: "[0-9]+(\.[0-9]+)?" or, with @allow_negative, a leading "-"; at most @max_decimals decimals
 * (else INVALID). More than 36 digits: reason "overflow". */
gboolean cord_decimal_parse (const char *text, guint max_decimals, gboolean allow_negative, CordDecimal *out,
                             GError **error);
/* At least @min_decimals decimals and no other trailing zeros: ("25.0", 2) → "25.00"; ("19.00", 0) → "19". */
char *cord_decimal_to_string (CordDecimal decimal, guint min_decimals);
/* The same number without trailing zeros after the point, so that equal numbers are equal member by member. */
CordDecimal cord_decimal_strip (CordDecimal decimal);
/* Negative, 0 or positive, by value: 1.0 and 1.00 are equal. */
int cord_decimal_compare (CordDecimal a, CordDecimal b);

G_END_DECLS
