/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-customer-list.h"

#include "base/cord-zone.h"
#include "wire/cord-tmf.h"

/* One entry of a list; NULL with the error set when it cannot be read. */
typedef GVariant *(*ReadEntry) (JsonObject *object, const CordTmfPlace *place, GError **error);

static GVariant *
bill_entry (JsonObject *bill, const CordTmfPlace *place, GError **error)
{
  const char *currency = cord_tmf_string (bill, "amountDue.unit");
  g_autofree char *text = cord_tmf_dup_number (cord_tmf_find (bill, "amountDue.value"));
  g_autofree char *amount = NULL;
  g_autoptr (CordZone) utc = cord_zone_utc ();
  g_autofree char *date = cord_tmf_dup_date (cord_tmf_string (bill, "billDate"), utc);
  g_autofree char *due = cord_tmf_dup_date (cord_tmf_string (bill, "paymentDueDate"), utc);
  CordDecimal decimal;

  if (text != NULL)
    {
      if (currency == NULL || cord_currency_scale (currency) < 0
          || !cord_decimal_parse (text, CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA, TRUE, &decimal, NULL))
        {
          cord_tmf_refuse (place, "amountDue", error);
          return NULL;
        }
      amount = cord_decimal_to_string (decimal, (guint)cord_currency_scale (currency));
    }
  return cord_value_of_strings ("id", place->id, "number", cord_tmf_string (bill, "billNo"), "date", date, "due", due,
                                "amount", amount, "currency", currency, "state", cord_tmf_string (bill, "state"), NULL);
}

static const char *
channel_name (JsonObject *object)
{
  JsonObject *channel = cord_tmf_first (object, "channel");
  const char *name = channel != NULL ? cord_tmf_string (channel, "name") : NULL;

  return name != NULL || channel == NULL ? name : cord_tmf_string (channel, "id");
}

static GVariant *
interaction_entry (JsonObject *interaction, const CordTmfPlace *place, GError **error)
{
  const char *at = cord_tmf_string (interaction, "interactionDate.startDateTime");
  const char *summary = cord_tmf_string (interaction, "description");

  return cord_value_of_strings ("id", place->id, "at", at != NULL ? at : cord_tmf_string (interaction, "creationDate"),
                                "channel", channel_name (interaction), "summary",
                                summary != NULL ? summary : cord_tmf_string (interaction, "reason"), "status",
                                cord_tmf_string (interaction, "status"), NULL);
}

/* "Home Fiber 250, Online Security": the names of what the items order. */
static char *
dup_item_names (JsonObject *order)
{
  JsonArray *items = cord_tmf_array (order, "productOrderItem");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cord_tmf_length (items); i++)
    {
      JsonObject *item = cord_tmf_at (items, i);
      const char *name = item != NULL ? cord_tmf_string (item, "productOffering.name") : NULL;

      if (name == NULL && item != NULL)
        name = cord_tmf_string (item, "product.name");
      if (name == NULL && item != NULL)
        name = cord_tmf_string (item, "productOffering.id");
      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return g_string_free (text, FALSE);
}

static GVariant *
order_entry (JsonObject *order, const CordTmfPlace *place, GError **error)
{
  const char *described = cord_tmf_string (order, "description");
  g_autofree char *summary = described != NULL ? g_strdup (described) : dup_item_names (order);

  return cord_value_of_strings ("id", place->id, "at", cord_tmf_string (order, "orderDate"), "state",
                                cord_tmf_string (order, "state"), "summary", summary, NULL);
}

static GVariant *
appointment_entry (JsonObject *appointment, const CordTmfPlace *place, GError **error)
{
  const char *purpose = cord_tmf_string (appointment, "description");

  return cord_value_of_strings ("id", place->id, "at", cord_tmf_string (appointment, "validFor.startDateTime"),
                                "purpose", purpose != NULL ? purpose : cord_tmf_string (appointment, "category"),
                                "status", cord_tmf_string (appointment, "status"), NULL);
}

static gboolean
read_list (CordBuilder *out, const char *member, JsonArray *array, const char *resource, ReadEntry read_entry,
           GError **error)
{
  g_autoptr (GVariant) value = NULL;
  gboolean read = TRUE;
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; read && i < cord_tmf_length (array); i++)
    {
      CordTmfPlace place;
      JsonObject *object = cord_tmf_resource (json_array_get_element (array, i), resource, &place, error);
      g_autoptr (GVariant) entry = object != NULL ? read_entry (object, &place, error) : NULL;

      read = entry != NULL;
      if (read)
        cord_builder_add (&list, entry);
    }
  value = cord_builder_end (&list);
  if (read)
    cord_builder_value (out, member, value);
  return read;
}

gboolean
cord_customer_read_lists (const CordCustomerParts *parts, CordBuilder *out, GError **error)
{
  return read_list (out, "bills", parts->bills, "customerBill", bill_entry, error)
         && read_list (out, "interactions", parts->interactions, "partyInteraction", interaction_entry, error)
         && read_list (out, "orders", parts->orders, "productOrder", order_entry, error)
         && read_list (out, "followUps", parts->appointments, "appointment", appointment_entry, error);
}
