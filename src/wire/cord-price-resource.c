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
  json_object_set_string_member (price, "@type", self->type);
  json_object_set_string_member (price, "name", self->name);
  json_object_set_string_member (price, "priceType", self->monthly ? "recurring" : "oneTime");
  if (self->monthly)
    json_object_set_string_member (price, "recurringChargePeriod", "month");
  json_object_set_object_member (price, "price", value);
  return price;
}

gboolean
cord_price_resource_read_money (JsonObject *object, const char *member, CordMoney *out)
{
  JsonObject *money = cord_tmf_object (object, member);
  const char *unit = money != NULL ? cord_tmf_string (money, "unit") : NULL;
  g_autofree char *value = money != NULL ? cord_tmf_dup_number (cord_tmf_find (money, "value")) : NULL;
  int scale = unit != NULL ? cord_currency_scale (unit) : -1;

  return scale >= 0 && value != NULL && cord_money_parse (value, unit, (guint)scale, out, NULL);
}
