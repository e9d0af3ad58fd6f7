/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-order-codec.h"

#include "domain/change/cord-change.h"
#include "wire/cord-extension.h"
#include "wire/cord-tax-item.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define ITEMS "productOrderItem"
#define BILL_DATE "cordboardBillDate"

/* Prices */

static JsonArray *
new_taxes (const char *currency, GVariant *taxes)
{
  JsonArray *list = json_array_new ();

  for (gsize i = 0; i < cord_value_length (taxes); i++)
    {
      g_autoptr (GVariant) tax = cord_value_dup_at (taxes, i);
      const char *amount = cord_value_get_string (tax, "amount");
      const char *name = cord_value_get_string (tax, "name");
      int scale = cord_currency_scale (currency);
      CordMoney money;

      if (amount != NULL && scale >= 0 && cord_money_parse (amount, currency, (guint)scale, &money, NULL))
        json_array_add_object_element (list, cord_tax_item_to_tmf (name != NULL ? name : CORD_TAX_CATEGORY,
                                                                   cord_value_get_string (tax, "percent"), money));
    }
  return list;
}

static JsonObject *
new_price (const char *type, const char *name, const char *currency, GVariant *amounts)
{
  g_autoptr (GVariant) taxes = cord_value_dup_array (amounts, "taxes");
  JsonObject *price = json_object_new ();
  JsonObject *value = json_object_new ();

  json_object_set_string_member (price, "@type", type);
  cord_tmf_set_text (price, "name", name);
  cord_tmf_take_object (value, "dutyFreeAmount", cord_tmf_new_money (currency, cord_value_get_string (amounts, "net")));
  cord_tmf_take_object (value, "taxIncludedAmount",
                        cord_tmf_new_money (currency, cord_value_get_string (amounts, "gross")));
  cord_tmf_set_number (value, "taxRate", cord_value_get_string (amounts, "tax"));
  json_object_set_object_member (price, "price", value);
  if (cord_value_length (taxes) > 0)
    json_object_set_array_member (price, "cordboardTax", new_taxes (currency, taxes));
  return price;
}

static JsonObject *
new_monthly_price (const char *currency, GVariant *amounts)
{
  JsonObject *price = new_price ("OrderPrice", _ ("Monthly charge"), currency, amounts);

  json_object_set_string_member (price, "priceType", "recurring");
  json_object_set_string_member (price, "recurringChargePeriod", "month");
  return price;
}

static void
set_share (JsonObject *basis, const char *member, GVariant *line)
{
  g_autoptr (GVariant) share = cord_value_dup (line, member);

  if (share != NULL)
    cord_tmf_set_value (basis, member, share);
}

/* One line of the bill: a part of a month says which days, what kind and what share; a one-time fee does not. */
static JsonObject *
new_line_price (GVariant *line, const char *currency)
{
  gboolean prorated = cord_value_get_string (line, "used") != NULL || cord_value_get_string (line, "unused") != NULL;
  JsonObject *price = new_price (prorated ? "ProratedOrderPrice" : "OrderPrice", cord_value_get_string (line, "text"),
                                 currency, line);
  JsonObject *basis;

  json_object_set_string_member (price, "priceType", "oneTime");
  cord_tmf_set_text (price, "chargeKind", cord_value_get_string (line, "kind"));
  cord_tmf_take_object (
      price, "periodCoverage",
      cord_tmf_new_period (cord_value_get_string (line, "start"), cord_value_get_string (line, "end")));
  cord_tmf_set_text (price, BILL_DATE, cord_value_get_string (line, "bill"));
  if (prorated)
    {
      basis = json_object_new ();
      set_share (basis, "used", line);
      set_share (basis, "unused", line);
      json_object_set_object_member (price, "prorationBasis", basis);
    }
  return price;
}

JsonArray *
cord_order_prices_to_tmf (const char *currency, GVariant *monthly, GVariant *lines)
{
  JsonArray *prices = json_array_new ();

  if (monthly != NULL)
    json_array_add_object_element (prices, new_monthly_price (currency, monthly));
  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);

      json_array_add_object_element (prices, new_line_price (line, currency));
    }
  return prices;
}

