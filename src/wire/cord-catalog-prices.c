/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-prices.h"

#include "wire/cord-catalog-charge.h"
#include "wire/cord-catalog-shape.h"
#include "wire/cord-catalog-taxes.h"
#include "wire/cord-price-kind.h"
#include "wire/cord-promotion-codec.h"

#include <glib/gi18n-lib.h>

#define PRICES "productOfferingPrice"
#define PERIOD_TYPE "recurringChargePeriodType"
#define SUSPENSION "suspension"

typedef struct
{
  CordCatalogCharge recurring;
  CordCatalogCharge once;
  CordCatalogCharge suspended;
  CordCatalogCharge suspending;
  const char *currency;     /* of the first one; NULL before */
  JsonObject *other_period; /* a price by the year or the quarter; or NULL */
  JsonArray *discounts;     /* or NULL */
} Prices;

static void
prices_clear (Prices *self)
{
  g_clear_pointer (&self->discounts, json_array_unref);
  cord_catalog_charge_clear (&self->recurring);
  cord_catalog_charge_clear (&self->once);
  cord_catalog_charge_clear (&self->suspended);
  cord_catalog_charge_clear (&self->suspending);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Prices, prices_clear)

/* As earlier versions of TMF620 call it as well; NULL when it has none. */
static const char *
period_of (JsonObject *price)
{
  const char *word = cord_tmf_string (price, PERIOD_TYPE);

  return word != NULL ? word : cord_tmf_string (price, "recurringChargePeriod");
}

static gboolean
is_monthly (JsonObject *price)
{
  const char *word = period_of (price);
  gint64 length;

  if (!cord_tmf_integer (price, "recurringChargePeriodLength", 1, 1200, 1, &length))
    return FALSE;
  return length * (word != NULL ? cord_tmf_period_months (word) : 1) == 1;
}

/* Where the price counts; NULL for one that is not charged here. */
static CordCatalogCharge *
charge_of (Prices *self, JsonObject *price, CordPriceKind kind)
{
  if (kind == CORD_PRICE_KIND_ONE_TIME)
    return &self->once;
  if (kind == CORD_PRICE_KIND_SUSPENSION && period_of (price) == NULL)
    return &self->suspending;
  if (!is_monthly (price))
    {
      if (kind == CORD_PRICE_KIND_RECURRING)
        self->other_period = price;
      return NULL;
    }
  if (kind == CORD_PRICE_KIND_SUSPENSION)
    return &self->suspended;
  return kind == CORD_PRICE_KIND_RECURRING ? &self->recurring : NULL;
}

static gboolean
add_charge (Prices *self, CordCatalogCharge *charge, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  if (!cord_catalog_charge_add (charge, price, place, error))
    return FALSE;
  if (self->currency == NULL)
    self->currency = charge->sum.currency;
  return g_str_equal (self->currency, charge->sum.currency)
         || cord_tmf_refuse_because (place, "price.unit", _ ("must be the currency of the offering's other prices"),
                                     error);
}

static gboolean
add_price (Prices *self, JsonObject *price, GError **error)
{
  const CordTmfPlace place = { PRICES, cord_tmf_string (price, "id") };
  const CordPriceKind kind = cord_price_kind_read (price);
  CordCatalogCharge *charge;

  if (!cord_catalog_shape_check_price (price, &place, error))
    return FALSE;
  if (kind == CORD_PRICE_KIND_UNKNOWN)
    return cord_tmf_refuse_because (&place, "priceType",
                                    _ ("must be recurring, oneTime, usage, discount, allowance or suspension"), error);
  if (kind == CORD_PRICE_KIND_DISCOUNT)
    {
      if (self->discounts == NULL)
        self->discounts = json_array_new ();
      json_array_add_object_element (self->discounts, json_object_ref (price));
      return TRUE;
    }
  charge = charge_of (self, price, kind);
  return charge == NULL || add_charge (self, charge, price, &place, error);
}

/* The quote format has no dates for what suspending costs. */
static gboolean
check_undated (const CordCatalogCharge *charge, GError **error)
{
  const CordTmfPlace place
      = { PRICES, charge->prices != NULL ? cord_tmf_string (charge->prices->pdata[0], "id") : NULL };

  return !cord_catalog_charge_is_dated (charge)
         || cord_tmf_refuse_because (&place, "validFor", _ ("must be the same on all prices of suspending"), error);
}

static gboolean
collect_prices (Prices *self, GPtrArray *prices, GError **error)
{
  for (guint i = 0; i < prices->len; i++)
    if (!add_price (self, prices->pdata[i], error))
      return FALSE;
  /* What is charged by the year cannot be billed here, and must not be sold for the other prices alone. */
  if (self->other_period != NULL)
    {
      const CordTmfPlace price = { PRICES, cord_tmf_string (self->other_period, "id") };

      return cord_tmf_refuse_because (
          &price, PERIOD_TYPE, _ ("must be month, with a length of 1: other periods are not billed here"), error);
    }
  return check_undated (&self->suspended, error) && check_undated (&self->suspending, error);
}

static void
write_suspension (const Prices *self, CordBuilder *out)
{
  g_autofree char *price = cord_catalog_charge_dup_amount (&self->suspended);
  g_autofree char *fee = cord_catalog_charge_dup_amount (&self->suspending);
  g_autoptr (GVariant) value = NULL;

  if (price == NULL && fee == NULL)
    return;
  value = cord_value_of_strings ("price", price, "fee", fee, NULL);
  cord_builder_value (out, SUSPENSION, value);
}

static void
write_charge (const CordCatalogCharge *charge, const char *member, const char *list, CordBuilder *out)
{
  g_autofree char *amount = cord_catalog_charge_dup_amount (charge);
  g_autoptr (GVariant) dated = cord_catalog_charge_dup_list (charge);

  cord_builder_string (out, member, amount);
  cord_builder_value (out, list, dated);
}

gboolean
cord_catalog_prices_read (GPtrArray *prices, CordBuilder *out, CordBuilder *periods, guint *scale, GError **error)
{
  g_auto (Prices) self = { 0 };

  if (!collect_prices (&self, prices, error))
    return FALSE;
  *scale = self.currency != NULL ? (guint)cord_currency_scale (self.currency) : CORD_SCALE_MAX;
  write_charge (&self.recurring, "price", "prices", out);
  write_charge (&self.once, "once", "fees", out);
  cord_catalog_charge_add_period (&self.recurring, periods);
  cord_catalog_charge_add_period (&self.once, periods);
  /* A sum of several fees is none of them. */
  cord_builder_string (out, "onceName",
                       self.once.sum.n == 1 ? cord_tmf_string (self.once.prices->pdata[0], "name") : NULL);
  /* An offering has the same taxes on all it charges, those of the month where there is one. */
  cord_catalog_taxes_write (self.recurring.sum.n > 0 ? self.recurring.taxes : self.once.taxes, out);
  write_suspension (&self, out);
  if (self.recurring.sum.n > 0 || self.once.sum.n > 0)
    cord_builder_string (out, "currency", self.currency);
  return cord_promotion_from_tmf (self.discounts, self.currency != NULL ? self.currency : "", out, error);
}
