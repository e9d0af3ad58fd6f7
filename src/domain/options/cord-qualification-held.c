/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-qualification-held.h"

#include "config.h"
#include "domain/catalog/cord-offering-prices.h"
#include "domain/customer/cord-price.h"
#include "domain/customer/cord-feature.h"

#include <glib/gi18n-lib.h>

static const char *
category_of (CordProduct *held, CordCatalog *catalog)
{
  CordOffering *offering = cord_catalog_find (catalog, cord_product_get_offering (held));

  if (offering != NULL && *cord_offering_get_category (offering) != '\0')
    return cord_offering_get_category (offering);
  return cord_product_get_category (held) != NULL ? cord_product_get_category (held) : "";
}

static gboolean
bundles_category (CordOffering *bundle, const char *category, CordCatalog *catalog)
{
  GListModel *offerings = cord_catalog_get_offerings (catalog);
  guint n = g_list_model_get_n_items (offerings);
  gboolean found = FALSE;

  for (guint i = 0; i < n && bundle != NULL && !found; i++)
    {
      g_autoptr (CordOffering) part = g_list_model_get_item (offerings, i);

      found = cord_offering_bundles (bundle, cord_offering_get_id (part))
              && g_str_equal (cord_offering_get_category (part), category);
    }
  return found;
}

gboolean
cord_qualify_is_alternative (CordProduct *held, CordOffering *offering, CordCatalog *catalog)
{
  const char *category = category_of (held, catalog);
  CordOffering *own = cord_catalog_find (catalog, cord_product_get_offering (held));

  if (*category == '\0')
    return FALSE;
  return g_str_equal (category, cord_offering_get_category (offering)) || bundles_category (offering, category, catalog)
         || bundles_category (own, cord_offering_get_category (offering), catalog);
}

/* More (1), less (-1) or neither (0) by download speed, then by volume of data. NULL counts as nothing. */
static int
compare_features (GVariant *before, GVariant *after)
{
  static const char *const telling[] = { "download", "data", "upload", "channels", NULL };

  for (guint i = 0; telling[i] != NULL; i++)
    switch (cord_feature_compare (cord_feature_find (before, telling[i]), cord_feature_find (after, telling[i])))
      {
      case CORD_FEATURE_BETTER:
        return 1;
      case CORD_FEATURE_WORSE:
        return -1;
      case CORD_FEATURE_UNKNOWN:
      case CORD_FEATURE_SAME:
        break;
      }
  return 0;
}

int
cord_qualify_direction (CordProduct *held, CordOffering *offering, CordCatalog *catalog, CordDate day,
                        const CordZone *zone)
{
  CordOffering *own = cord_catalog_find (catalog, cord_product_get_offering (held));
  CordMoney before = cord_product_get_price (held);
  CordMoney after = cord_money (0, before.currency, before.scale);
  int better;

  if (own != NULL)
    cord_offering_get_price_on (own, day, zone, &before);
  cord_offering_get_price_on (offering, day, zone, &after);
  better = compare_features (own != NULL ? cord_offering_get_features (own) : cord_product_get_features (held),
                             cord_offering_get_features (offering));
  /* In place of a plan that is no longer sold, the customer may get more for less: that is an upgrade. */
  if (better > 0 && (own == NULL || !cord_offering_is_sellable (own)))
    return 1;
  if (after.minor != before.minor)
    return after.minor > before.minor ? 1 : -1;
  return better;
}

static gboolean
is_leaving (GPtrArray *leaving, CordProduct *product)
{
  return leaving != NULL
         && g_ptr_array_find_with_equal_func (leaving, cord_product_get_id (product), g_str_equal, NULL);
}

/* Whether a held product other than @changed and @dependent is in the group, and stays. */
static gboolean
group_has_other (GVariant *group, CordCustomer *customer, CordProduct *changed, CordProduct *dependent,
                 GPtrArray *leaving)
{
  GListModel *products = cord_customer_get_products (customer);
  guint n = g_list_model_get_n_items (products);
  gboolean found = FALSE;

  for (guint i = 0; i < n && !found; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);
      gsize n_ids = cord_value_length (group);

      if (product == changed || product == dependent || is_leaving (leaving, product)
          || !cord_product_is_active (product))
        continue;
      for (gsize j = 0; j < n_ids && !found; j++)
        {
          g_autoptr (GVariant) id = cord_value_dup_at (group, j);

          found = g_variant_is_of_type (id, G_VARIANT_TYPE_STRING)
                  && g_strcmp0 (g_variant_get_string (id, NULL), cord_product_get_offering (product)) == 0;
        }
    }
  return found;
}

