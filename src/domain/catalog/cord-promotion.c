/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-promotion.h"

#include "base/cord-rational.h"
#include "domain/customer/cord-history.h"

#include <string.h>

#define CYCLES_MAX 1200
#define YEAR_MONTHS 12
#define DECIMALS_MAX 6

gboolean
cord_stacking_parse (const char *text, CordStacking *out)
{
  static const char *const names[] = { "best", "add", "exclusive" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        *out = (CordStacking)i;
        return TRUE;
      }
  return FALSE;
}

/* TRUE when @text is a decimal above 0; @most: the largest one, 0 for none. */
static gboolean
is_positive (const char *text, gint64 most)
{
  const CordDecimal limit = { most, 0 };
  CordDecimal value;

  return cord_decimal_parse (text, DECIMALS_MAX, FALSE, &value, NULL) && value.unscaled > 0
         && (most == 0 || cord_decimal_compare (value, limit) <= 0);
}

gboolean
cord_promotion_read (CordPromotion *out, GVariant *object)
{
  const char *stacking = cord_value_get_string (object, "stacking");
  const gint64 cycles = cord_value_get_integer (object, "cycles", 0);

  *out = (CordPromotion){ .id = cord_value_get_string (object, "id"),
                          .name = cord_value_get_string (object, "name"),
                          .percent = cord_value_get_string (object, "percent"),
                          .amount = cord_value_get_string (object, "amount"),
                          .cycles = (int)cycles,
                          .from = cord_value_get_string (object, "from"),
                          .until = cord_value_get_string (object, "until"),
                          .repeatable = cord_value_get_boolean (object, "repeatable") };
  return cycles >= 0 && cycles <= CYCLES_MAX && (out->percent != NULL) != (out->amount != NULL)
         && (out->percent != NULL ? is_positive (out->percent, 100) : is_positive (out->amount, 0))
         && (stacking == NULL || cord_stacking_parse (stacking, &out->stacking));
}

/* What its discount is called in a billing history. */
static char *
dup_discount (const CordPromotion *self)
{
  return self->id != NULL ? cord_history_name (self->id) : cord_history_discount_name (self->name);
}

char *
cord_promotion_dup_without_number (const char *discount)
{
  const char *dash = strrchr (discount, '-');

  if (dash == NULL || dash[1] == '\0' || strspn (dash + 1, "0123456789") != strlen (dash + 1))
    return g_strdup (discount);
  return g_strndup (discount, (gsize)(dash - discount));
}

gboolean
cord_promotion_is_named (const CordPromotion *self, const char *discount, gboolean numbered)
{
  g_autofree char *name = dup_discount (self);
  g_autofree char *plain = numbered ? cord_promotion_dup_without_number (discount) : NULL;

  return g_str_equal (discount, name) || g_strcmp0 (plain, name) == 0;
}

gboolean
cord_promotion_is_offered (const CordPromotion *self, CordDate day, const CordZone *zone)
{
  CordDate date;

  if (self->from != NULL && (!cord_zone_read_day (zone, self->from, &date) || day < date))
    return FALSE;
  return self->until == NULL || (cord_zone_read_end (zone, self->until, &date) && day < date);
}

gint64
cord_promotion_year (const CordPromotion *self, CordDecimal price, guint scale, int cycle_months)
{
  const gint64 given = (gint64)self->cycles * cycle_months;
  const gint64 months = self->cycles == 0 ? YEAR_MONTHS : MIN (given, YEAR_MONTHS);
  CordDecimal value;
  gint64 whole = 0;
  gint64 minor = 0;

  if (!cord_decimal_scale_round (price, months, cycle_months, scale, CORD_ROUNDING_HALF_UP, &whole, NULL))
    return 0;
  if (!cord_decimal_parse (self->percent != NULL ? self->percent : self->amount, DECIMALS_MAX, FALSE, &value, NULL))
    return 0;
  if (self->percent != NULL)
    cord_decimal_percent_round (price, value, months, cycle_months, scale, CORD_ROUNDING_HALF_UP, &minor, NULL);
  else if (!cord_decimal_scale_round (value, months, cycle_months, scale, CORD_ROUNDING_HALF_UP, &minor, NULL))
    minor = whole;
  return MIN (minor, whole);
}