JsonArray *
cord_order_prices_to_quote (const char *currency, GVariant *lines)
{
  JsonArray *prices = json_array_new ();

  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);
      JsonObject *price = new_price ("QuotePrice", cord_value_get_string (line, "text"), currency, line);

      json_object_set_string_member (price, "priceType", "oneTime");
      cord_tmf_set_text (price, BILL_DATE, cord_value_get_string (line, "bill"));
      json_array_add_object_element (prices, price);
    }
  return prices;
}

static gboolean
check_amounts (GVariant *object, const CordTmfPlace *place, GError **error)
{
  static const char *const members[] = { "net", "gross" };
  CordDecimal decimal;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = cord_value_get_string (object, members[i]);

      if (text == NULL || !cord_decimal_parse (text, CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA, TRUE, &decimal, NULL))
        return cord_tmf_refuse (place, members[i], error);
    }
  return TRUE;
}

static gboolean
add_prices (JsonObject *item, GVariant *request, gboolean removed, const CordTmfPlace *place, GError **error)
{
  g_autoptr (GVariant) lines = cord_value_dup_array (request, "lines");
  g_autoptr (GVariant) monthly
      = !removed && cord_value_has (request, "monthly") ? cord_value_dup_object (request, "monthly") : NULL;
  const char *currency = cord_value_get_string (request, "currency");

  if (monthly == NULL && cord_value_length (lines) == 0)
    return TRUE;
  if (currency == NULL)
    return cord_tmf_refuse (place, "currency", error);
  if (monthly != NULL && !check_amounts (monthly, place, error))
    return FALSE;
  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);

      if (!check_amounts (line, place, error))
        return FALSE;
    }
  json_object_set_array_member (item, "itemPrice", cord_order_prices_to_tmf (currency, monthly, lines));
  return TRUE;
}

/* The order */

static void
set_header (JsonObject *order, GVariant *request, const char *operation)
{
  g_autofree char *start = cord_tmf_dup_midnight (cord_value_get_string (request, "effective"));

  json_object_set_string_member (order, "@type", "ProductOrder");
  cord_tmf_set_text (order, "externalId", operation);
  cord_tmf_take_single (order, "relatedParty", cord_tmf_new_customer (cord_value_get_string (request, "customer")));
  cord_tmf_take_object (order, "billingAccount",
                        cord_tmf_new_reference (cord_value_get_string (request, "account"), "BillingAccount"));
  cord_tmf_set_text (order, "requestedStartDate", start);
}

static void
set_extensions (JsonObject *order, GVariant *request, const char *operation)
{
  const char *quote = cord_value_get_string (request, "quote.id");

  if (quote != NULL && *quote != '\0')
    cord_tmf_take_single (order, "quote", cord_tmf_new_reference (quote, "Quote"));
  cord_tmf_set_text (order, CORD_EXTENSION_SEAL, cord_value_get_string (request, "quote.seal"));
  cord_tmf_set_text (order, CORD_EXTENSION_INTERACTION, cord_value_get_string (request, "interaction"));
  cord_tmf_set_text (order, "cordboardOperation", operation);
}

JsonNode *
cord_order_to_tmf (GVariant *request, const char *operation, GError **error)
{
  CordTmfPlace place = { "productOrder", operation };
  g_autoptr (GVariant) change = cord_value_dup_object (request, "change");
  g_autoptr (JsonObject) order = NULL;
  const char *kind = cord_change_get_kind (change);
  JsonObject *item;

  if (cord_value_get_string (request, "customer") == NULL || !cord_change_knows_kind (kind)
      || (cord_change_get_product (change) == NULL && !cord_change_is_billing_day (change)))
    {
      cord_tmf_refuse (&place, cord_value_get_string (request, "customer") == NULL ? "customer" : "change", error);
      return NULL;
    }
  order = json_object_new ();
  set_header (order, request, operation);
  item = cord_order_item_from_change (change);
  cord_tmf_take_single (order, ITEMS, item);
  if (!add_prices (item, request, g_str_equal (kind, "remove"), &place, error))
    return NULL;
  set_extensions (order, request, operation);
  return cord_tmf_take_node (g_steal_pointer (&order));
}

