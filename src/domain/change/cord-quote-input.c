/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-quote-input.h"

#include "base/cord-error.h"
#include "config.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-history.h"
#include "domain/customer/cord-price.h"

#include <glib/gi18n-lib.h>

/* The input document of a quote. Only the offers that history and change name go into its catalog, so that the seal
 * does not break when an unrelated offering changes; names are those of cord_history_name. */
typedef struct
{
  CordCustomer *customer;
  CordCatalog *catalog;
  GTimeZone *zone;
  CordDate now;
  GHashTable *offerings; /* offer name → CordOffering */
  GHashTable *prices;    /* offer name → price text: the offers in use */
  GHashTable *products;  /* product names in the history */
  GHashTable *discounts; /* discount names in the history */
} Context;

static void
context_clear (Context *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->offerings, g_hash_table_unref);
  g_clear_pointer (&self->prices, g_hash_table_unref);
  g_clear_pointer (&self->products, g_hash_table_unref);
  g_clear_pointer (&self->discounts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Context, context_clear)

static void
context_init (Context *self, CordCustomer *customer, CordCatalog *catalog, CordDate now)
{
  GListModel *offerings = cord_catalog_get_offerings (catalog);
  guint n = g_list_model_get_n_items (offerings);

  self->customer = customer;
  self->catalog = catalog;
  self->now = now;
  self->zone = cord_zone_parse (cord_customer_get_zone (customer), NULL);
  self->offerings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->discounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (offerings, i);

      g_hash_table_insert (self->offerings, cord_history_name (cord_offering_get_id (offering)),
                           g_object_ref (offering));
    }
}

static gboolean
refuse (GError **error, const char *reason, const char *member, const char *hint, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, hint, "%s", message);
}

static const char *
catalog_price (Context *self, const char *offer)
{
  CordOffering *offering = g_hash_table_lookup (self->offerings, offer);

  return offering != NULL ? cord_value_get_string (cord_offering_get_document (offering), "price") : NULL;
}

/* An offer that the catalog no longer has is billed at what the customer pays for it. */
static void
use_offer (Context *self, const char *offer, const char *fallback)
{
  const char *price = catalog_price (self, offer);

  if (price == NULL)
    price = fallback != NULL ? fallback : "0";
  if (!g_hash_table_contains (self->prices, offer))
    g_hash_table_insert (self->prices, g_strdup (offer), g_strdup (price));
}

static gboolean
local_date (Context *self, const char *text, CordDate *out)
{
  gint64 instant;

  if (text == NULL)
    return FALSE;
  if (cord_date_parse (text, out, NULL))
    return TRUE;
  if (!cord_instant_parse (text, &instant, NULL))
    return FALSE;
  *out = cord_instant_to_date (instant, self->zone);
  return TRUE;
}

static gboolean
check_event (Context *self, GVariant *event, gsize index, GError **error)
{
  g_autofree char *recorded = g_strdup_printf ("history.%" G_GSIZE_FORMAT ".recorded", index);
  g_autofree char *offer = g_strdup_printf ("history.%" G_GSIZE_FORMAT ".offer", index);
  const char *name = cord_value_get_string (event, "offer");
  CordDate date;

  if (!local_date (self, cord_value_get_string (event, "recorded"), &date))
    return refuse (error, "invalid", recorded, _ ("Ask the operator to correct the account's history."),
                   _ ("An event of the billing history has no valid date."));
  if (date > self->now)
    return refuse (error, "clock", recorded, _ ("Check the date of this computer, then try again."),
                   _ ("The billing history of this account goes beyond today."));
  if (name != NULL && !g_hash_table_contains (self->offerings, name) && !cord_value_has (event, "price"))
    return refuse (error, "invalid", offer, _ ("Ask the operator to add the plan to the catalog."),
                   _ ("The customer has a plan that the catalog does not know."));
  return TRUE;
}

