/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-quote-codec.h"

#include "domain/change/cord-change.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-extension.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define ITEMS "quoteItem"

JsonNode *
cord_quote_request_to_tmf (GVariant *request)
{
  JsonObject *quote = json_object_new ();
  g_autoptr (GVariant) change = cord_value_dup_object (request, "change");
  g_autofree char *start = cord_tmf_dup_midnight (cord_value_get_string (request, "effective"));

  json_object_set_string_member (quote, "@type", "Quote");
  json_object_set_boolean_member (quote, "instantSyncQuote", TRUE);
  cord_tmf_take_single (quote, "relatedParty", cord_tmf_new_customer (cord_value_get_string (request, "customer")));
  cord_tmf_take_single (quote, "billingAccount",
                        cord_tmf_new_reference (cord_value_get_string (request, "account"), "BillingAccount"));
  cord_tmf_take_single (quote, ITEMS, cord_order_item_from_change (change));
  cord_tmf_set_text (quote, "expectedFulfillmentStartDate", start);
  cord_tmf_set_value (quote, "cordboardChange", change);
  cord_tmf_set_text (quote, "cordboardEffective", cord_value_get_string (request, "effective"));
  cord_tmf_set_text (quote, CORD_EXTENSION_INTERACTION, cord_value_get_string (request, "interaction"));
  return cord_tmf_take_node (quote);
}

/* The standard members must describe the change that is priced, since other systems read only those. */
static gboolean
agree (GVariant *item, GVariant *change)
{
  static const char *const members[] = { "product", "along", "offering", "term", "quantity", "dateShift", "bill" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GVariant) a = cord_value_dup (item, members[i]);
      g_autoptr (GVariant) b = cord_value_dup (change, members[i]);

      if (a != NULL && !cord_value_equal (a, b))
        return FALSE;
    }
  return cord_change_is_suspension (item) == cord_change_is_suspension (change)
         && cord_change_is_resumption (item) == cord_change_is_resumption (change)
         && cord_change_is_billing_day (item) == cord_change_is_billing_day (change);
}

/* A quote that waits for another system may hold several changes. Of these the first stands for all; one that is priced
 * here is refused (cord_quote_resource_check_items). */
static GVariant *
dup_asked (JsonObject *quote, const CordTmfPlace *place, GError **error)
{
  JsonArray *items = cord_tmf_array (quote, ITEMS);
  const CordTmfPlace list = { place->resource, place->id, ITEMS, 0 };
  GError *local = NULL;
  GVariant *change = cord_order_items_to_change (items, &list, &local);
  guint index;
  JsonObject *first;

  if (g_strcmp0 (cord_error_get_reason (local), "several-changes") != 0)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return change;
    }
  g_clear_error (&local);
  first = cord_order_items_find (items, "quote", NULL, &index);
  return cord_order_item_to_change (first, &list, error);
}

static GVariant *
dup_change (JsonObject *quote, const CordTmfPlace *place, GError **error)
{
  JsonObject *extension = cord_tmf_object (quote, "cordboardChange");
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) asked = dup_asked (quote, place, &local);
  g_autoptr (GVariant) change = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (extension == NULL)
    return asked != NULL ? g_steal_pointer (&asked) : cord_value_empty_object ();
  change = cord_json_to_value (cord_tmf_find (quote, "cordboardChange"));
  if (asked != NULL && !agree (asked, change))
    {
      cord_tmf_refuse (place, "cordboardChange", error);
      return NULL;
    }
  return g_steal_pointer (&change);
}

GVariant *
cord_quote_request_from_tmf (JsonNode *body, GError **error)
{
  JsonObject *quote = body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? json_node_get_object (body) : NULL;
  CordTmfPlace place = { "quote", quote != NULL ? cord_tmf_string (quote, "id") : NULL };
  g_autoptr (GVariant) change = NULL;
  g_autofree char *effective = NULL;
  JsonObject *account;
  CordBuilder out;

  if (quote == NULL)
    {
      cord_tmf_refuse (&place, "quote", error);
      return NULL;
    }
  change = dup_change (quote, &place, error);
  if (change == NULL)
    return NULL;
  account = cord_tmf_first (quote, "billingAccount");
  effective = g_strdup (cord_tmf_string (quote, "cordboardEffective"));
  if (effective == NULL)
    effective = cord_tmf_dup_day (cord_tmf_string (quote, "expectedFulfillmentStartDate"));

  cord_builder_init (&out);
  cord_builder_string (&out, "interaction", cord_tmf_string (quote, CORD_EXTENSION_INTERACTION));
  cord_builder_string (&out, "customer", cord_tmf_customer (quote, "relatedParty"));
  cord_builder_string (&out, "account", account != NULL ? cord_tmf_string (account, "id") : NULL);
  if (cord_change_get_kind (change) != NULL)
    cord_builder_value (&out, "change", change);
  cord_builder_string (&out, "effective", effective);
  return cord_builder_end (&out);
}

