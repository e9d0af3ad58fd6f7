/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-charge.h"

#include "base/cord-rational.h"
#include "domain/catalog/cord-price-list.h"
#include "domain/customer/cord-validity.h"
#include "wire/cord-catalog-taxes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DURATION "applicationDuration"
#define MINOR_MAX (G_GINT64_CONSTANT (1000) * 1000 * 1000 * 1000 * 1000)

GVariant *
cord_catalog_period_read (JsonObject *object, const CordTmfPlace *place, GError **error)
{
  g_autoptr (CordZone) utc = NULL;
  g_autoptr (GVariant) period = NULL;
  const char *unreadable;
  CordValidity valid;
  CordBuilder builder;

  if (cord_tmf_object (object, "validFor") == NULL)
    return cord_value_empty_object ();
  utc = cord_zone_utc ();
  cord_builder_init (&builder);
  unreadable = cord_tmf_read_period (object, &builder);
  period = cord_builder_end (&builder);
  if (unreadable == NULL && cord_validity_read (&valid, period, utc) != NULL)
    unreadable = "validFor.endDateTime";
  if (unreadable == NULL)
    return g_steal_pointer (&period);
  cord_tmf_refuse_because (place, unreadable,
                           _ ("must be a date such as 2026-01-31, or a time, and no end before its start"), error);
  return NULL;
}

/* A price with one of these holds for some customers only: beside another it is an alternative, and no part of a sum.
 */
