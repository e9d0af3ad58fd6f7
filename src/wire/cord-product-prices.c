/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-product-prices.h"

#include "billing/cord-billing-event-draft.h"
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-quote.h"
#include "domain/catalog/cord-offering-prices.h"
#include "domain/change/cord-order-price.h"
#include "wire/cord-catalog-billing.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define PRICES "productPrice"
#define ALTERATION "productPriceAlteration"
#define KIND "priceType"
#define PERIOD "recurringChargePeriod"
#define VALUE "price"
#define GROSS "taxIncludedAmount"
#define NET "dutyFreeAmount"
#define DISCOUNT "discount"
#define ORIGIN "productOfferingPrice"

/* Of the account. Full reference. */
static CordZone *
dup_zone (CordQuote *quote)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  CordZone *zone;

  cord_billing_input_draft_read (&input, cord_quote_get_input (quote));
  zone = input.zone != NULL ? cord_zone_parse (input.zone, NULL) : NULL;
  return zone != NULL ? zone : cord_zone_utc ();
}

/* The price of the catalog on the day the change takes effect; and the price with tax, unless the catalog's prices
 * include it. */
static JsonObject *
price_value (const CordProductResource *self)
{
  g_autoptr (CordZone) zone = dup_zone (self->quote);
  const CordDate day = cord_quote_get_effective (self->quote);
  g_autofree char *amount = cord_offering_dup_price_on (self->offering, day, zone);
  const char *tax = NULL;
  const char *currency = cord_quote_get_currency (self->quote);
  gboolean inclusive = cord_quote_includes_tax (self->quote);
  g_autoptr (GVariant) amounts = NULL;
  JsonObject *value = json_object_new ();
  CordMoney price;

  if (cord_offering_get_price_on (self->offering, day, zone, &price))
    amounts = cord_order_price_monthly (self->quote, price, cord_offering_get_id (self->offering));
  if (amounts != NULL)
    tax = cord_order_price_get_tax (amounts);
  cord_tmf_set_number (value, "taxRate", tax);
  if (tax != NULL && !inclusive)
    json_object_set_object_member (value, GROSS,
                                   cord_tmf_new_money (currency, cord_value_get_string (amounts, "gross")));
  json_object_set_object_member (value, inclusive ? GROSS : NET,
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

static void
set_value (const CordProductResource *self, JsonObject *price, const CordBillingEventDraft *discount)
{
  JsonObject *value = json_object_new ();

  if (discount->percent != NULL)
    cord_tmf_set_number (value, "percentage", discount->percent);
  else
    json_object_set_object_member (value, cord_quote_includes_tax (self->quote) ? GROSS : NET,
                                   cord_tmf_new_money (cord_quote_get_currency (self->quote), discount->amount));
  json_object_set_object_member (price, VALUE, value);
}

/* A discount that comes with the plan. */
static JsonObject *
discount_price (const CordProductResource *self, GVariant *object)
{
  g_auto (CordBillingEventDraft) discount = { 0 };
  const CordPromotion *promotion;
  g_autofree char *end = NULL;
  g_autofree char *start = cord_date_to_string (cord_quote_get_effective (self->quote));
  JsonObject *price = json_object_new ();

  cord_billing_event_draft_read (&discount, object);
  promotion = cord_offering_find_promotion (self->offering, discount.discount);
  end = dup_end (self, discount.discount);
  json_object_set_string_member (price, "name",
                                 promotion != NULL && promotion->name != NULL ? promotion->name : discount.discount);
  json_object_set_string_member (price, KIND, DISCOUNT);
  json_object_set_string_member (price, PERIOD, "month");
  if (promotion != NULL)
    cord_tmf_take_object (price, ORIGIN, cord_tmf_new_reference (promotion->id, "ProductOfferingPrice"));
  set_value (self, price, &discount);
  json_object_set_object_member (price, "validFor", cord_tmf_new_period (start, end));
  return price;
}

/* A promotion of the catalog ends when the product leaves the offering that it came with. */
static gboolean
is_kept (JsonObject *price, gboolean stays)
{
  return cord_tmf_is (price, KIND, DISCOUNT) && (stays || cord_tmf_string (price, ORIGIN ".id") == NULL);
}

/* Any other discount survives a change of plan, whether it is a price of its own or an alteration of the old price.
 * @stays: the product stays on its offering */
static void
keep_discounts (JsonObject *product, gboolean stays, JsonArray *into, JsonObject *recurring)
{
  JsonArray *before = cord_tmf_array (product, PRICES);

  for (guint i = 0; i < cord_tmf_length (before); i++)
    {
      JsonObject *price = cord_tmf_at (before, i);
      JsonNode *alteration = price != NULL ? cord_tmf_find (price, ALTERATION) : NULL;

      if (alteration != NULL)
        json_object_set_member (recurring, ALTERATION, json_node_copy (alteration));
      if (price != NULL && is_kept (price, stays))
        json_array_add_element (into, json_node_copy (json_array_get_element (before, i)));
    }
}

/* What the plan includes costs nothing besides; TMF637 wants a price of everything. */
static JsonObject *
allowance_price (const CordProductResource *self, const CordIncluded *included)
{
  JsonObject *price = json_object_new ();
  JsonObject *amount = json_object_new ();
  JsonObject *value = json_object_new ();

  json_object_set_string_member (price, "name", included->name);
  json_object_set_string_member (price, KIND, CORD_ALLOWANCE);
  json_object_set_string_member (price, PERIOD, "month");
  json_object_set_int_member (amount, "amount", included->amount);
  cord_tmf_set_text (amount, "units", included->units);
  json_object_set_object_member (price, "unitOfMeasure", amount);
  json_object_set_string_member (price, CORD_PARTIAL, included->partial);
  json_object_set_object_member (value, cord_quote_includes_tax (self->quote) ? GROSS : NET,
                                 cord_tmf_new_money (cord_quote_get_currency (self->quote), "0"));
  json_object_set_object_member (price, VALUE, value);
  return price;
}

static void
add_allowances (const CordProductResource *self, JsonArray *prices)
{
  const GArray *allowances = cord_offering_get_allowances (self->offering);

  for (guint i = 0; i < allowances->len; i++)
    json_array_add_object_element (prices, allowance_price (self, &g_array_index (allowances, CordIncluded, i)));
}

JsonArray *
cord_product_prices_to_tmf (const CordProductResource *self, JsonObject *product)
{
  g_auto (CordBillingInputDraft) input = { 0 };
  g_auto (CordBillingEventDraft) change = { 0 };
  g_autofree char *name = g_strdup_printf (_ ("%s, monthly"), cord_offering_get_name (self->offering));
  JsonArray *prices = json_array_new ();
  JsonObject *price = json_object_new ();

  cord_billing_input_draft_read (&input, cord_quote_get_input (self->quote));
  if (input.change != NULL)
    cord_billing_event_draft_read (&change, input.change);
  json_object_set_string_member (price, "name", name);
  json_object_set_string_member (price, KIND, "recurring");
  json_object_set_string_member (price, PERIOD, "month");
  json_object_set_object_member (price, VALUE, price_value (self));
  cord_tmf_set_text (price, CORD_BILLED, cord_offering_get_billed (self->offering));
  json_array_add_object_element (prices, price);
  add_allowances (self, prices);
  keep_discounts (product, change.offer == NULL, prices, price);
  for (gsize i = 0; i < cord_value_length (input.with); i++)
    {
      g_autoptr (GVariant) discount = cord_value_dup_at (input.with, i);

      json_array_add_object_element (prices, discount_price (self, discount));
    }
  return prices;
}