static gboolean
group_has (GVariant *group, const char *offering_id)
{
  gsize n = cord_value_length (group);
  gboolean found = FALSE;

  for (gsize i = 0; i < n && offering_id != NULL && !found; i++)
    {
      g_autoptr (GVariant) id = cord_value_dup_at (group, i);

      found = g_variant_is_of_type (id, G_VARIANT_TYPE_STRING)
              && g_str_equal (g_variant_get_string (id, NULL), offering_id);
    }
  return found;
}

/* Groups that the held product satisfies and that nothing would satisfy any more; *any: it
 * satisfies one. */
static gboolean
breaks_group (GVariant *groups, CordProduct *dependent, CordProduct *held, CordOffering *offering, GPtrArray *leaving,
              CordCustomer *customer, gboolean *any)
{
  gsize n = cord_value_length (groups);
  gboolean broken = FALSE;

  for (gsize i = 0; i < n && !broken; i++)
    {
      g_autoptr (GVariant) group = cord_value_dup_at (groups, i);

      if (!group_has (group, cord_product_get_offering (held)))
        continue;
      *any = TRUE;
      broken = !(offering != NULL && group_has (group, cord_offering_get_id (offering)))
               && !group_has_other (group, customer, held, dependent, leaving);
    }
  return broken;
}

gboolean
cord_qualify_breaks_dependent (CordProduct *dependent, CordProduct *held, CordOffering *offering, GPtrArray *leaving,
                               CordCustomer *customer, CordCatalog *catalog)
{
  CordOffering *own = cord_catalog_find (catalog, cord_product_get_offering (dependent));
  g_autoptr (GVariant) groups = own != NULL ? cord_offering_dup_relies_on (own) : cord_value_empty_array ();
  gboolean named = FALSE;

  if (dependent == held || is_leaving (leaving, dependent))
    return FALSE;
  if (breaks_group (groups, dependent, held, offering, leaving, customer, &named))
    return TRUE;
  /* Where the catalog has no rule, the inventory decides: the product needs the one that it names. */
  if (named || !cord_product_relies_on (dependent, cord_product_get_id (held)))
    return FALSE;
  return offering == NULL || !cord_qualify_is_alternative (held, offering, catalog);
}

gboolean
cord_qualify_is_line (CordOffering *offering)
{
  return cord_offering_get_feature (offering, "lines") != NULL && cord_offering_get_feature (offering, "data") != NULL;
}

static CordMoney
times (CordMoney unit, gint64 quantity)
{
  gint64 minor;

  /* Such a price cannot be quoted, but it must not overflow on the screen. */
  if (__builtin_mul_overflow (unit.minor, quantity, &minor))
    minor = G_MAXINT64;
  unit.minor = minor;
  return unit;
}

static gboolean
is_same (CordProduct *held, CordOffering *offering)
{
  return held != NULL && offering != NULL
         && g_strcmp0 (cord_product_get_offering (held), cord_offering_get_id (offering)) == 0;
}

gboolean
cord_qualify_is_negotiated (CordProduct *held, CordOffering *own, CordDate day, const CordZone *zone, CordMoney *listed)
{
  CordMoney price = cord_product_get_price (held);
  CordMoney first;

  if (own == NULL || !cord_product_has_price (held) || !cord_offering_get_price_on (own, day, zone, listed)
      || !g_str_equal (price.currency, listed->currency) || price.minor == listed->minor)
    return FALSE;
  /* The inventory may still have the list price of the day on which it began. */
  return !cord_offering_get_price_on (own, cord_product_get_start (held), zone, &first) || first.minor != price.minor;
}

/* What was agreed with the customer for later, where that has come. */
static gboolean
find_agreed_price (CordProduct *held, CordDate day, CordMoney *price)
{
  g_autoptr (GArray) later = cord_product_dup_later_prices (held);
  gboolean found = FALSE;

  for (guint i = 0; i < later->len; i++)
    {
      const CordProductPrice *step = &g_array_index (later, CordProductPrice, i);
      CordDate from;

      if (step->from != NULL && step->price != NULL && cord_date_parse (step->from, &from, NULL) && from <= day)
        found = cord_price_parse (step->price, cord_product_get_price (held).currency, price, NULL);
    }
  return found;
}

