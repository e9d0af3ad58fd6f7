/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-prices.h"

#include "base/cord-rational.h"
#include "billing/cord-taxes.h"
#include "domain/customer/cord-tax-list.h"
#include "wire/cord-promotion-codec.h"

#define PRICES "productOfferingPrice"

/* A priceType of our own: a month of it while the product is suspended, or without a period the fee of suspending. */
#define SUSPENSION "suspension"

#define TAX "tax"
#define TAX_DECIMALS 6

/* What is charged of one kind. */
typedef struct
{
  CordTmfSum sum;
  const char *start; /* of the first price */
  const char *end;
  char *tax; /* of the first price with one; or NULL */
} Charge;

typedef struct
{
  GHashTable *index; /* id → JsonObject, borrowed */
  Charge recurring;
  Charge once;
  Charge suspended;
  Charge suspending;
  const char *currency;     /* of the first one; NULL before */
  const char *once_name;    /* of the first one-time fee */
  JsonObject *other_period; /* a price by the year or the quarter; or NULL */
  JsonArray *discounts;     /* or NULL */
} Prices;

static void
prices_clear (Prices *self)
{
  g_clear_pointer (&self->discounts, json_array_unref);
  g_free (self->recurring.tax);
  g_free (self->once.tax);
  g_free (self->suspended.tax);
  g_free (self->suspending.tax);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Prices, prices_clear)

JsonObject *
cord_catalog_price_find (GHashTable *prices, JsonObject *reference)
{
  const char *id = reference != NULL ? cord_tmf_string (reference, "id") : NULL;
  JsonObject *found = id != NULL ? g_hash_table_lookup (prices, id) : NULL;

  if (found != NULL)
    return found;
  return reference != NULL && cord_tmf_string (reference, "priceType") != NULL ? reference : NULL;
}

static gboolean
is_monthly (JsonObject *price)
{
  const char *word = cord_tmf_string (price, "recurringChargePeriodType");
  gint64 length;

  if (!cord_tmf_integer (price, "recurringChargePeriodLength", 1, 1200, 1, &length))
    return FALSE;
  return length * (word != NULL ? cord_tmf_period_months (word) : 1) == 1;
}

/* Where the price counts; NULL for one that is not charged here. */
static Charge *
charge_of (Prices *self, JsonObject *price)
{
  const gboolean recurring = cord_tmf_is (price, "priceType", "recurring");

  if (cord_tmf_is (price, "priceType", "oneTime"))
    return &self->once;
  if (cord_tmf_is (price, "priceType", SUSPENSION) && cord_tmf_string (price, "recurringChargePeriodType") == NULL)
    return &self->suspending;
  if (!is_monthly (price))
    {
      if (recurring)
        self->other_period = price;
      return NULL;
    }
  if (cord_tmf_is (price, "priceType", SUSPENSION))
    return &self->suspended;
  return recurring ? &self->recurring : NULL;
}

/* Adds to @total the rate of one tax. FALSE when it is none, or the total is above 100 %. */
static gboolean
add_rate (JsonObject *tax, gint64 *total)
{
  g_autofree char *rate = tax != NULL ? cord_tmf_dup_number (cord_tmf_find (tax, "taxRate")) : NULL;
  gint64 millionths;

  if (!cord_tax_percent_read (rate, &millionths))
    return FALSE;
  *total += millionths;
  return *total <= CORD_TAX_WHOLE;
}

/* *out: all taxes of the price as one percent; NULL when it has none. */
static gboolean
read_taxes (JsonObject *price, const CordTmfPlace *place, char **out, GError **error)
{
  JsonArray *list = cord_tmf_array (price, TAX);
  JsonObject *single = cord_tmf_object (price, TAX);
  const guint n = single != NULL ? 1 : cord_tmf_length (list);
  gint64 total = 0;

  if (n > CORD_TAXES_MAX || (cord_tmf_find (price, TAX) != NULL && single == NULL && list == NULL))
    return cord_tmf_refuse (place, TAX, error);
  for (guint i = 0; i < n; i++)
    if (!add_rate (single != NULL ? single : cord_tmf_at (list, i), &total))
      {
        g_autofree char *member = g_strdup_printf (TAX ".%u.taxRate", i);

        return cord_tmf_refuse (place, member, error);
      }
  *out = n > 0 ? cord_decimal_to_string ((CordDecimal){ total, TAX_DECIMALS }, 0) : NULL;
  return TRUE;
}

