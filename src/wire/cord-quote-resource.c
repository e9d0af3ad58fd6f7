/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-quote-resource.h"

#include "config.h"

#include "wire/cord-order-codec.h"
#include "wire/cord-price-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define STATE "state"
#define APPROVED "approved"

gboolean
cord_quote_resource_is_instant (JsonObject *quote)
{
  return cord_tmf_is_true (quote, "instantSyncQuote");
}

gboolean
cord_quote_resource_check_single (JsonObject *quote, GError **error)
{
  JsonArray *items = cord_tmf_array (quote, "quoteItem");

  for (guint i = 1; i < cord_tmf_length (items); i++)
    {
      JsonObject *item = cord_tmf_at (items, i);
      g_autofree char *member = g_strdup_printf ("quoteItem.%u", i);

      if (item == NULL || !cord_order_item_is_no_change (item))
        return cord_error_set_full (error, CORD_ERROR_INVALID, "several-changes", member,
                                    _ ("Ask for one quote for each change."),
                                    _ ("A quote prices one change; this one holds several."));
    }
  return TRUE;
}

void
cord_quote_resource_take_prices (JsonObject *quote, JsonArray *item, JsonArray *total)
{
  JsonArray *items = cord_tmf_array (quote, "quoteItem");
  JsonObject *first = cord_tmf_length (items) > 0 ? cord_tmf_at (items, 0) : NULL;

  if (first != NULL)
    {
      json_object_set_string_member (first, STATE, APPROVED);
      json_object_set_array_member (first, "quoteItemPrice", item);
    }
  else
    json_array_unref (item);
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
