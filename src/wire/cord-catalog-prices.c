/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-prices.h"

#include "wire/cord-catalog-taxes.h"
#include "wire/cord-promotion-codec.h"

#define PRICES "productOfferingPrice"

/* A priceType of our own: a month of it while the product is suspended, or without a period the fee of suspending. */
#define SUSPENSION "suspension"

/* What is charged of one kind. */
typedef struct
{
  CordTmfSum sum;
  const char *start; /* of the first price */
  const char *end;
  GVariant *taxes; /* of the first price with any; or NULL */
} Charge;

typedef struct
{
  CordBuilder *periods;
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
  g_clear_pointer (&self->recurring.taxes, g_variant_unref);
  g_clear_pointer (&self->once.taxes, g_variant_unref);
  g_clear_pointer (&self->suspended.taxes, g_variant_unref);
  g_clear_pointer (&self->suspending.taxes, g_variant_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Prices, prices_clear)

static JsonObject *
find_price (GHashTable *prices, JsonObject *reference)
{
  const char *id = reference != NULL ? cord_tmf_string (reference, "id") : NULL;
  JsonObject *found = id != NULL ? g_hash_table_lookup (prices, id) : NULL;

  if (found != NULL)
    return found;
  return reference != NULL && cord_tmf_string (reference, "priceType") != NULL ? reference : NULL;
}

/* An id is one price, however often it is named. */
static gboolean
is_same_price (gconstpointer a, gconstpointer b)
{
  const char *id = cord_tmf_string ((JsonObject *)a, "id");

  return a == b
         || (id != NULL && g_strcmp0 (id, cord_tmf_string ((JsonObject *)b, "id")) == 0 && json_object_equal (a, b));
}

GPtrArray *
cord_catalog_prices_find (GHashTable *prices, JsonObject *offering, const CordTmfPlace *place, GError **error)
{
  JsonArray *references = cord_tmf_array (offering, PRICES);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < cord_tmf_length (references); i++)
    {
      JsonObject *price = find_price (prices, cord_tmf_at (references, i));

      if (price != NULL && !g_ptr_array_find_with_equal_func (found, price, is_same_price, NULL))
        g_ptr_array_add (found, price);
    }
  if (found->len > 0 || cord_tmf_length (references) == 0)
    return g_steal_pointer (&found);
  cord_tmf_refuse (place, PRICES, error);
  return NULL;
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

gboolean
cord_catalog_period_read (JsonObject *object, const CordTmfPlace *place, CordBuilder *periods, GError **error)
{
  g_autoptr (GVariant) period = NULL;
  const char *unreadable;
  CordBuilder builder;

  cord_builder_init (&builder);
  unreadable = cord_tmf_read_period (object, &builder);
  period = cord_builder_end (&builder);
  if (unreadable != NULL)
    return cord_tmf_refuse (place, unreadable, error);
  if (g_variant_n_children (period) > 0)
    cord_builder_add (periods, period);
  return TRUE;
}

static gboolean
add_price (Prices *self, JsonObject *price, GError **error)
{
  const CordTmfPlace place = { PRICES, cord_tmf_string (price, "id") };
  g_autoptr (GVariant) taxes = NULL;
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
  if (!add_amount (charge, price, &place, error)
      || ((charge == &self->recurring || charge == &self->once)
          && !cord_catalog_period_read (price, &place, self->periods, error))
      || !cord_catalog_taxes_read (price, &place, &taxes, error))
    return FALSE;
  if (self->currency == NULL)
    self->currency = charge->sum.currency;
  if (!g_str_equal (self->currency, charge->sum.currency))
    return cord_tmf_refuse (&place, "price.unit", error);
  if (charge == &self->once && charge->sum.n == 1)
    self->once_name = cord_tmf_string (price, "name");
  if (charge->taxes == NULL)
    charge->taxes = g_steal_pointer (&taxes);
  return TRUE;
}

static gboolean
collect_prices (Prices *self, GPtrArray *prices, GError **error)
{
  for (guint i = 0; i < prices->len; i++)
    if (!add_price (self, prices->pdata[i], error))
      return FALSE;
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
cord_catalog_prices_read (GPtrArray *prices, CordBuilder *out, CordBuilder *periods, guint *scale, GError **error)
{
  g_auto (Prices) self = { .periods = periods };
  g_autofree char *recurring = NULL;
  g_autofree char *once = NULL;

  if (!collect_prices (&self, prices, error))
    return FALSE;
  *scale = self.currency != NULL ? (guint)cord_currency_scale (self.currency) : CORD_SCALE_MAX;
  recurring = cord_tmf_sum_to_string (&self.recurring.sum);
  once = cord_tmf_sum_to_string (&self.once.sum);
  cord_builder_string (out, "price", recurring);
  cord_builder_string (out, "once", once);
  /* A sum of several fees is none of them. */
  cord_builder_string (out, "onceName", self.once.sum.n == 1 ? self.once_name : NULL);
  /* An offering has the same taxes on all it charges, those of the month where there is one. */
  cord_catalog_taxes_write (recurring != NULL ? self.recurring.taxes : self.once.taxes, out);
  read_suspension (&self, out);
  if (recurring != NULL || once != NULL)
    cord_builder_string (out, "currency", self.currency);
  return cord_promotion_from_tmf (self.discounts, self.currency != NULL ? self.currency : "", out, error);
}
