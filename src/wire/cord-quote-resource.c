/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-quote-resource.h"

#include "wire/cord-tmf.h"

#define STATE "state"
#define APPROVED "approved"

gboolean
cord_quote_resource_is_instant (JsonObject *quote)
{
  return cord_tmf_is_true (quote, "instantSyncQuote");
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
cord_quote_resource_approve (JsonObject *quote)
{
  json_object_set_string_member (quote, STATE, APPROVED);
}

void
cord_quote_resource_accept (JsonObject *quote)
{
  json_object_set_string_member (quote, STATE, "accepted");
}