/* A price that is the catalog's own was not negotiated: left out, so that the quote does not call it lost. */
static GVariant *
plain_event (Context *self, GVariant *event)
{
  const char *type = cord_value_get_string (event, "type");
  const char *offer = cord_value_get_string (event, "offer");
  GVariantIter iter;
  const char *key;
  GVariant *value;
  CordBuilder builder;

  if ((g_strcmp0 (type, "start") != 0 && g_strcmp0 (type, "add") != 0 && g_strcmp0 (type, "change") != 0)
      || offer == NULL || !cord_price_equal (cord_value_get_string (event, "price"), catalog_price (self, offer)))
    return g_variant_ref (event);
  cord_builder_init (&builder);
  g_variant_iter_init (&iter, event);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    if (!g_str_equal (key, "price"))
      cord_builder_value (&builder, key, value);
  return cord_builder_end (&builder);
}

static GVariant *
build_history (Context *self, GVariant *events, GError **error)
{
  gsize n = cord_value_length (events);
  CordBuilder builder;
  g_autoptr (GVariant) built = NULL;
  gboolean valid = TRUE;

  cord_builder_init_array (&builder);
  for (gsize i = 0; i < n && valid; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);
      g_autoptr (GVariant) plain = NULL;
      const char *offer = cord_value_get_string (event, "offer");
      const char *product = cord_value_get_string (event, "product");
      const char *discount = cord_value_get_string (event, "discount");

      valid = check_event (self, event, i, error);
      if (!valid)
        continue;
      if (offer != NULL)
        use_offer (self, offer, cord_value_get_string (event, "price"));
      if (product != NULL)
        g_hash_table_add (self->products, g_strdup (product));
      if (discount != NULL)
        g_hash_table_add (self->discounts, g_strdup (discount));
      plain = plain_event (self, event);
      cord_builder_add (&builder, plain);
    }
  built = cord_builder_end (&builder);
  return valid ? g_steal_pointer (&built) : NULL;
}

/* The event that the change is */

static GVariant *
dup_term (CordOffering *offering, gint64 months)
{
  g_autoptr (GVariant) etf = cord_offering_dup_etf (offering, (int)months);
  CordBuilder term;

  cord_builder_init (&term);
  cord_builder_integer (&term, "months", months);
  cord_builder_value (&term, "etf", etf);
  return cord_builder_end (&term);
}

static gboolean
nothing_changes (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "nothing-changes", "change",
                              _ ("Choose another plan, another number or a commitment."),
                              _ ("The customer has exactly this already."));
}

/* Names what changes; an offer or a quantity that stays is left out, so that a negotiated price is kept. */
static gboolean
add_what_changes (CordBuilder *event, GVariant *change, CordProduct *held, CordOffering *offering, GError **error)
{
  const char *id = cord_offering_get_id (offering);
  g_autofree char *offer = cord_history_name (id);
  gint64 quantity = cord_change_get_quantity (change);
  gint64 term = cord_change_get_term (change);
  gboolean other_offer = held == NULL || g_strcmp0 (cord_product_get_offering (held), id) != 0;
  gboolean other_quantity = quantity > 0 && quantity != (held != NULL ? cord_product_get_quantity (held) : 1);

  if (!other_offer && !other_quantity && term == 0)
    return nothing_changes (error);
  if (other_offer)
    cord_builder_string (event, "offer", offer);
  if (other_quantity)
    cord_builder_integer (event, "quantity", quantity);
  if (term > 0)
    {
      g_autoptr (GVariant) object = dup_term (offering, term);

      cord_builder_value (event, "term", object);
    }
  return TRUE;
}

static gboolean
find_parts (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordProduct **held, CordOffering **offering,
            GError **error)
{
  const char *from = cord_change_get_from (change);

  *offering = cord_catalog_find (catalog, cord_change_get_offering (change));
  *held = cord_customer_find_product (customer, cord_change_get_product (change));
  if (!cord_change_is_removal (change) && *offering == NULL)
    return cord_change_refuse (error, "offering");
  if (cord_change_is_addition (change))
    return *held == NULL || cord_change_refuse (error, "product");
  if (*held == NULL || !cord_customer_owns (customer, *held))
    return cord_change_refuse (error, "product");
  return from == NULL || g_str_equal (from, cord_product_get_offering (*held)) || cord_change_refuse (error, "from");
}

