/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-promotion.h"

#include "base/cord-rational.h"
#include "domain/customer/cord-history.h"

#include <string.h>

#define CYCLES_MAX 1200
#define YEAR_CYCLES 12
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

gboolean
cord_promotion_is_named (const CordPromotion *self, const char *discount)
{
  g_autofree char *name = self->id != NULL ? cord_history_name (self->id) : cord_history_discount_name (self->name);
  const gsize length = strlen (name);

  if (!g_str_has_prefix (discount, name))
    return FALSE;
  /* One that was given again has a number. */
  return discount[length] == '\0'
         || (discount[length] == '-' && discount[length + 1] != '\0'
             && discount[length + 1 + strspn (discount + length + 1, "0123456789")] == '\0');
}

/* The local date of @text; *midnight: it names a whole day. FALSE when it is neither a date nor an instant. */
static gboolean
read_day (const char *text, const CordZone *zone, CordDate *day, gboolean *midnight)
{
  gint64 instant;

  *midnight = cord_date_parse (text, day, NULL);
  if (*midnight)
    return TRUE;
  if (!cord_instant_parse (text, &instant, NULL))
    return FALSE;
  *day = cord_instant_to_date (instant, zone);
  return TRUE;
}

gboolean
cord_promotion_is_offered (const CordPromotion *self, CordDate day, const CordZone *zone)
{
  gboolean midnight;
  CordDate date;

  if (self->from != NULL && (!read_day (self->from, zone, &date, &midnight) || day < date))
    return FALSE;
  return self->until == NULL || (read_day (self->until, zone, &date, &midnight) && day < date + (midnight ? 0 : 1));
}

gint64
cord_promotion_year (const CordPromotion *self, CordDecimal price, guint scale)
{
  const gint64 cycles = self->cycles == 0 ? YEAR_CYCLES : MIN (self->cycles, YEAR_CYCLES);
  CordDecimal value;
  gint64 whole = 0;
  gint64 minor = 0;

  if (!cord_decimal_scale_round (price, cycles, 1, scale, CORD_ROUNDING_HALF_UP, &whole, NULL))
    return 0;
  if (!cord_decimal_parse (self->percent != NULL ? self->percent : self->amount, DECIMALS_MAX, FALSE, &value, NULL))
    return 0;
  if (self->percent != NULL)
    cord_decimal_percent_round (price, value, cycles, 1, scale, CORD_ROUNDING_HALF_UP, &minor, NULL);
  else if (!cord_decimal_scale_round (value, cycles, 1, scale, CORD_ROUNDING_HALF_UP, &minor, NULL))
    minor = whole;
  return MIN (minor, whole);
}