static const char *
find_condition (JsonObject *price)
{
  static const char *const members[] = { "productOfferingTerm", "prodSpecCharValueUse", "place", "constraint" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (cord_tmf_length (cord_tmf_array (price, members[i])) > 0 || cord_tmf_object (price, members[i]) != NULL)
      return members[i];
  return NULL;
}

static gboolean
check_condition (const CordCatalogCharge *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  const char *condition = NULL;

  if (self->prices->len > 0)
    condition = find_condition (price);
  if (self->prices->len > 0 && condition == NULL)
    condition = find_condition (self->prices->pdata[0]);
  return condition == NULL
         || cord_tmf_refuse_because (
             place, condition, _ ("makes it one of several alternatives; give each an offering of its own"), error);
}

/* A year of it, with taxes, has to fit the engine's amounts. */
static gboolean
is_billable (const CordTmfSum *sum)
{
  const guint scale = (guint)cord_currency_scale (sum->currency);
  gint64 minor;

  return cord_decimal_scale_round (sum->total, 1, 1, scale, CORD_ROUNDING_HALF_UP, &minor, NULL) && minor <= MINOR_MAX;
}

static gboolean
take_taxes (CordCatalogCharge *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  g_autoptr (GVariant) taxes = NULL;

  if (!cord_catalog_taxes_read (price, place, &taxes, error))
    return FALSE;
  if (self->taxes != NULL && taxes != NULL && !cord_value_equal (self->taxes, taxes))
    return cord_tmf_refuse_because (place, "tax", _ ("must be the same on all prices of a kind"), error);
  if (self->taxes == NULL)
    self->taxes = g_steal_pointer (&taxes);
  return TRUE;
}

/* Decimals of the smallest part of a price that can be billed. */
static guint
most_decimals (const char *currency)
{
  return (guint)cord_currency_scale (currency) + CORD_UNIT_PRICE_EXTRA;
}

static gboolean
has_decimals (const char *value, guint most)
{
  const char *point = strchr (value, '.');

  return point == NULL || strlen (point + 1) <= most;
}

/* What is wrong with an amount that cannot be added. */
static char *
dup_why (const CordCatalogCharge *self, JsonObject *money)
{
  g_autofree char *value = money != NULL ? cord_tmf_dup_number (cord_tmf_find (money, "value")) : NULL;
  const char *unit = money != NULL ? cord_tmf_string (money, "unit") : NULL;

  if (money == NULL || cord_tmf_is_absent (money, "value"))
    return g_strdup (_ ("must be an amount {unit, value}"));
  if (unit == NULL || cord_currency_scale (unit) < 0)
    return g_strdup (_ ("must have the three capital letters of a known currency as its unit, such as EUR"));
  if (value == NULL)
    return g_strdup (_ ("must have digits with a decimal point as its value, such as 19.90"));
  if (*value == '-')
    return g_strdup (_ ("must not be less than 0; what is taken off is a price of the type discount"));
  if (self->sum.n > 0 && !g_str_equal (self->sum.currency, unit))
    return g_strdup (_ ("must be in the currency of the offering's other prices"));
  if (!has_decimals (value, most_decimals (unit)))
    return g_strdup_printf (_ ("must have at most %u decimals"), most_decimals (unit));
  return g_strdup (_ ("must not be too large to be billed"));
}

static gboolean
add_amount (CordCatalogCharge *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  JsonObject *money = cord_tmf_object (price, "price");
  CordTmfSum sum = self->sum;
  g_autofree char *why = NULL;

  if (cord_tmf_sum_add (&sum, money) && is_billable (&sum) && sum.total.decimals <= most_decimals (sum.currency))
    {
      self->sum = sum;
      return TRUE;
    }
  why = dup_why (self, money);
  return cord_tmf_refuse_because (place, "price", why, error);
}

gboolean
cord_catalog_charge_add (CordCatalogCharge *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  GVariant *period;

  if (self->prices == NULL)
    {
      self->prices = g_ptr_array_new ();
      self->periods = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
    }
  if (!check_condition (self, price, place, error))
    return FALSE;
  /* What it costs afterwards is not known. */
  if (!cord_tmf_is_absent (price, DURATION))
    return cord_tmf_refuse_because (place, DURATION, _ ("is for discounts; the days of a price are its validFor"),
                                    error);
  if (!add_amount (self, price, place, error))
    return FALSE;
  period = cord_catalog_period_read (price, place, error);
  if (period == NULL)
    return FALSE;
  g_ptr_array_add (self->prices, price);
  g_ptr_array_add (self->periods, period);
  return take_taxes (self, price, place, error);
}

gboolean
cord_catalog_charge_is_dated (const CordCatalogCharge *self)
{
  for (guint i = 1; self->periods != NULL && i < self->periods->len; i++)
    if (!cord_value_equal (self->periods->pdata[i], self->periods->pdata[0]))
      return TRUE;
  return FALSE;
}

static GVariant *
new_entry (const CordCatalogCharge *self, guint i)
{
  g_autofree char *amount = NULL;
  CordTmfSum sum = { 0 };

  cord_tmf_sum_add (&sum, cord_tmf_object (self->prices->pdata[i], "price"));
  amount = cord_tmf_sum_to_string (&sum);
  return cord_price_list_new_entry (amount, cord_value_get_string (self->periods->pdata[i], CORD_VALID_FROM),
                                    cord_value_get_string (self->periods->pdata[i], CORD_VALID_UNTIL));
}

GVariant *
cord_catalog_charge_dup_list (const CordCatalogCharge *self)
{
  CordBuilder list;

  if (!cord_catalog_charge_is_dated (self))
    return NULL;
  cord_builder_init_array (&list);
  for (guint i = 0; i < self->prices->len; i++)
    {
      g_autoptr (GVariant) entry = new_entry (self, i);

      cord_builder_add (&list, entry);
    }
  return cord_builder_end (&list);
}

char *
cord_catalog_charge_dup_amount (const CordCatalogCharge *self)
{
  g_autoptr (GVariant) list = cord_catalog_charge_dup_list (self);
  g_autoptr (CordZone) utc = cord_zone_utc ();
  g_autoptr (GArray) steps = list != NULL ? cord_price_list_dup_steps (list, utc) : NULL;

  if (steps == NULL)
    return cord_tmf_sum_to_string (&self->sum);
  return cord_decimal_to_string (cord_price_steps_find (steps, CORD_DATE_NONE)->price,
                                 (guint)cord_currency_scale (self->sum.currency));
}

void
cord_catalog_charge_add_period (const CordCatalogCharge *self, CordBuilder *periods)
{
  if (self->periods != NULL && self->periods->len > 0 && !cord_catalog_charge_is_dated (self)
      && g_variant_n_children (self->periods->pdata[0]) > 0)
    cord_builder_add (periods, self->periods->pdata[0]);
}

void
cord_catalog_charge_clear (CordCatalogCharge *self)
{
  g_clear_pointer (&self->prices, g_ptr_array_unref);
  g_clear_pointer (&self->periods, g_ptr_array_unref);
  g_clear_pointer (&self->taxes, g_variant_unref);
}