GVariant *
cord_quote_input_new_event (GVariant *change, CordCustomer *customer, CordCatalog *catalog, GError **error)
{
  g_autofree char *product = NULL;
  CordOffering *offering;
  CordProduct *held;
  CordBuilder event;
  const char *type;
  g_autoptr (GVariant) result = NULL;

  if (!cord_change_check (change, error) || !find_parts (change, customer, catalog, &held, &offering, error))
    return NULL;
  type = cord_change_is_addition (change) ? "add" : cord_change_is_removal (change) ? "remove" : "change";
  product = cord_history_name (cord_change_get_product (change));
  cord_builder_init (&event);
  cord_builder_string (&event, "type", type);
  cord_builder_string (&event, "product", product);
  if (offering != NULL && !cord_change_is_removal (change) && !add_what_changes (&event, change, held, offering, error))
    {
      result = cord_builder_end (&event);
      return NULL;
    }
  return cord_builder_end (&event);
}

static GVariant *
build_change (Context *self, GVariant *change, GError **error)
{
  g_autoptr (GVariant) event = cord_quote_input_new_event (change, self->customer, self->catalog, error);
  const char *offer, *product;
  gboolean known;

  if (event == NULL)
    return NULL;
  offer = cord_value_get_string (event, "offer");
  product = cord_value_get_string (event, "product");
  known = g_hash_table_contains (self->products, product);
  if (known == g_str_equal (cord_value_get_string (event, "type"), "add"))
    {
      refuse (error, "invalid", "change.product", _ ("Ask the operator to correct the account's history."),
              known ? _ ("A product with this name was billed before.")
                    : _ ("The billing history does not know this product."));
      return NULL;
    }
  if (offer != NULL)
    use_offer (self, offer, NULL);
  return g_steal_pointer (&event);
}

/* The promotion of an offering that the change brings comes with it, under a name that no discount of the account has.
 */
static GVariant *
build_promotion (Context *self, GVariant *change, GVariant *event)
{
  CordOffering *offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) discount = NULL;
  const char *percent;
  int cycles;
  CordBuilder builder, list;

  if (!cord_value_has (event, "offer") || offering == NULL
      || !cord_offering_get_promotion (offering, &percent, &cycles))
    return NULL;
  name = cord_history_unique_discount_name (
      self->discounts, cord_value_get_string (cord_offering_get_document (offering), "promotion.name"));
  cord_builder_init (&builder);
  cord_builder_string (&builder, "type", "discount");
  cord_builder_string (&builder, "product", cord_value_get_string (event, "product"));
  cord_builder_string (&builder, "discount", name);
  cord_builder_string (&builder, "percent", percent);
  cord_builder_integer (&builder, "cycles", cycles);
  discount = cord_builder_end (&builder);
  cord_builder_init_array (&list);
  cord_builder_add (&list, discount);
  return cord_builder_end (&list);
}

static GVariant *
build_prices (Context *self)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->prices), (GCompareFunc)g_strcmp0);
  CordBuilder catalog;

  cord_builder_init (&catalog);
  for (GList *item = names; item != NULL; item = item->next)
    {
      const char *name = item->data;
      CordOffering *offering = g_hash_table_lookup (self->offerings, name);
      GVariant *document = offering != NULL ? cord_offering_get_document (offering) : NULL;
      g_autoptr (GVariant) entry = NULL;

      entry = cord_value_of_strings ("price", g_hash_table_lookup (self->prices, name), "tax",
                                     document != NULL ? cord_value_get_string (document, "tax") : NULL, "once",
                                     document != NULL ? cord_value_get_string (document, "once") : NULL, NULL);
      cord_builder_value (&catalog, name, entry);
    }
  return cord_builder_end (&catalog);
}

