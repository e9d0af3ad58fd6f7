/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-promotion-codec.h"

#include "domain/catalog/cord-promotion.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define CHARACTERISTICS "prodSpecCharValueUse"
#define DURATION "applicationDuration"
#define CYCLES_MAX 1200
#define DECIMALS_MAX 6

/* The first value of a characteristic as text; NULL when the price does not have it. */
static char *
dup_characteristic (JsonObject *price, const char *name)
{
  JsonArray *uses = cord_tmf_array (price, CHARACTERISTICS);

  for (guint i = 0; i < cord_tmf_length (uses); i++)
    {
      JsonObject *use = cord_tmf_at (uses, i);
      JsonObject *value = use != NULL && g_strcmp0 (cord_tmf_string (use, "name"), name) == 0
                              ? cord_tmf_first (use, "productSpecCharacteristicValue")
                              : NULL;

      if (value != NULL)
        return cord_tmf_dup_text (cord_tmf_find (value, "value"));
    }
  return NULL;
}

/* Some systems write a reduction as a negative percentage. */
static gboolean
read_percent (JsonObject *price, const CordTmfPlace *place, CordBuilder *out, GError **error)
{
  g_autofree char *percent = cord_tmf_dup_number (cord_tmf_find (price, "percentage"));
  const char *share = percent != NULL && *percent == '-' ? percent + 1 : percent;
  const CordDecimal whole = { 100, 0 };
  CordDecimal decimal;

  if (share == NULL || !cord_decimal_parse (share, DECIMALS_MAX, FALSE, &decimal, NULL) || decimal.unscaled == 0
      || cord_decimal_compare (decimal, whole) > 0)
    return cord_tmf_refuse_because (place, "percentage", _ ("must be a number of more than 0 and at most 100"), error);
  cord_builder_string (out, "percent", share);
  return TRUE;
}

/* A share when there is one; otherwise an amount, in the currency of the offering's other prices. */
static gboolean
read_value (JsonObject *price, const char *currency, const CordTmfPlace *place, CordBuilder *out, GError **error)
{
  JsonObject *money = cord_tmf_object (price, "price");
  g_autofree char *amount = NULL;
  CordTmfSum sum = { 0 };

  if (!cord_tmf_is_absent (price, "percentage") || money == NULL)
    return read_percent (price, place, out, error);
  if (!cord_tmf_sum_add (&sum, money) || sum.total.unscaled == 0)
    return cord_tmf_refuse_because (place, "price", _ ("must be an amount of more than 0, {unit, value}"), error);
  if (*currency != '\0' && !g_str_equal (sum.currency, currency))
    return cord_tmf_refuse_because (place, "price.unit", _ ("must be the currency of the offering's other prices"),
                                    error);
  amount = cord_tmf_sum_to_string (&sum);
  cord_builder_string (out, "amount", amount);
  return TRUE;
}

static gboolean
read_duration (JsonObject *price, const CordTmfPlace *place, CordBuilder *out, GError **error)
{
  JsonNode *duration = cord_tmf_find (price, DURATION);
  gint64 cycles;

  if (cord_tmf_is_absent (price, DURATION))
    return TRUE;
  if (!cord_tmf_months (duration, &cycles) || cycles < 1 || cycles > CYCLES_MAX)
    return cord_tmf_refuse_because (place, DURATION, _ ("must be whole months, 1 to 1200"), error);
  cord_builder_integer (out, "cycles", cycles);
  return TRUE;
}

static gboolean
read_period (JsonObject *price, const CordTmfPlace *place, CordBuilder *out, GError **error)
{
  const char *unreadable = cord_tmf_read_period (price, out);

  return unreadable == NULL
         || cord_tmf_refuse_because (place, unreadable, _ ("must be a date such as 2026-01-31, or a time"), error);
}

static gboolean
read_rules (JsonObject *price, const CordTmfPlace *place, CordBuilder *out, GError **error)
{
  g_autofree char *repeatable = dup_characteristic (price, "repeatable");
  g_autofree char *stacking = dup_characteristic (price, "stacking");
  CordStacking parsed;

  if (repeatable != NULL && !g_str_equal (repeatable, "true") && !g_str_equal (repeatable, "false"))
    return cord_tmf_refuse_because (place, CHARACTERISTICS ".repeatable", _ ("must be true or false"), error);
  if (stacking != NULL && !cord_stacking_parse (stacking, &parsed))
    return cord_tmf_refuse_because (place, CHARACTERISTICS ".stacking", _ ("must be best, add or exclusive"), error);
  if (repeatable != NULL && g_str_equal (repeatable, "true"))
    cord_builder_boolean (out, "repeatable", TRUE);
  cord_builder_string (out, "stacking", stacking);
  return TRUE;
}

static gboolean
read_promotion (JsonObject *price, const char *currency, CordBuilder *list, GError **error)
{
  const CordTmfPlace place = { "productOfferingPrice", cord_tmf_string (price, "id") };
  g_autoptr (GVariant) value = NULL;
  CordBuilder promotion;
  gboolean read;

  cord_builder_init (&promotion);
  cord_builder_string (&promotion, "id", place.id);
  cord_builder_string (&promotion, "name", cord_tmf_string (price, "name"));
  read = read_value (price, currency, &place, &promotion, error) && read_duration (price, &place, &promotion, error)
         && read_period (price, &place, &promotion, error) && read_rules (price, &place, &promotion, error);
  value = cord_builder_end (&promotion);
  if (read)
    cord_builder_add (list, value);
  return read;
}

gboolean
cord_promotion_from_tmf (JsonArray *discounts, const char *currency, CordBuilder *out, GError **error)
{
  g_autoptr (GVariant) value = NULL;
  gboolean read = TRUE;
  CordBuilder list;

  if (cord_tmf_length (discounts) == 0)
    return TRUE;
  cord_builder_init_array (&list);
  for (guint i = 0; read && i < cord_tmf_length (discounts); i++)
    read = read_promotion (cord_tmf_at (discounts, i), currency, &list, error);
  value = cord_builder_end (&list);
  if (read)
    cord_builder_value (out, "promotions", value);
  return read;
}
