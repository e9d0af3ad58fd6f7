/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-billing.h"

#include "domain/catalog/cord-included.h"
#include "domain/customer/cord-tax-list.h"
#include "wire/cord-catalog-prices.h"

#define AMOUNT "unitOfMeasure.amount"
#define MISSING -1

typedef struct
{
  const char *billed; /* of the recurring prices so far; NULL before the first */
  GHashTable *names;  /* of the allowances so far; borrowed */
  CordBuilder allowances;
  GVariant *taxes; /* NULL before the first recurring price that has any; empty where one percent says it all */
} Reading;

/* What is billed before the month and what is billed after it cannot be one price. */
static gboolean
read_billed (Reading *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  const char *billed = cord_tmf_string (price, CORD_BILLED);

  if (cord_tmf_find (price, CORD_BILLED) == NULL)
    billed = "advance";
  if (g_strcmp0 (billed, "advance") != 0 && g_strcmp0 (billed, "arrears") != 0)
    return cord_tmf_refuse (place, CORD_BILLED, error);
  if (self->billed != NULL && !g_str_equal (self->billed, billed))
    return cord_tmf_refuse (place, CORD_BILLED, error);
  self->billed = billed;
  return TRUE;
}

static gboolean
read_allowance (Reading *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  const char *name = cord_tmf_string (price, "name");
  const char *partial = cord_tmf_string (price, CORD_PARTIAL);
  g_autoptr (GVariant) value = NULL;
  CordIncluded included;
  CordBuilder builder;
  gint64 amount;

  if (name == NULL || !g_hash_table_add (self->names, (gpointer)name))
    return cord_tmf_refuse (place, "name", error);
  if (!cord_tmf_integer (price, AMOUNT, 0, CORD_INCLUDED_AMOUNT_MAX, MISSING, &amount) || amount == MISSING)
    return cord_tmf_refuse (place, AMOUNT, error);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "name", name);
  cord_builder_integer (&builder, "amount", amount);
  cord_builder_string (&builder, "units", cord_tmf_string (price, "unitOfMeasure.units"));
  cord_builder_string (&builder, "partial", partial);
  value = cord_builder_end (&builder);
  if ((partial == NULL && cord_tmf_find (price, CORD_PARTIAL) != NULL) || !cord_included_read (&included, value))
    return cord_tmf_refuse (place, CORD_PARTIAL, error);
  cord_builder_add (&self->allowances, value);
  return TRUE;
}

static gboolean
is_dated (JsonObject *item)
{
  return item != NULL && cord_tmf_object (item, "validFor") != NULL;
}

/* One percent says it all: of a single tax, or of several that nothing tells apart. */
static gboolean
is_one_percent (JsonArray *list)
{
  gboolean named = cord_tmf_length (list) > 1;

  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *item = cord_tmf_at (list, i);

      if (is_dated (item))
        return FALSE;
      named = named && item != NULL && cord_tmf_string (item, "taxCategory") != NULL;
    }
  return !named;
}

/* FALSE when a day in it cannot be read. */
static gboolean
add_tax (CordBuilder *taxes, JsonObject *item)
{
  g_autofree char *rate = item != NULL ? cord_tmf_dup_number (cord_tmf_find (item, "taxRate")) : NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autoptr (GVariant) entry = NULL;

  if (item == NULL || !cord_tmf_read_day (item, "validFor.startDateTime", &from)
      || !cord_tmf_read_day (item, "validFor.endDateTime", &until))
    return FALSE;
  entry = cord_tax_list_new_entry (cord_tmf_string (item, "taxCategory"), rate, from, until);
  cord_builder_add (taxes, entry);
  return TRUE;
}

/* NULL when one of them cannot be read. */
static GVariant *
dup_taxes (JsonArray *list)
{
  g_autoptr (GVariant) value = NULL;
  gboolean read = TRUE;
  CordBuilder taxes;

  cord_builder_init_array (&taxes);
  for (guint i = 0; read && i < cord_tmf_length (list); i++)
    read = add_tax (&taxes, cord_tmf_at (list, i));
  value = cord_builder_end (&taxes);
  return read ? g_steal_pointer (&value) : NULL;
}

static gboolean
read_taxes (Reading *self, JsonObject *price, const CordTmfPlace *place, GError **error)
{
  JsonArray *list = cord_tmf_array (price, "tax");

  if (self->taxes != NULL || cord_tmf_length (list) == 0)
    return TRUE;
  if (is_one_percent (list))
    {
      self->taxes = cord_value_empty_array ();
      return TRUE;
    }
  self->taxes = dup_taxes (list);
  return (self->taxes != NULL && cord_tax_list_check (self->taxes)) || cord_tmf_refuse (place, "tax", error);
}

static gboolean
read_price (Reading *self, JsonObject *price, GError **error)
{
  const CordTmfPlace place = { "productOfferingPrice", cord_tmf_string (price, "id") };

  if (cord_tmf_is (price, "priceType", "recurring"))
    return read_billed (self, price, &place, error) && read_taxes (self, price, &place, error);
  return !cord_tmf_is (price, "priceType", CORD_ALLOWANCE) || read_allowance (self, price, &place, error);
}

gboolean
cord_catalog_billing_read (GHashTable *prices, JsonObject *offering, CordBuilder *out, GError **error)
{
  JsonArray *references = cord_tmf_array (offering, "productOfferingPrice");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GVariant) allowances = NULL;
  g_autoptr (GVariant) taxes = NULL;
  Reading self = { .names = names };
  gboolean read = TRUE;

  cord_builder_init_array (&self.allowances);
  for (guint i = 0; read && i < cord_tmf_length (references); i++)
    {
      JsonObject *price = cord_catalog_price_find (prices, cord_tmf_at (references, i));

      read = price == NULL || read_price (&self, price, error);
    }
  allowances = cord_builder_end (&self.allowances);
  taxes = self.taxes != NULL ? self.taxes : cord_value_empty_array ();
  if (!read)
    return FALSE;
  if (g_strcmp0 (self.billed, "arrears") == 0)
    cord_builder_string (out, "billed", self.billed);
  if (cord_value_length (allowances) > 0)
    cord_builder_value (out, "allowances", allowances);
  if (cord_value_length (taxes) > 0)
    cord_builder_value (out, "taxes", taxes);
  return TRUE;
}
