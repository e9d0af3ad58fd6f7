/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-money.h"

G_BEGIN_DECLS

/* How a fraction of a minor unit becomes a whole one. Half-up is away from zero. Modes act on the
 * magnitude when CordRounding is used for money lines (docs/billing.md, "Numbers"). */
typedef enum
{
  CORD_ROUNDING_HALF_UP,
  CORD_ROUNDING_HALF_EVEN,
  CORD_ROUNDING_HALF_DOWN,
  CORD_ROUNDING_TRUNCATE,
  CORD_ROUNDING_FLOOR,
  CORD_ROUNDING_CEILING,
} CordRounding;

/* "half-up", "half-even", "half-down", "truncate", "floor" or "ceiling". FALSE for another name. */
gboolean cord_rounding_parse (const char *name, CordRounding *out);
const char *cord_rounding_name (CordRounding rounding); /* the inverse of cord_rounding_parse; static */

/* round (price × numerator ÷ denominator) in minor units of @scale, exactly: the product is taken in
 * integers wide enough for 10^21 × 10^12, rounded once. @price must not be negative; @denominator > 0.
 * FALSE with reason "overflow" when the result leaves int64. */
gboolean cord_decimal_scale_round (CordDecimal price, gint64 numerator, gint64 denominator, guint scale,
                                   CordRounding rounding, gint64 *minor, GError **error);
/* round (price × percent ÷ 100 × numerator ÷ denominator), as above. */
gboolean cord_decimal_percent_round (CordDecimal price, CordDecimal percent, gint64 numerator, gint64 denominator,
                                     guint scale, CordRounding rounding, gint64 *minor, GError **error);
/* round (|amount| × percent ÷ (100 + percent)) with the sign of @amount: tax in a rounded line that includes it.
 * @percent must not be negative. */
gboolean cord_minor_included_round (gint64 amount, CordDecimal percent, CordRounding rounding, gint64 *minor,
                                    GError **error);
/* round (|amount| × percent ÷ 100) with the sign of @amount: tax on a rounded line. */
gboolean cord_minor_percent_round (gint64 amount, CordDecimal percent, CordRounding rounding, gint64 *minor,
                                   GError **error);

G_END_DECLS
