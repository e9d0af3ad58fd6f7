/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-offering-prices.h"

#include "billing/cord-dated-price.h"
#include "domain/catalog/cord-price-list.h"
#include "domain/customer/cord-price.h"

/* NULL when the prices of that kind do not hold at different times. */
static GArray *
dup_steps (CordOffering *self, const char *member, const CordZone *zone)
{
  g_autoptr (GVariant) list = cord_value_dup_array (cord_offering_get_document (self), member);

  return cord_value_length (list) > 0 ? cord_price_list_dup_steps (list, zone) : NULL;
}

static char *
dup_decimal (CordOffering *self, CordDecimal price)
{
  return cord_decimal_to_string (price, (guint)cord_currency_scale (cord_offering_get_currency (self)));
}

static char *
dup_amount_on (CordOffering *self, const char *member, const char *list, CordDate day, const CordZone *zone)
{
  g_autoptr (GArray) steps = dup_steps (self, list, zone);

  return steps != NULL ? dup_decimal (self, cord_price_steps_find (steps, day)->price)
                       : g_strdup (cord_value_get_string (cord_offering_get_document (self), member));
}

static gboolean
parse (CordOffering *self, const char *amount, CordMoney *out)
{
  return amount != NULL && cord_price_parse (amount, cord_offering_get_currency (self), out, NULL);
}

char *
cord_offering_dup_price_on (CordOffering *self, CordDate day, const CordZone *zone)
{
  return dup_amount_on (self, "price", CORD_OFFERING_PRICES, day, zone);
}

gboolean
cord_offering_get_price_on (CordOffering *self, CordDate day, const CordZone *zone, CordMoney *price)
{
  g_autofree char *amount = cord_offering_dup_price_on (self, day, zone);

  return parse (self, amount, price);
}

char *
cord_offering_dup_once_on (CordOffering *self, CordDate day, const CordZone *zone)
{
  return dup_amount_on (self, "once", CORD_OFFERING_FEES, day, zone);
}

gboolean
cord_offering_get_once_on (CordOffering *self, CordDate day, const CordZone *zone, CordMoney *fee)
{
  g_autofree char *amount = cord_offering_dup_once_on (self, day, zone);

  return parse (self, amount, fee);
}

/* @fee: the rows are of the fee, otherwise of the price; NULL when it does not change */
static GVariant *
dup_rows (CordOffering *self, const char *member, gboolean fee, const CordZone *zone)
{
  g_autoptr (GArray) steps = dup_steps (self, member, zone);
  CordBuilder rows;

  if (steps == NULL)
    return NULL;
  cord_builder_init_array (&rows);
  for (guint i = 1; i < steps->len; i++)
    {
      const CordPriceStep *step = &g_array_index (steps, CordPriceStep, i);
      g_autofree char *amount = dup_decimal (self, step->price);
      g_autoptr (GVariant) row
          = cord_dated_price_draft_to_value (step->from, fee ? NULL : amount, fee ? amount : NULL, NULL);

      if (cord_decimal_compare (step->price, g_array_index (steps, CordPriceStep, i - 1).price) != 0)
        cord_builder_add (&rows, row);
    }
  return cord_builder_end (&rows);
}

GVariant *
cord_offering_dup_dated (CordOffering *self, const CordZone *zone)
{
  g_autoptr (GVariant) prices = dup_rows (self, CORD_OFFERING_PRICES, FALSE, zone);
  g_autoptr (GVariant) fees = dup_rows (self, CORD_OFFERING_FEES, TRUE, zone);

  return cord_dated_price_drafts_merge (prices, fees);
}

gboolean
cord_offering_find_next_price (CordOffering *self, CordDate day, const CordZone *zone, CordDate *from, CordMoney *price)
{
  g_autoptr (GArray) steps = dup_steps (self, CORD_OFFERING_PRICES, zone);
  const CordPriceStep *now = steps != NULL ? cord_price_steps_find (steps, day) : NULL;

  for (guint i = 0; now != NULL && i < steps->len; i++)
    {
      const CordPriceStep *step = &g_array_index (steps, CordPriceStep, i);
      g_autofree char *amount = NULL;

      if (step <= now || cord_decimal_compare (step->price, now->price) == 0)
        continue;
      amount = dup_decimal (self, step->price);
      *from = step->from;
      return parse (self, amount, price);
    }
  return FALSE;
}

static gboolean
holds_on (CordOffering *self, const char *member, CordDate day, const CordZone *zone, gboolean *later)
{
  g_autoptr (GArray) steps = dup_steps (self, member, zone);

  *later = FALSE;
  if (steps == NULL || cord_price_steps_find (steps, day)->holds)
    return TRUE;
  for (guint i = 0; i < steps->len && !*later; i++)
    *later = g_array_index (steps, CordPriceStep, i).holds && g_array_index (steps, CordPriceStep, i).from > day;
  return FALSE;
}

gboolean
cord_offering_has_prices_on (CordOffering *self, CordDate day, const CordZone *zone, gboolean *later)
{
  return holds_on (self, CORD_OFFERING_PRICES, day, zone, later)
         && holds_on (self, CORD_OFFERING_FEES, day, zone, later);
}