/* Prices that follow one another in time are not charged together. */
static gboolean
add_amount (Charge *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  const char *start = cord_tmf_string (price, "validFor.startDateTime");
  const char *end = cord_tmf_string (price, "validFor.endDateTime");

  if (self->sum.n > 0 && (g_strcmp0 (self->start, start) != 0 || g_strcmp0 (self->end, end) != 0))
    return cord_tmf_refuse (place, "validFor", error);
  self->start = start;
  self->end = end;
  return cord_tmf_sum_add (&self->sum, cord_tmf_object (price, "price")) || cord_tmf_refuse (place, "price", error);
}

static gboolean
add_price (Prices *self, JsonObject *price, GError **error)
{
  const CordTmfPlace place = { PRICES, cord_tmf_string (price, "id") };
  g_autofree char *tax = NULL;
  Charge *charge;

  if (cord_tmf_is (price, "priceType", "discount"))
    {
      if (self->discounts == NULL)
        self->discounts = json_array_new ();
      json_array_add_object_element (self->discounts, json_object_ref (price));
      return TRUE;
    }
  charge = charge_of (self, price);
  if (charge == NULL)
    return TRUE;
  if (!add_amount (charge, price, &place, error) || !read_taxes (price, &place, &tax, error))
    return FALSE;
  if (self->currency == NULL)
    self->currency = charge->sum.currency;
  if (!g_str_equal (self->currency, charge->sum.currency))
    return cord_tmf_refuse (&place, "price.unit", error);
  if (charge == &self->once && charge->sum.n == 1)
    self->once_name = cord_tmf_string (price, "name");
  if (charge->tax == NULL)
    charge->tax = g_steal_pointer (&tax);
  return TRUE;
}

static gboolean
collect_prices (Prices *self, JsonObject *offering, const CordTmfPlace *place, GError **error)
{
  JsonArray *references = cord_tmf_array (offering, PRICES);
  guint found = 0;

  for (guint i = 0; i < cord_tmf_length (references); i++)
    {
      JsonObject *price = cord_catalog_price_find (self->index, cord_tmf_at (references, i));

      if (price != NULL && !add_price (self, price, error))
        return FALSE;
      found += price != NULL;
    }
  if (found == 0 && cord_tmf_length (references) > 0)
    return cord_tmf_refuse (place, PRICES, error);
  /* What is charged by the year only cannot be billed here; it must not be sold for its one-time fees alone. */
  if (self->other_period != NULL && self->recurring.sum.n == 0)
    {
      const CordTmfPlace price = { PRICES, cord_tmf_string (self->other_period, "id") };

      return cord_tmf_refuse (&price, "recurringChargePeriodType", error);
    }
  return TRUE;
}

static void
read_suspension (const Prices *self, CordBuilder *out)
{
  g_autofree char *price = cord_tmf_sum_to_string (&self->suspended.sum);
  g_autofree char *fee = cord_tmf_sum_to_string (&self->suspending.sum);
  g_autoptr (GVariant) value = NULL;

  if (price == NULL && fee == NULL)
    return;
  value = cord_value_of_strings ("price", price, "fee", fee, NULL);
  cord_builder_value (out, SUSPENSION, value);
}

gboolean
cord_catalog_prices_read (GHashTable *prices, JsonObject *offering, const CordTmfPlace *place, CordBuilder *out,
                          GError **error)
{
  g_auto (Prices) self = { .index = prices };
  g_autofree char *recurring = NULL;
  g_autofree char *once = NULL;

  if (!collect_prices (&self, offering, place, error))
    return FALSE;
  recurring = cord_tmf_sum_to_string (&self.recurring.sum);
  once = cord_tmf_sum_to_string (&self.once.sum);
  cord_builder_string (out, "price", recurring);
  cord_builder_string (out, "once", once);
  /* A sum of several fees is none of them. */
  cord_builder_string (out, "onceName", self.once.sum.n == 1 ? self.once_name : NULL);
  /* An offering has one tax for all it charges, that of the month where there is one. */
  cord_builder_string (out, TAX, recurring != NULL ? self.recurring.tax : self.once.tax);
  read_suspension (&self, out);
  if (recurring != NULL || once != NULL)
    cord_builder_string (out, "currency", self.currency);
  return cord_promotion_from_tmf (self.discounts, self.currency != NULL ? self.currency : "", out, error);
}
