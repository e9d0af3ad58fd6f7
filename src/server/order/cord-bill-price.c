/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-bill-price.h"

#include "config.h"

#include "domain/change/cord-change.h"
#include "domain/change/cord-order-price.h"
#include "domain/options/cord-qualification-held.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-order-resource.h"
#include "wire/cord-price-resource.h"
#include "wire/cord-quote-resource.h"

#include <glib/gi18n-lib.h>

static JsonArray *
total_prices (CordQuote *quote, const char *type)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  const CordBillRow *added = cord_quote_get_added (quote);
  const CordPriceResource once = { .type = type,
                                   .name = _ ("Added now"),
                                   .net = cord_quote_money (quote, added->net),
                                   .gross = cord_quote_money (quote, added->gross) };
  const CordPriceResource steady = { .type = type,
                                     .name = _ ("Every month"),
                                     .monthly = TRUE,
                                     .net = cord_quote_money (quote, ladder->steady.net),
                                     .gross = cord_quote_money (quote, ladder->steady.gross) };
  JsonArray *prices = json_array_new ();

  json_array_add_object_element (prices, cord_price_resource_to_tmf (&once));
  json_array_add_object_element (prices, cord_price_resource_to_tmf (&steady));
  return prices;
}

/* The products whose items have prices of their own; where there is but one item, NULL, for all lines. */
static GPtrArray *
dup_priced (GVariant *change)
{
  GPtrArray *products;

  if (cord_change_takes_along (change))
    return cord_change_dup_products (change);
  products = g_ptr_array_new ();
  g_ptr_array_add (products, NULL);
  return products;
}

void
cord_bill_price_quote (JsonObject *document, const CordAccountState *state, GVariant *change, CordQuote *quote)
{
  const CordBillNames names = { state->customer, state->catalog };
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autoptr (GPtrArray) products = dup_priced (change);

  for (guint i = 0; i < products->len; i++)
    {
      g_autoptr (GVariant) lines = cord_order_price_lines (quote, &names, products->pdata[i]);

      cord_quote_resource_take_item_prices (document, products->pdata[i],
                                            cord_order_prices_to_quote (cord_quote_get_currency (quote), lines));
    }
  cord_quote_resource_take_total (document, total_prices (quote, "QuotePrice"));
  if (ladder->has_first)
    cord_quote_resource_set_first_bill (document, ladder->first.cycle.start,
                                        cord_quote_money (quote, ladder->first.net),
                                        cord_quote_money (quote, ladder->first.gross));
}

static GVariant *
dup_monthly (const CordAccountState *state, GVariant *change, CordQuote *quote)
{
  CordOffering *offering = cord_catalog_find (state->catalog, cord_change_get_offering (change));
  CordProduct *held = cord_customer_find_product (state->customer, cord_change_get_product (change));
  CordMoney before, after;

  if (offering == NULL || cord_change_is_removal (change))
    return NULL;
  cord_qualify_prices (state->customer, state->catalog, held, offering, cord_change_get_quantity (change),
                       cord_quote_get_effective (quote), &before, &after);
  return cord_order_price_monthly (quote, after, cord_offering_get_id (offering));
}

void
cord_bill_price_order (JsonObject *document, const CordAccountState *state, GVariant *change, CordQuote *quote)
{
  const CordBillNames names = { state->customer, state->catalog };
  g_autoptr (GVariant) monthly = dup_monthly (state, change, quote);
  g_autoptr (GPtrArray) products = dup_priced (change);

  for (guint i = 0; i < products->len; i++)
    {
      g_autoptr (GVariant) lines = cord_order_price_lines (quote, &names, products->pdata[i]);

      cord_order_resource_take_item_prices (document, products->pdata[i],
                                            cord_order_prices_to_tmf (cord_quote_get_currency (quote), monthly, lines));
    }
  cord_order_resource_take_total (document, total_prices (quote, "OrderPrice"));
}
