/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-bill-price.h"

#include "config.h"

#include "domain/change/cord-change.h"
#include "domain/change/cord-order-price.h"
#include "domain/options/cord-qualification.h"
#include "wire/cord-order-codec.h"

#include <glib/gi18n-lib.h>

#define TAX_CATEGORY "VAT"

JsonObject *
cord_bill_money (CordQuote *quote, gint64 minor)
{
  g_autofree char *decimal = cord_money_to_decimal (cord_quote_money (quote, minor));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "unit", cord_quote_get_currency (quote));
  json_object_set_member (object, "value", cord_json_decimal (decimal));
  return object;
}

static JsonObject *
new_price (CordQuote *quote, const char *type, const char *name, const char *kind, gint64 net, gint64 gross)
{
  JsonObject *price = json_object_new ();
  JsonObject *value = json_object_new ();

  json_object_set_object_member (value, "dutyFreeAmount", cord_bill_money (quote, net));
  json_object_set_object_member (value, "taxIncludedAmount", cord_bill_money (quote, gross));
  json_object_set_string_member (price, "@type", type);
  json_object_set_string_member (price, "name", name);
  json_object_set_string_member (price, "priceType", kind);
  if (g_str_equal (kind, "recurring"))
    json_object_set_string_member (price, "recurringChargePeriod", "month");
  json_object_set_object_member (price, "price", value);
  return price;
}

static void
set_rate (JsonObject *value, const CordBillLine *line)
{
  g_autofree char *tax = cord_order_price_dup_tax (line);

  json_object_set_member (value, "taxRate", cord_json_decimal (tax));
}

static JsonArray *
line_prices (CordQuote *quote)
{
  GPtrArray *lines = cord_quote_get_lines (quote);
  JsonArray *prices = json_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      g_autofree char *words = cord_bill_line_explain (quote, line);
      JsonObject *price;

      if (cord_order_price_is_nothing (line))
        continue;
      price = new_price (quote, "QuotePrice", words, "oneTime", line->net, line->gross);
      set_rate (json_object_get_object_member (price, "price"), line);
      json_array_add_object_element (prices, price);
    }
  return prices;
}

static JsonArray *
total_prices (CordQuote *quote, const char *type)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  JsonArray *prices = json_array_new ();

  json_array_add_object_element (
      prices, new_price (quote, type, _ ("This bill"), "oneTime", ladder->this_bill.net, ladder->this_bill.gross));
  json_array_add_object_element (
      prices, new_price (quote, type, _ ("Steady month"), "recurring", ladder->steady.net, ladder->steady.gross));
  return prices;
}

void
cord_bill_price_quote (JsonObject *document, CordQuote *quote)
{
  JsonArray *items = json_object_get_array_member (document, "quoteItem");
  JsonObject *item = json_array_get_length (items) > 0 ? json_array_get_object_element (items, 0) : NULL;

  if (item != NULL)
    {
      json_object_set_string_member (item, "state", "approved");
      json_object_set_array_member (item, "quoteItemPrice", line_prices (quote));
    }
  json_object_set_array_member (document, "quoteTotalPrice", total_prices (quote, "QuotePrice"));
}

/* The item cord_order_from_tmf read the change from. */
static JsonObject *
changed_item (JsonObject *document)
{
  JsonNode *node = json_object_get_member (document, "productOrderItem");
  JsonArray *items = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      g_autoptr (GVariant) change = cord_order_item_to_change (item, &(const CordTmfPlace){ "productOrder" }, NULL);

      if (change != NULL)
        return item;
    }
  return NULL;
}

static GVariant *
dup_monthly (const CordAccountState *state, GVariant *change, CordQuote *quote)
{
  CordOffering *offering = cord_catalog_find (state->catalog, cord_change_get_offering (change));
  CordProduct *held = cord_customer_find_product (state->customer, cord_change_get_product (change));
  CordMoney before, after;

  if (offering == NULL || cord_change_is_removal (change))
    return NULL;
  cord_qualify_prices (state->customer, held, offering, cord_change_get_quantity (change), &before, &after);
  return cord_order_price_monthly (quote, after, cord_value_get_string (cord_offering_get_document (offering), "tax"));
}

void
cord_bill_price_order (JsonObject *document, const CordAccountState *state, GVariant *change, CordQuote *quote)
{
  JsonObject *item = changed_item (document);
  g_autoptr (GVariant) monthly = dup_monthly (state, change, quote);
  g_autoptr (GVariant) lines = cord_order_price_lines (quote);

  if (item != NULL)
    json_object_set_array_member (item, "itemPrice",
                                  cord_order_prices_to_tmf (cord_quote_get_currency (quote), monthly, lines));
  json_object_set_array_member (document, "orderTotalPrice", total_prices (quote, "OrderPrice"));
}

void
cord_bill_price_rate (JsonObject *rate, CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *percent = cord_order_price_dup_tax (line);
  JsonObject *tax = json_object_new ();
  JsonArray *taxes = json_array_new ();

  json_object_set_string_member (tax, "taxCategory", TAX_CATEGORY);
  json_object_set_member (tax, "taxRate", cord_json_decimal (percent));
  json_object_set_object_member (tax, "taxAmount", cord_bill_money (quote, line->tax));
  json_array_add_object_element (taxes, tax);
  json_object_set_array_member (rate, "appliedTax", taxes);
  json_object_set_object_member (rate, "taxExcludedAmount", cord_bill_money (quote, line->net));
  json_object_set_object_member (rate, "taxIncludedAmount", cord_bill_money (quote, line->gross));
}