CordMoney
cord_qualify_held_price (CordCustomer *customer, CordProduct *held, CordCatalog *catalog, CordDate day)
{
  CordOffering *own = catalog != NULL ? cord_catalog_find (catalog, cord_product_get_offering (held)) : NULL;
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  CordDate counts = MAX (cord_customer_get_cycle (customer, day).start, cord_product_get_start (held));
  CordMoney price = cord_product_get_price (held);
  CordMoney listed, first, agreed;

  if (find_agreed_price (held, day, &agreed))
    return agreed;
  if (own != NULL && cord_product_has_price (held)
      && cord_offering_get_price_on (own, cord_product_get_start (held), zone, &first)
      && cord_offering_get_price_on (own, counts, zone, &listed) && g_str_equal (price.currency, first.currency)
      && g_str_equal (price.currency, listed.currency) && price.minor == first.minor)
    return listed;
  return price;
}

/* What the product costs on @day more than the inventory says. */
static void
add_rise (CordMoney *sum, CordCustomer *customer, CordProduct *product, CordCatalog *catalog, CordDate day)
{
  CordMoney price = cord_qualify_held_price (customer, product, catalog, day);
  CordMoney rise, all;

  if (cord_money_subtract (price, cord_product_get_price (product), &rise, NULL)
      && cord_money_add (*sum, times (rise, cord_product_get_quantity (product)), &all, NULL))
    *sum = all;
}

CordMoney
cord_qualify_monthly (CordCustomer *customer, CordCatalog *catalog, CordDate day)
{
  GListModel *products = cord_customer_get_products (customer);
  guint n = g_list_model_get_n_items (products);
  CordMoney sum = cord_customer_get_monthly (customer);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordProduct) product = g_list_model_get_item (products, i);

      if (cord_customer_owns (customer, product) && cord_product_is_active (product)
          && cord_product_has_price (product))
        add_rise (&sum, customer, product, catalog, day);
    }
  return sum;
}

void
cord_qualify_prices (CordCustomer *customer, CordCatalog *catalog, CordProduct *held, CordOffering *offering,
                     gint64 quantity, CordDate day, CordMoney *before, CordMoney *after)
{
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (customer);
  const char *currency = cord_customer_get_currency (customer);
  gint64 had = held != NULL ? cord_product_get_quantity (held) : 1;
  CordMoney unit;

  if (held == NULL && offering != NULL && cord_offering_get_price_on (offering, day, zone, &unit))
    currency = unit.currency;
  *before = cord_money (0, currency, (guint)MAX (cord_currency_scale (currency), 0));
  *after = *before;
  if (held != NULL && cord_product_has_price (held))
    *before = times (cord_qualify_held_price (customer, held, catalog, day), had);
  if (is_same (held, offering))
    *after = times (cord_qualify_held_price (customer, held, catalog, day), quantity > 0 ? quantity : had);
  else if (offering != NULL && cord_offering_get_price_on (offering, day, zone, &unit))
    *after = times (unit, quantity > 0 ? quantity : had);
}

const char *
cord_qualify_held_feature (CordProduct *held, CordOffering *own, const char *name)
{
  const char *value = cord_product_get_feature (held, name);

  return value != NULL || own == NULL ? value : cord_offering_get_feature (own, name);
}

static char *
percent_text (const char *percent, int months)
{
  /* Translators: a percentage less, such as 20 %. */
  if (months == 0)
    return g_strdup_printf (_ ("%s\u00a0%% less every month"), percent);
  return g_strdup_printf (
      ngettext ("%s\u00a0%% less for the first month", "%s\xc2\xa0%% less for the first %d months", (gulong)months),
      percent, months);
}

static char *
amount_text (const char *amount, int months)
{
  /* Translators: an amount of money less, such as €5.00. */
  if (months == 0)
    return g_strdup_printf (_ ("%s less every month"), amount);
  return g_strdup_printf (
      ngettext ("%s less for the first month", "%s less in each of the first %d months", (gulong)months), amount,
      months);
}

char *
cord_qualify_promotion_text (CordCustomer *customer, CordOffering *offering, const CordPromotion *promotion)
{
  const int months = promotion->cycles * cord_customer_get_grid (customer).months;
  const char *currency = cord_offering_get_currency (offering);
  g_autofree char *amount = NULL;
  CordMoney money;

  if (promotion->percent != NULL)
    return percent_text (promotion->percent, months);
  amount = currency != NULL && cord_price_parse (promotion->amount, currency, &money, NULL)
               ? cord_money_to_display (money)
               : g_strdup (promotion->amount);
  return amount_text (amount, months);
}
