/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-price-resource.h"

#include "wire/cord-tmf.h"

JsonObject *
cord_price_resource_money (CordMoney money)
{
  g_autofree char *decimal = cord_money_to_decimal (money);

  return cord_tmf_new_money (money.currency, decimal);
}

JsonObject *
cord_price_resource_to_tmf (const CordPriceResource *self)
{
  JsonObject *price = json_object_new ();
  JsonObject *value = json_object_new ();

  json_object_set_object_member (value, "dutyFreeAmount", cord_price_resource_money (self->net));
  json_object_set_object_member (value, "taxIncludedAmount", cord_price_resource_money (self->gross));
  cord_tmf_set_number (value, "taxRate", self->tax);
  json_object_set_string_member (price, "@type", self->type);
  json_object_set_string_member (price, "name", self->name);
  json_object_set_string_member (price, "priceType", self->monthly ? "recurring" : "oneTime");
  if (self->monthly)
    json_object_set_string_member (price, "recurringChargePeriod", "month");
  json_object_set_object_member (price, "price", value);
  return price;
}
