/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers of the second implementation: decimals as written, and one rounding of a fraction whose factors may be
 * of any size. Uses nothing of src. */

typedef unsigned __int128 SlowDigits;
typedef __int128 SlowAmount; /* minor units */

/* The result of a rounding that overflows: beyond every amount that can be written, far from the limits of the type. */
#define SLOW_HUGE ((SlowAmount)1 << 100)

/* digits ÷ 10^decimals, not negative. */
typedef struct
{
  SlowDigits digits;
  int decimals;
} SlowNumber;

typedef enum
{
  SLOW_HALF_UP,
  SLOW_HALF_EVEN,
  SLOW_HALF_DOWN,
  SLOW_TRUNCATE,
  SLOW_FLOOR,
  SLOW_CEILING,
} SlowRounding;

#define SLOW_ROUNDINGS 6

const char *slow_rounding_name (SlowRounding rounding);

SlowNumber slow_number (guint64 digits, int decimals);
int slow_number_compare (SlowNumber a, SlowNumber b);
SlowNumber slow_number_add (SlowNumber a, SlowNumber b);
/* With all its decimals; then as a key writes it: at least so many decimals and no other trailing zeros. */
char *slow_number_to_text (SlowNumber number);
char *slow_number_to_key (SlowNumber number, int min_decimals);
/* Minor units with @scale decimals. */
char *slow_amount_to_text (SlowAmount amount, int scale);
SlowDigits slow_power_of_ten (int exponent);

/* round ((over[0] × over[1] …) ÷ (under[0] × under[1] …)), at most SLOW_HUGE. */
SlowAmount slow_round (const SlowDigits *over, int n_over, const SlowDigits *under, int n_under, SlowRounding rounding);
/* The same by long division, bit by bit, however short the numbers are: to check the fast path. */
SlowAmount slow_round_long (const SlowDigits *over, int n_over, const SlowDigits *under, int n_under,
                            SlowRounding rounding);
/* round ((over[0] × over[1] … − minus[0] × minus[1] …) ÷ (under[0] × under[1] …)); 0 when that is negative. */
SlowAmount slow_round_difference (const SlowDigits *over, int n_over, const SlowDigits *minus, int n_minus,
                                  const SlowDigits *under, int n_under, SlowRounding rounding);

G_END_DECLS