static GVariant *
build_cycle (CordCustomer *customer)
{
  CordCycleGrid grid = cord_customer_get_grid (customer);
  CordBuilder cycle;

  cord_builder_init (&cycle);
  cord_builder_integer (&cycle, "anchor", grid.anchor);
  cord_builder_integer (&cycle, "months", grid.months);
  if (grid.months > 1)
    cord_builder_string (&cycle, "first",
                         cord_value_get_string (cord_customer_get_document (customer), "account.first"));
  return cord_builder_end (&cycle);
}

/* A customer who has nothing yet is billed in the catalog's currency. */
static const char *
find_currency (CordCustomer *customer, CordCatalog *catalog)
{
  const char *own = cord_customer_get_currency (customer);
  const char *listed = cord_catalog_get_currency (catalog);

  return g_str_equal (own, "XXX") && listed != NULL ? listed : own;
}

static gboolean
check_currency (Context *self, const char *currency, GVariant *change, GError **error)
{
  CordOffering *offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  const char *priced
      = offering != NULL ? cord_value_get_string (cord_offering_get_document (offering), "currency") : NULL;

  if (priced == NULL || g_str_equal (priced, currency))
    return TRUE;
  return refuse (error, "currency", "change.offering", _ ("Choose an offering in the currency of the account."),
                 _ ("The offering is priced in another currency than the account."));
}

static void
add_frame (CordBuilder *input, Context *context, CordPolicy *policy, const char *currency, CordDate effective)
{
  g_autoptr (GVariant) cycle = build_cycle (context->customer);
  g_autoptr (GVariant) prices = build_prices (context);
  g_autoptr (GVariant) billing = cord_policy_dup_billing (policy);
  g_autofree char *now = cord_date_to_string (context->now);
  g_autofree char *day = cord_date_to_string (effective);

  cord_builder_string (input, "currency", currency);
  cord_builder_integer (input, "scale", cord_currency_scale (currency));
  cord_builder_string (input, "zone", cord_customer_get_zone (context->customer));
  cord_builder_string (input, "tax", cord_policy_includes_tax (policy) ? "inclusive" : NULL);
  cord_builder_value (input, "policy", billing);
  cord_builder_value (input, "cycle", cycle);
  cord_builder_value (input, "catalog", prices);
  cord_builder_string (input, "now", now);
  cord_builder_string (input, "effective", day);
  cord_builder_string (input, "catalog_version", cord_catalog_get_version (context->catalog));
}

static GVariant *
dup_events (GVariant *kept, GVariant *change, CordCustomer *customer, CordDate now)
{
  g_autoptr (GVariant) events = cord_value_dup_array (kept, "events");
  const char *id = cord_change_get_product (change);
  g_autofree char *product = id != NULL ? cord_history_name (id) : NULL;

  return cord_kept_history_dup_events (events, product, customer, now);
}

GVariant *
cord_quote_input_new (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy, CordDate now,
                      CordDate effective, GError **error)
{
  g_autoptr (GVariant) kept = cord_customer_dup_history (customer);
  g_autoptr (GVariant) events = dup_events (kept, change, customer, now);
  g_autoptr (GVariant) history = NULL;
  g_autoptr (GVariant) event = NULL;
  g_autoptr (GVariant) promotion = NULL;
  const char *currency = find_currency (customer, catalog);
  g_auto (Context) context = { 0 };
  CordBuilder input;

  context_init (&context, customer, catalog, now);
  history = build_history (&context, events, error);
  if (history == NULL)
    return NULL;
  event = build_change (&context, change, error);
  if (event == NULL || !check_currency (&context, currency, change, error))
    return NULL;
  if (!cord_change_check_timing (change, customer, policy, now, error))
    return NULL;
  promotion = build_promotion (&context, change, event);
  if (effective == CORD_DATE_NONE)
    effective = cord_change_default_date (change, customer, policy, now);
  cord_builder_init (&input);
  add_frame (&input, &context, policy, currency, effective);
  cord_builder_value (&input, "history", history);
  cord_builder_value (&input, "change", event);
  cord_builder_value (&input, "with", promotion);
  cord_builder_string (&input, "history_version", cord_value_get_string (kept, "version"));
  return cord_builder_end (&input);
}
