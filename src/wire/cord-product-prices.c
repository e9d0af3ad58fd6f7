/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-product-prices.h"

#include "billing/cord-quote.h"
#include "domain/change/cord-order-price.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define PRICES "productPrice"
#define ALTERATION "productPriceAlteration"
#define KIND "priceType"
#define PERIOD "recurringChargePeriod"
#define VALUE "price"
#define GROSS "taxIncludedAmount"
#define DISCOUNT "discount"

/* The price of the catalog; and the price with tax, unless the catalog's prices include it. */
static JsonObject *
price_value (const CordProductResource *self)
{
  const char *amount = cord_offering_get_price_decimal (self->offering);
  const char *tax = cord_offering_get_tax (self->offering);
  const char *currency = cord_quote_get_currency (self->quote);
  gboolean inclusive = cord_quote_includes_tax (self->quote);
  g_autoptr (GVariant) amounts = NULL;
  JsonObject *value = json_object_new ();
  CordMoney price;

  if (tax != NULL && cord_offering_get_price (self->offering, &price))
    amounts = cord_order_price_monthly (self->quote, price, tax);
  if (amounts != NULL)
    cord_tmf_set_number (value, "taxRate", tax);
  if (amounts != NULL && !inclusive)
    json_object_set_object_member (value, GROSS,
                                   cord_tmf_new_money (currency, cord_value_get_string (amounts, "gross")));
  json_object_set_object_member (value, inclusive ? GROSS : "dutyFreeAmount",
                                 cord_tmf_new_money (currency, amount != NULL ? amount : "0"));
  return value;
}

/* The day on which the discount ends; NULL when it does not. */
static char *
dup_end (const CordProductResource *self, const char *discount)
{
  GPtrArray *after = cord_quote_get_candidate (self->quote)->after;

  for (guint i = 0; after != NULL && i < after->len; i++)
    {
      const CordPromotionEnd *end = g_ptr_array_index (after, i);

      if (g_strv_contains ((const char *const *)end->discounts, discount))
        return cord_date_to_string (end->ends);
    }
  return NULL;
}

/* A discount that comes with the plan. */
static JsonObject *
discount_price (const CordProductResource *self, GVariant *discount)
{
  const char *named = cord_offering_get_promotion_name (self->offering);
  const char *name = cord_value_get_string (discount, "discount");
  g_autofree char *end = dup_end (self, name);
  g_autofree char *start = cord_date_to_string (cord_quote_get_effective (self->quote));
  JsonObject *price = json_object_new ();
  JsonObject *value = json_object_new ();

  json_object_set_string_member (price, "name", named != NULL ? named : name);
  json_object_set_string_member (price, KIND, DISCOUNT);
  json_object_set_string_member (price, PERIOD, "month");
  cord_tmf_set_number (value, "percentage", cord_value_get_string (discount, "percent"));
  json_object_set_object_member (price, VALUE, value);
  json_object_set_object_member (price, "validFor", cord_tmf_new_period (start, end));
  return price;
}

/* A discount survives a change of plan, whether it is a price of its own or an alteration of the old price. */
static void
keep_discounts (JsonObject *product, JsonArray *into, JsonObject *recurring)
{
  JsonArray *before = cord_tmf_array (product, PRICES);

  for (guint i = 0; i < cord_tmf_length (before); i++)
    {
      JsonObject *price = cord_tmf_at (before, i);
      JsonNode *alteration = price != NULL ? cord_tmf_find (price, ALTERATION) : NULL;

      if (alteration != NULL)
        json_object_set_member (recurring, ALTERATION, json_node_copy (alteration));
      if (price != NULL && g_strcmp0 (cord_tmf_string (price, KIND), DISCOUNT) == 0)
        json_array_add_element (into, json_node_copy (json_array_get_element (before, i)));
    }
}

JsonArray *
cord_product_prices_to_tmf (const CordProductResource *self, JsonObject *product)
{
  g_autoptr (GVariant) with = cord_value_dup_array (cord_quote_get_input (self->quote), "with");
  g_autofree char *name = g_strdup_printf (_ ("%s, monthly"), cord_offering_get_name (self->offering));
  JsonArray *prices = json_array_new ();
  JsonObject *price = json_object_new ();

  json_object_set_string_member (price, "name", name);
  json_object_set_string_member (price, KIND, "recurring");
  json_object_set_string_member (price, PERIOD, "month");
  json_object_set_object_member (price, VALUE, price_value (self));
  json_array_add_object_element (prices, price);
  keep_discounts (product, prices, price);
  for (gsize i = 0; i < cord_value_length (with); i++)
    {
      g_autoptr (GVariant) discount = cord_value_dup_at (with, i);

      json_array_add_object_element (prices, discount_price (self, discount));
    }
  return prices;
}
