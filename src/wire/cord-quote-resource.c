/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-quote-resource.h"

#include "wire/cord-order-codec.h"
#include "wire/cord-price-resource.h"
#include "wire/cord-tmf.h"

#define ITEMS "quoteItem"
#define STATE "state"
#define APPROVED "approved"

gboolean
cord_quote_resource_is_instant (JsonObject *quote)
{
  return cord_tmf_is_true (quote, "instantSyncQuote");
}

gboolean
cord_quote_resource_check_items (JsonObject *quote, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) change = cord_order_items_to_change (cord_tmf_array (quote, ITEMS),
                                                            &(const CordTmfPlace){ "quote", NULL, ITEMS, 0 }, &local);

  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
cord_quote_resource_take_item_prices (JsonObject *quote, const char *product, JsonArray *prices)
{
  JsonArray *items = cord_tmf_array (quote, ITEMS);
  guint index = 0;
  JsonObject *item = product != NULL               ? cord_order_items_find (items, "quote", product, &index)
                     : cord_tmf_length (items) > 0 ? cord_tmf_at (items, 0)
                                                   : NULL;

  if (item != NULL)
    {
      json_object_set_string_member (item, STATE, APPROVED);
      json_object_set_array_member (item, "quoteItemPrice", prices);
    }
  else
    json_array_unref (prices);
}

void
cord_quote_resource_take_total (JsonObject *quote, JsonArray *total)
{
  json_object_set_array_member (quote, "quoteTotalPrice", total);
}

void
cord_quote_resource_set_first_bill (JsonObject *quote, CordDate date, CordMoney net, CordMoney gross)
{
  JsonObject *bill = json_object_new ();
  g_autofree char *day = cord_date_to_string (date);

  json_object_set_string_member (bill, "billDate", day);
  json_object_set_object_member (bill, "taxExcludedAmount", cord_price_resource_money (net));
  json_object_set_object_member (bill, "taxIncludedAmount", cord_price_resource_money (gross));
  json_object_set_object_member (quote, "cordboardFirstBill", bill);
}

void
cord_quote_resource_approve (JsonObject *quote)
{
  json_object_set_string_member (quote, STATE, APPROVED);
}

void
cord_quote_resource_accept (JsonObject *quote)
{
  json_object_set_string_member (quote, STATE, "accepted");
}