void
cord_quote_seal_tmf (JsonObject *body, GVariant *input, const char *sha256, const char *letters)
{
  JsonObject *seal = json_object_new ();

  cord_tmf_set_value (body, "cordboardInput", input);
  cord_tmf_set_text (seal, "sha256", sha256);
  cord_tmf_set_text (seal, "letters", letters);
  json_object_set_object_member (body, CORD_EXTENSION_SEAL, seal);
}

GVariant *
cord_quote_answer_from_tmf (JsonNode *quote, GError **error)
{
  static const char *const needed[]
      = { "cordboardInput", CORD_EXTENSION_SEAL ".sha256", CORD_EXTENSION_SEAL ".letters" };
  CordTmfPlace place;
  JsonObject *object = cord_tmf_resource (quote, "quote", &place, error);
  g_autoptr (GVariant) input = NULL;
  CordBuilder out;

  for (gsize i = 0; object != NULL && i < G_N_ELEMENTS (needed); i++)
    if (i == 0 ? cord_tmf_object (object, needed[i]) == NULL : cord_tmf_string (object, needed[i]) == NULL)
      {
        cord_tmf_refuse (&place, needed[i], error);
        return NULL;
      }
  if (object == NULL)
    return NULL;
  input = cord_json_to_value (cord_tmf_find (object, "cordboardInput"));
  cord_builder_init (&out);
  cord_builder_string (&out, "id", place.id);
  cord_builder_value (&out, "input", input);
  cord_builder_string (&out, "seal", cord_tmf_string (object, CORD_EXTENSION_SEAL ".sha256"));
  cord_builder_string (&out, "letters", cord_tmf_string (object, CORD_EXTENSION_SEAL ".letters"));
  return cord_builder_end (&out);
}

/* Without a seal */

const char *
cord_quote_id_from_tmf (JsonNode *quote, GError **error)
{
  CordTmfPlace place;

  return cord_tmf_resource (quote, "quote", &place, error) != NULL ? place.id : NULL;
}

static gboolean
read_total (JsonObject *entry, CordQuote *ours, CordMoney *out)
{
  g_autofree char *value = cord_tmf_dup_number (cord_tmf_find (entry, "price.taxIncludedAmount.value"));
  CordDecimal decimal;
  g_autofree char *text = NULL;

  if (value == NULL || !cord_tmf_is (entry, "price.taxIncludedAmount.unit", cord_quote_get_currency (ours))
      || !cord_decimal_parse (value, CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA, TRUE, &decimal, NULL))
    return FALSE;
  text = cord_decimal_to_string (decimal, cord_quote_get_scale (ours));
  return cord_money_parse (text, cord_quote_get_currency (ours), cord_quote_get_scale (ours), out, NULL);
}

static gboolean
sum_totals (JsonObject *quote, CordQuote *ours, CordMoney *out)
{
  JsonArray *totals = cord_tmf_array (quote, "quoteTotalPrice");
  gboolean found = FALSE;

  *out = cord_quote_money (ours, 0);
  for (guint i = 0; i < cord_tmf_length (totals); i++)
    {
      JsonObject *entry = cord_tmf_at (totals, i);
      CordMoney one;

      if (entry == NULL || !cord_tmf_is (entry, "priceType", "oneTime"))
        continue;
      if (!read_total (entry, ours, &one) || !cord_money_add (*out, one, out, NULL))
        return FALSE;
      found = TRUE;
    }
  return found;
}

gboolean
cord_quote_check_total (JsonNode *quote, CordQuote *ours, GError **error)
{
  CordMoney here = cord_quote_money (ours, cord_quote_get_added (ours)->gross);
  CordMoney there;
  gboolean has_total = JSON_NODE_HOLDS_OBJECT (quote) && sum_totals (json_node_get_object (quote), ours, &there);
  g_autofree char *here_text = cord_money_to_display (here);
  g_autofree char *there_text = has_total ? cord_money_to_display (there) : NULL;

  if (has_total && there.minor == here.minor)
    return TRUE;
  if (!has_total)
    return cord_error_set_full (error, CORD_ERROR_STALE, "quote-mismatch", "quoteTotalPrice",
                                _ ("Name no price. Choose the option again; if it stays so, tell your supervisor."),
                                _ ("The system does not say what this change costs"));
  return cord_error_set_full (error, CORD_ERROR_STALE, "quote-mismatch", "quoteTotalPrice",
                              _ ("Name no price. Choose the option again; if it stays so, tell your supervisor."),
                              _ ("The system comes to %s for this change, this desk to %s"), there_text, here_text);
}