/* Reading at the server */

static GVariant *
dup_change (JsonObject *order, const CordTmfPlace *place, GError **error)
{
  g_autoptr (GError) local = NULL;
  GVariant *change = cord_order_items_to_change (cord_tmf_array (order, ITEMS),
                                                 &(const CordTmfPlace){ place->resource, place->id, ITEMS, 0 }, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (change == NULL)
    change = cord_value_empty_object ();
  return change;
}

static const char *
account_of (JsonObject *order)
{
  JsonObject *item = cord_tmf_first (order, ITEMS);
  const char *account = cord_tmf_string (order, "billingAccount.id");

  return account != NULL || item == NULL ? account : cord_tmf_string (item, "billingAccount.id");
}

GVariant *
cord_order_from_tmf (JsonNode *order, GError **error)
{
  JsonObject *object = order != NULL && JSON_NODE_HOLDS_OBJECT (order) ? json_node_get_object (order) : NULL;
  CordTmfPlace place = { "productOrder", object != NULL ? cord_tmf_string (object, "externalId") : NULL };
  g_autoptr (GVariant) change = NULL;
  g_autofree char *effective = NULL;
  JsonObject *quote;
  CordBuilder out;
  const char *seal;

  if (object == NULL)
    {
      cord_tmf_refuse (&place, "productOrder", error);
      return NULL;
    }
  change = dup_change (object, &place, error);
  if (change == NULL)
    return NULL;
  effective = cord_tmf_dup_day (cord_tmf_string (object, "requestedStartDate"));
  quote = cord_tmf_first (object, "quote");
  seal = cord_tmf_string (object, CORD_EXTENSION_SEAL);

  cord_builder_init (&out);
  cord_builder_string (&out, "interaction", cord_tmf_string (object, CORD_EXTENSION_INTERACTION));
  cord_builder_string (&out, "customer", cord_tmf_customer (object, "relatedParty"));
  cord_builder_string (&out, "account", account_of (object));
  if (cord_change_get_kind (change) != NULL)
    cord_builder_value (&out, "change", change);
  cord_builder_string (&out, "effective", effective);
  cord_builder_string (&out, "quote", quote != NULL ? cord_tmf_string (quote, "id") : NULL);
  cord_builder_string (&out, "seal", seal != NULL ? seal : cord_tmf_string (object, CORD_EXTENSION_SEAL ".sha256"));
  return cord_builder_end (&out);
}

/* The answer at the desk */

GVariant *
cord_order_answer_from_tmf (JsonNode *order, GError **error)
{
  CordTmfPlace place;
  JsonObject *object = cord_tmf_resource (order, "productOrder", &place, error);
  g_autofree char *effective = NULL;
  const char *number, *state;

  if (object == NULL)
    return NULL;
  state = cord_tmf_string (object, "state");
  if (state == NULL)
    {
      cord_tmf_refuse (&place, "state", error);
      return NULL;
    }
  number = cord_tmf_string (object, "cordboardNumber");
  effective = cord_tmf_dup_day (cord_tmf_string (object, "requestedStartDate"));
  return cord_value_of_strings ("order", place.id, "number", number != NULL ? number : place.id, "state", state,
                                "effective", effective, "undoUntil", cord_tmf_string (object, "cordboardUndoUntil"),
                                "completed", cord_tmf_string (object, "completionDate"), NULL);
}

JsonNode *
cord_order_cancel_to_tmf (const char *order, const char *reason)
{
  JsonObject *cancel = json_object_new ();

  json_object_set_string_member (cancel, "@type", "CancelProductOrder");
  cord_tmf_set_text (cancel, "cancellationReason", reason);
  cord_tmf_take_object (cancel, "productOrder", cord_tmf_new_reference (order, "ProductOrder"));
  return cord_tmf_take_node (cancel);
}

const char *
cord_order_cancel_get_state (JsonNode *cancel)
{
  const char *state = cord_tmf_string (json_node_get_object (cancel), "state");

  return state != NULL ? state : "";
}
